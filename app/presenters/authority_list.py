"""Authority list: fields, items found while typing, and one item in detail for the day of the act."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.domain.catalogue import Catalogue, Item, Mark
from app.domain.catalogue.competence import Competence, competence_on
from app.domain.catalogue.search import CatalogueSearch, Hit, Span
from app.domain.errors import AppError
from app.presenters.authority_list_detail import DetailMaker, ItemDetail
from app.presenters.authority_list_words import HOLDERS, ranges_line
from app.presenters.messages import Message, message_for
from app.presenters.newest import Newest
from app.presenters.office import Office
from app.presenters.screen import Screen

ALL = ""
"""The domain key of the whole list."""
_REMARK = re.compile(r"（[^（）]*）")


@dataclass(frozen=True, slots=True)
class DomainRow:
    """A field of enforcement with the number of items found in it."""

    id: str
    name: str
    count: int
    tip: str = ""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the list.

    Attributes:
        marks: where the words were found in ``name``, as (start, end).
        found, found_marks: the other text that holds the words, such as an article; empty where none does.
        holder, mark: who holds the power, and how sure that is (checked or derived); ``holder`` is empty
            in the mark's place when the item was taken back.
        ours: the agency may act; other items are grey and only to be read.
    """

    code: str
    number: str
    name: str
    ranges: str
    holder: str
    mark: str
    ours: bool
    usable: bool
    marks: tuple[tuple[int, int], ...] = ()
    number_marks: tuple[tuple[int, int], ...] = ()
    found: str = ""
    found_marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AuthorityState:
    """The whole page. ``day`` is the day on which the act ended."""

    day: date | None = None
    today: date | None = None
    day_error: str = ""
    words: str = ""
    domain: str = ALL
    ours_only: bool = False
    domains: tuple[DomainRow, ...] = ()
    total: int = 0
    heading: str = ""
    rows: tuple[ItemRow, ...] = ()
    detail: ItemDetail | None = None
    release: str = ""
    until: str = ""
    message: Message | None = None

    @property
    def narrowed(self) -> bool:
        """Whether words or the filter hide items."""
        return bool(self.words.strip()) or self.ours_only


class AuthorityPresenter(Screen[AuthorityState]):
    """Everything comes from the newest release; the day of the act chooses the version of each item."""

    def __init__(self, office: Office) -> None:
        super().__init__(AuthorityState())
        self._office = office
        self._catalogue: Catalogue | None = None
        self._search: CatalogueSearch | None = None
        self._listed, self._chosen = Newest(), Newest()

    def refresh(self) -> AuthorityState:
        """Read the list; the day of the act is today until another one is chosen."""
        today = self._office.now().at.date()
        return self._list(today=today, day=self.state.day or today)

    def find(self, words: str) -> AuthorityState:
        """Narrow to items that hold every word."""
        return self._list(words=words)

    def show_domain(self, domain: str) -> AuthorityState:
        """Show one field, or all with an empty key."""
        return self._list(domain=domain)

    def only_ours(self, on: bool) -> AuthorityState:
        """Leave out what is not the street's, or show it grey."""
        return self._list(ours_only=on)

    def show_day(self, day: date | None) -> AuthorityState:
        """Take another day of the act; None is no day, and one to come is refused."""
        today = self._office.now().at.date()
        if day is None:
            return self._change(lambda state: replace(state, day_error="请写成 2026-01-31 这样的日期"))
        if day > today:
            return self._change(lambda state: replace(state, day_error="行为日不能晚于今天"))
        return self._list(day=day, today=today, day_error="")

    def choose(self, code: str) -> AuthorityState:
        """Show one item in detail."""
        return self._with_detail(code, "")

    def open_item(self, code: str) -> AuthorityState:
        """Show one item that was found elsewhere: its field is opened and no words hide it."""
        try:
            item = self._ready()[0].item(code)
        except AppError as error:
            return self._note(error)
        today = self._office.now().at.date()
        day = self.state.day or today
        self._list(words="", domain=item.domain, ours_only=False, today=today, day=day, day_error="")
        return self.choose(code)

    def show_window(self, key: str) -> AuthorityState:
        """Look at another version of the item; the day of the act stays."""
        detail = self.state.detail
        return self.state if detail is None else self._with_detail(detail.code, key)

    def show_scale(self, key: str) -> AuthorityState:
        """Show the levels of another class of parties."""
        return self._change(
            lambda state: replace(state, detail=state.detail and replace(state.detail, scale=key))
        )

    def _with_detail(self, code: str, window: str) -> AuthorityState:
        ticket = self._chosen.ask()
        try:
            detail = self._detail(code, window)
        except AppError as error:
            return self._note(error)

        def show(state: AuthorityState) -> AuthorityState:
            return replace(state, detail=detail, message=None) if self._chosen.counts(ticket) else state

        return self._change(show)

    def _detail(self, code: str, window: str) -> ItemDetail:
        office, catalogue = self._office, self._ready()[0]
        day = self.state.day or office.now().at.date()
        maker = DetailMaker(catalogue, office.parameters, day, office.now().at.date())
        return maker.make(catalogue.item(code), window)

    def _note(self, error: AppError) -> AuthorityState:
        message = message_for(error)
        return self._change(lambda state: replace(state, message=message))

    def _ready(self) -> tuple[Catalogue, CatalogueSearch]:
        catalogue = self._office.catalogue
        if self._search is None or self._catalogue is not catalogue:
            self._catalogue, self._search = catalogue, CatalogueSearch(catalogue)
        return catalogue, self._search

    def _list(self, **changes: Any) -> AuthorityState:
        """List anew; the item shown stays while it is listed, else the first one takes its place."""
        ticket = self._listed.ask()
        wanted = self._change(lambda state: replace(state, **changes))
        try:
            found = self._found(wanted)
            detail = self._listed_detail(found)
        except AppError as error:
            return self._note(error)

        def show(state: AuthorityState) -> AuthorityState:
            if not self._listed.counts(ticket):
                return state
            kept = detail if state.detail is found.detail else state.detail
            return replace(found, detail=kept)

        return self._change(show)

    def _listed_detail(self, found: AuthorityState) -> ItemDetail | None:
        shown, codes = found.detail, [row.code for row in found.rows]
        if shown is None or (shown.code not in codes and codes):
            return self._detail(codes[0], "") if codes else None
        return shown if shown.day == found.day else self._detail(shown.code, "")

    def _found(self, wanted: AuthorityState) -> AuthorityState:
        catalogue, search = self._ready()
        today = wanted.today or self._office.now().at.date()
        held = {item.code: competence_on(catalogue, item, today) for item in catalogue.items}

        def allowed(item: Item) -> bool:
            return held[item.code].ours or not wanted.ours_only

        hits = search.find(wanted.words, allowed)
        items = {hit.code: catalogue.item(hit.code) for hit in hits}
        shown = [hit for hit in hits if wanted.domain in (ALL, items[hit.code].domain)]
        day = wanted.day or today
        return replace(
            wanted,
            domains=_domains(catalogue, list(items.values())),
            total=len(hits),
            heading=_heading(catalogue, wanted.domain),
            rows=tuple(_row(catalogue, items[hit.code], hit, held[hit.code], day) for hit in shown),
            release=f"清单 {catalogue.version} 版",
            until=_until(catalogue),
            message=None,
        )


