"""Bringing together what several laptops did to one case: pure decisions, each tested for every combination.

Fields merge three ways, and equal values are no conflict; levels and fines are taken only on the value that
their author saw, steps only from the state that he saw. Where anything else was done meanwhile, the later
act is held with both values, so that no word is lost and the squad leader decides.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.bodies import KINDS, Body, FieldSet, StepTaken, Unknown
from app.domain.fields import FIELDS, FieldKind, FieldValue
from app.domain.findings import Finding, Severity
from app.domain.law.articles import RECORD
from app.domain.nature import Nature

LEVELS = frozenset({"decision.tier"})
"""Fields beside those in fen that are compared and set: the level of the fine."""

WAITING = frozenset({"merge.waits", "case.damaged"})
"""Findings of an entry that is held for another entry's sake and is judged again once that one is settled."""

STEP_NOT_HERE = "step.not_here"
"""What the law says to a step from another state; the merge says the same and names both."""


def nature_of(kind: str) -> Nature:
    """Whether a kind of entry can be held; one that this program does not know is never held."""
    shape = KINDS.get(kind)
    return Nature.FACT if shape is None or issubclass(shape, Unknown) else shape.nature


def decide_field(body: FieldSet, current: FieldValue | None, base: FieldValue | None) -> Finding | None:
    """Whether a new value of a field may stand; None when it may.

    Args:
        current: the present value, None when the field was never set.
        base: the value that ``body.base`` set, None when the author had seen none or his base is unknown.
    """
    if body.base == (None if current is None else current.entry):
        return None
    if body.field in LEVELS or _is_amount(body.field):
        return _field_conflict(body, current, base)
    if current is None or current.value == body.new:
        return None
    if base is not None and base.value == current.value:
        return None
    return _field_conflict(body, current, base)


def decide_step(body: StepTaken, step: str) -> Finding | None:
    """Whether a step starts from the state in which the case is; None when it does."""
    if body.start == step:
        return None
    facts = {"start": body.start, "end": body.end, "step": step}
    return Finding("merge.step", Severity.BLOCK, (RECORD,), "P", facts)


def decide_waiting(actor: str, held: Iterable[tuple[str, str]]) -> Finding | None:
    """Whether an author's intent waits for an older one of his on this case; None when it need not.

    Args:
        held: (entry, actor) of the held entries of the case, the oldest first.
    """
    older = [entry for entry, author in held if author == actor]
    if not older:
        return None
    facts = {"entry": older[0], "count": len(older)}
    return Finding("merge.waits", Severity.BLOCK, (RECORD,), "P", facts)


def decide_damaged(refused: Iterable[str]) -> Finding | None:
    """Whether entries of the case were refused and nobody has yet said how to go on; None when none were."""
    entries = tuple(refused)
    if not entries:
        return None
    facts = {"entry": entries[0], "count": len(entries)}
    return Finding("case.damaged", Severity.BLOCK, (RECORD,), "P", facts)


def decide(
    body: Body | None, current: FieldValue | None, base: FieldValue | None, step: str
) -> Finding | None:
    """The decision for any body: a field, a step, or nothing to decide."""
    match body:
        case FieldSet():
            return decide_field(body, current, base)
        case StepTaken():
            return decide_step(body, step)
        case _:
            return None


def _is_amount(field: str) -> bool:
    spec = FIELDS.get(field)
    return spec is not None and spec.kind is FieldKind.FEN


def _field_conflict(body: FieldSet, current: FieldValue | None, base: FieldValue | None) -> Finding:
    facts: dict[str, object] = {
        "field": body.field,
        "base": _shown(None if base is None else base.value),
        "current": _shown(None if current is None else current.value),
        "new": _shown(body.new),
        "entry": "" if current is None else current.entry,
    }
    return Finding("merge.field", Severity.BLOCK, (RECORD,), "P", facts)


def _shown(value: object) -> str | int | bool:
    """A value for the compare dialog; an empty text where there is none."""
    return value if isinstance(value, str | int | bool) else ""
