"""Card shown, facts, reasons, basis and rights told, the party heard (第四十四、四十五、五十五条)."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.bodies import PartyTold
from app.domain.findings import Finding
from app.domain.law.articles import CARD, DEFENCE, NO_DECISION, ON_THE_SPOT, SUMMARY, TELLING
from app.domain.law.guards.registry import block, guard, warn
from app.domain.law.matter import Matter

DEFENCES = ("none", "made")
_TOLD = ("act.item", "act.facts", "act.at", "act.ended_at", "act.place")
"""What the party is told of, beside basis and rights."""


@guard
def told_and_heard(matter: Matter) -> Iterator[Finding]:
    """No decision without telling and hearing; the card is shown of the officers' own accord."""
    telling = matter.telling
    if telling is None:
        yield block("telling.missing", TELLING, DEFENCE, NO_DECISION)
        return
    if not telling.card_shown:
        yield block("telling.card_not_shown", *_card_law(matter), entry=telling.entry)
    if not telling.rights_told:
        yield block("telling.rights_not_told", TELLING, NO_DECISION, entry=telling.entry)
    if telling.defence not in DEFENCES or (telling.defence == "made" and not telling.words):
        yield block("telling.defence_not_recorded", DEFENCE, NO_DECISION, entry=telling.entry)


@guard
def told_of_this_item(matter: Matter) -> Iterator[Finding]:
    """The party was told of the item that is decided, not of one put in later; changed facts warn."""
    if matter.telling is None:
        return
    told = matter.place(matter.telling.entry)
    later = [
        name for name in _TOLD if (found := matter.case.fields.get(name)) and matter.place(found.entry) > told
    ]
    if "act.item" in later:
        yield block("telling.outdated", TELLING, NO_DECISION, field="act.item")
    elif later:
        yield warn("telling.facts_changed", TELLING, NO_DECISION, fields=tuple(later))


def _card_law(matter: Matter) -> tuple[str, ...]:
    """Every inquiry asks for the card, and the decision on the spot asks for it once more."""
    return (CARD,) if matter.is_ordinary else (CARD, ON_THE_SPOT)


@guard
def no_new_fact(matter: Matter) -> Iterator[Finding]:
    """A defence that raises a fact to be checked leads to the ordinary procedure [P]."""
    telling = matter.telling
    if (
        telling is not None
        and telling.new_fact
        and matter.law.is_on("summary.new_fact_to_ordinary", matter.day)
    ):
        yield block("telling.new_fact", DEFENCE, SUMMARY, tag="P", words=telling.words)


@guard
def telling_filled(matter: Matter) -> Iterator[Finding]:
    """A defence that was made is written down."""
    body = matter.act.body
    if isinstance(body, PartyTold):
        if body.defence not in DEFENCES:
            yield block("field.missing", DEFENCE, field="defence")
        elif body.defence == "made" and not body.words:
            yield block("field.missing", DEFENCE, field="words")


@guard
def telling_whole(matter: Matter) -> Iterator[Finding]:
    """What is missing in the telling that is being recorded."""
    body = matter.act.body
    if isinstance(body, PartyTold):
        if not body.card_shown:
            yield block("telling.card_not_shown", *_card_law(matter))
        if not body.rights_told:
            yield block("telling.rights_not_told", TELLING, NO_DECISION)
