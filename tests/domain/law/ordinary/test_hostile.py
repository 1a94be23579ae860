"""Records from anywhere: the judgement of an ordinary case never fails, and facts are never held."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import ordinary_bodies as bodies
from app.domain.canonical import nfc
from app.domain.catalogue import Catalogue
from app.domain.codec import from_json
from app.domain.law.judge import STILL_STOPS, next_steps
from app.domain.law.ordinary_acts import ORDINARY_OUTSIDE
from app.domain.law.ordinary_approvals import APPROVALS, as_proposed
from app.domain.law.ordinary_money import owed
from app.domain.law.ordinary_stages import stages_of
from app.domain.law.running import deadlines_of
from app.domain.ordinary_fold import ORDINARY_FOLDS
from app.releases.law import Law
from tests.domain.law.ordinary.make import PAID, Ordinary, on, paper

KNOWN = ["d-1", "n-1", "D06", "D33", "approved", "waived", "made"]
LETTERS = st.characters(min_codepoint=1, max_codepoint=0x9FFF, exclude_categories=("Cs",))
WORDS = st.one_of(st.text(LETTERS, max_size=8).map(nfc), st.sampled_from(KNOWN))
VALUES = st.one_of(WORDS, st.integers(-(2**40), 2**40), st.booleans(), st.lists(WORDS, max_size=2))
FIELDS_TOLD = ("act.facts", "decision.amount", "party.kind", "x")
SHAPES: list[Any] = list(ORDINARY_FOLDS)


@st.composite
def anything(draw: st.DrawFn) -> Any:
    """Any entry of the ordinary procedure with whatever fits its types."""
    shape = draw(st.sampled_from(SHAPES))
    values: dict[str, object] = {}
    for name, field in shape.__dataclass_fields__.items():
        kind = str(field.type)
        if kind.startswith("tuple"):
            values[name] = draw(st.lists(WORDS, max_size=2))
        elif kind.startswith("Mapping"):
            values[name] = draw(st.dictionaries(st.sampled_from(FIELDS_TOLD), VALUES, max_size=3))
        elif kind == "int":
            values[name] = draw(st.integers(-(2**40), 2**40))
        else:
            values[name] = draw(WORDS)
    return from_json(shape, values)


@pytest.fixture(scope="module")
def served(shipped: Law, catalogue: Catalogue) -> Ordinary:
    """A case in the middle of everything, to be looked at only."""
    return Ordinary(shipped, catalogue).served()


@given(body=anything())
@settings(max_examples=60, deadline=None)
def test_a_judgement_never_fails_and_only_empty_fields_stop_a_fact(served: Ordinary, body: Any) -> None:
    found = served.judged(body, on(PAID, "16:00"))
    if body.kind in ORDINARY_OUTSIDE:
        assert {each.code for each in found.blocking} <= STILL_STOPS


@given(parts=st.lists(anything(), max_size=6))
@settings(max_examples=40, deadline=None)
def test_whatever_was_recorded_the_case_can_be_looked_at(
    shipped: Law, catalogue: Catalogue, parts: list[Any]
) -> None:
    case = Ordinary(shipped, catalogue).docket()
    for part in parts:
        case.say(part, on(PAID, "16:00"))
    context = case.context(on(PAID, "16:30"))
    for form in APPROVALS:
        assert as_proposed(case.state, form).id == case.state.id
    deadlines_of(case.state, context)
    stages_of(case.state, context)
    owed(case.state, context)
    assert next_steps(case.state, context)
    for form in ("D06", "D22", "D23", "D33", "D35", "D40", "D58"):
        case.judged(paper(form), on(PAID, "16:30"))


def test_every_shape_is_tried() -> None:
    assert {shape.kind for shape in SHAPES} >= {bodies.ApprovalGiven.kind, bodies.MoneyBanked.kind}
