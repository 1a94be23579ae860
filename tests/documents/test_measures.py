"""Margins, grid, boxes and the place of the stamp, measured on the finished PDF in millimetres."""

from __future__ import annotations

import io
import subprocess
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pytest

from app.documents.printing import Press
from tests.documents.conftest import Issue
from tests.documents.demo import VALUES
from tests.documents.marks import drawn, words

LEFT, WIDTH, SHEET = 28.0, 156.0, (210.0, 297.0)


@pytest.mark.parametrize("form", sorted(VALUES))
def test_every_page_is_a4_with_the_frame_between_the_margins(issue: Issue, form: str) -> None:
    pdf = issue(form).pdf
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(SHEET[0], abs=0.01)
        assert float(page.mediabox.height) / 72 * 25.4 == pytest.approx(SHEET[1], abs=0.01)
    x, _, wide, _, line = drawn(pdf).frame
    assert (x, wide, line) == (pytest.approx(LEFT, abs=0.01), pytest.approx(WIDTH, abs=0.01), 1.0)


@pytest.mark.parametrize(("form", "top"), [("D08", 48.5), ("D20", 48.5), ("D09", 46.2), ("D10", 46.2)])
def test_the_frame_begins_where_the_title_block_ends(issue: Issue, form: str, top: float) -> None:
    assert drawn(issue(form).pdf).frame[1] == pytest.approx(top, abs=0.2)


def test_the_rows_of_the_decision_have_their_heights(issue: Issue) -> None:
    rows = drawn(issue("D20", {"act.place": "示范路00弄"}).pdf).rows()
    heights = [round(lower - upper, 1) for upper, lower in pairwise(rows)]
    assert heights[:6] == [7.6] * 6  # party, time and place
    assert heights[6] == pytest.approx(2 * 16.5 / 72 * 25.4 + 3.53, abs=0.1)  # two lines of facts
    assert heights[8:10] == [14.0, 10.0]  # told, decision
    assert heights[-1] == 42.0  # signatures and stamp


def test_the_rows_of_a_full_decision_give_way_and_its_text_keeps_its_size(press: Press) -> None:
    values = {**VALUES["D20"], "act.facts": "当事人投放湿垃圾。" * 20, "act.place": "示范路00弄"}
    pdf = press.preview("D20", values, 1).pdf
    rows = drawn(pdf).rows()
    heights = [round(lower - upper, 1) for upper, lower in pairwise(rows)]
    assert heights[:6] == [6.2] * 6
    assert heights[8:10] == [12.4, 8.6]
    assert heights[-1] == 42.0 and rows[-1] < 264.2
    assert {run.size for run in words(pdf) if "当事人投放" in run.text} == {11.0}


def test_the_rows_of_the_scene_record_have_their_heights_and_fill_the_page(issue: Issue) -> None:
    page = drawn(issue("D10").pdf)
    rows = page.rows()
    heights = [round(lower - upper, 1) for upper, lower in pairwise(rows)]
    assert heights[:9] == [8.0] * 8 + [14.0]
    assert heights[-5:] == [8.0, 15.5, 12.0, 12.0, 11.0]
    assert rows[-1] == pytest.approx(264.1, abs=0.1)


@pytest.mark.parametrize("form", ["D08", "D20"])
def test_the_columns_of_the_party_stand_at_24_64_24_44(issue: Issue, form: str) -> None:
    page = drawn(issue(form).pdf)
    second = page.rows()[1] + 1
    columns = sorted(
        round(x0 - LEFT, 1) for x0, y0, x1, y1, _ in page.strokes if x0 == x1 and y0 < second < y1
    )
    assert columns == [24.0, 88.0, 112.0]


def test_inner_lines_are_thinner_than_the_frame_and_meet_it_once(issue: Issue) -> None:
    page = drawn(issue("D20").pdf)
    x, y, wide, high, _ = page.frame
    for x0, y0, x1, y1, width in page.strokes:
        assert width == 0.5
        assert x - 0.01 <= min(x0, x1) and max(x0, x1) <= x + wide + 0.01
        assert not (y0 == y1 and round(y0, 2) in (round(y, 2), round(y + high, 2)))


def test_a_check_box_is_a_square_of_078_of_its_text_with_a_thin_line(issue: Issue) -> None:
    boxes = drawn(issue("D20").pdf).boxes
    small = [box for box in boxes if box[2] < 3.5]
    assert {round(box[2] / 25.4 * 72, 2) for box in small} == {8.58}
    assert {round(box[2] / 25.4 * 72, 2) for box in boxes} == {8.58, 10.92}
    assert all(box[2] == pytest.approx(box[3]) and box[4] == 0.6 for box in boxes)


def test_exactly_the_chosen_boxes_are_ticked(issue: Issue) -> None:
    page = drawn(issue("D20").pdf)
    ticked = [page.ticked(box) for box in page.boxes]
    told, waived_or_made = [True, True], [True, False]
    warning_or_fine, on_spot_and_grounds, bank, refused = (
        [False, True],
        [True, True, False, False],
        [False],
        [False],
    )
    assert ticked == told + waived_or_made + warning_or_fine + on_spot_and_grounds + bank + refused


