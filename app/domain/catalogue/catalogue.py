"""One release of the authority list with its laws and benchmarks, and the questions that are asked of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import ClassVar, TypeVar

from app.domain.catalogue.benchmark import Benchmark, Mode
from app.domain.catalogue.citation import Citation
from app.domain.catalogue.item import Batch, Branch, Domain, Item
from app.domain.catalogue.law import Law, LawTimes, law_times
from app.domain.catalogue.party import PartyKind, counted_as, meant
from app.domain.errors import AppError
from app.domain.money import Fen

T = TypeVar("T")


class NotInCatalogue(AppError):
    """The release has no such row; ``row`` says of what kind and ``id`` which."""

    code: ClassVar[str] = "catalogue.no_such_row"


@dataclass(frozen=True, slots=True)
class Concurrence:
    """Two items that one act often touches: only the higher fine may be imposed (行政处罚法第二十九条)."""

    items: tuple[str, str]
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class PracticeCase:
    """A real outcome for comparison; ``fine`` in fen, None where the outcome was ``penalty``."""

    item: str
    fact: str
    fine: Fen | None
    penalty: str
    source: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of act ends, both days inclusive, for which the same branches are the law."""

    since: date
    until: date | None
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a release, in the order of the sheets.

    ``initials`` gives for a name the pinyin initial of each character (one for one), made when the release
    was built.
    """

    domains: tuple[Domain, ...]
    batches: tuple[Batch, ...]
    items: tuple[Item, ...]
    laws: tuple[Law, ...]
    benchmarks: tuple[Benchmark, ...]
    concurrences: tuple[Concurrence, ...] = ()
    practice: tuple[PracticeCase, ...] = ()
    application_order: tuple[str, ...] = ()
    initials: Mapping[str, str] = field(default_factory=dict)


class Catalogue:
    """The list of one release. It never changes; a newer release is another catalogue.

    Attributes:
        release: id of the release (``sha256:<hex>``); ``version``: its date in words; ``snapshot``: the day
            up to which sources were read (清单截至).
    """

    def __init__(
        self, rows: Rows, release: str = "", version: str = "", snapshot: date | None = None
    ) -> None:
        self.release, self.version, self.snapshot = release, version, snapshot
        self.rows = rows
        self._items = MappingProxyType({item.code: item for item in rows.items})
        self._laws = MappingProxyType({law.id: law for law in rows.laws})
        self._batches = MappingProxyType({batch.id: batch for batch in rows.batches})
        self._benchmarks = MappingProxyType({benchmark.id: benchmark for benchmark in rows.benchmarks})
        self._of_branch = _grouped((benchmark.branch, benchmark) for benchmark in rows.benchmarks)
        families = _grouped((law.family, law) for law in rows.laws)
        self._times = {family: law_times(versions) for family, versions in families.items()}

    @property
    def domains(self) -> tuple[Domain, ...]:
        """All fields of enforcement."""
        return self.rows.domains

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, in the order of the list."""
        return self.rows.items

    def item(self, code: str) -> Item:
        """The item with this code.

        Raises:
            NotInCatalogue: this release has none.
        """
        if (found := self._items.get(code)) is None:
            raise NotInCatalogue(row="item", id=code)
        return found

    def law(self, law_id: str) -> Law:
        """The text version with this id.

        Raises:
            NotInCatalogue: this release has none.
        """
        if (found := self._laws.get(law_id)) is None:
            raise NotInCatalogue(row="law", id=law_id)
        return found

    def law_times(self, family: str) -> tuple[LawTimes, ...]:
        """All versions of a law with the days of each, oldest first."""
        return self._times.get(family, ())

    def batch(self, batch_id: str) -> Batch:
        """The batch with this id.

        Raises:
            NotInCatalogue: this release has none.
        """
        if (found := self._batches.get(batch_id)) is None:
            raise NotInCatalogue(row="batch", id=batch_id)
        return found

    def benchmark(self, benchmark_id: str) -> Benchmark:
        """The benchmark with this id.

        Raises:
            NotInCatalogue: this release has none.
        """
        if (found := self._benchmarks.get(benchmark_id)) is None:
            raise NotInCatalogue(row="benchmark", id=benchmark_id)
        return found

    def branches_on(
        self,
        item: Item,
        act_end: date,
        party: PartyKind | None = None,
        sole_trader_as: PartyKind = PartyKind.PERSON,
    ) -> tuple[Branch, ...]:
        """The penalty clauses for an act that ended on a day; without a party those for all parties."""
        counted = None if party is None else counted_as(party, sole_trader_as)
        return tuple(
            branch
            for branch in item.branches
            if branch.covers(act_end) and (counted is None or meant(branch.subject_class, counted))
        )

    def benchmark_for(self, branch: Branch, act_end: date, mode: Mode = Mode.ON_SITE) -> Benchmark | None:
        """The levels for a branch and the day on which the act ended; None where there are none."""
        return next(
            (
                found
                for found in self._of_branch.get(branch.id, ())
                if found.covers(act_end) and found.mode is mode
            ),
            None,
        )

    def violated_on(self, item: Item, act_end: date) -> tuple[Citation, ...]:
        """The norms that an act of that day broke (管理依据)."""
        return tuple(citation for citation in item.violated if citation.covers(act_end))

    def windows(self, item: Item) -> tuple[Window, ...]:
        """The versions of an item, newest first: each with the branches that are the law in it."""
        starts = {branch.conduct_from for branch in item.branches}
        starts |= {branch.conduct_to + timedelta(days=1) for branch in item.branches if branch.conduct_to}
        found: list[Window] = []
        next_start: date | None = None
        for start in sorted(starts, reverse=True):
            if branches := self.branches_on(item, start):
                found.append(Window(start, next_start and next_start - timedelta(days=1), branches))
            next_start = start
        return tuple(found)

    def concurrences_of(self, item: Item) -> tuple[Concurrence, ...]:
        """Known pairs of which one act may touch both."""
        return tuple(pair for pair in self.rows.concurrences if item.code in pair.items)


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, Sequence[T]]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)
