"""What decision and notice of an ordinary case say, read back as a court or a bank would read it."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.documents.printing import Press
from app.documents.room import PLENTY
from app.domain.catalogue.citation import chinese_number
from app.ports.paperwork import FieldProblem, FieldsMissing, Rendered
from tests.documents.conftest import Issue, Read
from tests.documents.demo import SOLE_TRADER
from tests.documents.ordinary_demo import CASES, NUMBERS

WAYS = pytest.mark.parametrize("way", [(), ("-raw",)], ids=["default", "raw"])
FOOT = r"{number}校验码[0-9A-F]{{4}}-[0-9A-F]{{4}}-[0-9A-F]{{4}}第\d+页共\d+页"
REMEDIES = (
    "如不服本决定，可以自收到本决定书之日起六十日内向上海市示范区人民政府申请行政复议，"
    "也可以自收到本决定书之日起六个月内直接向上海市示范区人民法院起诉。复议、诉讼期间不停止执行，"
    "法律另有规定的除外。逾期不申请复议、不起诉又不履行的，本机关将依法申请人民法院强制执行。"
)


def words(read: Read, form: str, rendered: Rendered, way: tuple[str, ...] = ()) -> str:
    """One copy without blanks, line ends and the feet of its pages."""
    text = re.sub(r"\s", "", read(rendered.pdf, *way, "-l", str(rendered.pages // rendered.copies)))
    return re.sub(FOOT.format(number=re.escape(NUMBERS[form])), "", text)


def in_order(text: str, contents: tuple[str, ...]) -> None:
    at = 0
    for content in contents:
        found = text.find(content, at)
        assert found >= 0, f"not whole or out of order: {content}\n{text}"
        at = found + len(content)


@WAYS
def test_r51_the_decision_on_a_person_gives_every_content_of_article_59_in_order(
    issue_ordinary: Issue, read: Read, way: tuple[str, ...]
) -> None:
    contents = (
        "上海市示范区示范街道办事处行政处罚决定书沪示示城管罚字〔2026〕第0012号",
        "当事人：演示当事人乙性别：男联系电话：000-00000000",
        "身份证号：000000198603090000出生日期：1986年3月9日",
        "住址：上海市示范区示范路00弄0号000室",
        "一、违法事实和证据经查明，2026年10月12日9时35分，在示范路（甲路至乙路段）西侧，当事人在5根路灯杆",
        "上述事实，有下列证据证明：1.《现场检查（勘验）笔录》、照片6张，证明地点和数量；2.《询问笔录》，",
        "5.居民身份证复印件，证明当事人的身份。",
        "二、处罚理由和决定2026年10月22日，本机关向当事人送达《行政处罚事先告知书》。2026年10月26日，"
        "当事人陈述、申辩：首次张贴且已清除，请求从轻处罚。经复核，情况属实，拟处罚数额已予考虑。",
        "当事人的行为违反了《上海市市容环境卫生管理条例》第二十条第一款的规定。"
        "依据《上海市市容环境卫生管理条例》第二十条第五款，罚款幅度为100元以上1000元以下。当事人首次被查实",
        "据此依据《中华人民共和国行政处罚法》第五条第二款，确定罚款数额；无法定从轻、减轻、从重情形。",
        "本机关决定对当事人处以罚款人民币陆佰元整（¥600.00）。",
        "三、履行方式和救济途径当事人应当自收到本决定书之日起十五日内，到示范银行示范支行"
        "（地址：示范路000号；账号：0000000000000000；户名：示范区财政局）缴纳罚款。",
        "逾期不缴纳的，依据《中华人民共和国行政处罚法》第七十二条第一款第一项，"
        "每日按罚款数额的百分之三加处罚款，加处罚款不超过罚款数额。",
        REMEDIES,
    )
    text = words(read, "D35", issue_ordinary("D35"), way)
    in_order(text, contents)
    in_order(text, (REMEDIES, "上海市示范区示范街道办事处2026年11月2日"))
    assert "本决定书一式三联：第一联当事人，第二联代收银行，第三联存档。" in text


@WAYS
def test_r51_the_decision_on_a_unit_names_level_old_law_and_why(
    issue_ordinary: Issue, read: Read, way: tuple[str, ...]
) -> None:
    contents = (
        "当事人：上海演示餐饮管理有限公司法定代表人：演示代表人己联系电话：000-00000000"
        "信用代码：91310000MA1FL00000地址：上海市示范区示范街道示范路00号",
        "本机关于2026年8月7日9时50分送达《责令改正通知书》（沪示示城管责改字〔2026〕第0001号），责令改正。"
        "2026年8月10日10时05分复查，当事人拒不改正。",
        "2026年8月11日，本机关向当事人送达《行政处罚事先告知书》。当事人在规定的期限内未提出陈述、申辩。",
        "违反了《上海市生活垃圾管理条例》第二十四条第一款的规定。"
        "依据《上海市生活垃圾管理条例》第五十七条第一款，罚款幅度为5000元以上50000元以下。",
        "上述行为终了后，有关规定发生变化：自2026年8月15日起，《上海市生活垃圾管理条例》第五十七条第一款"
        "规定的罚款幅度为50000元以上500000元以下，较行为时的规定加重。"
        "依据《中华人民共和国行政处罚法》第三十七条，从旧兼从轻，本案适用行为时的规定，"
        "即自2019年7月1日起施行的《上海市生活垃圾管理条例》。",
        "适用《上海市生活垃圾管理条例》行政处罚裁量基准“可回收物与干垃圾混投·首次查处”"
        "（5000元以上10000元以下），确定罚款数额；无从轻、减轻或者从重情节。",
        "本机关决定对当事人处以罚款人民币捌仟元整（¥8000.00）。",
        REMEDIES,
        "上海市示范区示范街道办事处2026年8月19日",
    )
    in_order(words(read, "D35", issue_ordinary("D35", case="waste"), way), contents)


def test_r49_the_decision_offers_reconsideration_or_suit_and_asks_for_neither_first(
    issue_ordinary: Issue, read: Read
) -> None:
    text = words(read, "D35", issue_ordinary("D35"))
    assert REMEDIES in text and "应当先申请行政复议" not in text


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("payment.bank", "代收银行"),
        ("payment.bank_address", "代收银行地址"),
        ("payment.account", "收款账号"),
        ("payment.surcharge", "逾期是否加处罚款"),
        ("law.surcharge_percent", "每日加处罚款比例（百分之）"),
        ("law.payment_days", "缴纳期限（日）"),
        ("remedy.body", "行政复议机关"),
        ("remedy.court", "起诉的人民法院"),
        ("law.reconsideration_days", "复议期限（日）"),
        ("law.suit_months", "直接起诉期限（月）"),
        ("party.name", "个人姓名"),
        ("party.address", "住址"),
        ("act.facts", "违法事实"),
        ("evidence.proofs", "证据和证明事项"),
        ("item.clause", "处罚依据"),
        ("decision.kind", "处罚种类"),
        ("decision.amount", "罚款数额"),
        ("decision.leniency", "从轻、减轻、从重情节"),
        ("notice.served_on", "事先告知书送达日期"),
        ("defence.answer", "对陈述、申辩的答复"),
        ("agency.name", "行政机关名称"),
        ("issue.date", "决定日期"),
    ],
)
def test_r51_a_decision_that_lacks_a_content_of_article_59_is_refused_by_its_name(
    issue_ordinary: Issue, field: str, label: str
) -> None:
    with pytest.raises(FieldsMissing) as refused:
        issue_ordinary("D35", {field: None})
    assert FieldProblem(field, label) in refused.value.facts["problems"]


def test_r51_a_case_of_correction_first_needs_order_and_refusal(issue_ordinary: Issue) -> None:
    with pytest.raises(FieldsMissing) as refused:
        issue_ordinary("D35", {"correction.number": None, "correction.outcome": None}, case="waste")
    problems = refused.value.facts["problems"]
    assert {problem.field for problem in problems} == {"correction.number", "correction.outcome"}


def test_a_derived_level_is_never_printed(issue_ordinary: Issue, read: Read) -> None:
    for form in ("D23", "D35"):
        text = words(read, form, issue_ordinary(form, {"benchmark.published": False}, case="waste"))
        assert "裁量基准" not in text and "首次查处”" not in text
        assert "罚款幅度为5000元以上50000元以下" in text


def test_a_law_that_did_not_change_is_not_compared(issue_ordinary: Issue, read: Read) -> None:
    text = words(read, "D35", issue_ordinary("D35"))
    assert "第三十七条" not in text and "从旧兼从轻" not in text


def test_the_lighter_new_law_is_applied_by_its_own_text(issue_ordinary: Issue, read: Read) -> None:
    changed = {
        "version.applied": "new",
        "version.effect": "lighter",
        "version.new_range": "罚款幅度为500元以上5000元以下",
        "version.text_from": "2026-08-15",
    }
    text = words(read, "D35", issue_ordinary("D35", changed, case="waste"))
    assert "规定的罚款幅度为500元以上5000元以下，较行为时的规定减轻。" in text
    assert "本案适用变化后的规定，即自2026年8月15日起施行的《上海市生活垃圾管理条例》。" in text


def test_an_order_to_correct_is_no_penalty(issue_ordinary: Issue, read: Read) -> None:
    text = words(read, "D35", issue_ordinary("D35", case="waste"))
    assert "责令" not in text[text.index("综上") : text.index("三、履行方式")]


def test_a_warning_names_no_bank_and_no_surcharge(issue_ordinary: Issue, read: Read) -> None:
    gone = ("decision.amount", "payment.bank", "payment.bank_address", "payment.account", "payment.payee")
    changed = {"decision.kind": "warning", **dict.fromkeys(gone)}
    text = words(read, "D35", issue_ordinary("D35", changed))
    assert "本机关决定对当事人给予警告。" in text and REMEDIES in text
    assert "银行（" not in text and "加处罚款" not in text and "人民币" not in text


def test_a_fine_without_surcharge_says_so(issue_ordinary: Issue, read: Read) -> None:
    text = words(read, "D35", issue_ordinary("D35", {"payment.surcharge": False}))
    assert "缴纳罚款。逾期不缴纳的，不加处罚款。" in text and "百分之" not in text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"defence.outcome": "none"}, "当事人在规定的期限内未提出陈述、申辩。"),
        ({"defence.outcome": "waived"}, "2026年10月26日，当事人书面放弃陈述、申辩。"),
    ],
)
def test_a_party_that_said_nothing_is_not_answered(
    issue_ordinary: Issue, read: Read, changed: dict[str, object], sentence: str
) -> None:
    text = words(read, "D35", issue_ordinary("D35", changed))
    assert sentence in text and "经复核" not in text


@WAYS
def test_the_notice_gives_facts_reasons_penalty_and_the_right_to_be_heard(
    issue_ordinary: Issue, read: Read, way: tuple[str, ...]
) -> None:
    contents = (
        "上海市示范区示范街道办事处行政处罚事先告知书沪示示城管告字〔2026〕第0014号",
        "当事人：演示当事人乙",
        "本机关于2026年10月12日对你（以下称当事人）涉嫌在路灯杆、围墙上张贴宣传品一案立案调查。"
        "现调查终结，依据《中华人民共和国行政处罚法》第四十四条、第四十五条，将拟作出的行政处罚告知如下：",
        "一、违法事实2026年10月12日9时35分，在示范路（甲路至乙路段）西侧，当事人在5根路灯杆",
        "上述事实，有现场检查（勘验）笔录、现场照片、询问笔录、财物清单、宣传品样张、复查记录、"
        "居民身份证复印件等证据证明。",
        "二、拟处罚的理由和依据当事人的行为违反了《上海市市容环境卫生管理条例》第二十条第一款的规定。",
        "三、拟作出的行政处罚依据《上海市市容环境卫生管理条例》第二十条第五款，"
        "拟对当事人处以罚款人民币陆佰元整（¥600.00）。",
        "四、陈述和申辩的权利对上述拟作出的行政处罚，当事人有权进行陈述和申辩。"
        "请自收到本告知书之日起五个工作日内，以书面或者口头方式向本机关提出；"
        "逾期未提出的，本机关将依法作出决定。本机关不会因当事人陈述、申辩而给予更重的处罚。",
        "联系人员：演示员甲联系电话：000-00000000联系地址：上海市示范区示范路000号",
        "上海市示范区示范街道办事处2026年10月22日",
    )
    in_order(words(read, "D23", issue_ordinary("D23"), way), contents)


@pytest.mark.parametrize("case", sorted(CASES))
def test_the_notice_names_no_remedy_and_no_hearing(issue_ordinary: Issue, read: Read, case: str) -> None:
    text = words(read, "D23", issue_ordinary("D23", case=case))
    assert not [word for word in ("听证", "行政复议", "诉讼", "起诉", "人民法院", "缴纳") if word in text]


def test_a_unit_is_addressed_as_one(issue_ordinary: Issue, read: Read) -> None:
    text = words(read, "D23", issue_ordinary("D23", case="waste"))
    assert "对你单位（以下称当事人）涉嫌未将生活垃圾分别投放至相应收集容器一案立案调查。" in text


@WAYS
def test_a_sole_trader_is_named_with_shop_and_person(
    issue_ordinary: Issue, read: Read, way: tuple[str, ...]
) -> None:
    text = words(read, "D35", issue_ordinary("D35", SOLE_TRADER), way)
    in_order(
        text,
        (
            "当事人：示范街道演示便利店信用代码：92310000MA1FL00000联系电话：000-00000000",
            "经营场所：示范路00号经营者：演示当事人丙性别：女",
            "身份证号：000000199107010000出生日期：1991年7月1日住址：上海市示范区示范街道示范路00弄0号",
        ),
    )


@WAYS
@pytest.mark.parametrize("name", ["王𬭎", "张珺"])
def test_a_rare_name_is_read_back_whole(
    issue_ordinary: Issue, read: Read, way: tuple[str, ...], name: str
) -> None:
    facts = f"当事人{name}在2处围墙上张贴宣传品9张，{name}当场承认。"
    rendered = issue_ordinary("D35", {"party.name": name, "act.facts": facts})
    text = words(read, "D35", rendered, way)
    assert f"当事人：{name}性别：男" in text and facts in text
    unit = issue_ordinary("D23", {"party.representative": name}, case="waste")
    assert f"法定代表人：{name}联系电话" in words(read, "D23", unit, way)


@pytest.mark.parametrize("form", ["D23", "D35"])
def test_every_face_is_embedded(issue_ordinary: Issue, form: str) -> None:
    for page in pypdf.PdfReader(io.BytesIO(issue_ordinary(form, {"party.name": "王𬭎"}).pdf)).pages:
        fonts = page["/Resources"].get_object()["/Font"].get_object()
        assert len(fonts) >= 4
        for font in fonts.values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in descendant["/FontDescriptor"].get_object()


def test_a_name_too_long_for_its_place_moves_the_next_entry_to_a_line_of_its_own(
    issue_ordinary: Issue, read: Read
) -> None:
    rendered = issue_ordinary(
        "D35", {"party.name": "演示·阿不都热依木·演示当事人", "party.address": "示范路" * 12}
    )
    lines = read(rendered.pdf, "-raw", "-l", "1").split("\n")
    assert lines[3:7] == [
        "当事人：演示·阿不都热依木·演示当事人",
        "性别：男 联系电话：000-00000000",
        "身份证号：000000198603090000 出生日期：1986年3月9日",
        "住址：示范路示范路示范路示范路示范路示范路示范路示范",
    ]
    assert lines[7] == "路示范路示范路示范路示范路"


LONG = "\n".join(
    f"（{turn}）执法人员巡查至示范路{turn}号门前，发现围墙上贴有宣传品{turn + 3}张，单张为210毫米×297毫米，"
    "用胶水粘贴，部分胶水未干；当事人在场，承认上述宣传品由其本人张贴，经劝阻后仍继续张贴。"
    for turn in range(1, 19)
)


@WAYS
def test_a_long_text_runs_over_many_pages_and_loses_nothing(
    issue_ordinary: Issue, read: Read, way: tuple[str, ...]
) -> None:
    rendered = issue_ordinary("D35", {"act.facts": LONG})
    assert rendered.pages // rendered.copies > 3
    in_order(words(read, "D35", rendered, way), (*LONG.split("\n"), "上述事实，有下列证据证明：", REMEDIES))


def test_every_page_carries_number_page_and_its_own_code_and_repeats_nothing_else(
    issue_ordinary: Issue, read: Read
) -> None:
    rendered = issue_ordinary("D35", {"act.facts": LONG})
    pages = rendered.pages // rendered.copies
    assert len(set(rendered.check_codes)) == pages
    for page in range(rendered.pages):
        text = re.sub(r"\s", "", read(rendered.pdf, "-f", str(page + 1), "-l", str(page + 1)))
        foot = f"{NUMBERS['D35']}校验码{rendered.check_codes[page % pages]}第{page % pages + 1}页共{pages}页"
        assert text.endswith(foot)
        assert ("行政处罚决定书" + NUMBERS["D35"] in text) is (page % pages == 0)
        assert ("本决定书一式三联" in text) is (page % pages == pages - 1)


def test_the_three_copies_are_alike_and_each_is_stamped_on_its_last_page(
    issue_ordinary: Issue, read: Read
) -> None:
    rendered = issue_ordinary("D35")
    assert (rendered.copies, rendered.pages) == (3, 6)
    assert [stamp.page for stamp in rendered.stamps] == [1, 3, 5]
    texts = [read(rendered.pdf, "-f", str(page), "-l", str(page + 1)) for page in (1, 3, 5)]
    assert texts[0] == texts[1] == texts[2]


def test_ordinary_text_stands_on_straight_lines_without_wide_gaps(issue_ordinary: Issue) -> None:
    for case in CASES:
        for form in ("D23", "D35"):
            assert issue_ordinary(form, case=case).loose == ()


def test_a_letter_has_room_for_any_text(press: Press) -> None:
    assert press.room("D35", CASES["bills"]["D35"], "act.facts") == PLENTY


CLAUSES = st.builds(
    "《上海市{}条例》第{}条第{}款".format,
    st.text("市容环境卫生管理道路垃圾物业", min_size=2, max_size=14),
    st.integers(2, 120).map(chinese_number),
    st.integers(1, 9).map(chinese_number),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    form=st.sampled_from(["D23", "D35"]),
    clause=CLAUSES,
    fen=st.integers(1, 50_000_000),
    bank=st.text("示范区路银行农商", min_size=2, max_size=16),
    account=st.sampled_from([16, 17, 18, 19, 21]),
)
def test_amount_and_account_stay_whole_and_the_wording_gives_way_where_a_line_would_be_too_wide(
    press: Press, form: str, clause: str, fen: int, bank: str, account: int
) -> None:
    changed = {
        "item.clause": clause,
        "decision.amount": fen,
        "payment.bank": bank,
        "payment.account": "0" * account,
    }
    loose = press.preview(form, {**CASES["bills"][form], **changed}, 1).loose
    assert not set(loose) & {"decision.amount", "payment.account"}


def test_other_words_say_the_same(issue_ordinary: Issue, read: Read) -> None:
    amount = {"decision.amount": 12_345_678, "item.clause": "《上海市道路管理条例》第二条第一款"}
    text = words(read, "D35", issue_ordinary("D35", amount))
    penalty = text[text.index("确定罚款数额") : text.index("三、履行方式")]
    assert "《上海市道路管理条例》第二条第一款" in penalty and "决定对当事人" in penalty
    assert "罚款人民币壹拾贰万叁仟肆佰伍拾陆元柒角捌分（¥123456.78）。" in penalty


def test_the_same_decision_gives_the_same_bytes(issue_ordinary: Issue) -> None:
    assert issue_ordinary("D35").sha256 == issue_ordinary("D35").sha256


def test_a_preview_of_an_empty_letter_shows_its_blanks(press: Press, read: Read) -> None:
    preview = press.preview("D35", {"agency.name": "上海市示范区示范街道办事处"}, 1)
    text = re.sub(r"\s", "", read(preview.pdf, "-raw", "-l", "3"))
    assert "到＿＿＿＿（地址：＿＿＿＿；账号：＿＿＿＿" not in text, "an open kind of penalty names no bank"
    assert "内向＿＿＿＿申请行政复议" in text and "校验码＿＿＿＿-＿＿＿＿-＿＿＿＿" in text
