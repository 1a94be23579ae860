"""Whoever reads a paper by program gets label before value, each value whole, in the order of the page.

The words of each row are built here from the case alone; `pdftotext` is asked in each of its three ways,
first of all in the one that it takes when nobody says anything.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from app.documents.printing import Press
from app.ports.paperwork import TextTooLong
from tests.documents.demo import NUMBERS, PAPER, SOLE_TRADER, UNIT, VALUES

WAYS = ((), ("-raw",), ("-layout",))
CLAUSES = (
    "当事人将湿垃圾投入干垃圾收集容器",
    "数量约1.2千克",
    "在示范路00号门前2处围墙上张贴宣传品9张",
    "单张为210毫米×297毫米",
    "自编号L01的容器向北12米",
    "王𬭎当场承认",
    "店招为“Demo Tea House”",
    "见证人张珺（投放点管理员）在场",
    "经劝阻后离开",
)
PLACE = "上海市示范区示范街道示范路00弄小区北门东侧约30米处、示范路与示范支路路口向东南120米的人行道"
PLACES = ("示范路", "示范路00弄东侧投放点", "示范路00号门前（近示范支路）人行道", PLACE)
NAMES = ("演示当事人丙", "王𬭎", "张珺", "李堃", "演示·阿不都热依木·买买提江·阿不都拉", "丙")
EVIDENCE = ("现场检查（勘验）笔录", "复查记录", "现场照片12张", "音像记录2份", "其他材料1份", "当事人陈述")
PERSON_ROWS = (
    ("个人姓名", "party.name"),
    ("性别", "party.sex"),
    ("出生日期", "party.born"),
    ("身份证号", "party.identity"),
    ("联系电话", "party.phone"),
    ("住址", "party.address"),
)
UNIT_ROWS = (
    ("单位名称", "party.unit_name"),
    ("信用代码", "party.credit_code"),
    ("单位地址", "party.unit_address"),
    ("法定代表人", "party.representative"),
)
BORN = {"1991-07-01": "1991年7月1日", None: "/"}
AMOUNTS = {
    5000: "人民币伍拾元整（¥50.00）",
    10000: "人民币壹佰元整（¥100.00）",
    300000: "人民币叁仟元整（¥3000.00）",
}


def sentences(most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=most).map(
        lambda parts: "，".join(parts) + "。"
    )


@st.composite
def parties(draw: st.DrawFn) -> dict[str, object]:
    nobody: dict[str, object] = dict.fromkeys((*SOLE_TRADER, *UNIT))
    party = draw(st.sampled_from((UNIT, SOLE_TRADER, VALUES["D20"])))
    chosen = {key: value for key, value in party.items() if key.startswith("party.")}
    if chosen["party.kind"] != "unit":
        chosen["party.name"] = draw(st.sampled_from(NAMES))
        chosen["party.address"] = draw(
            st.sampled_from(("示范路0号", "上海市示范区示范街道示范路00弄0号000室"))
        )
    if chosen["party.kind"] != "person":
        chosen["party.unit_name"] = draw(
            st.sampled_from(("演示便利店", "上海演示餐饮管理有限公司示范路第一分公司"))
        )
    if draw(st.booleans()):
        chosen["party.phone"] = None
    return nobody | chosen


@st.composite
def decisions(draw: st.DrawFn) -> dict[str, object]:
    refusal, published, made = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    refused = draw(st.booleans())
    values: dict[str, object] = {
        "item.refusal_first": refusal,
        "benchmark.published": published,
        "act.place": draw(st.sampled_from(PLACES)),
        "act.facts": draw(sentences(9)),
        "act.evidence": draw(st.lists(st.sampled_from(EVIDENCE), min_size=1, max_size=5, unique=True)),
        "decision.reason": draw(sentences(4)),
        "decision.leniency": draw(st.sampled_from((None, "无从轻、减轻或者从重情节"))),
        "told.defence": "made" if made else "none",
        "told.words": draw(sentences(3)).rstrip("。") if made else None,
        "told.answer": draw(sentences(2)).rstrip("。") if made else None,
        "signing.refused": refused,
        "signing.reason": "当事人转身离开" if refused else None,
    }
    if draw(st.booleans()):
        return values | {"decision.kind": "warning", "decision.amount": None, "payment.mode": None}
    values["decision.amount"] = draw(st.sampled_from(sorted(AMOUNTS)))
    if draw(st.booleans()):
        return values | {"payment.mode": "bank", "payment.ground": None}
    return values | {"payment.receipt": draw(st.sampled_from((None, "沪财票0000000001")))}


def party_rows(values: dict[str, object]) -> Iterator[str]:
    for label, key in (*PERSON_ROWS, *UNIT_ROWS):
        value = values.get(key)
        yield label + (BORN[value] if key == "party.born" else str(value or "/"))


def act_rows(values: dict[str, object]) -> Iterator[str]:
    yield f"违法时间2026年8月6日9时35分违法地点{values['act.place']}"
    evidence = values["act.evidence"]
    assert isinstance(evidence, list)
    yield f"违法事实和证据{values['act.facts']}以上事实有{'、'.join(evidence)}证明。"


def decision_rows(values: dict[str, object]) -> Iterator[str]:
    yield "上海市示范区示范街道办事处当场行政处罚决定书沪示示城管当罚字〔2026〕第0001号"
    yield from party_rows(values)
    yield from act_rows(values)
    yield "处罚依据和理由" + reasons(values)
    words = f"当事人陈述、申辩：{values.get('told.words') or '/'}"
    rights = "已出示执法证件已告知处罚的事实、理由、依据和陈述、申辩权利"
    yield f"告知和陈述申辩{rights}当事人未提出陈述、申辩{words}"
    yield from money_rows(values)
    yield (
        "救济途径和期限如不服本决定，可以自收到本决定书之日起六十日内向上海市示范区人民政府申请行政复议；"
        "依据《中华人民共和国行政复议法》第二十三条第一款第一项，应当先申请行政复议，"
        "对复议决定不服的，可以自收到复议决定书之日起十五日内向人民法院起诉。"
    )
    yield "执法人员签名：证号00-000001签名：证号00-000002当事人签收年月日时分"
    yield f"拒签情况拒绝签收，原因：{values.get('signing.reason') or ''}"
    yield "上海市示范区示范街道办事处2026年8月6日"
    yield "本决定书一式三联：第一联送达当事人，第二联由当事人交代收银行，第三联存档。"


def reasons(values: dict[str, object]) -> str:
    text = (
        "上述行为违反《上海市生活垃圾管理条例》第二十四条第一款，"
        "依据《上海市生活垃圾管理条例》第五十七条第二款，处五十元以上二百元以下罚款。"
    )
    if values["item.refusal_first"]:
        text += "本机关已责令改正（沪示示城管责改字〔2026〕第0001号），当事人拒不改正。"
    if values["benchmark.published"]:
        text += (
            "适用《上海市生活垃圾管理条例》行政处罚裁量基准“湿垃圾混投·首次查处”（五十元以上一百元以下）。"
        )
    text += str(values["decision.reason"])
    if values["decision.leniency"]:
        text += f"{values['decision.leniency']}。"
    if values["told.defence"] == "made":
        text += f"对当事人的陈述、申辩，{values['told.answer']}。"
    return text


def money_rows(values: dict[str, object]) -> Iterator[str]:
    amount = values.get("decision.amount")
    fine = f"罚款{AMOUNTS[amount]}" if isinstance(amount, int) else "罚款人民币/"
    yield f"处罚决定警告{fine}"
    bank = "到代收银行缴纳：/"
    if values.get("payment.mode") == "bank":
        bank = (
            "自收到本决定书之日起十五日内，到示范银行示范支行（地址：示范路000号；账号：0000000000000000）缴纳。"
            "逾期不缴纳的，每日按罚款数额的百分之三加处罚款，加处罚款不超过罚款数额。"
        )
    on_spot = values.get("payment.mode") == "on_spot"
    receipt = values.get("payment.receipt") or ("" if on_spot else "/")
    grounds = "当场收缴一百元以下事后难以执行边远地区当事人提出"
    yield f"缴纳方式和期限{grounds}财政票据号：{receipt}{bank}"


def read_every_way(pdf: bytes, folder: Path) -> Iterator[str]:
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    for way in WAYS:
        command = ["pdftotext", "-l", "1", *way, str(path), "-"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        yield re.sub(r"\s", "", done.stdout)


def assert_read_in_order(text: str, rows: Iterator[str]) -> None:
    at = 0
    for row in rows:
        wanted = re.sub(r"\s", "", row)
        found = text.find(wanted, at)
        assert found >= 0, f"not whole or out of order: {wanted}\n{text}"
        at = found + len(wanted)


PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
BOUNDED = settings(max_examples=25, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))


@BOUNDED
@given(party=parties(), decision=decisions())
def test_R49_every_field_of_article_52_is_read_whole_and_in_order_whatever_it_says(
    press: Press,
    tmp_path_factory: pytest.TempPathFactory,
    party: dict[str, object],
    decision: dict[str, object],
) -> None:
    values = {**VALUES["D20"], **party, **decision}
    given = {key: value for key, value in values.items() if value is not None}
    try:
        pdf = press.issue("D20", given, NUMBERS["D20"], PAPER).pdf
    except TextTooLong:
        assume(False)
        return
    for text in read_every_way(pdf, tmp_path_factory.getbasetemp()):
        assert_read_in_order(text, decision_rows(values))


@st.composite
def orders(draw: st.DrawFn) -> dict[str, object]:
    refusal, by_date = draw(st.booleans()), draw(st.booleans())
    return {
        "act.place": draw(st.sampled_from(PLACES)),
        "act.facts": draw(sentences(12)),
        "act.evidence": draw(st.lists(st.sampled_from(EVIDENCE), min_size=1, max_size=5, unique=True)),
        "item.refusal_first": refusal,
        "item.order_basis": "《上海市生活垃圾管理条例》第五十七条第二款" if refusal else None,
        "correction.demand": draw(sentences(4)),
        "correction.term": "by_date" if by_date else "at_once",
        "correction.due": "2026-08-13T17:00:00+08:00" if by_date else None,
    }


def order_rows(values: dict[str, object]) -> Iterator[str]:
    yield "上海市示范区示范街道办事处责令改正通知书沪示示城管责改字〔2026〕第0001号"
    yield from party_rows(values)
    yield from act_rows(values)
    own = f"和{values['item.order_basis']}" if values["item.order_basis"] else ""
    yield (
        "责令改正的依据上述行为违反《上海市生活垃圾管理条例》第二十四条第一款。"
        f"依据《中华人民共和国行政处罚法》第二十八条第一款{own}，责令当事人改正上述违法行为。"
    )
    yield f"改正要求{values['correction.demand']}"
    late = "于2026年8月13日17时00分前改正" if values["correction.due"] else "限期改正：/"
    yield f"改正期限立即改正{late}"
    after = "依法处理。"
    if values["item.refusal_first"]:
        after = "依据《上海市生活垃圾管理条例》第五十七条第二款依法处罚。"
    yield f"不改正的后果拒不改正或者逾期不改正的，本机关将{after}"
    yield "执法人员签名：证号00-000001签名：证号00-000002当事人签收年月日时分拒签情况拒绝签收，原因："
    yield "上海市示范区示范街道办事处2026年8月6日本通知书一式二份，当事人一份，本机关存档一份。"


def record_party_rows(values: dict[str, object]) -> Iterator[str]:
    """The party of a record: a person's rows, or those of a unit."""
    said = {
        key: str(values.get(key) or "/") for key in (*dict(map(reversed, PERSON_ROWS)), *SOLE_TRADER, *UNIT)
    }
    if values["party.kind"] == "unit":
        yield f"当事人{said['party.unit_name']}联系电话{said['party.phone']}"
        yield f"信用代码{said['party.credit_code']}法定代表人{said['party.representative']}"
        yield f"单位地址{said['party.unit_address']}"
        return
    yield f"当事人{said['party.name']}性别{said['party.sex']}联系电话{said['party.phone']}"
    yield f"身份证号{said['party.identity']}出生日期1991年7月1日住址{said['party.address']}"
    if values["party.kind"] == "sole_trader":
        yield f"字号{said['party.unit_name']}信用代码{said['party.credit_code']}"