def _until(catalogue: Catalogue) -> str:
    if catalogue.snapshot is None:
        return "没有写明截至哪一天"
    return f"清单截至 {catalogue.snapshot.isoformat()}，未能确认是否最新"


def domain_name(name: str) -> str:
    """The name of a field without the remark in brackets."""
    return _REMARK.sub("", name)


def _domains(catalogue: Catalogue, found: list[Item]) -> tuple[DomainRow, ...]:
    counts: dict[str, int] = {}
    for item in found:
        counts[item.domain] = counts.get(item.domain, 0) + 1
    return tuple(
        DomainRow(one.id, domain_name(one.name), counts.get(one.id, 0), one.name) for one in catalogue.domains
    )


def _heading(catalogue: Catalogue, domain: str) -> str:
    names = [one.name for one in catalogue.domains if one.id == domain]
    return domain_name(names[0]) if names else "全部事项"


def _row(catalogue: Catalogue, item: Item, hit: Hit, held: Competence, day: date) -> ItemRow:
    branches = catalogue.branches_on(item, day)
    found = next((span for span in hit.spans if span.field not in ("name", "code")), None)
    skip = len(item.PREFIX) if item.short_name != item.name else 0
    number = item.code.rsplit("-", 1)[-1]
    before = len(item.code) - len(number)
    return ItemRow(
        code=item.code,
        number=number,
        name=item.short_name,
        ranges=ranges_line(branches) or _without_range(item),
        holder=holder_words(item, held),
        mark="checked" if held.mark is Mark.CHECKED else "derived",
        ours=held.ours,
        usable=item.usability.usable,
        marks=_marks(hit.spans, "name", skip, len(item.short_name)),
        number_marks=_marks(hit.spans, "code", before, len(number)),
        found="" if found is None else found.text,
        found_marks=() if found is None else tuple(_of_text(hit.spans, found.text)),
    )


def holder_words(item: Item, held: Competence) -> str:
    """Who holds the power today, in the words of the list; one that may have been taken back says so."""
    if held.withdrawal is not None:
        return "已收回" if held.withdrawal_confirmed else "收回"
    shown = item.holder.assumed if held.mark is not Mark.CHECKED else held.level
    return HOLDERS[shown]


def _without_range(item: Item) -> str:
    if not item.branches:
        return "没有可用的罚款数额" if "罚款" in item.penalty_kinds else "没有罚款"
    return "这一天没有罚则"


def _marks(spans: tuple[Span, ...], field: str, skip: int, length: int) -> tuple[tuple[int, int], ...]:
    """Hits of one field, moved by what the window leaves out and cut to what it shows."""
    moved = [(span.start - skip, span.end - skip) for span in spans if span.field == field]
    cut = {(max(start, 0), min(end, length)) for start, end in moved}
    return tuple(sorted(pair for pair in cut if pair[0] < pair[1]))


def _of_text(spans: tuple[Span, ...], text: str) -> list[tuple[int, int]]:
    return sorted({(span.start, span.end) for span in spans if span.text == text})
