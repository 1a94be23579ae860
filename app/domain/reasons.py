"""The paragraph of a decision on basis and reasons, in its order, from a weighed level.

The wording is a policy [P] that the office confirms. One rule is hard: the text of a derived level never
reaches paper as 裁量基准; the statutory range and the officer's reasons stand in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.catalogue.catalogue import Catalogue
from app.domain.catalogue.versions import Comparison
from app.domain.catalogue.wording import range_words
from app.domain.dates import official_date
from app.domain.discretion import Level
from app.domain.findings import RuleBroken
from app.domain.law.articles import OLD_OR_LIGHTER


@dataclass(frozen=True, slots=True)
class CorrectionStory:
    """What became of the order to correct: the day it was given, its number, what was found afterwards."""

    ordered_on: date
    number: str
    result: str


@dataclass(frozen=True, slots=True)
class Story:
    """What the case adds to the level, each empty where the paper does not need it.

    Attributes:
        evidence: what proves the circumstance, in words.
        severity: 从轻、减轻、从重 with its article; empty means that there is none, which is said.
        defence: the answer to the statement and defence of the party.
    """

    evidence: str = ""
    severity: str = ""
    correction: CorrectionStory | None = None
    comparison: Comparison | None = None
    defence: str = ""


@dataclass(frozen=True, slots=True)
class Reasons:
    """The pieces in the order of the paper; each is a whole sentence or empty."""

    norm: str
    clause: str
    discretion: str
    severity: str
    correction: str
    version: str
    defence: str

    @property
    def pieces(self) -> tuple[str, ...]:
        """The sentences that are there, in order."""
        every = (
            self.norm,
            self.clause,
            self.discretion,
            self.severity,
            self.correction,
            self.version,
            self.defence,
        )
        return tuple(piece for piece in every if piece)

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return "".join(self.pieces)


def reasons_for(catalogue: Catalogue, level: Level, story: Story | None = None) -> Reasons:
    """Write basis and reasons; a missing amount or reason leaves its words out, so that a draft can be shown.

    Raises:
        RuleBroken: a figure or article of the item may not be used in a decision; nothing is written.
    """
    if level.unusable:
        raise RuleBroken(level.unusable)
    told, choice = story or Story(), level.choice
    norms = "、".join(citation.text for citation in catalogue.violated_on(choice.item, choice.law_day))
    return Reasons(
        norm=f"当事人的行为违反了{norms}的规定。",
        clause=f"依据{choice.branch.citation.text}的规定，罚款幅度为{range_words(choice.branch.fine)}。",
        discretion=_published(catalogue, level, told) if level.quotable else _unpublished(level, told),
        severity=f"{told.severity.rstrip('。')}。" if told.severity else "无从轻、减轻或者从重处罚情节。",
        correction=_correction(level, told.correction),
        version=_version(level, told.comparison),
        defence=f"{told.defence.rstrip('。')}。" if told.defence else "",
    )


def _published(catalogue: Catalogue, level: Level, story: Story) -> str:
    tier, benchmark = level.tier, level.benchmark
    if tier is None or benchmark is None or tier.fine is None:
        return ""
    law = catalogue.law(benchmark.law)
    number = f"（{law.number}）" if law.number else ""
    proof = f"，有{story.evidence}为证" if story.evidence else ""
    return (
        f"适用{law.name}{number}“{tier.label}”一档（{range_words(tier.fine)}）："
        f"经查，当事人具有{'、'.join(tier.circumstances)}的情形{proof}。{_own_words(level)}"
    )


def _unpublished(level: Level, story: Story) -> str:
    proof = f"（有{story.evidence}为证）" if story.evidence else ""
    weighed = f"综合考虑违法行为的事实、性质、情节以及社会危害程度{proof}"
    return f"{weighed}，在法定幅度内确定罚款数额。{_own_words(level)}"


def _own_words(level: Level) -> str:
    reason = level.choice.reason.strip().rstrip("。")
    return f"{reason}。" if reason else ""


def _correction(level: Level, story: CorrectionStory | None) -> str:
    if story is None:
        return ""
    order = level.choice.item.correction.order
    number = f"（{story.number}）" if story.number else ""
    return f"{official_date(story.ordered_on)}已{order}{number}，经复查，{story.result.rstrip('。')}。"


def _version(level: Level, comparison: Comparison | None) -> str:
    """Which text was applied where the law changed between act and decision."""
    if comparison is None:
        return ""
    ended = official_date(level.choice.act_end)
    if level.choice.new_law_on is None:
        return f"该行为于{ended}终了，适用行为发生时的规定（{OLD_OR_LIGHTER}）。"
    return f"该行为于{ended}终了，作出决定时的规定处罚较轻，适用新的规定（{OLD_OR_LIGHTER}）。"
