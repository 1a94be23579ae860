"""How much a paper still takes stands beside the field; what is too much stands there as an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.presenters.office import RoomLeft
from app.presenters.spot_fields import NEAR
from tests.fakes.office import FakeOffice
from tests.fakes.story import play


def test_a_text_that_is_too_long_is_kept_and_its_field_says_by_how_much(
    office: FakeOffice, files: list[Path]
) -> None:
    page = play(office, "docketed", files)
    office.room["act.place"] = RoomLeft(300, -160, "D20")
    state = page.set_field("act.place", "示" * 300)
    field = state.fields["act.place"]
    assert field.text == "示" * 300
    assert field.error == "当场行政处罚决定书上写不下，超出 160 字。"
    assert not field.filled


@pytest.mark.parametrize(("left", "note"), [(NEAR + 1, ""), (NEAR, f"还能写 {NEAR} 字"), (0, "还能写 0 字")])
def test_the_count_comes_when_the_room_gets_short(
    office: FakeOffice, files: list[Path], left: int, note: str
) -> None:
    page = play(office, "docketed", files)
    office.room["act.facts"] = RoomLeft(80, left, "D20")
    field = page.set_field("act.facts", "当事人投放湿垃圾。").fields["act.facts"]
    assert (field.note, field.error) == (note, "")


def test_what_the_party_says_is_counted_while_it_is_written_down(
    office: FakeOffice, files: list[Path]
) -> None:
    page = play(office, "refused", files)
    office.room["telling.words"] = RoomLeft(200, -20, "D20")
    page.note("telling.defence", "made")
    telling = page.note("telling.words", "请求从轻" * 50).telling
    assert telling.words == "请求从轻" * 50
    assert telling.error == "当场行政处罚决定书上写不下，超出 20 字。"


def test_the_demand_of_the_order_is_counted_on_the_order(office: FakeOffice, files: list[Path]) -> None:
    page = play(office, "scene", files)
    office.room["correction.demand"] = RoomLeft(400, -7, "D08")
    demand = page.set_field("correction.demand", "改正" * 200).correction.demand
    assert demand is not None and demand.error == "责令改正通知书上写不下，超出 7 字。"


def test_a_printed_text_is_no_longer_counted(office: FakeOffice, files: list[Path]) -> None:
    page = play(office, "ordered", files)
    office.room["correction.demand"] = RoomLeft(400, -7, "D08")
    demand = page.dismiss().correction.demand
    assert demand is not None and demand.locked
    demand = page.open(page.case).correction.demand
    assert demand is not None and demand.error == ""
