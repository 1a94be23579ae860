"""The papers of case 1 as a court would read them: taken out of the PDF again, word for word."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.flows.demo_laptop import JIA, PASSPHRASES, DemoLaptop
from tests.flows.summary_case import play


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Case 1 played on a laptop with the real document worker; the frozen PDFs by form."""
    folder = tmp_path_factory.mktemp("papers")
    office = DemoLaptop(folder / "home").make().door().unlock(JIA, PASSPHRASES[JIA])
    try:
        journey = play(office)
        found = {}
        for paper in office.queries.case(journey.case).documents:
            found[paper.form] = folder / f"{paper.form}.pdf"
            found[paper.form].write_bytes(office.paper_bytes(journey.case, paper.id))
        return found
    finally:
        office.close()


WAYS = ("", "-raw", "-layout")
"""How `pdftotext` may be asked; in each way a paper is read label by label, value by value."""


def text_of(pdf: Path, *options: str) -> str:
    """The words as anybody gets them who asks for nothing special, without blanks."""
    done = subprocess.run(
        ["pdftotext", *filter(None, options), str(pdf), "-"], capture_output=True, check=True
    )
    return re.sub(r"\s+", "", done.stdout.decode("utf-8"))


def test_the_case_leaves_its_four_papers(papers: dict[str, Path]) -> None:
    assert sorted(papers) == ["D08", "D09", "D10", "D20"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "words",
    [
        "上海市示范区示范街道办事处",
        "当场行政处罚决定书",
        "沪示示城管当罚字〔2026〕第0001号",
        "个人姓名王𬭎性别女出生日期1991年7月1日",
        "身份证号000000199107010000联系电话000-00000000",
        "住址上海市示范区示范路00弄0号",
        "违法时间2026年8月6日9时10分违法地点示范路00弄投放点西侧首组桶",
        "违法事实和证据当事人将剩饭菜等湿垃圾一袋投入干垃圾收集容器。"
        "以上事实有现场检查（勘验）笔录、复查记录、现场照片2张、音像记录2份证明。",
        "《上海市生活垃圾管理条例》第二十四条第一款",
        "《上海市生活垃圾管理条例》第五十七条第二款",
        "罚款幅度为50元以上200元以下",
        "沪示示城管责改字〔2026〕第0001号",
        "当事人拒不改正",
        "《上海市生活垃圾管理条例》行政处罚裁量基准",
        "湿垃圾混投·首次查处",
        "处罚决定警告罚款人民币壹佰元整（¥100.00）",
        "财政票据号：演示票据00000001",
        "演示-0107",
        "演示-0108",
        "上海市示范区示范街道办事处2026年8月6日",
        "本决定书一式三联",
    ],
)
def test_the_decision_carries_every_field_that_article_52_asks_for_beside_its_label(
    papers: dict[str, Path], words: str, way: str
) -> None:
    assert words in text_of(papers["D20"], way)


@pytest.mark.parametrize("way", WAYS)
def test_R49_the_decision_names_reconsideration_first_and_its_body(papers: dict[str, Path], way: str) -> None:
    text = text_of(papers["D20"], way)
    told = "自收到本决定书之日起六十日内向上海市示范区人民政府申请行政复议"
    assert f"救济途径和期限如不服本决定，可以{told}" in text
    assert "应当先申请行政复议" in text
    assert text.index(told) < text.index("起诉")


def test_R50_the_reconsideration_body_is_the_district_government(papers: dict[str, Path]) -> None:
    assert "上海市示范区人民政府" in text_of(papers["D20"])


def test_the_three_copies_differ_only_in_their_strip(papers: dict[str, Path]) -> None:
    pages = [text_of(papers["D20"], "-f", str(page), "-l", str(page)) for page in (1, 2, 3)]
    strips = ["送达当事人", "代收银行", "存档"]
    for strip, page in zip(strips, pages, strict=True):
        assert strip in page
    bare = {re.sub(r"第[一二三]联(送达当事人|代收银行|存档)", "", page, count=0) for page in pages}
    assert len({len(page) for page in bare}) == 1


def test_all_fonts_are_embedded_truetype(papers: dict[str, Path]) -> None:
    for pdf in papers.values():
        listed = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout
        rows = [line.split() for line in listed.splitlines()[2:]]
        assert rows
        assert all("TrueType" in row for row in rows), listed
        assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows), listed


def test_a_rare_name_comes_back_from_the_record(papers: dict[str, Path]) -> None:
    text = text_of(papers["D10"])
    assert "王𬭎" in text
    assert "张珺" in text


def test_the_scene_record_tells_the_inspection_and_not_the_accusation(papers: dict[str, Path]) -> None:
    assert (
        "现场检查（勘验）情况：执法人员巡查至上述地点，表明身份、出示执法证件，告知当事人有权陈述、申辩和申请回避，"
        "当事人不申请回避。在当事人在场的情况下进行检查（勘验），情况如下："
        "一、投放点管理员张珺在场，投放点设干垃圾、湿垃圾收集容器各一组。"
        "二、当事人手提一袋剩饭菜等湿垃圾投入标有“干垃圾”字样的收集容器，当场开袋查看，内有剩饭菜。"
        "三、执法人员在现场拍摄照片2张（编号Z01、Z02），录制音像记录1份（编号Y01）。（以下空白）"
        "附件现场照片2张（编号Z01、Z02）、音像记录1份（编号Y01）"
    ) in text_of(papers["D10"])


def test_records_made_before_filing_carry_the_clue_number(papers: dict[str, Path]) -> None:
    assert "沪示示线索登记〔2026〕第0001号" in text_of(papers["D10"])


def test_the_squad_never_stands_as_the_agency(papers: dict[str, Path]) -> None:
    for pdf in papers.values():
        assert "执法队" not in text_of(pdf)
