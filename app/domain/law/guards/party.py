"""Who is punished, and whether he may be: identity, age, grounds to spare (第三十条、第三十三条)."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.catalogue import MoneyRange, PartyKind
from app.domain.dates import has_reached_age
from app.domain.findings import Finding
from app.domain.law.articles import (
    BENCHMARK,
    EDUCATION,
    INCAPABLE,
    LIMITATION,
    MINORS,
    NO_PENALTY,
    PROPORTION,
    RECORD,
    SPARED,
    SUMMARY,
)
from app.domain.law.guards.correction import CORRECTED
from app.domain.law.guards.registry import block, guard, warn
from app.domain.law.guards.times import within_limitation
from app.domain.law.matter import Matter

_NAMES = {
    PartyKind.PERSON: ("party.name",),
    PartyKind.UNIT: ("party.unit_name",),
    PartyKind.SOLE_TRADER: ("party.name",),
}
_PROOFS = {
    PartyKind.PERSON: ("party.identity",),
    PartyKind.UNIT: ("party.credit_code",),
    PartyKind.SOLE_TRADER: ("party.identity", "party.credit_code"),
}
MUST = "minor_corrected_no_harm"
MAY = "first_slight_corrected"
INCAPABLE_PARTY, NO_FAULT = "incapable", "no_fault"


@guard
def party_identified(matter: Matter) -> Iterator[Finding]:
    """The party is known by name and by a number or an identity paper, else the ordinary procedure [P]."""
    if matter.party is None:
        yield block("field.missing", SUMMARY, field="party.kind")
        return
    for name in _NAMES[matter.party]:
        if not matter.case.text(name):
            yield block("field.missing", SUMMARY, field=name)
    if not matter.law.is_on("party.unidentified_to_ordinary", matter.day):
        return
    proofs = _PROOFS[matter.party]
    if not any(matter.case.text(name) for name in proofs) and not matter.case.evidence_of("identity"):
        yield block("party.not_identified", SUMMARY, tag="P", party=matter.party.value, fields=proofs)


@guard
def old_enough(matter: Matter) -> Iterator[Finding]:
    """Under 14 no penalty; from 14 to under 18 the lightest level at most (R45). Age is that at the act."""
    born = matter.day_field("party.born")
    none_under = matter.law.value("minors.no_penalty_under", matter.day)
    lighter_under = matter.law.value("minors.lighter_under", matter.day)
    if matter.party is PartyKind.PERSON and not matter.case.text("party.born"):
        yield warn("party.age_unknown", MINORS, under=lighter_under)
    if born is None or matter.counted is not PartyKind.PERSON:
        return
    facts = {"born": born.isoformat(), "act": matter.act_end.isoformat()}
    if not has_reached_age(born, none_under, matter.act_end):
        yield block("party.under_age", MINORS, under=none_under, more=facts)
    elif not has_reached_age(born, lighter_under, matter.act_end):
        lightest = _lightest(matter)
        if matter.fine is not None and lightest is not None and lightest.is_above(matter.fine):
            yield block(
                "party.minor_not_lightest",
                MINORS,
                under=lighter_under,
                amount=int(matter.fine),
                lightest=int(lightest.high),
                more=facts,
            )
        else:
            yield warn("party.minor", MINORS, under=lighter_under, more=facts)


def _lightest(matter: Matter) -> MoneyRange | None:
    """The lightest level of the benchmark that names money, else None."""
    if matter.benchmark is None:
        return None
    ranges = [tier.fine.money for tier in matter.benchmark.tiers if tier.fine is not None]
    return min(
        (each for each in ranges if each is not None), key=lambda each: (each.high, each.low), default=None
    )


@guard
def no_ground_to_spare(matter: Matter) -> Iterator[Finding]:
    """Minor, corrected, no harm: must not be punished; first, slight, corrected: somebody chose (R46)."""
    gravity = matter.case.text("act.gravity")
    if gravity == MUST:
        yield block("no_penalty.must", SPARED)
    elif gravity == MAY and not matter.case.text("act.no_penalty_choice"):
        yield block("no_penalty.choice_missing", SPARED)


@guard
def ground_to_spare(matter: Matter) -> Iterator[Finding]:
    """A case ends without penalty on a ground of law only, or since what was ordered was corrected.

    That the facts do not hold, that the party could not help it or is not to blame needs written reasons.
    """
    grounds = [
        *within_limitation(matter),
        *(each for each in old_enough(matter) if each.code == "party.under_age"),
    ]
    corrected = matter.reinspection is not None and matter.reinspection.result == CORRECTED
    chosen = matter.case.text("act.gravity") == MAY and bool(matter.case.text("act.no_penalty_choice"))
    stated = matter.case.text("exit.ground")
    if not (grounds or corrected or chosen or stated or matter.case.text("act.gravity") == MUST):
        yield block("no_penalty.no_ground", NO_PENALTY, MINORS, INCAPABLE, LIMITATION)
    if stated and not matter.case.text("exit.reason"):
        yield block("field.missing", RECORD, field="exit.reason")


@guard
def exit_reasoned(matter: Matter) -> Iterator[Finding]:
    """Why a case leaves the summary procedure stands on record (行政处罚法第四十七条)."""
    if not matter.case.text("exit.reason"):
        yield warn("exit.reason_missing", RECORD, tag="P")


@guard
def education_given(matter: Matter) -> Iterator[Finding]:
    """Who is spared is educated; a guardian disciplines a child and looks after who cannot help it."""
    stated, gravity = matter.case.text("exit.ground"), matter.case.text("act.gravity")
    if any(each.code == "party.under_age" for each in old_enough(matter)):
        yield warn("no_penalty.education", MINORS)
    elif stated == INCAPABLE_PARTY:
        yield warn("no_penalty.education", INCAPABLE)
    elif stated == NO_FAULT or gravity in (MUST, MAY):
        yield warn("no_penalty.education", EDUCATION)


@guard
def first_time_known(matter: Matter) -> Iterator[Finding]:
    """Whether it is the first time is asked of all history: what only this laptop knows is warned of."""
    claimed = matter.case.text("act.repeat")
    if not claimed:
        return
    if claimed == "first":
        yield from _earlier(matter)
    if not matter.context.history_complete:
        yield warn("history.local_only", PROPORTION, BENCHMARK, tag="P", claimed=claimed)


def _earlier(matter: Matter) -> Iterator[Finding]:
    months = matter.law.value("repeat.window_months", matter.day)
    since = matter.window_start(months)
    earlier = tuple(
        past
        for past in matter.context.history
        if past.item == matter.case.text("act.item") and past.decided_at[:10] >= since.isoformat()
    )
    if earlier and matter.law.is_on("repeat.window_months", matter.day):
        yield warn(
            "history.not_first",
            PROPORTION,
            BENCHMARK,
            tag="P",
            months=months,
            count=len(earlier),
            last=max(past.decided_at for past in earlier)[:10],
        )
