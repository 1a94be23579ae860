"""Who acts: on the roster, with a grant and a valid card, not alone (行政处罚法第四十二条)."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.case import Act
from app.domain.findings import Finding
from app.domain.law.articles import EVIDENCE, RECUSAL, TWO_OFFICERS
from app.domain.law.guards.registry import block, guard, warn
from app.domain.law.matter import Matter, moment_or_none
from app.domain.law.ordinary_facts import notice_of

FIELD_ACTS = frozenset(
    {
        "evidence.added",
        "party.told",
        "reinspection.recorded",
        "document.served",
        "money.taken",
        "defence.recorded",
        "hearing.answered",
    }
)
"""Kinds of entries that are acts in the field and so take two officers."""
HANDED_OVER_NOW = frozenset({"document.served", "money.taken"})
"""Acts that follow a paper in one sitting: both officers sign that paper, the confirmation comes after it."""
DESK_EVIDENCE = frozenset({"approval", "authorisation", "payment"})
"""Evidence that nobody took in the field: the scan of a signed paper, the slip of a bank."""


@guard
def known_people(matter: Matter) -> Iterator[Finding]:
    """Everyone named is on the newest roster."""
    named = dict.fromkeys((matter.act.actor, *matter.act.officers))
    for person in named:
        if not matter.context.roster.knows(person):
            yield block("roster.unknown_officer", TWO_OFFICERS, officer=person)


@guard
def valid_grant(matter: Matter) -> Iterator[Finding]:
    """The actor's key speaks for him on the day of the act."""
    if matter.act.grant is None:
        return
    grant = matter.context.roster.grant(matter.act.grant)
    if grant is None:
        yield block("grant.unknown", TWO_OFFICERS, tag="P", officer=matter.act.actor)
    elif grant.officer != matter.act.actor:
        yield block(
            "grant.other_officer", TWO_OFFICERS, tag="P", officer=matter.act.actor, named=grant.officer
        )
    elif not grant.valid_from <= matter.day <= grant.valid_until:
        yield block(
            "grant.not_valid",
            TWO_OFFICERS,
            tag="P",
            officer=matter.act.actor,
            day=matter.day.isoformat(),
            valid_from=grant.valid_from.isoformat(),
            valid_until=grant.valid_until.isoformat(),
        )


@guard
def two_officers(matter: Matter) -> Iterator[Finding]:
    """At least two persons, each with a card that was valid on the day of the act (R08, R09)."""
    needed = matter.law.value("officers.min", matter.day)
    named = tuple(dict.fromkeys(matter.act.officers))
    if len(named) < needed:
        yield block("officers.too_few", TWO_OFFICERS, named=len(named), needed=needed)
    for id_ in named:
        if not matter.context.roster.knows(id_):
            continue
        officer = matter.context.roster.officer(id_)
        if officer.card_on(matter.day) is None:
            newest = max((card.valid_until for card in officer.cards), default=None)
            yield block(
                "officers.card_invalid",
                TWO_OFFICERS,
                officer=id_,
                name=officer.name,
                day=matter.day.isoformat(),
                valid_until="" if newest is None else newest.isoformat(),
                cards=tuple(card.number for card in officer.cards),
            )


@guard
def second_confirmed(matter: Matter) -> Iterator[Finding]:
    """Two persons stand behind every act in the field before a paper rests on it."""
    yield from _confirmed(matter, FIELD_ACTS - HANDED_OVER_NOW)


@guard
def all_confirmed(matter: Matter) -> Iterator[Finding]:
    """Before closing, two persons stand behind service and cash too."""
    yield from _confirmed(matter, FIELD_ACTS)


def _confirmed(matter: Matter, kinds: frozenset[str]) -> Iterator[Finding]:
    if not matter.law.is_on("officers.second_confirms", matter.day):
        return
    needed = matter.law.value("officers.min", matter.day)
    served_order = matter.order.served_entry if matter.order is not None else None
    open_acts = [
        act
        for act in matter.case.acts
        if (_in_the_field(act, kinds) or act.entry == served_order)
        and len(_standing_behind(matter, act)) < needed
    ]
    if open_acts:
        yield block(
            "officers.not_confirmed",
            TWO_OFFICERS,
            tag="P",
            count=len(open_acts),
            entries=tuple(act.entry for act in open_acts),
            kinds=tuple(dict.fromkeys(act.kind for act in open_acts)),
        )


def _in_the_field(act: Act, kinds: frozenset[str]) -> bool:
    return act.kind in kinds and not (act.kind == "evidence.added" and act.subject in DESK_EVIDENCE)


def _standing_behind(matter: Matter, act: Act) -> set[str]:
    """Who stands behind an act: its author, who confirmed it, and the officer who now builds on it."""
    builds_on_it = {matter.act.actor} & set(matter.act.officers)
    return {act.actor, *builds_on_it, *matter.case.confirmed.get(act.entry, ())}


@guard
def acts_of_two(matter: Matter) -> Iterator[Finding]:
    """What a decision rests on was done by two with valid cards; evidence taken alone is warned of.

    It rests on telling, re-inspection, and the service of order, notice and decision (R08, R09).
    """
    needed = matter.law.value("officers.min", matter.day)
    used = {each.entry for each in (matter.telling, matter.reinspection) if each is not None}
    served = (matter.order, matter.decision, notice_of(matter.case))
    used |= {each.served_entry or "" for each in served if each is not None}
    for act in matter.case.acts:
        if act.entry in used:
            yield from _without_card(matter, act)
        if len(set(act.officers)) >= needed:
            continue
        if act.entry in used:
            yield block("officers.act_alone", TWO_OFFICERS, kind=act.kind, entry=act.entry, at=act.at)
        elif act.kind == "evidence.added":
            yield warn(
                "officers.evidence_alone", TWO_OFFICERS, EVIDENCE, kind=act.kind, entry=act.entry, at=act.at
            )


def _without_card(matter: Matter, act: Act) -> Iterator[Finding]:
    at, roster = moment_or_none(act.at), matter.context.roster
    known = [roster.officer(id_) for id_ in dict.fromkeys(act.officers) if roster.knows(id_)]
    names = tuple(each.name for each in known if at is not None and each.card_on(at.date()) is None)
    if names:
        yield block(
            "officers.act_without_card", TWO_OFFICERS, kind=act.kind, entry=act.entry, at=act.at, names=names
        )


@guard
def recusal_answered(matter: Matter) -> Iterator[Finding]:
    """The party asked for a recusal: the agency's head decides, the inquiry goes on meanwhile."""
    if matter.case.value("scene.recusal_asked") is True:
        yield warn("recusal.asked", RECUSAL)
