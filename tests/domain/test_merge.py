"""Several laptops on one case: what is taken, what is held, and that no typed word is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.bodies import KINDS, DocumentServed, FieldSet, StepTaken, Unknown
from app.domain.fields import FIELDS, FieldKind, FieldValue
from app.domain.findings import Finding, Severity
from app.domain.merge import (
    decide,
    decide_damaged,
    decide_field,
    decide_step,
    decide_waiting,
    nature_of,
)
from app.domain.nature import Nature

AT = "2026-08-06T09:12:00+08:00"
PLACE = "act.place"


def value(what: object, entry: str) -> FieldValue:
    return FieldValue(what, entry, AT)


# What the author saw, what stands now, what he wrote: held or not. One line for each way they can relate.
COMBINATIONS = [
    # base entry, base value, current entry, current value, new value, held
    (None, None, None, None, "甲", False),  # nobody else wrote
    ("one", "甲", "one", "甲", "乙", False),  # he saw what stands
    ("one", "甲", "two", "乙", "乙", False),  # both wrote the same
    ("one", "甲", "two", "甲", "乙", False),  # the other wrote what stood already
    ("one", "甲", "two", "乙", "丙", True),  # both changed it
    ("one", "甲", "two", "乙", "甲", True),  # he kept what the other changed
    ("one", "甲", "two", None, "乙", True),  # the other cleared it
    ("one", "甲", "two", "乙", None, True),  # he cleared what the other changed
    (None, None, "two", "乙", "甲", True),  # both filled an empty field
    (None, None, "two", None, "甲", True),  # the other filled and cleared it meanwhile
    (None, None, "two", "乙", "乙", False),  # both filled it the same
    ("gone", None, None, None, "甲", False),  # what he saw was never taken: nothing of another is lost
    ("gone", None, "two", "乙", "甲", True),  # what he saw was never taken, and another wrote
    ("gone", None, "two", "乙", "乙", False),
]


@pytest.mark.parametrize(("base", "seen", "entry", "stands", "new", "held"), COMBINATIONS)
def test_a_field_is_merged_three_ways(
    base: str | None, seen: object, entry: str | None, stands: object, new: object, held: bool
) -> None:
    known = None if base in (None, "gone") else value(seen, base or "")
    current = None if entry is None else value(stands, entry)
    found = decide_field(FieldSet(PLACE, base, new), current, known)
    assert (found is not None) is held
    if found is not None:
        assert found.severity is Severity.BLOCK and found.code == "merge.field"
        assert found.facts["field"] == PLACE
        assert (found.facts["current"], found.facts["new"]) == (stands or "", new or "")
        assert found.facts["base"] == (seen or "")
        assert found.facts["entry"] == (entry or "")


@pytest.mark.parametrize("name", ["decision.amount", "decision.tier"])
@pytest.mark.parametrize(
    ("base", "entry", "held"), [(None, "two", True), ("one", "two", True), ("two", "two", False)]
)
def test_a_level_or_an_amount_is_taken_only_on_the_value_that_was_seen(
    name: str, base: str | None, entry: str, held: bool
) -> None:
    same = 10_000 if name == "decision.amount" else "1"
    found = decide_field(
        FieldSet(name, base, same), value(same, entry), None if base is None else value(same, base)
    )
    assert (found is not None) is held


def test_every_amount_of_money_is_compared_and_set() -> None:
    amounts = [name for name, spec in FIELDS.items() if spec.kind is FieldKind.FEN]
    assert amounts
    for name in amounts:
        assert decide_field(FieldSet(name, None, 1), value(1, "two"), None) is not None


@pytest.mark.parametrize(
    ("start", "step", "held"), [("S_FOUND", "S_FOUND", False), ("S_FOUND", "S_ELIGIBLE", True)]
)
def test_F18_a_step_is_taken_only_from_the_state_that_was_seen(start: str, step: str, held: bool) -> None:
    found = decide_step(StepTaken(start, "S_ELIGIBLE"), step)
    assert (found is not None) is held
    if found is not None:
        assert found.facts == {"start": "S_FOUND", "end": "S_ELIGIBLE", "step": "S_ELIGIBLE"}


def test_only_the_same_authors_older_intent_is_waited_for() -> None:
    held = (("one", "jia"), ("two", "yi"), ("three", "jia"))
    assert decide_waiting("bing", held) is None
    found = decide_waiting("jia", held)
    assert found is not None and found.facts == {"entry": "one", "count": 2}


def test_a_case_with_a_refused_entry_says_which() -> None:
    assert decide_damaged(()) is None
    found = decide_damaged(("one", "two"))
    assert found is not None and found.facts == {"entry": "one", "count": 2}


def test_nothing_but_fields_and_steps_is_merged() -> None:
    served = DocumentServed("paper", "DIRECT", "当事人")
    assert decide(served, value("x", "one"), None, "S_FOUND") is None
    assert decide(None, None, None, "S_FOUND") is None
    assert decide(StepTaken("S_TOLD", "S_ISSUED"), None, None, "S_FOUND") is not None
    assert decide(FieldSet(PLACE, None, "甲"), value("乙", "one"), None, "S_FOUND") is not None


def test_facts_and_what_is_unknown_are_never_held() -> None:
    assert nature_of("drone.landed") is Nature.FACT
    assert nature_of("field.set") is Nature.INTENT
    assert {kind for kind in KINDS if nature_of(kind) is Nature.FACT} >= {
        "evidence.added",
        "document.issued",
        "document.served",
        "money.taken",
        "number.voided",
        "conflict.settled",
    }
    assert not issubclass(KINDS["field.set"], Unknown)


@dataclass
class Server:
    """The least that a district does with fields: take or hold, in the order of arrival."""

    fields: dict[str, FieldValue] = field(default_factory=dict)
    seen: dict[str, FieldValue] = field(default_factory=dict)
    held: list[tuple[str, FieldSet, Finding]] = field(default_factory=list)

    def push(self, entry: str, body: FieldSet) -> None:
        found = decide_field(body, self.fields.get(body.field), self.seen.get(body.base or ""))
        if found is None:
            self.fields[body.field] = self.seen[entry] = value(body.new, entry)
        else:
            self.held.append((entry, body, found))


NAMES = st.sampled_from(["act.place", "act.facts", "party.name"])
WORDS = st.sampled_from(["甲", "乙", "丙"])


@given(st.dictionaries(NAMES, WORDS), st.dictionaries(NAMES, WORDS))
def test_F16_different_fields_of_two_laptops_are_merged_without_a_question(
    one: dict[str, str], two: dict[str, str]
) -> None:
    two = {name: word for name, word in two.items() if name not in one}
    sent = [FieldSet(name, None, word) for name, word in {**one, **two}.items()]
    for order in permutations(sent):
        server = Server()
        for number, body in enumerate(order):
            server.push(str(number), body)
        assert server.held == []
        assert {name: found.value for name, found in server.fields.items()} == {**one, **two}


@given(st.lists(st.tuples(NAMES, WORDS), min_size=1, max_size=5))
def test_F17_whatever_the_order_every_word_stands_or_is_held(sent: list[tuple[str, str]]) -> None:
    for order in permutations(sent):
        server = Server()
        for number, (name, word) in enumerate(order):
            server.push(str(number), FieldSet(name, None, word))
        kept = {(name, found.value) for name, found in server.fields.items()}
        kept |= {(body.field, body.new) for _, body, _ in server.held}
        assert kept == set(sent)
        for _, body, finding in server.held:
            assert finding.facts["current"] != finding.facts["new"] == body.new


@given(st.lists(WORDS, min_size=2, max_size=4))
def test_the_number_of_questions_does_not_depend_on_the_order_where_all_write_the_same(
    words: list[str],
) -> None:
    same = [words[0]] * len(words)
    server = Server()
    for number, word in enumerate(same):
        server.push(str(number), FieldSet(PLACE, None, word))
    assert server.held == []


@given(st.permutations(["10000", "20000", "30000"]))
def test_F18_of_several_fines_the_first_stands_and_all_others_are_held(order: list[str]) -> None:
    server = Server()
    for number, amount in enumerate(order):
        server.push(str(number), FieldSet("decision.amount", None, int(amount)))
    assert server.fields["decision.amount"].value == int(order[0])
    assert [body.new for _, body, _ in server.held] == [int(each) for each in order[1:]]


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_what_one_author_writes_upon_his_own_words_is_never_held(words: list[str]) -> None:
    server, base = Server(), None
    for number, word in enumerate(words):
        server.push(str(number), FieldSet(PLACE, base, word))
        base = str(number)
    assert server.held == []
    assert server.fields[PLACE].value == words[-1]
