"""Cursors, what was seen, pages, answers, digests and refusals keep their meaning on the way."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codec import RecordRefused
from app.wire.answers import Answer, Answers, Kind, Rejection, read_answers, write_answers
from app.wire.changes import Change, ChangePage, read_fetched, read_page, write_page
from app.wire.cursors import Cursor, Seen, read_cursor, read_seen, write_cursor, write_seen
from app.wire.digests import Line, bucket_of, digest_of
from app.wire.entries import sent_entry
from app.wire.problems import (
    PROBLEMS,
    DistrictProblem,
    EpochNew,
    ServerBusy,
    TokenClock,
    read_problem,
    write_problem,
)

ID = "sha256:" + "c" * 64


@given(st.from_regex(r"[0-9A-Za-z_-]{1,64}", fullmatch=True), st.integers(1, 2**53 - 1))
def test_what_was_seen_comes_back(epoch: str, commit_seq: int) -> None:
    seen = Seen(epoch, commit_seq, ID)
    assert read_seen(write_seen(seen)) == seen


@pytest.mark.parametrize(
    "text", ["", "e 1", f"e 0 {ID}", f"e -1 {ID}", f"e 1 {ID[:-1]}", f"e  1 {ID}", f"e 9007199254740992 {ID}"]
)
def test_what_nobody_can_have_seen_is_refused(text: str) -> None:
    with pytest.raises(RecordRefused):
        read_seen(text)


def test_a_cursor_comes_back() -> None:
    cursor = Cursor("epoch", "DEMO-SFJD/1", 17)
    assert read_cursor(write_cursor(cursor)) == cursor


@given(st.text(max_size=60))
def test_any_other_text_is_no_cursor(text: str) -> None:
    with pytest.raises(RecordRefused):
        read_cursor(text)


def test_a_page_keeps_order_and_entries() -> None:
    entry = sent_entry({"header": "{}", "body": None, "device": "AA", "officer": "AA"})
    page = ChangePage((Change("{1}", entry), Change("{2}", None)), "cursor", True, 3, "epoch")
    assert read_page(write_page(page)) == page


@pytest.mark.parametrize("raw", [b"", b"<html>", b"[]", b'{"changes":[]}', b'{"changes":[{"entry":null}]}'])
def test_what_is_no_page_is_refused(raw: bytes) -> None:
    with pytest.raises(RecordRefused):
        read_page(raw)
    with pytest.raises(RecordRefused):
        read_fetched(raw.replace(b"[]", b"7"))


def test_answers_come_back_in_order() -> None:
    answers = Answers(
        (
            Answer(Kind.VERDICT, verdict="{}"),
            Answer(Kind.EXPECTED, expected=4, head=ID),
            Answer(Kind.EXPECTED, expected=1),
            Answer(Kind.REJECTED, reason=Rejection.PREV),
        ),
        9,
    )
    assert read_answers(write_answers(answers)) == answers


@pytest.mark.parametrize("kind", Kind)
def test_an_answer_without_what_it_carries_is_refused(kind: Kind) -> None:
    raw = json.dumps({"answers": [{"answer": kind.value}], "watermark": 0}).encode()
    with pytest.raises(RecordRefused):
        read_answers(raw)


def test_a_digest_is_over_the_sorted_lines() -> None:
    one, two = Line("sha256:b", 2, "applied"), Line("sha256:a", 10, "held")
    text = "sha256:a\t10\theld\nsha256:b\t2\tapplied\n"
    assert digest_of((one, two)) == digest_of((two, one)) == hashlib.sha256(text.encode()).hexdigest()


def test_a_case_has_its_bucket_by_its_id() -> None:
    assert bucket_of("c") == hashlib.sha256(b"c").hexdigest()[:2]
    assert bucket_of(None) == "none"


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_every_refusal_comes_back_as_what_it_was(code: str) -> None:
    problem = PROBLEMS[code](limit=7, of=("a", "b"), self_made=True)
    read = read_problem(write_problem(problem))
    assert type(read) is PROBLEMS[code]
    assert read.facts == {"limit": 7, "of": ["a", "b"], "self_made": True}


def test_a_refusal_of_a_newer_district_is_told_by_its_code() -> None:
    read = read_problem(b'{"code":"novel","facts":{"self":1}}')
    assert type(read) is DistrictProblem and read.facts == {"told": "novel"}


@pytest.mark.parametrize(
    "raw", [b"<html>ok</html>", b"", b"[]", b"7", b'{"code":3}', b'{"code":"a","facts":[]}']
)
def test_what_tells_no_refusal_is_none(raw: bytes) -> None:
    assert read_problem(raw) is None


def test_statuses_are_those_of_the_contract() -> None:
    assert (TokenClock.status, EpochNew.status, ServerBusy.status) == (401, 409, 503)
