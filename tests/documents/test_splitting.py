"""A table that runs over pages: every line once, labels repeated, opinions whole and never alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.cells import Lines, Rect
from app.documents.forms import FormLibrary
from app.documents.opinion import Opinion
from app.documents.pieces import CellLine
from app.documents.scene import Sheet
from app.documents.splitting import RowTooHigh, Splitter
from app.documents.table import RowBlock
from tests.documents.demo import RESOURCES

TABLE = FormLibrary(RESOURCES / "forms").furniture.table
LEAD, FIRST, FURTHER = 20.0, 400.0, 500.0


class Label:
    """A label of one line."""

    need = 12.0

    def paint(self, sheet: Sheet, rect: Rect) -> None:
        """Nothing to see."""


LABEL = Label()


def text(*paragraphs: int) -> RowBlock:
    """A row of running text: paragraphs of so many lines."""
    lines = [
        CellLine((), index == 0, index == length - 1) for length in paragraphs for index in range(length)
    ]
    return RowBlock([(70.0, LABEL), (370.0, Lines(lines, LEAD, 6.0))], 0.0, 0.5, splits=True)


def opinion() -> RowBlock:
    box = Opinion(Lines([CellLine(())], LEAD, 6.0), [CellLine(())], TABLE)
    return RowBlock([(70.0, LABEL), (370.0, box)], 68.0, 0.5)


def plain(high: float = 27.0) -> RowBlock:
    return RowBlock([(70.0, LABEL), (370.0, Lines([CellLine(())], LEAD, 6.0))], high, 0.5)


def pages(rows: Sequence[RowBlock]) -> list[list[RowBlock]]:
    return Splitter(rows, FIRST, FURTHER, TABLE).share_out()


def lines_in(rows: Sequence[RowBlock]) -> list[CellLine]:
    return [
        line for row in rows for _, block in row.cells if isinstance(block, Lines) for line in block.lines
    ]


def height(rows: Sequence[RowBlock]) -> float:
    return sum(row.height(TABLE.text_padding, TABLE.text_padding_least) for row in rows)


TABLES = st.tuples(
    st.lists(st.lists(st.integers(1, 12), min_size=1, max_size=5), min_size=1, max_size=6),
    st.integers(0, 6),
    st.integers(1, 4),
).map(
    lambda found: [
        *[plain()] * found[1],
        *[text(*each) for each in found[0]],
        *[opinion()] * found[2],
        plain(),
    ]
)


@given(TABLES)
def test_every_line_stands_once_in_its_order_and_every_page_holds_its_rows(rows: list[RowBlock]) -> None:
    found = pages(rows)
    assert lines_in([row for page in found for row in page]) == lines_in(rows)
    for index, page in enumerate(found):
        assert page and height(page) <= (FURTHER if index else FIRST) + 0.02


@given(TABLES)
def test_a_text_is_parted_into_two_lines_at_least_and_no_page_begins_with_the_last_of_a_paragraph(
    rows: list[RowBlock],
) -> None:
    for page, following in zip(pages(rows), pages(rows)[1:], strict=False):
        above, below = lines_in(page[-1:]), lines_in(following[:1])
        parted = page[-1].splits and following[0].splits and above and not above[-1].last
        if parted:
            assert min(len(above), len(below)) >= 2
            assert below[0].first or not below[0].last


@given(TABLES)
def test_the_label_stands_again_beside_the_text_that_goes_on(rows: list[RowBlock]) -> None:
    for page in pages(rows):
        assert all(any(block is LABEL for _, block in row.cells) for row in page)


@given(TABLES)
def test_no_page_holds_opinions_alone_where_text_stands_before_them(rows: list[RowBlock]) -> None:
    found = pages(rows)
    for page in found[1:]:
        first = page[0]
        is_opinion = any(isinstance(block, Opinion) for _, block in first.cells)
        before = found[found.index(page) - 1][-1]
        follows_opinion = any(isinstance(block, Opinion) for _, block in before.cells)
        assert not is_opinion or follows_opinion


def test_a_text_that_fits_without_the_empty_room_of_its_row_is_not_parted() -> None:
    roomy = RowBlock(text(3).cells, 200.0, 0.5, splits=True)
    (page,) = pages([plain(300.0), roomy])
    assert page[-1].fixed == 0.0


def test_a_row_higher_than_a_page_that_must_stay_whole_is_refused() -> None:
    with pytest.raises(RowTooHigh) as refused:
        pages([plain(600.0)])
    assert refused.value.over == pytest.approx(200.0)
