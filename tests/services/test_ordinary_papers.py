"""The papers of case 2 as its own record fills them: set by the real press, read back from the PDF."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from app.documents.check import missing
from app.documents.forms import FormLibrary
from app.documents.printing import Press
from app.places import resources_dir
from app.ports.paperwork import FieldProblem, Rendered, Values
from app.services.office import LaptopOffice
from tests.flows.demo_laptop import JI, JIA, WU
from tests.flows.ordinary_case import PAID, Told4Ordinary, at, play
from tests.services.conftest import Laptop, QuickPaperwork

FORMS = resources_dir() / "forms"
PRESS = Press(FORMS, resources_dir() / "fonts")
REAL = ("D06", "D22", "D23", "D33", "D35", "D40", "D58")


@dataclass
class RealPaperwork(QuickPaperwork):
    """Sets the papers of the ordinary procedure for real; the others at once."""

    pdfs: dict[str, bytes] = field(default_factory=dict)

    def missing(self, form: str, values: Values, *, forms: Path | None = None) -> tuple[FieldProblem, ...]:
        return missing(FormLibrary(FORMS).form(form), values) if form in REAL else ()

    def issue(
        self, form: str, values: Values, number: str, paper: str, *, forms: Path | None = None
    ) -> Rendered:
        if form not in REAL:
            return super().issue(form, values, number, paper, forms=forms)
        rendered = PRESS.issue(form, values, number, paper)
        self.pdfs[form if form not in self.pdfs else f"{form}.2"] = rendered.pdf
        return rendered


@dataclass
class Papers:
    """The journey, who plays it, and what came from the press."""

    journey: Told4Ordinary
    sign_in: Callable[[str, datetime], LaptopOffice]
    paperwork: RealPaperwork
    folder: Path

    def issue(self, form: str) -> None:
        """Issue one of the internal papers at the end of the case."""
        self.sign_in(JIA, at(PAID, 11)).issue(self.journey.case, form, at(PAID, 11))

    def words(self, form: str) -> str:
        """The words of a paper without blanks and line ends, the feet of its pages taken out."""
        path = self.folder / "paper.pdf"
        path.write_bytes(self.paperwork.pdfs[form])
        command = ["pdftotext", str(path), "-"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        flat = re.sub(r"\s", "", text)
        return re.sub(r"沪示示\w+〔2026〕第\d{4}号校验码[0-9A-F-]{14}第\d+页共\d+页", "", flat)


@pytest.fixture
def papers(laptop: Laptop, tmp_path: Path) -> Papers:
    paperwork = RealPaperwork()
    laptop.paperwork = paperwork

    def sign_in(officer: str, when: datetime) -> LaptopOffice:
        while laptop.opened:
            laptop.opened.pop().close()
        laptop.demo.clock.advance_to(when)
        return laptop.sign_in(officer)

    return Papers(play(sign_in, JIA, WU, JI), sign_in, paperwork, tmp_path)


def in_order(text: str, *contents: str) -> None:
    at_ = 0
    for content in contents:
        found = text.find(content, at_)
        assert found >= 0, f"not whole or out of order: {content}\n{text}"
        at_ = found + len(content)


def test_R49_R51_decision_notice_and_receipts_say_what_the_record_says(papers: Papers) -> None:
    in_order(
        papers.words("D35"),
        "行政处罚决定书沪示示城管罚字〔2026〕第0001号当事人：示范餐饮有限公司",
        "法定代表人：演示当事人丁",
        "信用代码：00000000000000000X地址：上海市示范区示范路00号",
        "经查明，2026年8月7日9时10分，在示范路00号后门投放点，当事人将废纸箱等可回收物与干垃圾混合投放。",
        "送达《责令改正通知书》（沪示示城管责改字〔2026〕第0001号），责令改正。"
        "2026年8月10日9时50分复查，当事人拒不改正。",
        "上述事实，有下列证据证明：1.《现场检查（勘验）笔录》、现场照片1张、音像记录1份，证明现场检查的情况；"
        "2.《责令改正通知书》，证明责令改正的情况；3.《复查记录》、音像记录1份，证明复查的情况；"
        "4.营业执照照片，证明当事人的身份。",
        "2026年8月11日，本机关向当事人送达《行政处罚事先告知书》。当事人在规定的期限内未提出陈述、申辩。",
        "违反了《上海市生活垃圾管理条例》第二十四条第一款的规定。"
        "依据《上海市生活垃圾管理条例》第五十七条第一款，罚款幅度为5000元以上50000元以下。",
        "自2026年8月15日起，《上海市生活垃圾管理条例》第五十七条第一款规定的罚款幅度为50000元以上500000元以下，"
        "较行为时的规定加重。依据《中华人民共和国行政处罚法》第三十七条，从旧兼从轻，本案适用行为时的规定，"
        "即自2019年7月1日起施行的《上海市生活垃圾管理条例》。",
        "首次查处，责令立即改正后拒不改正，混投数量较大。",
        "适用《上海市生活垃圾管理条例》行政处罚裁量基准“可回收物与干垃圾混投·首次查处”",
        "（5000元以上10000元以下），确定罚款数额；无从轻、减轻或者从重情节。",
        "罚款人民币捌仟元整（¥8000.00）。三、履行方式和救济途径",
        "自收到本决定书之日起十五日内",
        "每日按罚款数额的百分之三加处罚款，加处罚款不超过罚款数额。",
        "六十日内向上海市示范区人民政府申请行政复议，也可以自收到本决定书之日起六个月内直接向",
        "上海市示范区示范街道办事处2026年8月19日",
    )
    in_order(
        papers.words("D23"),
        "沪示示城管罚告字〔2026〕第0001号",
        "本机关于2026年8月7日对你单位（以下称当事人）涉嫌未将生活垃圾分别投放至相应收集容器一案立案调查。",
        "有现场检查（勘验）笔录、现场照片1张、音像记录1份、责令改正通知书、复查记录、营业执照照片等证据证明。",
        "罚款人民币捌仟元整（¥8000.00）。",
        "请自收到本告知书之日起五个工作日内",
        "联系人员：演示员甲",
        "2026年8月11日",
    )
    assert "从旧兼从轻" not in papers.words("D23"), "on that day the new law was not in force yet"
    in_order(
        papers.words("D40"),
        "受送达人示范餐饮有限公司送达地点上海市示范区示范路00号",
        "行政处罚事先告知书沪示示城管罚告字〔2026〕第0001号1//////",
    )
    in_order(papers.words("D40.2"), "行政处罚决定书沪示示城管罚字〔2026〕第0001号2//////")


def test_the_approvals_say_who_signed_how_and_when(papers: Papers) -> None:
    for form in ("D06", "D22", "D33", "D58"):
        papers.issue(form)
    in_order(
        papers.words("D06"),
        "立案审批表沪示示城管立字〔2026〕第0001号案由涉嫌未将生活垃圾分别投放至相应收集容器",
        "案件来源巡查发现（沪示示线索登记〔2026〕第0001号）",
        "现有证据：现场检查（勘验）笔录、现场照片1张、音像记录1份、营业执照照片。",
        "立案依据现场检查发现单位未将生活垃圾分别投放至相应收集容器。当事人的行为涉嫌违反",
        "承办人意见事实初步清楚，建议立案。签名：、2026年8月7日",
        "行政机关负责人意见同意立案。签名：2026年8月7日",
        "备注审批人在纸质审批表上签名，扫描件存于电子案卷。",
    )
    in_order(
        papers.words("D22"),
        "调查经过8月7日现场检查并责令立即改正，8月10日复查，当事人仍混合投放。",
        "证据1.《现场检查（勘验）笔录》、现场照片1张",
        "性质和依据单位未将生活垃圾分别投放至相应收集容器。当事人的行为违反了",
        "承办人意见建议罚款8000.00元。签名：演示员甲、演示员乙2026年8月11日",
        "承办机构负责人意见同意调查终结意见。",
        "2026年8月11日备注审批意见由审批人本人登录签署",
    )
    in_order(
        papers.words("D33"),
        "2026年8月11日送达《行政处罚事先告知书》（沪示示城管罚告字〔2026〕第0001号）。"
        "当事人在规定的期限内未提出陈述、申辩。",
        "从旧兼从轻",
        "行政机关负责人意见同意处罚。签名：",
        "2026年8月19日备注审批意见由审批人本人登录签署",
    )
    in_order(
        papers.words("D58"),
        "案件名称示范餐饮有限公司未将生活垃圾分别投放至相应收集容器案",
        "立案文号沪示示城管立字〔2026〕第0001号决定文号沪示示城管罚字〔2026〕第0001号",
        "立案日期2026年8月7日决定日期2026年8月19日送达日期2026年8月19日承办人演示员甲、演示员乙",
        "当事人于2026年8月25日缴清罚款¥8000.00，缴款凭证号演示银行回单1。",
        "行政机关负责人意见同意结案。签名：",
        "2026年8月25日备注审批意见由审批人本人登录签署",
    )