SIGNED = (
    "当事人意见当事人（签名、捺印）：年月日{0}签名：、年月日记录人签名：见证人签名：年月日"
    "拒签情况当事人拒绝签名，原因："
)


def scene_rows(values: dict[str, object]) -> Iterator[str]:
    yield "上海市示范区示范街道办事处现场检查（勘验）笔录案由涉嫌混合投放生活垃圾"
    yield f"检查时间2026年8月6日9时35分至9时48分检查地点{values['act.place']}"
    yield from record_party_rows(values)
    yield "检查人演示员甲（证号00-000001）、演示员乙（证号00-000002）记录人演示员乙见证人演示见证人戊"
    yield "告知事项已出示执法证件已告知陈述、申辩和申请回避的权利当事人：在场不在场申请回避不申请回避"
    yield "现场检查（勘验）情况：执法人员巡查至上述地点，"
    yield f"情况如下：一、{values['scene.narrative']}二、当事人陈述：{values['scene.statement']}三、执法人员"
    yield "（以下空白）附件现场照片2张（编号Z01、Z02）、音像记录1份（编号Y01）"
    yield SIGNED.format("检查人")
    yield "沪示示线字〔2026〕第0001号校验码"


def reinspection_rows(values: dict[str, object]) -> Iterator[str]:
    yield "上海市示范区示范街道办事处复查记录案由涉嫌混合投放生活垃圾"
    yield f"复查时间2026年8月6日10时05分至10时12分复查地点{values['act.place']}"
    yield from record_party_rows(values)
    yield "通知书沪示示城管责改字〔2026〕第0001号（2026年8月6日9时50分送达）"
    yield f"改正要求{values['correction.demand']}改正期限"
    yield "复查人演示员甲（证号00-000001）、演示员乙（证号00-000002）记录人演示员乙见证人/"
    yield "告知事项已出示执法证件当事人：在场不在场复查结果已改正拒不改正逾期未改正"
    yield f"复查情况：{values['reinspection.narrative']}执法人员在现场拍摄照片1张（编号Z03）。（以下空白）"
    yield "附件现场照片1张（编号Z03）" + SIGNED.format("复查人")


