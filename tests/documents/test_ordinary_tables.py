"""The tables of an ordinary case: approvals with opinions, the closing report, the receipt of service."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from app.documents.form_schema import Form
from app.documents.forms import FormLibrary
from app.documents.printing import Press
from app.documents.wording_schema import keys_in
from app.ports.paperwork import FieldProblem, FieldsMissing, Rendered, TextTooLong
from tests.documents.conftest import Issue, Read
from tests.documents.demo import SOLE_TRADER
from tests.documents.marks import MM, Drawn, drawn
from tests.documents.ordinary_demo import CASES, NUMBERS

TABLES = ("D06", "D22", "D33", "D40", "D58")
WAYS = pytest.mark.parametrize("way", [(), ("-raw",)], ids=["default", "raw"])
LEFT, WIDTH, LOWEST = 28.0, 156.0, 264.1
LONG = "当事人在示范路00号门前人行道上堆放装修垃圾，经劝阻后仍未清除，执法人员现场拍照取证。" * 30


def words(read: Read, form: str, rendered: Rendered, way: tuple[str, ...] = ()) -> str:
    text = re.sub(r"\s", "", read(rendered.pdf, *way, "-l", str(rendered.pages)))
    foot = rf"{re.escape(NUMBERS[form])}校验码[0-9A-F-]{{14}}第\d+页共\d+页"
    return re.sub(foot, "", text)


def in_order(text: str, *contents: str) -> None:
    at = 0
    for content in contents:
        found = text.find(content, at)
        assert found >= 0, f"not whole or out of order: {content}\n{text}"
        at = found + len(content)


def heights(page: Drawn) -> list[float]:
    return [round(lower - upper, 1) for upper, lower in pairwise(page.rows())]


@WAYS
def test_the_filing_approval_says_who_what_on_which_ground_and_leaves_room_for_the_wet_signatures(
    issue_ordinary: Issue, read: Read, way: tuple[str, ...]
) -> None:
    text = words(read, "D06", issue_ordinary("D06", case="waste"), way)
    in_order(
        text,
        "上海市示范区示范街道办事处立案审批表",
        "案由涉嫌未将生活垃圾分别投放至相应收集容器",
        "案件来源巡查发现（沪示示线字〔2026〕第0002号）",
        "当事人上海演示餐饮管理有限公司",
        "信用代码91310000MA1FL00000法定代表人演示代表人己",
        "地址上海市示范区示范街道示范路00号联系电话000-00000000",
        "承办人演示员甲（证号00-000001）、演示员乙（证号00-000002）",
        "案情摘要2026年8月7日9时35分，在上海市示范区示范街道示范路00号门前投放点，当事人将废纸板、塑料瓶",
        "现有证据：现场检查（勘验）笔录、复查记录、现场照片4张、音像记录2份。",
        "立案依据现场检查发现单位未将生活垃圾分别投放至相应收集容器。当事人的行为涉嫌违反《上海市生活垃圾管理条例》第二十四条第一款的规定，"
        "依据《上海市生活垃圾管理条例》第五十七条第一款应当给予行政处罚。"
        "依据《中华人民共和国行政处罚法》第五十四条第二款，建议立案。",
        "承办人意见初步查明存在违法事实，建议立案。签名：、2026年8月7日",
        "承办机构负责人意见签名：年月日行政机关负责人意见签名：年月日备注/",
    )


@WAYS
def test_an_approval_by_sign_in_prints_opinion_name_and_date(
    issue_ordinary: Issue, read: Read, way: tuple[str, ...]
) -> None:
    in_order(
        words(read, "D06", issue_ordinary("D06"), way),
        "承办人意见初步查明存在违法事实，建议立案。签名：演示员甲、演示员乙2026年10月12日",
        "承办机构负责人意见情况属实，同意立案，报请审批。签名：演示队长丁2026年10月12日",
        "行政机关负责人意见同意立案。签名：演示负责人庚2026年10月12日",
        "备注审批意见由审批人本人登录签署，签署记录存于电子案卷。",
    )


@WAYS
def test_the_closing_report_gives_facts_evidence_nature_level_and_proposal(
    issue_ordinary: Issue, read: Read, way: tuple[str, ...]
) -> None:
    in_order(
        words(read, "D22", issue_ordinary("D22"), way),
        "案件调查终结报告案件名称演示当事人乙在路灯杆、围墙上张贴宣传品案",
        "立案文号沪示示城管立字〔2026〕第0031号",
        "当事人演示当事人乙身份证号000000198603090000",
        "立案日期2026年10月12日案件来源巡查发现",
        "调查经过2026年10月12日现场检查、责令改正并经批准立案；",
        "违法事实2026年10月12日9时35分，在示范路（甲路至乙路段）西侧，当事人在5根路灯杆",
        "证据1.《现场检查（勘验）笔录》、照片6张，证明地点和数量；",
        "5.居民身份证复印件，证明当事人的身份。",
        "性质和依据在公共设施上擅自张贴宣传品。当事人的行为违反了《上海市市容环境卫生管理条例》第二十条第一款的规定。",
        "裁量理由当事人首次被查实、按期清除、配合调查；",
        "处理建议依据《上海市市容环境卫生管理条例》第二十条第五款，建议对当事人处以罚款人民币陆佰元整（¥600.00）。",
        "承办人意见事实清楚，证据确凿，建议按上述意见处理。签名：演示员甲、演示员乙2026年10月20日",
        "承办机构负责人意见同意调查终结，报请审批。签名：演示队长丁2026年10月21日",
    )


@WAYS
def test_the_decision_approval_says_what_the_party_answered_and_which_steps_the_law_asks_for(
    issue_ordinary: Issue, read: Read, way: tuple[str, ...]
) -> None:
    rendered = issue_ordinary("D33", case="waste")
    in_order(
        words(read, "D33", rendered, way),
        "案件名称上海演示餐饮管理有限公司未将生活垃圾分别投放至相应收集容器案",
        "告知和陈述申辩2026年8月11日送达《行政处罚事先告知书》（沪示示城管告字〔2026〕第0001号）。"
        "当事人在规定的期限内未提出陈述、申辩。",
        "从旧兼从轻，本案适用行为时的规定，即自2019年7月1日起施行的《上海市生活垃圾管理条例》。",
        "适用《上海市生活垃圾管理条例》行政处罚裁量基准“可回收物与干垃圾混投·首次查处”",
        "拟作出的决定依据《上海市生活垃圾管理条例》第五十七条第一款，拟对当事人处以罚款人民币捌仟元整（¥8000.00）。",
        "必经程序听证：应当告知听证权利未达到听证标准法制审核：应当审核不属于应当审核的情形"
        "集体讨论：应当讨论不属于应当讨论的情形",
        "行政机关负责人意见同意。签名：演示负责人庚2026年8月19日",
    )


def test_the_steps_that_the_law_asks_for_are_ticked_as_they_are(issue_ordinary: Issue) -> None:
    free = drawn(issue_ordinary("D33").pdf, 1)
    assert [free.ticked(box) for box in free.boxes] == [False, True] * 3
    major = {"hearing.right": True, "review.required": True, "collective.required": True}
    bound = drawn(issue_ordinary("D33", major).pdf, 1)
    assert [bound.ticked(box) for box in bound.boxes] == [True, False] * 3


def test_the_opinion_of_the_legal_review_has_its_box_where_a_review_is_due(
    issue_ordinary: Issue, read: Read
) -> None:
    assert "法制审核意见" not in words(read, "D33", issue_ordinary("D33"))
    text = words(read, "D33", issue_ordinary("D33", {"review.required": True}))
    in_order(text, "承办机构负责人意见", "法制审核意见签名：年月日", "行政机关负责人意见")


@WAYS
def test_the_closing_approval_says_how_the_decision_was_performed(
    issue_ordinary: Issue, read: Read, way: tuple[str, ...]
) -> None:
    in_order(
        words(read, "D58", issue_ordinary("D58"), way),
        "结案审批表沪示示城管结字〔2026〕第0010号案件名称演示当事人乙在路灯杆、围墙上张贴宣传品案",
        "立案文号沪示示城管立字〔2026〕第0031号决定文号沪示示城管罚字〔2026〕第0012号",
        "立案日期2026年10月12日决定日期2026年11月2日送达日期2026年11月4日承办人演示员甲、演示员乙",
        "处罚内容依据《上海市市容环境卫生管理条例》第二十条第五款，处以罚款人民币陆佰元整（¥600.00）。",
        "履行情况当事人于2026年11月10日缴清罚款¥600.00，缴款凭证号00000000。处罚决定于2026年11月9日公示。",
        "结案理由决定已履行完毕强制执行完毕终结执行不予行政处罚移送其他机关其他",
        "承办人意见本案决定已经履行完毕，建议结案。签名：、2026年11月12日",
        "行政机关负责人意见同意结案。签名：2026年11月16日备注/",
    )


@pytest.mark.parametrize(
    ("signed", "remark"),
    [
        ("signed_in", "审批意见由审批人本人登录签署，签署记录存于电子案卷。"),
        ("on_paper", "审批人在纸质审批表上签名，扫描件存于电子案卷。"),
        (None, "/"),
    ],
)
def test_how_the_approvers_signed_stands_under_their_opinions(
    issue_ordinary: Issue, read: Read, signed: str | None, remark: str
) -> None:
    for form in ("D06", "D22", "D33", "D58"):
        assert words(read, form, issue_ordinary(form, {"approval.signed": signed})).endswith(f"备注{remark}")


def test_a_surcharge_that_was_paid_is_named_apart(issue_ordinary: Issue, read: Read) -> None:
    text = words(read, "D58", issue_ordinary("D58", {"payment.surcharge_paid": 1800}))
    assert "缴清罚款¥600.00，缴款凭证号00000000。另缴纳加处罚款¥18.00。" in text


@pytest.mark.parametrize("form", ["D22", "D23", "D33", "D35", "D58"])
def test_a_second_penalty_is_listed_beside_the_fine(issue_ordinary: Issue, read: Read, form: str) -> None:
    text = words(read, form, issue_ordinary(form, {"decision.other_penalties": "没收宣传品318张"}))
    assert "1.罚款人民币陆佰元整（¥600.00）；2.没收宣传品318张。" in text


@WAYS
def test_the_receipt_of_service_names_paper_recipient_place_and_leaves_the_rest_to_the_pen(
    issue_ordinary: Issue, read: Read, way: tuple[str, ...]
) -> None:
    in_order(
        words(read, "D40", issue_ordinary("D40"), way),
        "上海市示范区示范街道办事处送达回证案由在路灯杆、围墙上张贴宣传品案受送达人演示当事人乙",
        "送达地点上海市示范区示范路00弄0号000室送达文书名称文书文号份数",
        "行政处罚决定书沪示示城管罚字〔2026〕第0012号2//////",
        "送达方式直接送达留置送达邮寄送达电子送达委托送达转交送达公告送达",
        "受送达人签名或者盖章年月日时分",
        "代收人签名或者盖章同住成年家属法定代表人收件人员代理人与受送达人关系：年月日时分",
        "留置送达情况拒收事由：见证人（签名）：照片、录像记录送达过程",
        "送达人签名：、年月日执法证号00-000001、00-000002备注/",
        "注：1.受送达人在本回证上记明收到日期，签名或者盖章。2.签收日期为送达日期；留置的，以留置日期为送达日期。",
        "上海市示范区示范街道办事处2026年11月4日",
    )


@pytest.mark.parametrize(
    ("mode", "box"),
    [
        ("DIRECT", 0),
        ("LEAVE", 1),
        ("POST", 2),
        ("ELECTRONIC", 3),
        ("ENTRUST", 4),
        ("TRANSFER", 5),
        ("NOTICE", 6),
        (None, None),
    ],
)
def test_the_way_of_service_is_one_of_seven_boxes_or_none(
    issue_ordinary: Issue, mode: str | None, box: int | None
) -> None:
    page = drawn(issue_ordinary("D40", {"service.mode": mode, "service.refusal": "当事人拒收"}).pdf)
    assert [page.ticked(each) for each in page.boxes[:7]] == [place == box for place in range(7)]


def test_service_by_leaving_needs_the_reason_of_the_refusal(issue_ordinary: Issue) -> None:
    with pytest.raises(FieldsMissing) as refused:
        issue_ordinary("D40", {"service.mode": "LEAVE"})
    assert refused.value.facts["problems"] == (FieldProblem("service.refusal", "拒收事由"),)


def test_a_second_paper_takes_the_place_of_a_stroke(issue_ordinary: Issue, read: Read) -> None:
    second = {
        "papers.second.name": "缴款通知单",
        "papers.second.number": "沪示示城管罚字〔2026〕第0012号",
        "papers.second.copies": "1",
    }
    text = words(read, "D40", issue_ordinary("D40", second))
    assert "第0012号2缴款通知单沪示示城管罚字〔2026〕第0012号1///送达方式" in text


def test_the_rows_of_the_receipt_have_their_heights_and_the_stamp_its_place_below(
    issue_ordinary: Issue,
) -> None:
    rendered = issue_ordinary("D40")
    page = drawn(rendered.pdf)
    assert heights(page) == [9.5, 9.5, 9.5, 9.0, 9.0, 9.0, 9.0, 15.0, 20.0, 25.0, 21.0, 13.0, 9.5, 9.5]
    (stamp,) = rendered.stamps
    frame_ends = page.frame[1] + page.frame[3]
    assert (stamp.page, stamp.diameter, stamp.x) == (0, 40.0, pytest.approx(LEFT + WIDTH - 33, abs=0.05))
    assert stamp.y - 20 == pytest.approx(frame_ends + 4.5 / MM, abs=0.05)
    assert stamp.y + 20 < 271, "above the foot"
    columns = sorted(round(x0 - LEFT, 1) for x0, y0, x1, y1, _ in page.strokes if x0 == x1 and y0 < 85 < y1)
    assert columns == [44.0, 140.0]


def test_long_values_never_push_the_stamp_of_a_receipt_into_the_foot(issue_ordinary: Issue) -> None:
    for repeats in range(1, 9):
        try:
            rendered = issue_ordinary("D40", {"service.place": "上海市示范区示范街道示范路00弄" * repeats})
        except TextTooLong:
            assert repeats > 4, "an address of two lines has room"
            continue
        assert rendered.stamps[0].y + 20 < 271


def test_the_rows_of_the_closing_approval_have_their_heights(issue_ordinary: Issue) -> None:
    found = heights(drawn(issue_ordinary("D58", {"close.remark": None}).pdf))
    assert found == [9.5] * 6 + [17.0, 31.0, 16.0, 24.0, 24.0, 24.0, 9.5]


def test_signature_and_date_stand_on_the_lowest_line_of_an_opinion(issue_ordinary: Issue) -> None:
    page = drawn(issue_ordinary("D58").pdf)
    edges = page.rows()
    for lower in edges[-4:-1]:
        rules = [
            y0 for x0, y0, x1, y1, _ in page.strokes if y0 == y1 and 20 < x1 - x0 < 40 and 0 < lower - y0 < 6
        ]
        assert rules, "a rule to sign on stands near the lower edge"


@pytest.mark.parametrize("form", TABLES)
@pytest.mark.parametrize("case", sorted(CASES))
def test_every_frame_stands_between_the_margins_and_above_the_foot(
    issue_ordinary: Issue, form: str, case: str
) -> None:
    rendered = issue_ordinary(form, case=case)
    for page in range(rendered.pages):
        x, _, wide, high, line = drawn(rendered.pdf, page).frame
        assert (x, wide, line) == (pytest.approx(LEFT, abs=0.01), pytest.approx(WIDTH, abs=0.01), 1.0)
        assert drawn(rendered.pdf, page).frame[1] + high <= LOWEST + 0.05


@pytest.mark.parametrize("form", ["D06", "D22", "D33", "D58"])
def test_internal_forms_are_not_stamped(issue_ordinary: Issue, form: str) -> None:
    assert issue_ordinary(form).stamps == ()


@pytest.mark.parametrize("form", ["D06", "D22", "D33"])
def test_a_long_text_goes_on_on_the_next_page_under_its_label_and_loses_nothing(
    issue_ordinary: Issue, read: Read, form: str
) -> None:
    rendered = issue_ordinary(form, {"act.facts": LONG})
    assert rendered.pages > 2
    label = "案情摘要" if form == "D06" else "违法事实"
    title = {"D06": "立案审批表", "D22": "案件调查终结报告", "D33": "行政处罚决定审批表"}[form]
    text = words(read, form, rendered)
    assert LONG in text.replace(f"{title}（续页）演示当事人乙{label}", "")
    for page in range(2, rendered.pages + 1):
        one = read(rendered.pdf, "-raw", "-f", str(page), "-l", str(page))
        assert one.startswith((f"{title}（续页） 演示当事人乙", f"{title}（续页）\n演示当事人乙"))
    _, y, _, high, _ = drawn(rendered.pdf).frame
    assert y + high == pytest.approx(LOWEST, abs=0.05), "a page whose text goes on is full"
    assert len(set(rendered.check_codes)) == rendered.pages


@pytest.mark.parametrize("form", ["D06", "D22", "D33"])
@pytest.mark.parametrize("more", range(0, 26, 5))
def test_an_opinion_never_stands_on_a_page_without_text(
    issue_ordinary: Issue, read: Read, form: str, more: int
) -> None:
    rendered = issue_ordinary(
        form, {"decision.reason": LONG[: 600 + more * 29], "act.facts": LONG[: more * 29 + 20]}
    )
    last = re.sub(r"\s", "", read(rendered.pdf, "-f", str(rendered.pages), "-l", str(rendered.pages)))
    opinions = last.find("承办人意见")
    assert opinions < 0 or len(last[:opinions]) > 40 or rendered.pages == 1


@pytest.mark.parametrize("form", TABLES)
def test_a_sole_trader_is_named_by_his_shop(issue_ordinary: Issue, read: Read, form: str) -> None:
    text = words(read, form, issue_ordinary(form, SOLE_TRADER))
    assert "示范街道演示便利店" in text
    assert form == "D40" or "92310000MA1FL00000" in text


@pytest.mark.parametrize("form", TABLES)
def test_a_rare_name_is_read_back_whole(issue_ordinary: Issue, read: Read, form: str) -> None:
    for way in ((), ("-raw",)):
        assert "王𬭎" in words(read, form, issue_ordinary(form, {"party.name": "王𬭎"}), way)
        assert "张珺" in words(read, form, issue_ordinary(form, {"party.name": "张珺"}), way)


@pytest.mark.parametrize(
    ("form", "field", "label"),
    [
        ("D06", "act.facts", "违法事实"),
        ("D06", "opinion.officers.text", "承办人意见"),
        ("D22", "evidence.proofs", "证据和证明事项"),
        ("D22", "decision.amount", "罚款数额"),
        ("D33", "defence.outcome", "陈述、申辩"),
        ("D33", "review.required", "应当法制审核"),
        ("D40", "papers.first.number", "文书文号"),
        ("D40", "service.place", "送达地点"),
        ("D58", "payment.reference", "缴款凭证号"),
        ("D58", "close.ground", "结案理由"),
    ],
)
def test_r51_a_table_that_lacks_a_mandatory_content_is_refused_by_its_name(
    issue_ordinary: Issue, form: str, field: str, label: str
) -> None:
    with pytest.raises(FieldsMissing) as refused:
        issue_ordinary(form, {field: None})
    assert FieldProblem(field, label) in refused.value.facts["problems"]


def test_a_preview_can_be_had_of_every_form_from_the_first_moment(press: Press) -> None:
    for form in CASES["bills"]:
        assert press.preview(form, {}, 1).pdf.startswith(b"%PDF-")


def test_a_form_asks_for_nothing_that_it_does_not_print(library: FormLibrary) -> None:
    for code in CASES["bills"]:
        form = library.form(code)
        assert form.fields.keys() == used_in(form), code


def used_in(form: Form) -> set[str]:
    """The fields that a form prints or asks in a condition."""
    shown = form.model_dump(exclude={"fields"})
    needed = [spec.required for spec in form.fields.values() if not isinstance(spec.required, bool)]
    found: set[str] = set()
    waiting: list[object] = [shown, needed]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            found |= part.keys() & form.fields.keys()
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, str):
            found |= {part, *keys_in(part)} & form.fields.keys()
    return found
