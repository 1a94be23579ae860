"""证据: what proves the violation, a line for each group with what it proves (第五十九条第一款第二项)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain

from app.domain.case import Case, Evidence
from app.domain.law.matter import moment_or_none
from app.services.paper_words import RECORDS, counted

_PROVES: Mapping[str, str] = {
    "scene": "现场检查的情况",
    "correction": "责令改正的情况",
    "reinspection": "复查的情况",
    "other": "案件的有关情况",
    "identity": "当事人的身份",
}
"""What the evidence of an act proves where the officer said nothing more; in the order of a decision."""
_PAPER_OF: Mapping[str, str] = {"scene": "D10", "correction": "D08", "reinspection": "D09"}
_ON_THE_SPOT = frozenset(("scene", "correction", "reinspection"))
"""Acts whose photos and recordings are counted; other evidence goes by its title."""
_SPARE = "。；，. "


def proofs(case: Case, until: datetime | None = None) -> list[str]:
    """The lines of evidence: 《现场检查（勘验）笔录》、现场照片2张，证明现场检查的情况.

    With ``until`` only what was there at that time, such as when a form was put before the leader.
    """
    return [f"{'、'.join(names)}，证明{proved}" for names, proved in _groups(case, until)]


def titles(case: Case, until: datetime | None = None) -> list[str]:
    """The same evidence by its names alone, for a text that lists it: papers without 《》."""
    names = chain.from_iterable(names for names, _ in _groups(case, until))
    return list(dict.fromkeys(name.strip("《》") for name in names))


def _groups(case: Case, until: datetime | None) -> Iterator[tuple[list[str], str]]:
    for act, usual in _PROVES.items():
        shown = [item for item in case.evidence if item.act == act and _is_there(item.at, until)]
        plain = [item for item in shown if not item.proves.strip()]
        names = [*_records(case, act, until), *_names(act, plain)]
        if names:
            yield names, usual
        told = dict.fromkeys(item.proves.strip() for item in shown if item.proves.strip())
        for words in told:
            items = [item for item in shown if item.proves.strip() == words]
            yield [item.title for item in items], words.removeprefix("证明").strip(_SPARE)


def _records(case: Case, act: str, until: datetime | None) -> list[str]:
    form = _PAPER_OF.get(act, "")
    issued = any(_is_there(paper.issued_at, until) for paper in case.papers(form))
    return [f"《{RECORDS[form]}》"] if issued else []


def _is_there(at: str, until: datetime | None) -> bool:
    found = moment_or_none(at)
    return until is None or (found is not None and found <= until)


def _names(act: str, items: Sequence[Evidence]) -> list[str]:
    return counted(items) if act in _ON_THE_SPOT else [item.title for item in items]
