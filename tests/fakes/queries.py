"""The questions of the screens, answered from lists in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.bodies import body_of
from app.domain.case import Case
from app.domain.entry import ClockReading, Entry
from app.domain.fold import fold_all
from app.ports.vault import SealedBlob
from app.ports.work import CaseFilter, CaseRow, CaseUnknown, ItemUse, TimelineRow, Totals

CLOSED = ("S_CLOSED", "S_ARCHIVED")


@dataclass
class FakeQueries:
    """Everything that was ever appended, and the small tables."""

    entries: list[Entry] = field(default_factory=list)
    drafts: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=lambda: {"线": 500, "责改": 200, "当罚": 200})
    items: dict[str, str] = field(default_factory=dict)
    dues: dict[str, tuple[str, str, bool]] = field(default_factory=dict)
    asked: list[CaseFilter] = field(default_factory=list)

    def ids(self) -> list[str]:
        """All cases, oldest first."""
        return list(dict.fromkeys(entry.header.case for entry in self.entries if entry.header.case))

    def of(self, case: str) -> list[Entry]:
        """The entries of a case."""
        return [entry for entry in self.entries if entry.header.case == case]

    def case(self, case: str) -> Case:
        found = fold_all(self.of(case))
        if found is None:
            raise CaseUnknown(case=case)
        return found

    def case_keys(self, wanted: CaseFilter) -> tuple[int, ...]:
        self.asked.append(wanted)
        rows = [row for row in self._rows() if _fits(row, wanted) and self._is_about(row, wanted)]
        rows.sort(key=lambda row: (_order(row, wanted.order), row.key), reverse=wanted.descending)
        return tuple(row.key for row in rows)

    def case_rows(self, keys: Iterable[int]) -> tuple[CaseRow, ...]:
        known = {row.key: row for row in self._rows()}
        return tuple(known[key] for key in keys if key in known)

    def items_used(self) -> tuple[ItemUse, ...]:
        counted = Counter(code for row in self.ids() if (code := self.case(row).text("act.item")))
        return tuple(
            ItemUse(code, self.items.get(code, code), cases) for code, cases in counted.most_common()
        )

    def search(self, words: str, limit: int = 20) -> tuple[CaseRow, ...]:
        return tuple(row for row in self._rows() if words in f"{row.number}{row.party}{row.item}{row.place}")[
            :limit
        ]

    def open_cases(self) -> tuple[Case, ...]:
        cases = [self.case(case) for case in self.ids()]
        return tuple(case for case in cases if case.step not in CLOSED)

    def timeline(self, case: str) -> tuple[TimelineRow, ...]:
        return tuple(TimelineRow(entry, False) for entry in self.of(case))

    def totals(self) -> Totals:
        evidence = [one for case in self.ids() for one in self.case(case).evidence]
        size = sum(len(entry.header_bytes) + len(entry.body or b"") for entry in self.entries)
        return Totals(len(self.entries), size, len(evidence), sum(one.size for one in evidence))

    def blob(self, sha256: str) -> SealedBlob | None:
        return None

    def blobs(self) -> tuple[SealedBlob, ...]:
        return ()

    def newest_clock(self) -> ClockReading | None:
        return self.entries[-1].header.clock if self.entries else None

    def draft(self, key: str) -> str | None:
        return self.drafts.get(key)

    def numbers_left(self, number_class: str, year: int) -> int:
        return self.left.get(number_class, 0)

    def setting(self, name: str) -> str | None:
        return self.settings.get(name)

    def _is_about(self, row: CaseRow, wanted: CaseFilter) -> bool:
        return not wanted.items or self.case(row.case).text("act.item") in wanted.items

    def _rows(self) -> list[CaseRow]:
        return [self._row(number, case) for number, case in enumerate(self.ids(), start=1)]

    def _row(self, key: int, id_: str) -> CaseRow:
        case = self.case(id_)
        due, rule, provisional = self.dues.get(id_, (None, None, False))
        code = case.text("act.item")
        return CaseRow(
            key=key,
            case=id_,
            number=case.clue_number,
            party=case.text("party.name") or case.text("party.unit_name"),
            item=self.items.get(code, code),
            place=case.text("act.place"),
            step=case.step,
            docketed_at=case.docketed_at,
            due=due,
            due_rule=rule,
            provisional=provisional,
            evidence=len(case.evidence),
            unsent=len(case.acts),
            officers=case.team,
        )


def _fits(row: CaseRow, wanted: CaseFilter) -> bool:
    words = f"{row.number}{row.party}{row.item}{row.place}"
    return (
        wanted.words in words
        and (not wanted.steps or row.step in wanted.steps)
        and (wanted.officer is None or wanted.officer in row.officers)
        and (not wanted.open_only or row.step not in CLOSED)
        and (not wanted.unsent_only or row.unsent > 0)
        and (wanted.due_from is None or (row.due or "") >= wanted.due_from)
        and (wanted.due_until is None or (row.due is not None and row.due <= wanted.due_until))
        and (not wanted.undated or row.due is None)
    )


def _order(row: CaseRow, order: str) -> tuple[bool, str]:
    value = getattr(row, order)
    return value is None, str(value)


def bodies_of(queries: FakeQueries, case: str) -> list[object]:
    """The bodies that a case holds, oldest first, for assertions."""
    return [body_of(entry) for entry in queries.of(case)]
