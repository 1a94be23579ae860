"""What the law said has one form of bytes, beside an entry and in a verdict, and is read back as it was."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.canonical import NotCanonical
from app.domain.codec import RecordRefused
from app.domain.findings import Finding, Findings, Severity
from app.wire.findings import read_findings, write_findings

TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=8).map(
    lambda text: unicodedata.normalize("NFC", text)
)
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1), TEXTS)
FACTS = st.dictionaries(TEXTS, st.one_of(PLAIN, st.lists(PLAIN, max_size=3).map(tuple)), max_size=4)
FINDING = st.builds(
    Finding, TEXTS, st.sampled_from(Severity), st.lists(TEXTS, max_size=3).map(tuple), TEXTS, FACTS
)
FINDINGS = st.lists(FINDING, max_size=4).map(Findings.of)
ONE = Findings.of(
    [
        Finding(
            "officers.too_few",
            Severity.BLOCK,
            ("《中华人民共和国行政处罚法》第四十二条",),
            "L",
            {"named": 1, "needed": 2},
        )
    ]
)
TEXT = (
    '[{"articles":["《中华人民共和国行政处罚法》第四十二条"],"code":"officers.too_few",'
    '"facts":{"named":1,"needed":2},"severity":"block","tag":"L"}]'
)


def test_the_form_is_this_one_and_never_changes() -> None:
    assert write_findings(ONE) == TEXT
    assert read_findings(TEXT) == ONE
    assert write_findings(Findings()) == "[]"


@given(FINDINGS)
def test_any_answer_of_the_law_is_read_back_as_it_was(findings: Findings) -> None:
    assert read_findings(write_findings(findings)) == findings


@given(FINDINGS)
def test_one_answer_has_one_form(findings: Findings) -> None:
    written = write_findings(findings)
    assert write_findings(read_findings(written)) == written


def test_a_name_in_another_form_of_unicode_does_not_stop_the_record() -> None:
    found = Findings.of(
        [Finding("a", Severity.NOTE, facts={"name": unicodedata.normalize("NFD", "Ångström")})]
    )
    assert read_findings(write_findings(found)).items[0].facts == {"name": "Ångström"}


def test_what_a_newer_program_adds_is_passed_over() -> None:
    assert read_findings(TEXT.replace('"tag":"L"', '"tag":"L","weight":3')) == ONE


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", NotCanonical),
        ("[", NotCanonical),
        ("\ud800", NotCanonical),
        ("[ ]", NotCanonical),
        (TEXT.replace("1,", "1.5,", 1), NotCanonical),
        ("{}", RecordRefused),
        ("[7]", RecordRefused),
        ("[{}]", RecordRefused),
        (TEXT.replace("block", "veto"), RecordRefused),
        (TEXT.replace('"officers.too_few"', "7"), RecordRefused),
    ],
)
def test_what_is_no_list_of_findings_is_refused_by_name(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_findings(text)


def test_a_fact_that_no_other_program_could_read_is_refused() -> None:
    with pytest.raises((NotCanonical, RecordRefused)):
        write_findings(Findings.of([Finding("a", Severity.NOTE, facts={"share": 0.5})]))
