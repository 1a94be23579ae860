"""The scene record tells the inspection from arrival to evidence, from the fields of the case alone."""

from __future__ import annotations

import re

import pytest

from tests.documents.conftest import Issue, Read

SEEN = "投放点设干垃圾、湿垃圾收集容器各2个，标识清楚。"


def told(issue: Issue, read: Read, **changed: object) -> str:
    """What the record tells, from its heading to its close."""
    values = {name.replace("__", "."): value for name, value in changed.items()}
    text = re.sub(r"\s", "", read(issue("D10", values).pdf))
    return text[text.index("情况：") + 3 : text.index("（以下空白）")]


def test_it_tells_arrival_card_rights_recusal_presence_what_was_seen_said_and_taken_in_this_order(
    issue: Issue, read: Read
) -> None:
    assert told(issue, read) == (
        "执法人员巡查至上述地点，表明身份、出示执法证件，告知当事人有权陈述、申辩和申请回避，当事人不申请回避。"
        "在当事人和见证人演示见证人戊在场的情况下进行检查（勘验），情况如下："
        f"一、{SEEN}"
        "二、当事人将1袋垃圾投入编号L01的干垃圾收集容器，开袋检查，内有剩饭、果皮约1.2千克。"
        "三、当事人陈述：不知道需要分开投放。"
        "四、执法人员在现场拍摄照片2张（编号Z01、Z02），录制音像记录1份（编号Y01）。"
    )


@pytest.mark.parametrize(
    ("source", "arrival"),
    [
        ("巡查发现", "执法人员巡查至上述地点，"),
        (None, "执法人员巡查至上述地点，"),
        ("投诉举报", "执法人员根据投诉举报的线索到达上述地点，"),
        ("12345诉件", "执法人员根据12345诉件的线索到达上述地点，"),
        ("其他", "执法人员到达上述地点，"),
    ],
)
def test_it_says_what_led_to_the_place(issue: Issue, read: Read, source: str | None, arrival: str) -> None:
    assert told(issue, read, case__source=source).startswith(arrival + "表明身份")


@pytest.mark.parametrize(
    ("changed", "presence"),
    [
        ({"scene__witness": None}, "当事人不申请回避。在当事人在场的情况下进行检查"),
        ({"scene__recusal_asked": True}, "当事人申请回避。在当事人和见证人演示见证人戊在场的情况下进行检查"),
        (
            {"scene__party_present": False},
            "出示执法证件，在当事人不在场、见证人演示见证人戊在场的情况下进行检查",
        ),
        (
            {"scene__party_present": False, "scene__witness": None},
            "出示执法证件，在当事人不在场的情况下进行检查",
        ),
    ],
)
def test_it_says_who_was_there_and_whether_recusal_was_asked(
    issue: Issue, read: Read, changed: dict[str, object], presence: str
) -> None:
    assert presence in told(issue, read, **changed)


def test_who_was_not_there_was_told_nothing_and_asked_nothing(issue: Issue, read: Read) -> None:
    text = told(issue, read, scene__party_present=False, scene__statement=None)
    assert "告知" not in text and "回避" not in text and "陈述" not in text


def test_an_inspection_of_a_business_names_its_code(issue: Issue, read: Read) -> None:
    assert "检查码" not in told(issue, read)
    assert "出示执法证件，检查码为示检0001，告知" in told(issue, read, inspection__code="示检0001")


def test_nothing_is_told_of_evidence_that_was_not_taken(issue: Issue, read: Read) -> None:
    bare = {"evidence__photos": None, "evidence__films": None, "attachments": None}
    text = told(issue, read, scene__statement=None, **bare)
    assert text.endswith(
        "二、当事人将1袋垃圾投入编号L01的干垃圾收集容器，开袋检查，内有剩饭、果皮约1.2千克。"
    )
    film = told(issue, read, evidence__photos=None, evidence__others="1份（编号Q01）")
    assert film.endswith("执法人员在现场录制音像记录1份（编号Y01），收集其他材料1份（编号Q01）。")
    other = told(issue, read, evidence__photos=None, evidence__films=None, evidence__others="1份（编号Q01）")
    assert other.endswith("执法人员在现场收集其他材料1份（编号Q01）。")
    photo = told(issue, read, evidence__films=None, evidence__others="1份（编号Q01）")
    assert photo.endswith("执法人员在现场拍摄照片2张（编号Z01、Z02），收集其他材料1份（编号Q01）。")


@pytest.mark.parametrize("typed", ["一、{0}\n二、{1}", "1.{0}\n2.{1}", "1、 {0}\n2、 {1}", "{0}\n\n{1}"])
def test_numbers_that_the_officer_typed_give_way_to_those_of_the_record(
    issue: Issue, read: Read, typed: str
) -> None:
    narrative = typed.format("容器标识清楚。", "1.2千克湿垃圾在干垃圾收集容器内。")
    text = told(issue, read, scene__narrative=narrative, scene__statement=None)
    assert "：一、容器标识清楚。二、1.2千克湿垃圾在干垃圾收集容器内。三、执法人员" in text


@pytest.mark.parametrize(
    "typed",
    ["一、二号楼之间堆放废纸箱6个。", "1、2号容器破损。\n容器无标识。", "三、容器破损。\n四、无标识。"],
)
def test_a_number_that_may_be_part_of_the_text_stays(issue: Issue, read: Read, typed: str) -> None:
    text = told(issue, read, scene__narrative=typed, scene__statement=None)
    assert f"：一、{typed.splitlines()[0]}" in text


def test_the_reinspection_record_numbers_what_was_taken_too(issue: Issue, read: Read) -> None:
    text = re.sub(r"\s", "", read(issue("D09").pdf))
    assert (
        "复查情况：湿垃圾仍在干垃圾收集容器内，当事人表示不愿分拣。执法人员在现场拍摄照片1张（编号Z03）。（以下空白）"
        in text
    )
    assert "附件现场照片1张（编号Z03）" in text
