"""Where a decision breaks over pages: nothing lost, no heading below, text beside the stamp."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from app.documents.letter_pages import Room, break_pages

FIRST, FURTHER, LEAST = Room(18, 14), Room(22, 18), 3


@dataclass(frozen=True)
class Row:
    first: bool = True
    last: bool = True
    heading: bool = False


def rows(*lengths: int) -> list[Row]:
    """Paragraphs of so many lines; 0 is a heading."""
    found: list[Row] = []
    for length in lengths:
        if length == 0:
            found.append(Row(heading=True))
        found += [Row(index == 0, index == length - 1) for index in range(length)]
    return found


def pages(lines: list[Row]) -> list[int]:
    return break_pages(lines, FIRST, FURTHER, LEAST)


LETTERS = st.lists(st.integers(0, 9), min_size=1, max_size=40).map(lambda lengths: rows(*lengths, 3))


@given(LETTERS)
def test_every_line_stands_on_exactly_one_page_and_every_page_has_room_for_its_own(lines: list[Row]) -> None:
    counts = pages(lines)
    assert sum(counts) == len(lines)
    for index, count in enumerate(counts):
        room = FURTHER if index else FIRST
        assert 0 < count <= (room.last if index == len(counts) - 1 else room.more)


@given(LETTERS)
def test_no_heading_closes_a_page_and_no_last_line_of_a_paragraph_opens_one(lines: list[Row]) -> None:
    # Headings alone cannot be kept from the end of a page.
    assume(not any(above.heading and below.heading for above, below in pairwise(lines)))
    for end in list(accumulate(pages(lines)))[:-1]:
        assert not lines[end - 1].heading
        assert lines[end].first or not lines[end].last


@given(LETTERS)
def test_the_stamp_never_stands_alone_but_beside_three_lines_at_least(lines: list[Row]) -> None:
    counts = pages(lines)
    assert len(counts) == 1 or counts[-1] >= LEAST


@given(st.lists(st.integers(2, 9), min_size=1, max_size=40))
def test_no_page_more_than_the_text_needs(lengths: list[int]) -> None:
    counts, total = pages(rows(*lengths)), sum(lengths)
    fewest = 1 if total <= FIRST.last else 2 + max(0, -(-(total - FIRST.more - FURTHER.last) // FURTHER.more))
    # Lines that must stay together can cost one page and no more.
    assert fewest <= len(counts) <= fewest + 1


def test_a_short_letter_has_one_page() -> None:
    assert pages(rows(14)) == [14]


def test_a_line_too_many_for_the_signature_moves_three_lines_over() -> None:
    assert pages(rows(5, 5, 5)) == [12, 3] or pages(rows(5, 5, 5)) == [10, 5]


def test_the_text_of_a_last_page_ends_at_line_18() -> None:
    assert pages(rows(*[6] * 6)) == [18, 18]
    assert len(pages(rows(*[6] * 6, 1))) == 3


def test_what_a_page_leaves_empty_lies_on_the_page_before_the_last() -> None:
    counts = pages(rows(*[4] * 10))
    assert counts[0] == FIRST.more and counts[-1] >= LEAST


def test_the_first_line_of_a_paragraph_goes_with_the_others_where_that_costs_no_page() -> None:
    assert pages(rows(17, 6, 2)) == [17, 8]
    assert pages(rows(17, 19)) == [18, 18], "a page more would cost more than a lone first line"


def test_a_letter_without_text_is_one_page() -> None:
    assert pages([]) == [0]


def test_headings_alone_are_set_all_the_same() -> None:
    assert sum(pages(rows(*[0] * 30))) == 30
