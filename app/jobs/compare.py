"""Digests on both sides: where they differ, the entries of that bucket are fetched again.

They cover entry ids, places and outcomes, never a state, so programs of different age agree on them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.codec import RecordRefused, from_json
from app.ports.district import AnswerUnreadable, District
from app.ports.sync import VerdictLine
from app.wire.changes import Change, read_fetched
from app.wire.digests import Line, bucket_of, digest_of
from app.wire.limits import MAX_ENTRIES


@dataclass(frozen=True, slots=True)
class _Digests:
    buckets: Mapping[str, str]


def compare(district: District, upto: int, held: Iterable[VerdictLine]) -> tuple[Change, ...]:
    """What this laptop lacks of what the district said up to a commit_seq, or holds otherwise.

    Raises:
        AnswerUnreadable: an answer is not as laid down.
    """
    mine: dict[str, list[Line]] = {}
    for each in held:
        mine.setdefault(bucket_of(each.case), []).append(Line(each.entry, each.commit_seq, each.outcome))
    theirs = _digests(district.digests(upto))
    missing: list[str] = []
    for bucket, digest in sorted(theirs.items()):
        lines = mine.get(bucket, [])
        if digest_of(lines) != digest:
            known = set(lines)
            missing += [line.entry for line in _lines(district.bucket(bucket, upto)) if line not in known]
    return tuple(
        change
        for start in range(0, len(missing), MAX_ENTRIES)
        for change in read_fetched(district.fetch(tuple(missing[start : start + MAX_ENTRIES])))
    )


def _digests(body: bytes) -> Mapping[str, str]:
    try:
        return from_json(_Digests, json.loads(body)).buckets
    except (ValueError, RecursionError, RecordRefused) as error:
        raise AnswerUnreadable(field="buckets") from error


def _lines(body: bytes) -> tuple[Line, ...]:
    try:
        return tuple(
            Line(str(entry), int(place), str(outcome)) for entry, place, outcome in json.loads(body)["lines"]
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise AnswerUnreadable(field="lines") from error
