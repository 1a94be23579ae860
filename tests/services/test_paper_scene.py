"""Evidence has one number through the whole case, and the records name what was taken in their own act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.case import Case
from app.ports.paperwork import PREVIEW_NUMBER
from app.services.office import LaptopOffice
from app.services.paper_scene import numbers_of, scene_values
from tests.flows import summary_case as lawful
from tests.flows.summary_case import at
from tests.services.conftest import Laptop
from tests.services.test_refusals import confirmed, prepared

PHOTO, FILM, PAPER = "image/jpeg", "video/mp4", "application/pdf"


@pytest.fixture
def case(laptop: Laptop) -> Case:
    office = laptop.sign_in()
    return office.queries.case(prepared(office))


def holding(case: Case, *taken: tuple[str, str]) -> Case:
    """The case with evidence of these acts and kinds."""
    made = [
        replace(case.evidence[0], id=f"e{place}", act=act, media_type=kind)
        for place, (act, kind) in enumerate(taken)
    ]
    return replace(case, evidence=tuple(made))


def words(case: Case, form: str) -> Sequence[object]:
    found = scene_values(case, form)
    return [found.get(f"evidence.{name}") for name in ("photos", "films", "others")]


def test_numbers_run_through_the_case_by_kind(case: Case) -> None:
    case = holding(
        case,
        ("scene", PHOTO),
        ("scene", FILM),
        ("reinspection", PHOTO),
        ("scene", PAPER),
        ("telling", "audio/mpeg"),
    )
    assert list(numbers_of(case).values()) == ["Z01", "Z02", "Y01", "Y02", "Q01"]
    assert numbers_of(case)["e2"] == "Z02" and numbers_of(case)["e4"] == "Y02"


def test_each_record_names_what_was_taken_in_its_own_act(case: Case) -> None:
    case = holding(
        case,
        *[("scene", PHOTO)] * 3,
        ("reinspection", PHOTO),
        ("scene", PHOTO),
        ("scene", FILM),
        ("reinspection", FILM),
        ("identity", PAPER),
    )
    assert words(case, "D10") == ["4张（编号Z01至Z03、Z05）", "1份（编号Y01）", None]
    assert words(case, "D09") == ["1张（编号Z04）", "1份（编号Y02）", None]
    assert scene_values(case, "D10")["attachments"] == [
        "现场照片4张（编号Z01至Z03、Z05）",
        "音像记录1份（编号Y01）",
    ]
    assert scene_values(case, "D20") == {}


def test_a_record_without_evidence_names_none(case: Case) -> None:
    assert scene_values(holding(case), "D10") == {"attachments": []}


def test_an_issued_record_says_the_numbers_and_what_led_to_the_place(laptop: Laptop) -> None:
    office: LaptopOffice = laptop.sign_in()
    case = prepared(office)
    office.add_evidence(case, lawful.PHOTO, act="scene", at=at(9, 17))
    office.set_fields(case, {"scene.statement": "不知道要分开"}, at(9, 18))
    confirmed(office, case)
    office.issue(case, "D10", at(9, 20))
    _, _, values = laptop.paperwork.issued[-1]
    assert values["evidence.photos"] == "1张（编号Z01）"
    assert values["evidence.films"] == "1份（编号Y01）"
    assert values["scene.statement"] == "不知道要分开。"
    assert values["case.source"] == "巡查发现"


def test_an_order_names_the_clause_that_orders_to_correct_before_it_fines(
    laptop: Laptop, tmp_path: Path
) -> None:
    office = laptop.sign_in()
    case = prepared(office)
    confirmed(office, case)
    office.issue(case, "D08", at(9, 25))
    _, _, values = laptop.paperwork.issued[-1]
    assert values["item.order_basis"] == values["item.clause"] == "《上海市生活垃圾管理条例》第五十七条第二款"


def test_the_preview_of_a_record_carries_the_number_of_its_case(laptop: Laptop) -> None:
    office = laptop.sign_in()
    case = prepared(office)
    office.preview(case, "D10")
    office.preview(case, "D08")
    assert [values.get(PREVIEW_NUMBER) for values in laptop.paperwork.previewed] == [
        "沪示示线索登记〔2026〕第0001号",
        None,
    ]
