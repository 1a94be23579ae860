"""Keys, policies and street files of a district: whole, private, or refused by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.district.errors import DistrictUnusable, StreetFileRefused
from app.district.keys import make_keys, read_keys
from app.district.settings import read_policies
from app.district.street_file import read_street_file, street_facts
from app.places import resources_dir

SQUAD = json.loads((resources_dir() / "demonstration" / "squad.json").read_text("utf-8"))


def test_keys_come_back_and_every_purpose_has_its_own(tmp_path: Path) -> None:
    made = make_keys(tmp_path)
    read = read_keys(tmp_path)
    assert read.signing.public == made.signing.public
    assert read.secret == made.secret
    keys = {
        read.token_key(),
        read.upload_key(),
        read.register_device("A", "one").private_bytes(),
        read.register_device("A", "two").private_bytes(),
        read.register_device("B", "one").private_bytes(),
        read.register_officer("A").private_bytes(),
        read.register_officer("B").private_bytes(),
    }
    assert len(keys) == 7


def test_two_districts_share_no_key(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    assert make_keys(one).token_key() != make_keys(two).token_key()


def test_keys_show_themselves_in_no_text(tmp_path: Path) -> None:
    keys = make_keys(tmp_path)
    assert keys.secret.hex() not in repr(keys) and repr(keys.secret) not in repr(keys)


def test_keys_are_never_written_over(tmp_path: Path) -> None:
    make_keys(tmp_path)
    with pytest.raises(DistrictUnusable) as refused:
        make_keys(tmp_path)
    assert refused.value.facts["reason"] == "made"
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format":"x"}', '{"format":"fieldcase-district-keys/1","signing":"AA","secret":"AA"}'],
)
def test_damaged_keys_are_named_as_such(tmp_path: Path, text: str) -> None:
    path = tmp_path / "keys.json"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(DistrictUnusable) as refused:
        read_keys(tmp_path)
    assert refused.value.facts["reason"] == "keys"


def test_policies_are_the_shipped_ones_with_the_districts_own_on_top(tmp_path: Path) -> None:
    shipped = read_policies(resources_dir(), tmp_path)
    assert (shipped.code_days, shipped.next_year_month) == (7, 12)
    own = "format: fieldcase-district-settings/1\nsettings:\n- {id: code_days, value: 3}\n"
    (tmp_path / "settings.yaml").write_text(own)
    assert read_policies(resources_dir(), tmp_path).code_days == 3


@pytest.mark.parametrize(
    "rows",
    [
        "- {id: code_days, value: 0}",
        "- {id: code_days, value: true}",
        "- {id: code_days, value: x}",
        "- {id: next_year_month, value: 13}",
        "- 7",
        "- {value: 7}",
    ],
)
def test_a_policy_that_is_none_is_refused(tmp_path: Path, rows: str) -> None:
    (tmp_path / "settings.yaml").write_text(f"format: fieldcase-district-settings/1\nsettings:\n{rows}\n")
    with pytest.raises(DistrictUnusable) as refused:
        read_policies(resources_dir(), tmp_path)
    assert refused.value.facts["reason"] == "settings"


def test_the_street_file_may_be_yaml_with_bare_days(tmp_path: Path) -> None:
    path = tmp_path / "street.yaml"
    agency = json.dumps(SQUAD["agency"], ensure_ascii=False)
    path.write_text(
        f"agency: {agency}\n"
        "numbers:\n- {number_class: 当罚, template: '当罚字〔{year}〕第{seq}号', block: 50}\n"
        "officers:\n- id: a\n  name: 演示员甲\n  roles: [OFFICER]\n  squad: x\n"
        "  cards: [{number: n, valid_from: 2026-01-01, valid_until: 2030-12-31}]\n",
        "utf-8",
    )
    facts = read_street_file(path)
    assert facts.numbers[0].block == 50 and facts.officers[0].cards[0].valid_from == "2026-01-01"


def test_the_blocks_of_a_laptop_tell_the_classes_of_its_street() -> None:
    facts = street_facts(SQUAD)
    sizes = {each.number_class: each.block for each in facts.numbers}
    assert sizes["线"] == 500 and sizes["当罚"] == 200
    assert len(facts.numbers) == len(sizes)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"agency": {**SQUAD["agency"], "id": ""}}, "agency.id"),
        ({"blocks": [{"number_class": "x", "first": 1, "last": 9, "template": "no number"}]}, "numbers"),
        (
            {"blocks": [{"number_class": "x", "first": 1, "last": 9, "template": "{seq.x}"}]},
            "numbers.template",
        ),
        ({"blocks": [{"number_class": "x", "first": 9, "last": 1, "template": "{year}{seq}"}]}, "numbers"),
        ({"officers": [SQUAD["officers"][0]] * 2}, "officers.id"),
        ({"grants": {"valid_from": "soon", "valid_until": "2027-01-01"}}, "grants.valid_from"),
    ],
)
def test_a_street_that_says_something_else_is_refused_by_its_field(
    change: dict[str, object], field: str
) -> None:
    with pytest.raises(StreetFileRefused) as refused:
        street_facts({**SQUAD, **change})
    assert str(refused.value.facts["field"]).startswith(field.split(".")[0])


@pytest.mark.parametrize("value", [None, [], "x", {}, {**SQUAD, "agency": None}])
def test_what_is_no_street_is_refused(value: object) -> None:
    with pytest.raises(StreetFileRefused):
        street_facts(value)