@pytest.mark.parametrize(
    ("outcome", "ticked"),
    [
        ("corrected", [True, False, False]),
        ("refused", [False, True, False]),
        ("overdue", [False, False, True]),
    ],
)
def test_what_was_found_again_is_one_ticked_box(issue: Issue, outcome: str, ticked: list[bool]) -> None:
    page = drawn(issue("D09", {"correction.outcome": outcome}).pdf)
    large = [box for box in page.boxes if box[2] / 25.4 * 72 > 10]
    assert [page.ticked(box) for box in large] == ticked


def test_a_ground_for_cash_is_not_ticked_when_the_bank_takes_the_money(issue: Issue) -> None:
    page = drawn(issue("D20", {"payment.mode": "bank"}).pdf)
    assert [page.ticked(box) for box in page.boxes][6:11] == [False, False, False, False, True]


@pytest.mark.parametrize(("form", "copies"), [("D20", 3), ("D08", 2)])
def test_the_stamp_has_its_place_on_every_copy_and_nothing_is_drawn(
    issue: Issue, form: str, copies: int
) -> None:
    rendered = issue(form)
    assert [stamp.page for stamp in rendered.stamps] == list(range(copies))
    page = drawn(rendered.pdf)
    frame_bottom = page.frame[1] + page.frame[3]
    for stamp in rendered.stamps:
        assert stamp.diameter == 40.0
        assert stamp.x == pytest.approx(LEFT + 104 + 52 / 2, abs=0.05)
        assert stamp.y == pytest.approx(frame_bottom - 21, abs=0.05)
    assert b" c\n" not in pypdf.PdfReader(io.BytesIO(rendered.pdf)).pages[0].get_contents().get_data()


def test_agency_and_date_lie_in_the_middle_and_lower_part_of_the_stamp(issue: Issue) -> None:
    rendered = issue("D20")
    stamp = rendered.stamps[0]
    inside = [run for run in words(rendered.pdf) if run.x0 > stamp.x - 26 and abs(run.y - stamp.y) < 20]
    for start, end in (
        ("上海市示范区", "上海市示范区"),
        ("示范街道办事处", "示范街道办事处"),
        ("2026", "日"),
    ):
        first = next(run for run in inside if run.text == start)
        last = next(run for run in reversed(inside) if run.text == end)
        assert abs((first.x0 + last.x1) / 2 - stamp.x) < 1
        assert stamp.y - 4 < first.y - first.size * 0.38 / 72 * 25.4 < stamp.y + stamp.diameter / 2


def test_records_have_no_place_for_a_stamp(issue: Issue) -> None:
    assert issue("D09").stamps == issue("D10").stamps == ()


@pytest.mark.parametrize("form", sorted(VALUES))
def test_nothing_but_the_copy_strip_stands_outside_the_margins(issue: Issue, form: str) -> None:
    for run in words(issue(form).pdf):
        if run.x0 > LEFT + WIDTH:
            assert form == "D20" and len(run.text) == 1
        else:
            assert run.x0 > LEFT - 0.5 and run.x1 < LEFT + WIDTH + 0.5


@pytest.mark.parametrize("form", sorted(VALUES))
def test_the_corner_of_the_archive_stays_free(issue: Issue, form: str) -> None:
    pdf = issue(form).pdf
    for run in words(pdf):
        assert not (run.x1 > SHEET[0] - 20 and run.y + 1 > SHEET[1] - 12)
    assert not [
        fill for fill in drawn(pdf).fills if fill[0] + fill[2] > SHEET[0] - 20 and fill[1] > SHEET[1] - 12
    ]


def test_the_footer_lies_between_271_and_283(issue: Issue, tmp_path: Path) -> None:
    foot = [(word, box) for word, box in words_of(issue("D20").pdf, tmp_path) if box[1] > 270]
    assert {"校验码", "第", "共", "页"} <= {word for word, _ in foot}
    assert all(271 < (box[1] + box[3]) / 2 < 283 for _, box in foot)
    page = [box for word, box in foot if word in ("第", "页") and box[0] > LEFT + 50]
    assert (page[0][0] + page[-1][2]) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=0.5)


def words_of(pdf: bytes, folder: Path) -> list[tuple[str, tuple[float, float, float, float]]]:
    """The words of the first page with their boxes in millimetres (pdftotext -bbox)."""
    path = folder / "measured.pdf"
    path.write_bytes(pdf)
    command = ["pdftotext", "-bbox", "-l", "1", str(path), "-"]
    page = ElementTree.fromstring(subprocess.run(command, capture_output=True, check=True).stdout)
    found = []
    for word in page.iter("{http://www.w3.org/1999/xhtml}word"):
        x0, y0, x1, y1 = (float(word.attrib[side]) / 72 * 25.4 for side in ("xMin", "yMin", "xMax", "yMax"))
        found.append((word.text or "", (x0, y0, x1, y1)))
    return found
