"""Records run on: every page is signed, nothing is lost between two pages."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.pagination import LEAST_LINES, Capacity, share_out
from app.documents.pieces import CellLine
from tests.documents.conftest import Issue, Read
from tests.documents.demo import SCENE
from tests.documents.marks import drawn

LONG = "\n".join(
    str(SCENE["scene.narrative"]).replace("投放点设", f"第{turn}处投放点设") for turn in range(1, 9)
)


def paragraphs(lengths: list[int]) -> list[CellLine]:
    return [CellLine((), index == 0, index == length - 1) for length in lengths for index in range(length)]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=30), st.integers(4, 20), st.integers(0, 2))
def test_every_line_stands_on_exactly_one_page(lengths: list[int], room: int, less: int) -> None:
    lines = paragraphs(lengths)
    counts = share_out(lines, Capacity(room, room - less), Capacity(room + 8, room + 8 - less))
    assert sum(counts) == len(lines)
    assert all(0 < count <= (room + 8 if page else room) for page, count in enumerate(counts))
    assert counts[-1] <= (room + 8 if len(counts) > 1 else room) - less


@given(st.lists(st.integers(1, 9), min_size=1, max_size=30), st.integers(6, 20))
def test_no_page_begins_with_the_last_line_of_a_paragraph(lengths: list[int], room: int) -> None:
    lines = paragraphs(lengths)
    done = 0
    for count in share_out(lines, Capacity(room, room - 1), Capacity(room, room - 1))[:-1]:
        done += count
        assert lines[done].first or not lines[done].last
        assert len(lines) - done >= LEAST_LINES


def test_a_short_record_stays_on_one_page(issue: Issue) -> None:
    assert issue("D10").pages == 1


def test_a_long_record_runs_on_and_loses_nothing(issue: Issue, read: Read) -> None:
    rendered = issue("D10", {"scene.narrative": LONG})
    assert rendered.pages > 1
    text = re.sub(r"\s", "", read(rendered.pdf, "-raw"))
    for line in LONG.split("\n"):
        # A paragraph may be parted between two pages; its halves are whole.
        assert line[:12] in text and line[-8:] in text


def test_every_page_of_a_record_carries_all_signatures_its_number_and_its_own_code(
    issue: Issue, read: Read
) -> None:
    rendered = issue("D10", {"scene.narrative": LONG})
    assert len(set(rendered.check_codes)) == rendered.pages
    for page in range(rendered.pages):
        text = read(rendered.pdf, "-raw", "-f", str(page + 1), "-l", str(page + 1))
        assert text.count("签名：") == 3
        assert "当事人（签名、捺印）：" in text and "当事人拒绝签名，原因：" in text
        assert (
            f"第 {page + 1} 页　共 {rendered.pages} 页" in text
            or f"第 {page + 1} 页 共 {rendered.pages} 页" in text
        )
        assert f"校验码 {rendered.check_codes[page]}" in text
        assert "沪示示线字〔2026〕第0001号" in text


def test_a_further_page_names_the_record_and_the_party(issue: Issue, read: Read) -> None:
    rendered = issue("D10", {"scene.narrative": LONG})
    assert read(rendered.pdf, "-raw", "-f", "2", "-l", "2").startswith(
        "现场检查（勘验）笔录（续页） 演示当事人丙"
    )


def test_only_the_last_page_closes_the_text_and_lists_what_is_attached(issue: Issue, read: Read) -> None:
    rendered = issue("D10", {"scene.narrative": LONG})
    for page in range(1, rendered.pages + 1):
        text = read(rendered.pdf, "-raw", "-f", str(page), "-l", str(page))
        assert ("（以下空白）" in text) is (page == rendered.pages)
        assert ("附件" in text) is (page == rendered.pages)


@pytest.mark.parametrize("narrative", [LONG, "短。"])
def test_the_frame_of_every_page_ends_above_the_footer(issue: Issue, narrative: str) -> None:
    rendered = issue("D10", {"scene.narrative": narrative})
    for page in range(rendered.pages):
        _, y, _, high, _ = drawn(rendered.pdf, page).frame
        assert y + high == pytest.approx(264.1, abs=0.05)


def test_a_record_of_an_unknown_party_strikes_what_is_not_known(issue: Issue, read: Read) -> None:
    unknown = ("kind", "name", "sex", "born", "identity", "address")
    absent: dict[str, object] = dict.fromkeys(f"party.{part}" for part in unknown)
    text = re.sub(r"\s", "", read(issue("D10", {**absent, "scene.party_present": False}).pdf))
    assert "当事人/性别/联系电话000-00000000身份证号/出生日期/住址/" in text
