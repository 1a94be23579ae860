"""Basis and reasons on paper: the order of the sentences, and what must never be printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.catalogue import Catalogue, PartyKind
from app.domain.catalogue.versions import compare_versions
from app.domain.discretion import Choice, Level, circumstances_found, weigh
from app.domain.findings import RuleBroken
from app.domain.money import Fen
from app.domain.reasons import CorrectionStory, Story, reasons_for

JOURNEY = date(2026, 8, 6)
CORRECTED = CorrectionStory(JOURNEY, "沪示示责改〔2026〕第0001号", "当事人拒不改正")


def journey(catalogue: Catalogue, reason: str = "混投数量较多") -> Level:
    item = catalogue.item("SH-CG-0002")
    (branch,) = catalogue.branches_on(item, JOURNEY, PartyKind.PERSON)
    found = circumstances_found(catalogue.benchmark("BM-0002"), "湿垃圾混投", repeated=False, refused=True)
    return weigh(catalogue, Choice(item, branch, JOURNEY, Fen(10_000), 1, found, reason))


def test_the_paragraph_of_the_journey_says_everything_in_order(catalogue: Catalogue) -> None:
    reasons = reasons_for(catalogue, journey(catalogue), Story("现场照片、录像", correction=CORRECTED))
    assert reasons.pieces == (
        "当事人的行为违反了《上海市生活垃圾管理条例》第二十四条第一款的规定。",
        "依据《上海市生活垃圾管理条例》第五十七条第二款的规定，罚款幅度为50元以上200元以下。",
        "适用《上海市生活垃圾管理条例》行政处罚裁量基准“湿垃圾混投·首次查处”一档（50元以上100元以下）："
        "经查，当事人具有湿垃圾混投、首次查处、责令立即改正后拒不改正的情形，有现场照片、录像为证。混投数量较多。",
        "无从轻、减轻或者从重处罚情节。",
        "2026年8月6日已责令立即改正（沪示示责改〔2026〕第0001号），经复查，当事人拒不改正。",
    )
    assert reasons.text == "".join(reasons.pieces)


def test_words_of_a_derived_level_never_reach_paper(catalogue: Catalogue) -> None:
    """For every derived level of the list: neither the word 裁量基准 nor the level's own words."""
    written = 0
    for benchmark in catalogue.rows.benchmarks:
        item = catalogue.item(benchmark.item)
        branch = item.branch(benchmark.branch)
        assert branch is not None
        for tier in benchmark.tiers:
            choice = Choice(
                item,
                branch,
                benchmark.conduct_from,
                tier=tier.number,
                circumstances=frozenset(tier.circumstances),
            )
            level = weigh(catalogue, choice)
            if benchmark.published or level.unusable:
                continue
            text = reasons_for(catalogue, level, Story()).text
            assert "基准" not in text
            assert f"“{tier.label}”" not in text
            assert not any(circumstance in text for circumstance in tier.circumstances)
            written += 1
    assert written > 400


def test_without_a_published_row_the_clause_and_the_officer_s_reasons_stand_there(
    catalogue: Catalogue,
) -> None:
    item = catalogue.item("SH-CG-0003")
    choice = Choice(item, item.branches[0], JOURNEY, Fen(100_000), 1, reason="只缺一类容器")
    text = reasons_for(catalogue, weigh(catalogue, choice)).text
    assert "罚款幅度为500元以上5000元以下" in text
    assert "在法定幅度内确定罚款数额。只缺一类容器。" in text


def test_an_unusable_figure_is_never_written(catalogue: Catalogue) -> None:
    for item in catalogue.items:
        for branch in item.branches:
            level = weigh(catalogue, Choice(item, branch, branch.conduct_from, Fen(1), reason="试"))
            if not item.usability.usable:
                with pytest.raises(RuleBroken):
                    reasons_for(catalogue, level)


def test_which_version_was_applied_is_said_only_where_the_law_changed(catalogue: Catalogue) -> None:
    item = catalogue.item("SH-CG-0022")
    (old,) = catalogue.branches_on(item, date(2026, 8, 1))
    comparison = compare_versions(catalogue, item, old, date(2026, 8, 1), date(2026, 9, 1), PartyKind.PERSON)
    kept = Choice(item, old, date(2026, 8, 1), Fen(60_000), reason="首次")
    text = reasons_for(catalogue, weigh(catalogue, kept), Story(comparison=comparison)).version
    assert (
        text == "该行为于2026年8月1日终了，适用行为发生时的规定（《中华人民共和国行政处罚法》第三十七条）。"
    )
    new = item.branch("SH-CG-0022-2")
    assert new is not None
    lighter = replace(kept, branch=new, new_law_on=date(2026, 9, 1))
    reasons = reasons_for(catalogue, weigh(catalogue, lighter), Story(comparison=comparison))
    assert "处罚较轻，适用新的规定" in reasons.version
    assert "《中华人民共和国生态环境法典》第二百五十条第四款" in reasons.norm
    assert reasons_for(catalogue, journey(catalogue)).version == ""


def test_severity_and_the_answer_to_the_defence_stand_where_they_belong(catalogue: Catalogue) -> None:
    story = Story(
        severity="具有从轻处罚情节（第三十二条第一项）。", defence="申辩理由不成立", correction=CORRECTED
    )
    pieces = reasons_for(catalogue, journey(catalogue), story).pieces
    assert pieces[3] == "具有从轻处罚情节（第三十二条第一项）。"
    assert pieces[-1] == "申辩理由不成立。"


def test_a_draft_without_reason_leaves_it_out(catalogue: Catalogue) -> None:
    assert "混投数量" not in reasons_for(catalogue, journey(catalogue, reason="")).text
