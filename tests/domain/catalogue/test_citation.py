"""Articles are written as the statutes write them, above one thousand too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.catalogue import Catalogue, chinese_number, citation_text, law_name


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (506, "五百零六"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1054, "一千零五十四"),
        (1169, "一千一百六十九"),
        (9999, "九千九百九十九"),
    ],
)
def test_numbers_of_articles(number: int, written: str) -> None:
    assert chinese_number(number) == written


def read_back(written: str) -> int:
    """A reader of its own: digits times the place that follows them."""
    digits = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
    places = {"十": 10, "百": 100, "千": 1000}
    total, digit = 0, 0
    for character in written:
        if character in places:
            total += (digit or 1) * places[character]
            digit = 0
        else:
            digit = digits[character]
    return total + digit


@given(st.integers(1, 9999))
def test_every_number_can_be_read_back(number: int) -> None:
    assert read_back(chinese_number(number)) == number


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_a_number_that_no_article_has_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_number(number)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((506, 2, None, None), "《示范法典》第五百零六条第二款"),
        ((1169, 3, 2, None), "《示范法典》第一千一百六十九条第三款第二项"),
        ((22, None, 2, 5), "《示范法典》第二十二条第二至第五项"),
        ((None, None, None, None), "《示范法典》（条号待核）"),
    ],
)
def test_citations_on_paper(parts: tuple[int | None, int | None, int | None, int | None], text: str) -> None:
    assert citation_text("示范法典", *parts) == text


def test_a_title_keeps_its_own_brackets() -> None:
    assert law_name("《示范条例》行政处罚裁量基准") == "《示范条例》行政处罚裁量基准"


def test_every_citation_of_the_list_says_what_its_numbers_say(catalogue: Catalogue) -> None:
    for item in catalogue.items:
        for cited in (*item.violated, *item.basis, *(branch.citation for branch in item.branches)):
            title = catalogue.law(cited.law).title
            written = citation_text(title, cited.article, cited.paragraph, cited.item, cited.item_to)
            assert written == cited.text


def test_no_title_carries_a_year(catalogue: Catalogue) -> None:
    for item in catalogue.items:
        for branch in item.branches:
            assert not any(character.isdigit() for character in branch.citation.text), branch.id
