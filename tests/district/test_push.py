"""The push: every answer of the contract, and never one entry's trouble on another case."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from app.crypto.signing import SigningKey
from app.domain import bodies
from app.domain.bodies import FieldSet, Unknown
from app.domain.entry import base64url, commitment
from app.domain.findings import Severity
from app.domain.verdict import Outcome
from app.wire.answers import Answer, Kind, Rejection
from app.wire.entries import entry_json, write_batch
from tests.district.conftest import Setting
from tests.district.laptop import Laptop, altered, other_signature
from tests.district.story import Story

APPLIED, HELD, REFUSED = Outcome.APPLIED, Outcome.HELD, Outcome.REFUSED


def kinds(answers: tuple[Answer, ...]) -> list[Kind]:
    return [each.answer for each in answers]


def test_a_lawful_case_is_applied_entry_by_entry(laptop: Laptop) -> None:
    story = Story(laptop)
    entries = [*story.until_told(), *story.decide(), *story.collect()]
    said = laptop.said(*entries)
    assert [(each.outcome, each.findings.codes) for each in said if each.outcome is not APPLIED] == []
    assert [each.entry for each in said] == [each.id for each in entries]
    assert [each.findings.blocking for each in said] == [()] * len(entries)


def test_places_are_given_in_order_without_a_gap(laptop: Laptop) -> None:
    said = laptop.said(*Story(laptop).begin())
    assert [each.commit_seq for each in said] == list(range(1, len(said) + 1))
    assert {each.cause for each in said} == {None}


def test_a_verdict_is_told_in_the_districts_time(laptop: Laptop) -> None:
    (said,) = laptop.said(Story(laptop).docket())
    assert said.at.startswith("2026-08-06T10:30:") and said.at.endswith("+08:00")


def test_F11_every_push_twice_changes_nothing(laptop: Laptop) -> None:
    entries = Story(laptop).begin()
    first = laptop.push(*entries)
    assert laptop.push(*entries) == first
    assert laptop.push(*reversed(entries)) == tuple(reversed(first))
    assert len(laptop.pull()) == len(entries)


def test_F11_an_entry_twice_in_one_push_has_one_verdict(laptop: Laptop) -> None:
    entry = Story(laptop).docket()
    one, two = laptop.push(entry, entry)
    assert one == two and one.answer is Kind.VERDICT


def test_F12_what_comes_too_early_is_told_what_is_expected(laptop: Laptop) -> None:
    first, second, third = Story(laptop).begin()[:3]
    answers = laptop.push(third)
    assert answers == (Answer(Kind.EXPECTED, expected=1, head=None),)
    assert kinds(laptop.push(first)) == [Kind.VERDICT]
    assert laptop.push(third) == (Answer(Kind.EXPECTED, expected=2, head=first.id),)
    assert kinds(laptop.push(second, third)) == [Kind.VERDICT] * 2


def test_F12_a_push_in_any_order_leaves_the_chain_right(laptop: Laptop) -> None:
    entries = Story(laptop).begin()
    mixed = random.Random(7).sample(entries, len(entries))
    while any(each.answer is not Kind.VERDICT for each in laptop.push(*mixed)):
        pass
    assert [each.entry for each in laptop.verdicts()] == [each.id for each in entries]


def test_F12_one_withheld_holds_back_all_that_follow(laptop: Laptop) -> None:
    entries = Story(laptop).begin()
    answers = laptop.push(entries[0], *entries[2:])
    assert answers[0].answer is Kind.VERDICT
    assert set(answers[1:]) == {Answer(Kind.EXPECTED, expected=2, head=entries[0].id)}


REJECTED = [
    ("header", {"header": "{}"}),
    ("header", {"header": ""}),
    ("header", {"header": 7}),
    ("header", {"header": "\ud800"}),
    ("header", {"header": '{"seq": 1}'}),
    ("header", {"header": "x" * 65_537}),
    ("device_signature", {"device": base64url(bytes(64))}),
    ("device_signature", {"device": ""}),
    ("device_signature", {"device": None}),
]


@pytest.mark.parametrize(("reason", "parts"), REJECTED)
def test_what_does_not_belong_into_the_chain_is_rejected_and_the_chain_stands(
    laptop: Laptop, reason: str, parts: dict[str, Any]
) -> None:
    entry = Story(laptop).docket()
    raw = write_batch([altered(entry) | parts]) if parts != {"header": "\ud800"} else surrogate(entry)
    answer = laptop.call("POST", "/v1/entries", content=raw).json()["answers"]
    assert answer == [{"answer": "rejected", "reason": reason}]
    assert kinds(laptop.push(entry)) == [Kind.VERDICT]


def surrogate(entry: Any) -> bytes:
    return write_batch([altered(entry) | {"header": "HEADER"}]).replace(b'"HEADER"', b'"\\ud800"')


@pytest.mark.parametrize("value", [None, 7, "x", [], [[1]]])
def test_what_is_no_entry_at_all_is_rejected(laptop: Laptop, value: object) -> None:
    answer = laptop.call("POST", "/v1/entries", json={"entries": [value]})
    assert answer.json()["answers"] == [{"answer": "rejected", "reason": "header"}]


def test_an_entry_that_does_not_continue_the_head_is_rejected(laptop: Laptop) -> None:
    story = Story(laptop)
    first = story.docket()
    laptop.push(first)
    stray = laptop.make(
        Unknown("note.made", {}), None, "2026-08-06T09:30:00+08:00", prev="sha256:" + "9" * 64
    )
    assert laptop.push(stray) == (Answer(Kind.REJECTED, reason=Rejection.PREV),)


def test_another_devices_entry_is_rejected(setting: Setting, laptop: Laptop) -> None:
    other = setting.laptop("SF-SFJD-02")
    assert other.push(Story(laptop).docket()) == (Answer(Kind.REJECTED, reason=Rejection.DEVICE),)


def test_another_devices_known_entry_is_not_even_confirmed(setting: Setting, laptop: Laptop) -> None:
    entry = Story(laptop).docket()
    laptop.push(entry)
    other = setting.laptop("SF-SFJD-02")
    assert other.push(entry) == (Answer(Kind.REJECTED, reason=Rejection.DEVICE),)


@pytest.mark.parametrize(
    "change", [{"case": "x" * 201}, {"case": ""}, {"kind": "k" * 201}, {"officers": ("a",) * 17}, {"seq": 0}]
)
def test_names_beyond_all_reason_are_no_header(laptop: Laptop, change: dict[str, Any]) -> None:
    entry = laptop.make(
        Unknown("note.made", {}),
        "01900000-0000-7000-8000-000000000009",
        "2026-08-06T09:30:00+08:00",
        **change,
    )
    assert laptop.push(entry) == (Answer(Kind.REJECTED, reason=Rejection.HEADER),)


def test_after_a_rejected_entry_the_same_push_is_answered_by_the_same_rules(laptop: Laptop) -> None:
    first, second, third = Story(laptop).begin()[:3]
    answers = laptop.push(
        first, altered(second, device=other_signature(base64url(second.device_signature))), third
    )
    assert kinds(answers) == [Kind.VERDICT, Kind.REJECTED, Kind.EXPECTED]
    assert kinds(laptop.push(second, third)) == [Kind.VERDICT] * 2


# What is refused: the chain goes on, the case is held, all else is as before.


def wrong_officer(laptop: Laptop, story: Story) -> dict[str, Any]:
    entry = story.set("act.place", "示范路01弄")
    return altered(entry, officer=other_signature(base64url(entry.officer_signature)))


def unknown_grant(laptop: Laptop, story: Story) -> dict[str, Any]:
    return altered(story.say(FieldSet("act.place", None, "示范路01弄"), "09:20", grant="sha256:" + "8" * 64))


def other_body(laptop: Laptop, story: Story) -> dict[str, Any]:
    return altered(
        story.set("act.place", "示范路01弄"), body='{"base":null,"field":"act.place","new":"别处"}'
    )


def no_body(laptop: Laptop, story: Story) -> dict[str, Any]:
    return altered(story.set("act.place", "示范路01弄"), body=None, salt=None)


def committed(laptop: Laptop, story: Story, body: bytes) -> dict[str, Any]:
    """An entry whose body is what its header says, whatever that is."""
    from app.crypto.entries import sign_entry

    entry = story.set("act.place", "示范路01弄")
    laptop.chain.pop()
    header = replace(entry.header, body_commit=commitment(bytes(16), body))
    made = sign_entry(header, body, bytes(16), laptop.key, laptop.people["demo-jia"].key)
    laptop.append(made)
    return altered(made)


def not_canonical(laptop: Laptop, story: Story) -> dict[str, Any]:
    return committed(laptop, story, b'{"b":1, "a":2}')


def with_nul(laptop: Laptop, story: Story) -> dict[str, Any]:
    return committed(laptop, story, b'{"note":"\\u0000"}')


def of_two_megabytes(laptop: Laptop, story: Story) -> dict[str, Any]:
    return committed(laptop, story, b'{"note":"' + b"x" * 2 * 1024 * 1024 + b'"}')


REFUSALS = [
    (wrong_officer, "entry.officer_signature"),
    (unknown_grant, "entry.grant"),
    (other_body, "entry.commitment"),
    (no_body, "entry.body_missing"),
    (not_canonical, "entry.body"),
    (with_nul, "entry.body"),
    (of_two_megabytes, "entry.too_large"),
]


@pytest.mark.parametrize(("make", "code"), REFUSALS)
def test_F27_a_refused_entry_moves_the_chain_on_and_holds_its_case_alone(
    laptop: Laptop, make: Any, code: str
) -> None:
    bad, good = Story(laptop, 1), Story(laptop, 2)
    laptop.push(*bad.begin())
    refused = make(laptop, bad)
    (said,) = laptop.said(refused)
    assert said.outcome is REFUSED and said.findings.codes == (code,)
    assert said.findings.items[0].facts["case"] == bad.case
    fact = bad.say(bodies.PartyTold(True, True, "none"), "09:45")
    later, other = bad.set("act.place", "示范路02弄"), good.begin()
    outcomes = laptop.said(fact, later, *other)
    assert [each.outcome for each in outcomes] == [APPLIED, HELD] + [APPLIED] * len(other)
    assert outcomes[1].findings.codes == ("case.damaged",)


def test_a_refused_entry_sent_again_whole_stays_refused(laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(story.docket())
    entry = story.set("act.place", "示范路01弄")
    (first,) = laptop.push(altered(entry, body=None, salt=None))
    assert laptop.push(entry) == (first,)


def test_all_reasons_of_a_refusal_are_told_at_once(laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(story.docket())
    entry = story.set("act.place", "示范路01弄")
    bad = altered(entry, body='{"x":1}', officer=other_signature(base64url(entry.officer_signature)))
    (said,) = laptop.said(bad)
    assert said.findings.codes == ("entry.officer_signature", "entry.commitment")


def test_the_raw_bytes_of_a_refused_entry_are_kept(laptop: Laptop, setting: Setting) -> None:
    from sqlalchemy import select

    from app.district.schema import quarantine

    story = Story(laptop)
    laptop.push(story.docket())
    entry = story.set("act.place", "示范路01弄")
    laptop.push(altered(entry, body='{"typed":"by hand"}'))
    with setting.district.reading() as connection:
        row = connection.execute(select(quarantine)).one()
    assert (row.entry, row.body, row.salt) == (entry.id, b'{"typed":"by hand"}', entry.salt)


def test_a_refused_entry_without_a_case_holds_nothing(laptop: Laptop) -> None:
    entry = laptop.make(Unknown("note.made", {"a": 1}), None, "2026-08-06T09:30:00+08:00")
    assert laptop.outcomes(altered(entry, body=None)) == [REFUSED]
    assert laptop.outcomes(Story(laptop).docket()) == [APPLIED]


def test_another_officers_key_cannot_sign_for_the_actor(laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(story.docket())
    grant = laptop.people["demo-yi"].grant
    (said,) = laptop.said(story.say(FieldSet("act.place", None, "示范路01弄"), "09:20", grant=grant))
    assert said.outcome is REFUSED and said.findings.codes == ("entry.officer_signature",)


def test_a_key_that_speaks_for_another_is_held_by_the_law(laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(story.docket())
    jia = laptop.people["demo-jia"]
    laptop.people["demo-wu"] = replace(jia, id="demo-wu")
    (said,) = laptop.said(story.set("act.place", "示范路01弄", actor="demo-wu"))
    assert said.outcome is HELD and "grant.other_officer" in said.findings.codes


# Unknown kinds, unreadable bodies, and the law.


def test_F23_an_unknown_kind_is_applied_with_a_note(laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(story.docket())
    said = laptop.said(
        story.say(Unknown("drone.landed", {"height": 12}), "09:30"),
        laptop.make(Unknown("device.noted", {"a": 1}), None, "2026-08-06T09:30:00+08:00"),
    )
    assert [each.outcome for each in said] == [APPLIED, APPLIED]
    assert [each.findings.codes for each in said] == [("entry.unknown_kind",)] * 2
    assert said[0].findings.items[0].severity is Severity.NOTE


def test_F27_an_unknown_shape_of_a_known_intent_is_held_and_of_a_fact_applied(laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(story.docket())
    said = laptop.said(
        story.say(Unknown("party.told", {"card_shown": "perhaps"}), "09:30"),
        story.say(Unknown("field.set", {"field": 7}), "09:31"),
    )
    assert [each.outcome for each in said] == [APPLIED, HELD]
    assert all("entry.unreadable" in each.findings.codes for each in said)


def test_the_law_holds_an_intent_and_says_why(laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(*story.begin())
    (said,) = laptop.said(story.take("S_TOLD", "09:30"))
    assert said.outcome is HELD
    assert {each.code for each in said.findings.blocking} >= {"step.unknown"}
    assert all(each.articles for each in said.findings.blocking)


def test_facts_are_never_held_whatever_the_law_says(laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(story.docket())
    (said,) = laptop.said(story.issue("D20", "当罚", "09:30"))
    assert said.outcome is APPLIED
    assert "paper.wrong_step" in {each.code for each in said.findings.blocking}


def test_an_intent_before_its_case_begins_is_held_and_a_fact_applied(laptop: Laptop) -> None:
    story = Story(laptop)
    said = laptop.said(
        story.set("act.place", "示范路01弄"), story.say(bodies.PartyTold(True, True, "none"), "09:30")
    )
    assert [each.outcome for each in said] == [HELD, APPLIED]
    assert {code for each in said for code in each.findings.codes} == {"case.not_docketed"}


# Size and form of the request.


def test_sixty_four_entries_are_taken_and_sixty_five_are_not(laptop: Laptop) -> None:
    at = "2026-08-06T09:30:00+08:00"
    entries = [laptop.make(Unknown("note.made", {"n": n}), None, at) for n in range(65)]
    refused = laptop.send(*entries)
    assert refused.status_code == 413
    assert refused.json() == {"code": "request.too_large", "facts": {"limit": 64, "unit": "entries"}}
    assert laptop.outcomes(*entries[:64]) == [APPLIED] * 64


def test_several_entries_of_more_than_256_kib_are_refused_whole(laptop: Laptop) -> None:
    at = "2026-08-06T09:30:00+08:00"
    entries = [laptop.make(Unknown("note.made", {"n": "x" * 60_000}), None, at) for _ in range(5)]
    refused = laptop.send(*entries)
    assert (refused.status_code, refused.json()["facts"]) == (413, {"limit": 256 * 1024})
    assert kinds(laptop.push(*entries[:4])) == [Kind.VERDICT] * 4


def test_a_body_beyond_four_mebibytes_is_not_looked_at(laptop: Laptop) -> None:
    entry = laptop.make(Unknown("note.made", {"n": 1}), None, "2026-08-06T09:30:00+08:00")
    refused = laptop.send(altered(entry, body="x" * (4 * 1024 * 1024 + 1)))
    assert (refused.status_code, refused.json()["facts"]) == (413, {"limit": 4 * 1024 * 1024})
    assert laptop.outcomes(entry) == [APPLIED]


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b'{"entries":3}', b"\xff\xfe", b"[" * 50_000])
def test_what_is_no_push_is_malformed(laptop: Laptop, raw: bytes) -> None:
    answer = laptop.call("POST", "/v1/entries", content=raw)
    assert answer.status_code == 400 and answer.json()["code"] == "request.malformed"


def test_an_empty_push_asks_for_the_watermark_alone(laptop: Laptop) -> None:
    assert laptop.call("POST", "/v1/entries", json={"entries": []}).json() == {"answers": [], "watermark": 0}


def test_a_number_in_a_body_that_no_database_holds_is_still_answered(laptop: Laptop) -> None:
    story = Story(laptop)
    huge = bodies.CaseDocketed("线索", "summary", "巡查发现", "线", 2**53 - 1, 2**53 - 1)
    (said,) = laptop.said(story.say(huge, "09:10"))
    assert said.outcome is APPLIED


def test_a_key_that_is_none_of_the_street_is_an_unknown_grant(laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(story.docket())
    stranger = SigningKey.make()
    laptop.people["demo-jia"] = replace(laptop.people["demo-jia"], key=stranger, grant="sha256:" + "7" * 64)
    assert laptop.said(story.set("act.place", "x"))[0].findings.codes == ("entry.grant",)


def test_salt_and_signature_of_odd_forms_are_refused_not_crashed_upon(laptop: Laptop) -> None:
    story = Story(laptop)
    laptop.push(story.docket())
    entry = story.set("act.place", "示范路01弄")
    whole = entry_json(entry)
    (said,) = laptop.said({**whole, "salt": "AA", "officer": 12})
    assert said.outcome is REFUSED
    assert set(said.findings.codes) == {"entry.officer_signature", "entry.commitment"}
