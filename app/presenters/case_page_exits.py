"""The ways out of the summary procedure: which stand open, who may take them, and what is to be stated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.findings import Finding
from app.presenters.finding_words import texts_of
from app.presenters.office import StepOutlook

EXITS: Mapping[str, str] = {"CLUE_TO_FILE": "转普通程序", "CLUE_NOCASE": "不予立案", "CLUE_OUT": "移送"}
REASON, GROUND = "exit.reason", "exit.ground"
NO_CASE = "CLUE_NOCASE"
GROUNDS: tuple[tuple[str, str], ...] = (
    ("", "依本案已有的记录"),
    ("no_facts", "违法事实不能成立"),
    ("incapable", "当事人不能辨认或者不能控制自己的行为"),
    ("no_fault", "当事人没有主观过错"),
)
"""Grounds to end a case without penalty that have to be stated; others follow from the record."""
_STATED_HERE = frozenset({"exit.reason_missing", "no_penalty.no_ground"})


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out. ``why`` it is shut, empty while it stands open; ``grounds`` to choose from."""

    end: str
    word: str
    why: str = ""
    grounds: tuple[tuple[str, str], ...] = ()


def exits_of(outlook: Sequence[StepOutlook]) -> tuple[Exit, ...]:
    """The ways out of the state in which a case is; what the officer states on the way shuts none."""
    return tuple(
        Exit(
            end=step.end,
            word=EXITS[step.end],
            why="".join(text.sentence for text in texts_of(shutting(step))),
            grounds=GROUNDS if step.end == NO_CASE else (),
        )
        for step in outlook
        if step.end in EXITS
    )


def shutting(step: StepOutlook) -> tuple[Finding, ...]:
    """What stops a way out whatever is stated."""
    return tuple(one for one in step.findings.blocking if not _is_stated_here(one))


def _is_stated_here(finding: Finding) -> bool:
    return finding.code in _STATED_HERE or (
        finding.code == "field.missing" and finding.facts.get("field") in (REASON, GROUND)
    )
