"""``make bench``: every budget that can be measured on one laptop, beside its floor from the same run.

    python -m tests.bench [--quick] [--only start,seal,save,search,window,paper]

Ratios are the budgets, since they hold on any machine, and memory is one; milliseconds alone are expectations
for two cores. The command fails when a budget is exceeded. ``--quick`` takes small sizes to see that it runs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import east_asian_width

from tests.bench import paper, seal, search, start, store, window

COLUMNS = ("what", "measured", "floor", "ratio", "budget", "")
FULL, QUICK = "full", "quick"


@dataclass(frozen=True)
class Line:
    """One line of the table; ``binding`` budgets decide the exit code."""

    what: str
    measured: str
    floor: str
    ratio: str
    budget: str
    ok: bool
    binding: bool = True

    def cells(self) -> tuple[str, ...]:
        """What is printed."""
        return self.what, self.measured, self.floor, self.ratio, self.budget, "ok" if self.ok else "over"


def main() -> int:
    """Measure, print the table, and say whether everything is within its budget."""
    parser = argparse.ArgumentParser(prog="tests.bench", description="measure against the budgets")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it runs")
    parser.add_argument("--only", default=",".join(PARTS), help="parts, separated by commas")
    asked = parser.parse_args()
    lines: list[Line] = []
    for name in asked.only.split(","):
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        lines += PARTS[name](QUICK if asked.quick else FULL)
    print_table([COLUMNS, *(line.cells() for line in lines)])
    over = [line for line in lines if line.binding and not line.ok]
    return 1 if over and not asked.quick else 0


def print_table(rows: list[tuple[str, ...]]) -> None:
    """Columns as wide as their widest cell."""
    widths = [max(_width(row[place]) for row in rows) for place in range(len(COLUMNS))]
    for row in rows:
        print(
            "  ".join(
                cell + " " * (wide - _width(cell)) for cell, wide in zip(row, widths, strict=True)
            ).rstrip()
        )


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _at_most(what: str, ours: float, floor: float, most: float) -> Line:
    ratio = ours / floor
    return Line(what, _ms(ours), _ms(floor), f"{ratio:.2f}", f"≤ {most:g} × floor", ratio <= most)


def _expected(what: str, ours: float, most: float) -> Line:
    return Line(what, _ms(ours), "", "", f"≤ {_ms(most)}", ours <= most, binding=False)


def _ms(milliseconds: float) -> str:
    return f"{milliseconds:.1f} ms" if milliseconds < 1_000 else f"{milliseconds / 1_000:.2f} s"


def _start(size: str) -> Iterator[Line]:
    found = start.measure(15 if size == FULL else 1)
    yield _at_most("start to sign-in", found["start_ms"], found["empty_window_ms"], start.BUDGET)


def _seal(size: str) -> Iterator[Line]:
    found = seal.measure(256 if size == FULL else 4)
    yield Line(
        "sealing evidence",
        f"{found['mib_per_second']:.0f} MiB/s",
        f"{found['mib_per_second'] / found['ratio']:.0f} MiB/s",
        f"{found['ratio']:.2f}",
        f"≥ {found['budget']:g} × floor",
        found["ratio"] >= found["budget"],
    )


def _save(size: str) -> Iterator[Line]:
    found = store.measure(2_000, 2_000) if size == FULL else store.measure(60, 4)
    yield _at_most("durable save of an entry, p99", found["save_p99_ms"], found["bare_commit_p99_ms"], 3)
    what = f"rebuild of {found['rebuilt_cases']:.0f} cases"
    yield _at_most(what, found["rebuild_ms"], found["bare_loop_ms"], 1.5)


def _search(size: str) -> Iterator[Line]:
    found = search.measure(200_000, 400) if size == FULL else search.measure(500, 40)
    cases = f"{found['cases']:,.0f} cases"
    yield _at_most(f"search, {cases}, p95", found["search_p95_ms"], found["bare_p95_ms"], 3)
    yield _expected(f"search, {cases}, p95", found["search_p95_ms"], 100)
    first_page = found["keys_all_ms"] + found["page_of_100_ms"]
    yield _expected(f"list and its first page, {cases}", first_page, 1_000)


def _window(size: str) -> Iterator[Line]:
    cases, mebibytes = (200_000, 1_024) if size == FULL else (500, 4)
    found = window.measure(cases, mebibytes)
    yield _expected(f"unlock to workbench, {cases:,} cases", found["unlock_ms"], window.UNLOCK_MS)
    yield Line(
        f"longest stall, {mebibytes:,} MiB sealed",
        _ms(found["seal_stall_ms"]),
        _ms(found["rest_stall_ms"]),
        "",
        f"≤ {_ms(window.STALL_MS)}",
        found["seal_stall_ms"] <= window.STALL_MS,
        binding=False,
    )
    yield Line(
        f"memory of the window, {cases:,} cases",
        f"{found['memory_mb']:.0f} MB",
        "",
        "",
        f"≤ {window.MEMORY_MB:.0f} MB",
        found["memory_mb"] <= window.MEMORY_MB,
    )


def _paper(size: str) -> Iterator[Line]:
    found = paper.measure(100 if size == FULL else 4)
    yield _expected("paper, click to PDF, p95", found["preview_p95_ms"], paper.CLICK_MS)
    yield _expected("paper issued and saved, p95", found["issue_p95_ms"], paper.CLICK_MS)
    yield _expected("100 decisions", found["hundred_seconds"] * 1_000, paper.HUNDRED_SECONDS * 1_000)


PARTS: Mapping[str, Callable[[str], Iterator[Line]]] = {
    "start": _start,
    "seal": _seal,
    "save": _save,
    "search": _search,
    "window": _window,
    "paper": _paper,
}


if __name__ == "__main__":
    sys.exit(main())
