"""Forms are data: each loads, each error names its file and line, each fact has one source."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.documents.form_schema import Form
from app.documents.forms import FormLibrary, read_form
from app.ports.paperwork import FormBroken, FormUnknown
from tests.documents.demo import RESOURCES, VALUES
from tests.documents.ordinary_demo import CASES

TEXT = """\
code: D99
title: 演示表
number: {number_class: 当罚, shown: true}
agency: agency.name
top: 20
copies: 1
fields:
  agency.name: {label: 机关, source: roster.agency.name}
  party.kind: {label: 类别, kind: choice, source: case.party.kind, choices: {person: 公民}}
rows:
  - height: 8
    cells:
      - {width: 24, label: 类别}
      - {field: party.kind}
"""


def broken(library: FormLibrary, text: str) -> tuple[object, object]:
    with pytest.raises(FormBroken) as error:
        read_form(text, "D99.yaml", library.furniture)
    assert error.value.facts["file"] == "D99.yaml"
    return error.value.facts["line"], error.value.facts["reason"]


def test_every_form_of_both_procedures_is_there_and_loads(library: FormLibrary) -> None:
    assert set(library.codes()) == {*VALUES, *CASES["waste"]}
    assert all(library.form(code).code == code for code in library.codes())


def test_the_sound_form_of_these_tests_loads(library: FormLibrary) -> None:
    assert read_form(TEXT, "D99.yaml", library.furniture).title == "演示表"


def test_a_form_that_nobody_wrote_is_unknown(library: FormLibrary) -> None:
    with pytest.raises(FormUnknown):
        library.form("D21")


@pytest.mark.parametrize("code", ["../law/parameters", "furniture", "", "D20.yaml"])
def test_a_form_code_leads_to_no_other_file(library: FormLibrary, code: str) -> None:
    with pytest.raises(FormUnknown):
        library.form(code)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("copies: 1", "copies: 0", 6, "rule"),
        ("copies: 1", "copies: 1\nsurprise: yes", 7, "rule"),
        ("top: 20", "top: 20\ntop: 25", 6, "rule"),
        ("{field: party.kind}", "{field: party.nobody}", 14, "rule"),
        ("{field: party.kind}", "{content: [{text: '{party.nobody}'}]}", 14, "rule"),
        ("{field: party.kind}", "{content: [{text: 甲, when: {party.nobody: true}}]}", 14, "rule"),
        ("{field: party.kind}", "{field: party.kind, label: 两样}", 14, "rule"),
        ("{field: party.kind}", "{width: 200, field: party.kind}", 12, "rule"),
        ("kind: choice, ", "kind: choise, ", 9, "rule"),
        (", choices: {person: 公民}", "", 9, "rule"),
        ("height: 8", "height: [8", 11, "yaml"),
        ("title: 演示表", "title: &x 演示表\nnote: *x", 3, "rule"),
    ],
)
def test_an_error_in_a_form_names_the_file_and_the_line(
    library: FormLibrary, old: str, new: str, line: int, reason: str
) -> None:
    found = broken(library, TEXT.replace(old, new))
    assert found[1] == reason
    assert isinstance(found[0], int) and abs(found[0] - line) <= (1 if reason == "yaml" else 0)


@pytest.mark.parametrize("text", ["", "[]", "- 1", "code", "\x00", "!!python/object:os.system {}"])
def test_a_file_that_is_no_form_is_refused(library: FormLibrary, text: str) -> None:
    broken(library, text)


def test_a_form_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "furniture.yaml").write_bytes((RESOURCES / "forms" / "furniture.yaml").read_bytes())
    (tmp_path / "D20.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(FormBroken):
        FormLibrary(tmp_path).form("D20")


def forms(library: FormLibrary) -> list[Form]:
    return [library.form(code) for code in library.codes()]


def test_a_printed_fact_has_exactly_one_source(library: FormLibrary) -> None:
    for form in forms(library):
        sources = [spec.source for spec in form.fields.values()]
        assert len(sources) == len(set(sources)), form.code


def test_a_field_has_the_same_source_and_kind_in_every_form(library: FormLibrary) -> None:
    known: dict[str, tuple[str, str]] = {}
    for form in forms(library):
        for key, spec in form.fields.items():
            # A signature belongs to its own paper, and a list of demands stands on one line in the record.
            if not key.startswith("signing.") and key != "correction.demand":
                assert known.setdefault(key, (spec.source, spec.kind)) == (spec.source, spec.kind), key


def test_the_squad_never_stands_in_a_title_or_over_a_stamp(library: FormLibrary) -> None:
    for form in forms(library):
        assert form.agency == "agency.name"
        assert not any("squad" in spec.source for spec in form.fields.values())


def test_the_demonstration_values_fill_each_form(library: FormLibrary) -> None:
    for form in forms(library):
        values = {**VALUES, **CASES["waste"]}[form.code]
        assert values.keys() >= {k for k, spec in form.fields.items() if spec.required is True}
