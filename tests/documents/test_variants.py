"""Other words are taken only where a line would be spread too far, and then the best there are."""

from __future__ import annotations

import pytest

from app.documents.faces import FontBook
from app.documents.forms import FormLibrary
from app.documents.lettering import Lettering
from app.documents.numbering import numbered
from app.documents.setting import SetLine
from app.documents.spans import Span
from app.documents.variants import tidiest
from tests.documents.demo import RESOURCES

BOOK = FontBook(RESOURCES / "fonts", FormLibrary(RESOURCES / "forms").furniture.roles)
MEASURE, SIZE = 240.0, 16.0
AMOUNT = "人民币陆佰元整（¥600.00）"
GOOD, WIDE, WIDER = "处以罚款，数额如下", f"示范决定处以罚款{AMOUNT}", f"处以{AMOUNT}"


def cut(text: str) -> list[SetLine]:
    return Lettering(BOOK).wrapped([Span(text, "fill")], SIZE, SIZE, MEASURE, MEASURE)


def chosen(*texts: str) -> str:
    return "".join(line.text for line in tidiest(texts, cut, lambda line: [line]))


def test_the_first_words_stay_where_their_lines_are_good() -> None:
    assert chosen(GOOD, "不用") == GOOD


def test_the_first_words_that_set_well_are_taken() -> None:
    assert chosen(WIDE, GOOD, "不用") == GOOD


def test_where_none_sets_well_the_least_wide_are_taken() -> None:
    strains = {text: max((line.gap for line in cut(text)), default=0.0) for text in (WIDE, WIDER)}
    best = min(strains, key=lambda text: strains[text])
    assert chosen(WIDE, WIDER) == chosen(WIDER, WIDE) == best


def test_no_words_give_no_lines() -> None:
    assert chosen("") == ""


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["甲"], ["1.甲。"]),
        (["甲；", "乙。", "丙，"], ["1.甲；", "2.乙；", "3.丙。"]),
        (["《甲》", "“乙”"], ["1.《甲》；", "2.“乙”。"]),
    ],
)
def test_numbered_lines_are_parted_and_closed_whatever_marks_they_brought(
    texts: list[str], expected: list[str]
) -> None:
    found = numbered([[Span(text, "fill")] for text in texts], "fill")
    assert ["".join(span.text for span in spans) for spans in found] == expected