@BOUNDED
@given(party=parties(), order=orders())
def test_an_order_to_correct_is_read_whole_and_in_order_whatever_it_says(
    press: Press, tmp_path_factory: pytest.TempPathFactory, party: dict[str, object], order: dict[str, object]
) -> None:
    values = {**VALUES["D08"], **party, **order}
    given = {key: value for key, value in values.items() if value is not None}
    pdf = press.issue("D08", given, NUMBERS["D08"], PAPER).pdf
    for text in read_every_way(pdf, tmp_path_factory.getbasetemp()):
        assert_read_in_order(text, order_rows(values))


@BOUNDED
@given(party=parties(), order=orders(), narrative=sentences(8), statement=sentences(3))
def test_records_are_read_whole_and_in_order_whatever_they_say(
    press: Press,
    tmp_path_factory: pytest.TempPathFactory,
    party: dict[str, object],
    order: dict[str, object],
    narrative: str,
    statement: str,
) -> None:
    texts = {"scene.narrative": narrative, "scene.statement": statement, "reinspection.narrative": narrative}
    for form, rows in (("D10", scene_rows), ("D09", reinspection_rows)):
        values = {**VALUES[form], **party, **order, **texts}
        given = {key: value for key, value in values.items() if value is not None}
        rendered = press.issue(form, given, NUMBERS[form], PAPER)
        assume(rendered.pages == 1)
        for text in read_every_way(rendered.pdf, tmp_path_factory.getbasetemp()):
            assert_read_in_order(text, rows(values))
