"""What the law has to say about an act: findings, each with its article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from app.domain.errors import AppError


class Severity(Enum):
    """BLOCK stops an intent or a paper before it is made; WARN asks to be confirmed once; NOTE is shown."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason: a stable code, how hard it is, the articles it rests on and the facts of the case.

    Attributes:
        articles: full citations, such as 《中华人民共和国行政处罚法》第四十二条第一款.
        tag: evidence tag of the rule: L, S, P or UNVERIFIED.
        facts: plain values (texts, integers, ISO dates) for the sentence that the officer reads.
    """

    code: str
    severity: Severity
    articles: tuple[str, ...] = ()
    tag: str = "L"
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings of one judgement, in the order of the guards."""

    items: tuple[Finding, ...] = ()

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """Those that stop the act."""
        return tuple(finding for finding in self.items if finding.severity is Severity.BLOCK)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Those that ask for one confirmation."""
        return tuple(finding for finding in self.items if finding.severity is Severity.WARN)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in order."""
        return tuple(finding.code for finding in self.items)

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Findings:
        """Collect findings."""
        return cls(tuple(findings))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was said to one act before it was done: kept beside its entry, never made again, never folded.

    Attributes:
        program: which program judged, such as ``fieldcase 0.1.0``.
        law: id of the release whose figures and calendars it took; the entry names the catalogue itself.
        roster: version of the roster.
        at: the effective time that guards took, RFC 3339.
    """

    program: str
    law: str
    roster: str
    at: str
    findings: Findings


class RuleBroken(AppError):
    """The law stops the act; ``findings`` holds all the reasons at once. The officer can put it right."""

    code = "rule.broken"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(codes=tuple(finding.code for finding in findings))
        self.findings = findings
