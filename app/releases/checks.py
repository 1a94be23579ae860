"""What rows of one sheet owe each other: names that exist, days in order, amounts that make sense."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.catalogue.citation import citation_text
from app.domain.catalogue.marks import Usability
from app.releases.errors import Problem
from app.releases.shapes import AuthoritySheet, CitationRow, FineRow, HolderRow, ItemRow, LawRow, LawSheet
from app.releases.sheets import Path, Sheet


@dataclass(frozen=True, slots=True)
class Known:
    """What other sheets may refer to."""

    laws: dict[str, LawRow]
    items: dict[str, ItemRow]
    fines: dict[str, tuple[ItemRow, FineRow]]


def known_rows(laws: LawSheet, authority: AuthoritySheet) -> Known:
    """Index the rows that are referred to by id."""
    return Known(
        {law.id: law for law in laws.laws},
        {item.code: item for item in authority.items},
        {fine.id: (item, fine) for item in authority.items for fine in item.fines},
    )


def repeated(sheet: Sheet, keys: Iterable[tuple[Path, Hashable]], code: str) -> Iterator[Problem]:
    """Every key that stands twice."""
    seen = set()
    for path, key in keys:
        if key in seen:
            yield sheet.problem(path, code, str(key))
        seen.add(key)


def check_laws(sheet: Sheet, laws: LawSheet) -> Iterator[Problem]:
    """Ids once; days in order; a repeal names the law that did it; marks speak of fields that are there."""
    yield from repeated(
        sheet, ((("laws", n, "id"), law.id) for n, law in enumerate(laws.laws)), "law.repeated"
    )
    ids = {law.id for law in laws.laws}
    for n, law in enumerate(laws.laws):
        path: Path = ("laws", n)
        if law.repealed_by is not None and law.repealed_by not in ids:
            yield sheet.problem((*path, "repealed_by"), "law.unknown", law.repealed_by)
        if (law.repealed is None) != (law.repealed_by is None):
            yield sheet.problem((*path, "repealed"), "law.repeal_without_law", law.id)
        begins = law.this_text_from or law.effective
        if law.repealed and begins and law.repealed <= begins:
            yield sheet.problem((*path, "repealed"), "days.order", law.id)
        if law.adopted and law.effective and law.effective < law.adopted:
            yield sheet.problem((*path, "effective"), "days.order", law.id)
        for field in law.checked:
            if getattr(law, field, None) in (None, []):
                yield sheet.problem((*path, "checked", field), "law.mark_without_field", f"{law.id} {field}")
        if law.text_read != "none" and not law.source and law.status == "现行有效":
            yield sheet.problem((*path, "text_read"), "law.no_source", law.id)


def check_authority(sheet: Sheet, authority: AuthoritySheet, known: Known) -> Iterator[Problem]:
    """All that items, branches, holders and batches owe the list of laws and each other."""
    items = list(enumerate(authority.items))
    yield from repeated(
        sheet, ((("domains", n, "id"), row.id) for n, row in enumerate(authority.domains)), "domain.repeated"
    )
    yield from repeated(
        sheet, ((("batches", n, "id"), row.id) for n, row in enumerate(authority.batches)), "batch.repeated"
    )
    yield from repeated(sheet, ((("items", n, "code"), item.code) for n, item in items), "item.code_repeated")
    yield from repeated(sheet, ((("items", n, "key"), item.key) for n, item in items), "item.key_repeated")
    yield from repeated(sheet, ((("items", n, "name"), item.name) for n, item in items), "item.name_repeated")
    fines = (
        (("items", n, "fines", m, "id"), fine.id) for n, item in items for m, fine in enumerate(item.fines)
    )
    yield from repeated(sheet, fines, "branch.repeated")
    for n, batch in enumerate(authority.batches):
        if batch.law not in known.laws:
            yield sheet.problem(("batches", n, "law"), "law.unknown", batch.law)
    domains = {row.id for row in authority.domains}
    batches = {row.id for row in authority.batches}
    for n, item in items:
        if item.domain not in domains:
            yield sheet.problem(("items", n, "domain"), "domain.unknown", item.domain)
        yield from _check_item(sheet, ("items", n), item, known)
        yield from _check_holder(sheet, ("items", n, "holder"), item.holder, batches, known)


def _check_item(sheet: Sheet, path: Path, item: ItemRow, known: Known) -> Iterator[Problem]:
    if item.effective_to and item.effective_to < item.effective_from:
        yield sheet.problem((*path, "effective_to"), "days.order", item.code)
    for name, rows in (("violated", item.violated), ("basis", item.basis)):
        for n, row in enumerate(rows):
            yield from _check_citation(sheet, (*path, name, n), row, known)
    for n, fine in enumerate(item.fines):
        yield from _check_citation(sheet, (*path, "fines", n), fine, known)
        yield from _check_fine(sheet, (*path, "fines", n), item, fine, known)
        if not all(any(_covers(row, day) for row in item.violated) for day in _ends(fine)):
            yield sheet.problem((*path, "violated"), "citation.none_for_branch", fine.id)
    present = [fine for fine in item.fines if fine.conduct_to is None]
    if item.correction.precondition != (bool(present) and all(fine.requires_refusal for fine in present)):
        yield sheet.problem(
            (*path, "correction", "precondition"), "correction.contradicts_branches", item.code
        )
    yield from _check_usability(sheet, path, item)


def _ends(fine: FineRow) -> tuple[date, ...]:
    return (fine.conduct_from,) if fine.conduct_to is None else (fine.conduct_from, fine.conduct_to)


def _covers(row: CitationRow, day: date) -> bool:
    return (row.conduct_from or date.min) <= day <= (row.conduct_to or date.max)


def _check_usability(sheet: Sheet, path: Path, item: ItemRow) -> Iterator[Problem]:
    """The judgement on usability must not be better than the rows that it speaks of."""
    holds: dict[Usability, Callable[[], bool]] = {
        Usability.USABLE_WITHOUT_FINE: lambda: not item.fines,
        Usability.LOOKUP_FIGURE_OPEN: lambda: not item.fines,
        Usability.FIGURE_UNCHECKED: lambda: any(not fine.checked for fine in item.fines),
        Usability.ARTICLE_MISSING: lambda: any(fine.article is None for fine in item.fines),
    }
    good = bool(item.fines) and all(fine.checked and fine.article for fine in item.fines)
    if not holds.get(item.usability, lambda: good)():
        yield sheet.problem((*path, "usability"), "item.usability_contradicts_rows", item.code)


def _check_citation(sheet: Sheet, path: Path, row: CitationRow | FineRow, known: Known) -> Iterator[Problem]:
    law = known.laws.get(row.law)
    if law is None:
        yield sheet.problem((*path, "law"), "law.unknown", row.law)
        return
    first, last = items_of(row.item)
    if row.cite != citation_text(law.title, row.article, row.paragraph, first, last):
        yield sheet.problem((*path, "cite"), "citation.text_differs", row.cite)
    if row.conduct_from and row.conduct_to and row.conduct_to < row.conduct_from:
        yield sheet.problem((*path, "conduct_to"), "days.order", row.cite)
    if law.repealed and not (row.conduct_to and row.conduct_to < law.repealed):
        yield sheet.problem((*path, "law"), "citation.outlives_law", f"{row.law} {law.repealed}")


def _check_fine(sheet: Sheet, path: Path, item: ItemRow, fine: FineRow, known: Known) -> Iterator[Problem]:
    if not fine.id.startswith(f"{item.code}-"):
        yield sheet.problem((*path, "id"), "branch.of_other_item", fine.id)
    law = known.laws.get(fine.law)
    if law is not None and law.text_read == "none":
        yield sheet.problem((*path, "law"), "branch.law_not_read", fine.id)
    if fine.max <= 0:
        yield sheet.problem((*path, "max"), "amount.not_positive", fine.id)
    if not fine.kind.has_floor:
        if fine.min is not None:
            yield sheet.problem((*path, "min"), "amount.floor_in_ceiling", fine.id)
    elif fine.min is None or not 0 < fine.min <= fine.max:
        yield sheet.problem((*path, "min"), "amount.order", fine.id)
    if fine.kind.value == "fixed" and fine.min != fine.max:
        yield sheet.problem((*path, "min"), "amount.fixed_differs", fine.id)
    if fine.kind.is_money == bool(fine.base):
        yield sheet.problem((*path, "kind"), "amount.base", fine.id)
    wanted = {"个人": ("个人",), "单位": ("单位",), "不区分": ("个人", "单位")}[fine.subject_class.value]
    if tuple(sorted(fine.summary_procedure)) != tuple(sorted(wanted)):
        yield sheet.problem((*path, "summary_procedure"), "branch.summary_classes", fine.id)


def items_of(item: int | str | None) -> tuple[int | None, int | None]:
    """First and last item of a citation; the last only where several are cited."""
    if isinstance(item, str):
        first, last = item.split("-")
        return int(first), int(last)
    return item, None


def _check_holder(
    sheet: Sheet, path: Path, holder: HolderRow, batches: set[str], known: Known
) -> Iterator[Problem]:
    for name, batch in (("batch", holder.batch), ("withdrawal", holder.withdrawal)):
        if batch is not None and batch not in batches:
            yield sheet.problem((*path, name), "batch.unknown", batch)
    if holder.scope_basis is not None and holder.scope_basis.law not in known.laws:
        yield sheet.problem((*path, "scope_basis", "law"), "law.unknown", holder.scope_basis.law)
    closed: date | None = None
    for n, period in enumerate(holder.timeline):
        here: Path = (*path, "timeline", n)
        if (n and closed is None) or (closed is not None and period.since <= closed):
            yield sheet.problem((*here, "from"), "holder.periods_overlap", str(period.since))
        if period.to is not None and period.to < period.since:
            yield sheet.problem((*here, "to"), "days.order", str(period.to))
        closed = period.to
    if holder.timeline[-1].level is not holder.level:
        yield sheet.problem((*path, "level"), "holder.level_differs", holder.level.value)
