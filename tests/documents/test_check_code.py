"""Check code and QR code: they change with the page, and with nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.check_code import PaperMark, mark_text, modules, read_mark
from app.documents.printing import Press
from tests.documents.conftest import Issue, Read
from tests.documents.demo import NUMBERS, PAPER, VALUES
from tests.documents.marks import drawn

HEX = st.text("0123456789abcdef", min_size=16, max_size=16)
CODES = st.from_regex(r"[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}", fullmatch=True)
MM = 72 / 25.4


@given(st.text(min_size=1, max_size=60), HEX, CODES)
def test_the_mark_of_a_paper_is_read_back_whole(number: str, paper: str, code: str) -> None:
    mark = PaperMark(number, paper, code)
    assert read_mark(mark_text(mark)) == mark


@given(st.text(max_size=60))
def test_any_other_text_is_no_mark(text: str) -> None:
    mark = read_mark(text)
    assert mark is None or mark_text(mark) == text


@pytest.mark.parametrize(
    "text", ["", "https://example.org", "沪示示城管当罚字〔2026〕第0001号", "号 N7K7GQHAHG%FCE5+RD13N!"]
)
def test_what_other_codes_say_is_no_mark(text: str) -> None:
    assert read_mark(text) is None


def test_the_mark_is_the_number_and_a_token_in_base_45() -> None:
    text = mark_text(PaperMark("沪示示城管当罚字〔2026〕第0001号", "9f86d081884c7d65", "2A0F-6BBC-B677"))
    assert text == "沪示示城管当罚字〔2026〕第0001号 N7K7GQHAHG%FCE5+RD13N"


def test_the_qr_code_is_12_mm_wide_with_modules_of_035_mm_at_least() -> None:
    mark = PaperMark(NUMBERS["D20"], PAPER, "2A0F-6BBC-B677")
    found = modules(mark, 184 * MM, 283 * MM, 12 * MM, 0.35 * MM)
    side = len(found.rows)
    assert found.module * side / MM == pytest.approx(12)
    assert found.module / MM >= 0.35
    assert found.x / MM + 12 == pytest.approx(184) and found.y / MM + 12 == pytest.approx(283)


def test_a_longer_number_makes_the_code_wider_and_never_the_modules_smaller() -> None:
    mark = PaperMark("沪（示）（示范）城管当罚字〔2026〕第0001号", PAPER, "2A0F-6BBC-B677")
    found = modules(mark, 184 * MM, 283 * MM, 12 * MM, 0.35 * MM)
    assert found.module / MM == pytest.approx(0.35)
    assert found.module * len(found.rows) / MM < 13.1


@pytest.mark.parametrize("form", sorted(VALUES))
def test_the_code_is_drawn_as_squares_with_four_modules_of_white_around(issue: Issue, form: str) -> None:
    page = drawn(issue(form).pdf)
    module = min(fill[3] for fill in page.fills)
    left, top = min(fill[0] for fill in page.fills), min(fill[1] for fill in page.fills)
    assert left == pytest.approx(172, abs=0.05) and top == pytest.approx(271, abs=0.05)
    assert module >= 0.35
    bottom = page.frame[1] + page.frame[3]
    assert bottom <= top - 4 * module
    assert not [
        text
        for text in page.texts
        if text[0] > left - 4 * module and text[1] > top - 4 * module and text[0] < 184
    ]


def test_the_printed_code_is_the_one_that_is_reported(issue: Issue, read: Read) -> None:
    rendered = issue("D20")
    assert f"校验码 {rendered.check_code}" in read(rendered.pdf)
    assert rendered.check_codes == (rendered.check_code,)


@pytest.mark.parametrize(
    "changed",
    [
        {"act.facts": "当事人将湿垃圾投入干垃圾收集容器。"},
        {"decision.amount": 10001},
        {"told.defence": "made", "told.words": "无", "told.answer": "不采纳"},
    ],
)
def test_the_code_changes_with_what_the_page_says(issue: Issue, changed: dict[str, object]) -> None:
    assert issue("D20", changed).check_code != issue("D20").check_code


def test_the_code_changes_neither_with_the_number_nor_with_the_paper(press: Press) -> None:
    one = press.issue("D20", VALUES["D20"], "沪示示城管当罚字〔2026〕第0001号", "0" * 16)
    other = press.issue("D20", VALUES["D20"], "沪示示城管当罚字〔2026〕第0002号", "1" * 16)
    assert one.check_code == other.check_code
    assert one.sha256 != other.sha256
