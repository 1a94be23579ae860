"""Hearing, legal review, collective discussion: whether each is due, from which facts (dossier 2.2-2.4).

None of the three stages is carried out by this program. Where one is due, the decision is refused with the
reason; it is never passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.case import Case
from app.domain.catalogue import PartyKind
from app.domain.catalogue.versions import Leaning
from app.domain.context import Context
from app.domain.discretion import Standing
from app.domain.law.articles import DISCUSSION, HEARING, LEGAL_REVIEW
from app.domain.law.matter import ActFacts, Matter
from app.domain.law.ordinary_facts import HEARING_NOTICE, comparison_of, notice_of
from app.domain.law.parameters import Parameter

_THRESHOLDS = {PartyKind.PERSON: "hearing.person", PartyKind.UNIT: "hearing.unit"}
_HEAVY_KINDS = frozenset({"permit", "closure", "other"})


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage as worked out now.

    Attributes:
        id: ``hearing``, ``review`` or ``discussion``.
        grounds: why it is due, as codes; empty where it is not.
        inputs: what was looked at, as far as known: ``party``, ``amount`` and ``limit`` in fen, ``source``.
    """

    id: str
    name: str
    article: str
    tag: str
    grounds: tuple[str, ...]
    inputs: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_due(self) -> bool:
        """Whether the case may not be decided without it."""
        return bool(self.grounds)


def stages_of(case: Case, context: Context) -> tuple[Stage, ...]:
    """All three stages for a case as it stands, for the screen."""
    return stages(Matter(case, ActFacts("", "", case.team, context.now.at), context))


def stages(matter: Matter) -> tuple[Stage, ...]:
    """Hearing, legal review, collective discussion, in the order of the dossier."""
    return hearing(matter), review(matter), discussion(matter)


def hearing(matter: Matter) -> Stage:
    """The right to a hearing (第六十三条): amounts include the threshold itself (R36)."""
    figure = threshold(matter)
    inputs: dict[str, object] = {}
    if matter.party is not None:
        inputs["party"] = matter.party.value
    if matter.fine is not None:
        inputs["amount"] = int(matter.fine)
    if figure is not None:
        inputs |= {"limit": int(matter.law.fen(figure.id, matter.day)), "source": figure.source}
    found = tuple(_hearing_grounds(matter, figure))
    return Stage("hearing", "听证", HEARING, "L" if figure is None else figure.evidence, found, inputs)


def threshold(matter: Matter) -> Parameter | None:
    """The figure for the party's class; None where the party is not known or the figure is switched off."""
    if matter.counted is None:
        return None
    id_ = _THRESHOLDS[matter.counted]
    return matter.law.nearest(id_, matter.day) if matter.law.is_on(id_, matter.day) else None


def _hearing_grounds(matter: Matter, figure: Parameter | None) -> Iterator[str]:
    most = None if figure is None else matter.law.fen(figure.id, matter.day)
    if most is not None and matter.fine is not None and matter.fine >= most:
        yield "fine_amount"
    kind = matter.case.text("decision.other_kind")
    if kind in _HEAVY_KINDS:
        yield "kind_of_penalty"
    if kind == "confiscation":
        value = matter.case.amount("decision.confiscated_value")
        if value is None or most is None or value >= most:
            yield "confiscated_value"
    notice = notice_of(matter.case)
    if notice is not None and notice.form == HEARING_NOTICE:
        yield "told"


def review(matter: Matter) -> Stage:
    """Legal review (第五十八条) by the list of 2.3; a waived hearing changes nothing (R38)."""
    found = (*_major(matter), *_beyond_benchmark(matter, "review.deviation"), *_two_laws(matter))
    return Stage("review", "法制审核", LEGAL_REVIEW, "S", found, hearing(matter).inputs)


def discussion(matter: Matter) -> Stage:
    """Collective discussion (第五十七条第二款): complex or major; the list of 2.4 is a policy."""
    complex_ = ("complex",) if matter.case.value("decision.complex") is True else ()
    listed: tuple[str, ...] = ()
    if matter.law.is_on("discussion.as_review", matter.day):
        listed = (*_major(matter), *_beyond_benchmark(matter, "discussion.as_review"))
    return Stage("discussion", "集体讨论", DISCUSSION, "P", (*complex_, *listed), hearing(matter).inputs)


def _major(matter: Matter) -> tuple[str, ...]:
    level = matter.level
    mitigated = level is not None and level.standing is Standing.BELOW_RANGE
    grounds = {
        "hearing_right": hearing(matter).is_due,
        "mitigated": mitigated or bool(matter.case.text("decision.mitigation")),
        "flagged": matter.case.value("decision.major") is True,
    }
    return tuple(name for name, holds in grounds.items() if holds)


def _beyond_benchmark(matter: Matter, switch: str) -> tuple[str, ...]:
    level = matter.level
    outside = level is not None and level.quotable and level.standing is Standing.OUTSIDE_LEVEL
    return ("deviation",) if outside and matter.law.is_on(switch, matter.day) else ()


def _two_laws(matter: Matter) -> tuple[str, ...]:
    """Where the law changed and the newer text is lighter, or points both ways, a person must judge [P]."""
    compared = comparison_of(matter)
    open_ = compared is not None and (not compared.successors or compared.leaning is not Leaning.OLD)
    return ("version",) if open_ and matter.law.is_on("review.version", matter.day) else ()
