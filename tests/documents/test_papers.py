"""What the four papers say, read back from the PDF as a court or a bank would read it."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from app.documents.printing import Press
from tests.documents.conftest import Issue, Read
from tests.documents.demo import BANK, NUMBERS, SOLE_TRADER, UNIT, VALUES


def flat(text: str) -> str:
    """Without line ends and blanks, so that a sentence is found wherever its lines break."""
    return re.sub(r"\s", "", text)


def test_the_decision_gives_every_content_of_article_52(issue: Issue, read: Read) -> None:
    text = flat(read(issue("D20").pdf))
    for content in (
        "上海市示范区示范街道办事处",
        "当场行政处罚决定书",
        "沪示示城管当罚字〔2026〕第0001号",
        "个人姓名演示当事人丙性别女出生日期1991年7月1日",
        "身份证号000000199107010000联系电话000-00000000",
        "住址上海市示范区示范街道示范路00弄0号",
        "违法时间2026年8月6日9时35分违法地点示范路00弄东侧投放点",
        "当事人将装有剩饭、果皮的湿垃圾投入干垃圾收集容器。"
        "以上事实有现场检查（勘验）笔录、现场照片2张、音像记录1份证明。",
        "上述行为违反《上海市生活垃圾管理条例》第二十四条第一款，"
        "依据《上海市生活垃圾管理条例》第五十七条第二款，处五十元以上二百元以下罚款。",
        "本机关已责令改正（沪示示城管责改字〔2026〕第0001号），当事人拒不改正。",
        "罚款人民币壹佰元整（¥100.00）",
        "证号00-000001",
        "证号00-000002",
        "上海市示范区示范街道办事处2026年8月6日",
    ):
        assert flat(content) in text, content


def test_r49_the_decision_names_reconsideration_first_and_suit_after_it_alone(
    issue: Issue, read: Read
) -> None:
    text = flat(read(issue("D20").pdf))
    assert (
        "如不服本决定，可以自收到本决定书之日起六十日内向上海市示范区人民政府申请行政复议；"
        "依据《中华人民共和国行政复议法》第二十三条第一款第一项，应当先申请行政复议，"
        "对复议决定不服的，可以自收到复议决定书之日起十五日内向人民法院起诉。"
    ) in text
    assert text.index("申请行政复议") < text.index("人民法院起诉")
    assert "六个月" not in text


def test_the_reading_order_is_that_of_the_page(issue: Issue, read: Read) -> None:
    text = flat(read(issue("D20").pdf))
    labels = [
        "个人姓名",
        "身份证号",
        "违法时间",
        "违法事实和证据",
        "处罚依据和理由",
        "告知和陈述申辩",
        "处罚决定警告",
        "缴纳方式和期限",
    ]
    places = [text.index(label) for label in [*labels, "救济途径和期限", "执法人员", "校验码"]]
    assert places == sorted(places)


@pytest.mark.parametrize("options", [(), ("-raw",), ("-layout",)])
def test_every_way_of_reading_finds_the_values(issue: Issue, read: Read, options: tuple[str, ...]) -> None:
    text = read(issue("D20").pdf, "-l", "1", *options)
    for value in ("演示当事人丙", "000000199107010000", "2026年8月6日9时35分", "人民币壹佰元整（¥100.00）"):
        assert value in text


def test_a_line_that_was_spread_or_squeezed_reads_without_blanks_that_nobody_typed(
    issue: Issue, read: Read
) -> None:
    facts = (
        "当事人在示范路00号门前2处投放点投放湿垃圾9袋，当事人首次被查实、已经当场清除，没有其他情节需要说明。"
    )
    lines = read(issue("D20", {"act.facts": facts}).pdf).split("\n")
    start = next(index for index, line in enumerate(lines) if line.startswith("当事人在"))
    assert "".join(lines[start : start + 2]).startswith(facts)
    assert "当事人（签名、捺印）：" in read(issue("D10").pdf)


def test_another_reader_finds_them_too(issue: Issue) -> None:
    pdf = issue("D20", {"party.name": "王𬭎", "officers.assist.card": "00-000004"}).pdf
    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    for value in ("王𬭎", "2026年8月6日9时35分", "00-000004", "罚款人民币壹佰元整（¥100.00）"):
        assert value in text


def test_a_published_level_is_quoted_by_name_and_row(issue: Issue, read: Read) -> None:
    text = flat(read(issue("D20").pdf))
    quoted = "适用《上海市生活垃圾管理条例》行政处罚裁量基准“湿垃圾混投·首次查处”（五十元以上一百元以下）。"
    assert quoted in text


def test_a_derived_level_is_never_printed(issue: Issue, read: Read) -> None:
    text = flat(read(issue("D20", {"benchmark.published": False}).pdf))
    assert "裁量基准" not in text and "湿垃圾混投·首次查处" not in text
    assert "处五十元以上二百元以下罚款。" in text


def test_a_fine_for_the_bank_says_term_bank_address_account_and_surcharge(press: Press, read: Read) -> None:
    values = {key: value for key, value in BANK.items() if value is not None}
    text = flat(read(press.issue("D20", values, NUMBERS["D20"], "0" * 16).pdf))
    assert (
        "自收到本决定书之日起十五日内，到示范银行示范支行（地址：示范路000号；账号：0000000000000000）缴纳。"
        "逾期不缴纳的，每日按罚款数额的百分之三加处罚款，加处罚款不超过罚款数额。"
    ) in text
    assert "财政票据号：/" in text


def test_cash_on_the_spot_leaves_the_receipt_open_or_prints_it(issue: Issue, read: Read) -> None:
    assert "财政票据号：到代收银行缴纳：/" in flat(read(issue("D20").pdf))
    printed = flat(read(issue("D20", {"payment.receipt": "沪财票0000000001"}).pdf))
    assert "财政票据号：沪财票0000000001" in printed


def test_fields_that_are_not_needed_are_struck(issue: Issue, read: Read) -> None:
    text = flat(read(issue("D20", {"party.phone": None}).pdf))
    assert "联系电话/" in text
    assert "单位名称/信用代码/单位地址/法定代表人/" in text


def test_a_unit_and_a_sole_trader_are_named_in_full(issue: Issue, read: Read) -> None:
    person = {key: None for key in VALUES["D20"] if key.startswith("party.")}
    text = flat(read(issue("D20", {**person, **UNIT}).pdf))
    assert "个人姓名/性别/出生日期/" in text
    assert "单位名称上海演示餐饮管理有限公司信用代码91310000MA1FL00000" in text
    assert "法定代表人演示代表人己" in text
    trader = flat(read(issue("D20", SOLE_TRADER).pdf))
    assert "个人姓名演示当事人丙" in trader and "单位名称示范街道演示便利店" in trader


def test_the_defence_and_its_answer_are_printed(issue: Issue, read: Read) -> None:
    words = {"told.defence": "made", "told.words": "首次投错，请求从轻", "told.answer": "已在确定数额时考虑"}
    text = flat(read(issue("D20", words).pdf))
    assert "当事人陈述、申辩：首次投错，请求从轻" in text
    assert "对当事人的陈述、申辩，已在确定数额时考虑。" in text


def test_the_correction_order_demands_and_warns_and_is_no_penalty(issue: Issue, read: Read) -> None:
    text = flat(read(issue("D08").pdf))
    assert "责令改正通知书沪示示城管责改字〔2026〕第0001号" in text
    assert "依据《中华人民共和国行政处罚法》第二十八条第一款，责令当事人改正上述违法行为。" in text
    assert "改正要求立即取出混投的湿垃圾，分类投放至湿垃圾收集容器。" in text
    assert "拒不改正或者逾期不改正的，本机关将依据《上海市生活垃圾管理条例》第五十七条第二款依法" in text
    assert "元" not in text, "an order to correct names no amount"
    assert "行政复议" not in text and "人民币" not in text
    assert "本通知书一式二份，当事人一份，本机关存档一份。" in text


def test_the_correction_order_names_its_own_article_and_its_last_day(issue: Issue, read: Read) -> None:
    text = flat(
        read(
            issue(
                "D08",
                {
                    "item.order_basis": "《上海市生活垃圾管理条例》第五十七条第二款",
                    "item.refusal_first": False,
                    "correction.term": "by_date",
                    "correction.due": "2026-08-13T17:00:00+08:00",
                },
            ).pdf
        )
    )
    assert "第二十八条第一款和《上海市生活垃圾管理条例》第五十七条第二款，责令当事人改正" in text
    assert "于2026年8月13日17时00分前改正" in text
    assert "本机关将依法处理。" in text


def test_the_scene_record_says_when_where_who_and_what(issue: Issue, read: Read) -> None:
    text = flat(read(issue("D10").pdf))
    assert "检查时间2026年8月6日9时35分至9时48分" in text
    assert "检查人演示员甲（证号00-000001）、演示员乙（证号00-000002）" in text
    assert "记录人演示员乙见证人演示见证人戊" in text
    assert "现场检查（勘验）情况：执法人员巡查至上述地点" in text
    assert text.count("（以下空白）") == 1
    assert "附件现场照片2张（编号Z01、Z02）、音像记录1份（编号Y01）" in text
    assert "沪示示线字〔2026〕第0001号校验码" in text


def test_the_reinspection_record_names_the_order_and_what_was_found(issue: Issue, read: Read) -> None:
    text = flat(read(issue("D09").pdf))
    assert "复查时间2026年8月6日10时05分至10时12分" in text
    assert "通知书沪示示城管责改字〔2026〕第0001号（2026年8月6日9时50分送达）" in text
    assert "已改正拒不改正逾期未改正" in text
    assert "复查情况：湿垃圾仍在干垃圾收集容器内" in text


def test_a_refusal_to_sign_is_noted_with_its_reason(issue: Issue, read: Read) -> None:
    text = flat(read(issue("D20", {"signing.refused": True, "signing.reason": "当事人转身离开"}).pdf))
    assert "拒绝签收，原因：当事人转身离开" in text


def test_a_preview_shows_blanks_and_no_final_code(press: Press, read: Read) -> None:
    preview = press.preview("D20", {"number.preview": "沪示示城管当罚字〔2026〕第＿＿号"}, 1)
    text = read(preview.pdf)
    assert "沪示示城管当罚字〔2026〕第＿＿号" in text
    assert "校验码 ＿＿＿＿-＿＿＿＿-＿＿＿＿" in text
    assert (preview.check_code, preview.check_codes, preview.pages) == ("", (), 1)


def test_a_preview_can_be_had_of_every_form_from_the_first_moment(press: Press) -> None:
    for form in VALUES:
        assert press.preview(form, {}, 1).pdf.startswith(b"%PDF-")
