"""The figures of the list stand in the cited articles: a slip of the pen in a sheet is found here."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.catalogue import Branch, Catalogue, chinese_number
from app.releases.catalogue import load_catalogue
from app.releases.release import load_release

TEXTS = Path(__file__).parent / "laws"
ARTICLE = re.compile(r"第([一二三四五六七八九十百千零]+)条[\s　]")


@pytest.fixture(scope="module")
def catalogue(shipped: Path) -> Catalogue:
    return load_catalogue(load_release(shipped))


def articles(law: str) -> dict[int, str]:
    """Split by a spine: a line opens an article only if its number is the next one."""
    found: dict[int, str] = {}
    for line in (TEXTS / f"{law}.md").read_text("utf-8").splitlines():
        heading = ARTICLE.match(line)
        if heading and heading[1] == chinese_number(len(found) + 1):
            found[len(found) + 1] = ""
        if found:
            found[len(found)] += line + "\n"
    return found


def written(fen: Fraction) -> set[str]:
    """How a statute may write an amount: 五十元, 五万元, 5万元."""
    yuan = int(fen) // 100
    if yuan % 10_000 == 0:
        return {f"{chinese_number(yuan // 10_000)}万元", f"{yuan // 10_000}万元"}
    return {f"{chinese_number(yuan)}元", f"{yuan}元"}


def stands_in(branch: Branch, text: str) -> bool:
    if branch.fine.low == branch.fine.high or not branch.fine.kind.has_floor:
        return any(high in text for high in written(branch.fine.high))
    pairs = {f"{low}以上{high}以下" for low in written(branch.fine.low) for high in written(branch.fine.high)}
    return any(pair in text for pair in pairs)


@pytest.mark.parametrize(
    ("law", "last_article", "branches"),
    [
        ("SH-MSW-2019", 65, 10),
        ("SH-NMV-2024", 50, 5),
        ("SH-RIVERFRONT-2021", 59, 5),
        ("SH-GREEN-2018", 50, 1),
        ("SH-DOG-2011", 61, 4),
    ],
)
def test_every_checked_figure_stands_in_its_article(
    catalogue: Catalogue, law: str, last_article: int, branches: int
) -> None:
    text = articles(law)
    assert len(text) == last_article
    compared = 0
    for item in catalogue.items:
        for branch in item.branches:
            if branch.citation.law == law and branch.checked and branch.fine.kind.is_money:
                assert branch.citation.article is not None
                assert stands_in(branch, text[branch.citation.article]), branch.id
                compared += 1
    assert compared == branches
