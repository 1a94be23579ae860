"""What the on-the-spot page fills in by itself: everything that follows from what was typed or chosen."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.case import Case
from app.domain.catalogue import Catalogue, Item
from app.domain.clock import rfc3339
from app.presenters.identity import identity_facts
from app.presenters.spot_facts import SpotFacts
from app.presenters.spot_parts import RANGE, WARNING, collect_limit

ON_SPOT, BANK = "on_spot", "bank"
AT_MOST = "at_most_limit"
_AT_ONCE_WORD = "立即"


def follows_from(name: str, value: object, facts: SpotFacts) -> dict[str, object]:
    """The fields that follow from one changed field, itself not included."""
    if name == "party.identity" and isinstance(value, str):
        known = identity_facts(value)
        return {} if known is None else {"party.born": known.born, "party.sex": known.sex}
    if name == "act.at" and value is not None:
        return _scene_times(value, facts.case)
    if name == "act.facts" and value is not None:
        return _narrative(value, facts)
    if name == "decision.amount":
        return payment_for(value, facts)
    if name == "party.kind":
        return _cleared(("decision.branch", "decision.benchmark", "decision.tier"), facts.case)
    return {}


def _scene_times(at: object, case: Case | None) -> dict[str, object]:
    if case is not None and case.papers("D10"):
        return {}
    return {"scene.from": at}


def _narrative(facts_typed: object, facts: SpotFacts) -> dict[str, object]:
    """The scene record tells what was found; it follows the facts until somebody writes his own words."""
    case = facts.case
    if case is not None and case.papers("D10"):
        return {}
    old_facts, narrative = facts.text("act.facts"), facts.text("scene.narrative")
    return {"scene.narrative": facts_typed} if narrative in ("", old_facts) else {}


def _cleared(names: tuple[str, ...], case: Case | None) -> dict[str, object]:
    return {} if case is None else {name: None for name in names if case.value(name) is not None}


def payment_for(amount: object, facts: SpotFacts) -> dict[str, object]:
    """Small fines are taken on the spot, larger ones paid at the bank, unless the officer says otherwise."""
    if not isinstance(amount, int):
        return {}
    if amount <= collect_limit(facts):
        return {"payment.mode": ON_SPOT, "payment.ground": AT_MOST}
    return {"payment.mode": BANK, "payment.ground": None}


def for_payment(mode: str, facts: SpotFacts) -> dict[str, object]:
    """What follows when the officer chooses how it is paid."""
    case = facts.case
    amount = None if case is None else case.amount("decision.amount")
    if mode != ON_SPOT:
        return {"payment.mode": BANK, "payment.ground": None, "payment.receipt": None}
    small = amount is not None and amount <= collect_limit(facts)
    ground = AT_MOST if small else facts.text("payment.ground") or None
    return {"payment.mode": ON_SPOT, "payment.ground": ground}


def for_item(item: Item, facts: SpotFacts) -> dict[str, object]:
    """What follows from the item: the order to correct and its term; old levels fall away."""
    case = facts.case
    found: dict[str, object] = {"act.item": item.code}
    found |= _cleared(("decision.branch", "decision.benchmark", "decision.tier"), case)
    if not facts.text("correction.demand") and item.correction.order:
        at_once = _AT_ONCE_WORD in item.correction.order
        found["correction.term"] = "at_once" if at_once else "by_date"
        found["correction.demand"] = demand_of(item)
    branches = facts.catalogue.branches_on(item, facts.act_day, facts.party)
    if len(branches) == 1:
        found["decision.branch"] = branches[0].id
    return found


def demand_of(item: Item) -> str:
    """The order to correct in the words of the list: 停止并改正……的行为."""
    head = "立即改正" if _AT_ONCE_WORD in item.correction.order else "改正"
    return f"{head}{item.short_name}的行为"


def for_level(key: str, facts: SpotFacts) -> dict[str, object]:
    """What follows from the level: clause, benchmark, kind of act, how often."""
    branches = facts.branches
    branch = facts.text("decision.branch") or (branches[0].id if len(branches) == 1 else None)
    if key == WARNING:
        return {
            "decision.kind": "warning",
            "decision.branch": branch,
            "decision.benchmark": None,
            "decision.tier": None,
            "decision.amount": None,
            "payment.mode": None,
            "payment.ground": None,
        }
    if key == RANGE:
        return {
            "decision.kind": "fine",
            "decision.branch": branch,
            "decision.benchmark": None,
            "decision.tier": None,
        }
    if key.startswith("branch:"):
        return {"decision.branch": key.removeprefix("branch:")}
    benchmark_id, _, tier = key.rpartition(":")
    return _for_tier(facts.catalogue, benchmark_id, tier)


def _for_tier(catalogue: Catalogue, benchmark_id: str, number: str) -> dict[str, object]:
    benchmark = catalogue.benchmark(benchmark_id)
    found: dict[str, object] = {
        "decision.kind": "fine",
        "decision.branch": benchmark.branch,
        "decision.benchmark": benchmark.id,
        "decision.tier": number,
    }
    tier = benchmark.tier(int(number))
    if tier is not None and tier.act_kind:
        found["act.circumstance"] = tier.act_kind
    if tier is not None and tier.count and benchmark.counts:
        found["act.repeat"] = "first" if tier.count == benchmark.counts[0] else "repeat"
    return found


def at_docketing(typed: Mapping[str, object], facts: SpotFacts) -> dict[str, object]:
    """What a new case begins with, beside what was typed."""
    now = rfc3339(facts.now.at)
    at = typed.get("act.at") or now
    return {
        "act.at": at,
        "scene.from": at,
        "scene.until": now,
        "scene.party_present": True,
        "scene.recusal_asked": False,
    }
