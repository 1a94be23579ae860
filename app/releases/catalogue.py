"""The authority list of a release: the compiled file read into the domain, quick enough for the unlock."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

from app.domain.catalogue import (
    Batch,
    Benchmark,
    Branch,
    Catalogue,
    Citation,
    Concurrence,
    Correction,
    Currency,
    Domain,
    Effect,
    FineKind,
    FineRange,
    Holder,
    HolderLevel,
    HolderPeriod,
    Item,
    Law,
    Match,
    Mode,
    OfficialCode,
    PracticeCase,
    Rows,
    Source,
    SubjectClass,
    Tier,
    Usability,
    VersionEffect,
    citation_text,
)
from app.domain.money import Fen
from app.releases.errors import ReleaseFromTheFuture, ReleaseUnreadable
from app.releases.release import Release

COMPILED = "catalogue/compiled.json"
COMPILED_FORMAT = "fieldcase-catalogue/1"
SOURCES = (
    "catalogue/authority.yaml",
    "catalogue/benchmarks.yaml",
    "catalogue/laws.yaml",
    "catalogue/supplement.yaml",
)
"""Authority list, benchmarks, laws, supplement: the record; the compiled file is made from them."""

_Record: TypeAlias = Mapping[str, Any]
T = TypeVar("T")

_day_of = lru_cache(maxsize=512)(date.fromisoformat)


def load_catalogue(release: Release) -> Catalogue:
    """Read the authority list of a release.

    Raises:
        ReleaseDamaged: the compiled file is not as the manifest says.
        ReleaseFromTheFuture: it has a format that this program does not know.
        ReleaseUnreadable: it was made from other sheets than the release holds, or has another shape.
    """
    try:
        compiled = json.loads(release.read(COMPILED))
        if compiled["format"] != COMPILED_FORMAT:
            raise ReleaseFromTheFuture(format=str(compiled["format"]), known=COMPILED_FORMAT)
        for path in SOURCES:
            if compiled["sources"][path] != release.manifest.files[path].sha256:
                raise ReleaseUnreadable(file=COMPILED, reason="made_from_other_sheets", source=path)
        return Catalogue(_rows(compiled), release.id, release.version, _day_of(compiled["snapshot"]))
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, RecursionError) as error:
        raise ReleaseUnreadable(file=COMPILED, reason=type(error).__name__) from error


def _rows(compiled: _Record) -> Rows:
    laws = tuple(_law(row) for row in compiled["laws"])
    titles = {law.id: law.title for law in laws}
    return Rows(
        domains=tuple(Domain(*row) for row in compiled["domains"]),
        batches=tuple(_batch(row) for row in compiled["batches"]),
        items=tuple(_item(row, titles) for row in compiled["items"]),
        laws=laws,
        benchmarks=tuple(_benchmark(row) for row in compiled["benchmarks"]),
        concurrences=tuple(
            Concurrence((a, b), note, source) for a, b, note, source in compiled["concurrences"]
        ),
        practice=tuple(_practice(row) for row in compiled["practice"]),
        application_order=tuple(compiled["application_order"]),
        initials=dict(compiled["initials"]),
    )


def _day(value: str | None) -> date | None:
    return None if value is None else _day_of(value)


def _law(row: _Record) -> Law:
    get = row.get
    return Law(
        id=row["id"],
        family=row["family"],
        title=row["title"],
        level=row["level"],
        issuer=row["issuer"],
        status=row["status"],
        text_read=row["text_read"],
        number=get("number", ""),
        adopted=_day(get("adopted")),
        amended=tuple(_day_of(one) for one in get("amended", ())),
        effective=_day(get("effective")),
        text_from=_day(get("this_text_from")),
        repealed=_day(get("repealed")),
        repealed_by=get("repealed_by", ""),
        checked=frozenset(get("checked", ())),
        source=get("source", ""),
        notes=get("notes", ""),
    )


def _batch(row: _Record) -> Batch:
    return Batch(
        id=row["id"],
        title=row["title"],
        law=row["law"],
        effective_from=_day_of(row["effective_from"]),
        checked=row.get("checked", False),
        source=row.get("source", ""),
        count=row.get("count"),
        receivers=tuple((one["body"], one["count"]) for one in row.get("to", ())),
        note=row.get("note", ""),
    )


def _item(row: _Record, titles: Mapping[str, str]) -> Item:
    get, correction = row.get, row["correction"]
    return Item(
        code=row["code"],
        key=row["key"],
        domain=row["domain"],
        name=row["name"],
        name_checked=get("name_checked", False),
        power_type=row["power_type"],
        violated=_each(_citation, row["violated"]),
        penalty_kinds=tuple(get("penalty_kinds", ())),
        correction=Correction(
            correction["order"], correction.get("precondition", False), correction["precondition_scope"]
        ),
        branches=_each(_branch, get("branches", ())),
        holder=_holder(row["holder"], titles),
        effective_from=_day_of(row["effective_from"]),
        effective_to=_day(get("effective_to")),
        usability=Usability(row["usability"]),
        currency=Currency(row["currency"]),
        effective_from_basis=row["effective_from_basis"],
        effective_from_checked=get("effective_from_checked", False),
        other_measures=tuple(get("other_measures", ())),
        basis=_each(_citation, get("basis", ())),
        version_effects=_each(_effect, get("version_effect", ())),
        official_codes=_each(_code, get("official_codes", ())),
        practice_example=get("practice_example", ""),
        notes=get("notes", ""),
    )


def _each(read: Callable[[Any], T], rows: Sequence[Any]) -> tuple[T, ...]:
    return tuple(read(row) for row in rows)


def _citation(row: Sequence[Any]) -> Citation:
    text, law, article, paragraph, item, item_to, checked, since, until = row
    return Citation(text, law, article, paragraph, item, item_to, checked, _day(since), _day(until))


def _effect(row: _Record) -> VersionEffect:
    return VersionEffect(
        row["old"], row["new"], Effect(row["effect"]), row.get("note", ""), tuple(row.get("added", ()))
    )


def _code(row: _Record) -> OfficialCode:
    return OfficialCode(row["scheme"], row["code"], row["body"], _day(row.get("since")), _day(row.get("to")))


def _holder(row: _Record, titles: Mapping[str, str]) -> Holder:
    scope, get = row.get("scope"), row.get
    return Holder(
        level=HolderLevel(row["level"]),
        checked=get("checked", False),
        assumed=HolderLevel(row["assumed_level"]),
        timeline=tuple(
            HolderPeriod(HolderLevel(level), _day_of(since), _day(until), checked)
            for level, since, until, checked in row["timeline"]
        ),
        batch=get("batch", ""),
        batch_checked=get("batch_checked", False),
        withdrawal=get("withdrawal", ""),
        withdrawal_checked=get("withdrawal_checked", False),
        scope=None if scope is None else _scope(scope, titles),
        scope_note=(scope[5] or "") if scope else "",
        note=get("note", ""),
    )


def _scope(row: Sequence[Any], titles: Mapping[str, str]) -> Citation:
    law, article, paragraph, item, checked, _ = row
    return Citation(
        citation_text(titles[law], article, paragraph, item), law, article, paragraph, item, None, checked
    )


def _branch(row: _Record) -> Branch:
    return Branch(
        id=row["id"],
        subject=row["subject"],
        subject_class=SubjectClass(row["subject_class"]),
        fine=_fine(row["fine"]),
        optional=row.get("optional", False),
        requires_refusal=row.get("requires_refusal", False),
        conduct_from=_day_of(row["conduct_from"]),
        conduct_to=_day(row.get("conduct_to")),
        citation=_citation(row["citation"]),
        checked=row.get("checked", False),
        source=row["source"],
        when=row.get("when", ""),
    )


def _fine(row: Sequence[Any]) -> FineRange:
    kind, low, high, low_inclusive, high_inclusive, unit, base = row
    return FineRange(
        FineKind(kind), Fraction(low), Fraction(high), low_inclusive, high_inclusive, unit, base or ""
    )


def _benchmark(row: _Record) -> Benchmark:
    get, source = row.get, Source(row["source"])
    return Benchmark(
        id=row["id"],
        item=row["item"],
        branch=row["branch"],
        subject=row["subject"],
        version=row["version"],
        source=source,
        rule=row["rule"],
        basis=row["basis"],
        conduct_from=_day_of(row["conduct_from"]),
        conduct_to=_day(get("conduct_to")),
        overlap_allowed=get("overlap_allowed", False),
        tiers=tuple(_tier(one, source is Source.PUBLISHED) for one in row["tiers"]),
        law=get("law", ""),
        mode=Mode(row["mode"]),
        incomplete=get("incomplete", False),
        missing=tuple(get("missing", ())),
        factors=tuple(get("factors", ())),
        notes=get("notes", ""),
    )


def _tier(row: _Record, published: bool) -> Tier:
    fine = row.get("fine")
    return Tier(
        number=row["number"],
        label=row["label"],
        match=Match(row["match"]),
        circumstances=tuple(row["circumstances"]),
        fine=None if fine is None else _fine(fine),
        checked=row.get("checked", False),
        published=published,
        source=row.get("source", ""),
        act_kind=row.get("act_kind", ""),
        count=row.get("count", ""),
    )


def _practice(row: _Record) -> PracticeCase:
    fine = row.get("fine")
    return PracticeCase(
        row["item"],
        row["fact"],
        None if fine is None else Fen(fine),
        row.get("penalty", ""),
        row["source"],
        row.get("checked", False),
    )
