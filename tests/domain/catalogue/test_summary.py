"""Whether an amount can be summary; the caps come from the parameters of the law."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.domain.catalogue import Catalogue, PartyKind
from app.domain.catalogue.summary import Possible, SummaryCaps, caps_of, summary_possible
from app.domain.money import Fen
from app.releases.law import read_law
from app.releases.sheets import read_sheet
from tests.domain.catalogue import make
from tests.domain.catalogue.conftest import RESOURCES

CAPS = SummaryCaps(Fen(20_000), Fen(300_000))


def test_r01_a_person_up_to_the_cap_and_not_one_fen_more() -> None:
    assert CAPS.allow(20_000, PartyKind.PERSON)
    assert not CAPS.allow(20_001, PartyKind.PERSON)


def test_r02_a_unit_up_to_its_own_cap() -> None:
    assert CAPS.allow(300_000, PartyKind.UNIT)
    assert not CAPS.allow(300_001, PartyKind.UNIT)


def test_a_sole_trader_has_the_cap_of_a_person_unless_the_policy_changes() -> None:
    as_unit = SummaryCaps(CAPS.person, CAPS.unit, PartyKind.UNIT)
    assert (CAPS.cap_for(PartyKind.SOLE_TRADER), as_unit.cap_for(PartyKind.SOLE_TRADER)) == (20_000, 300_000)


def test_the_caps_are_those_of_the_parameters() -> None:
    caps = caps_of(read_law(RESOURCES / "law").parameters, date(2026, 8, 6))
    assert (caps.person, caps.unit, caps.sole_trader_as) == (20_000, 300_000, PartyKind.PERSON)


@pytest.mark.parametrize(
    ("low", "high", "possible"),
    [
        (50, 200, Possible.YES),
        (50, 201, Possible.BY_AMOUNT),
        (200, 500, Possible.BY_AMOUNT),
        (201, 500, Possible.NO),
        (None, 200, Possible.YES),
        (None, 1000, Possible.BY_AMOUNT),
    ],
)
def test_a_range_fits_crosses_or_misses_the_cap(low: int | None, high: int, possible: Possible) -> None:
    branch = make.branch(fine=make.fine(low, high))
    assert summary_possible(branch, PartyKind.PERSON, CAPS) is possible


def test_the_sheet_says_the_same_of_every_branch(catalogue: Catalogue) -> None:
    """The column of the sheet was counted by others: both must agree, branch by branch."""
    words = {Possible.YES: "可以", Possible.NO: "不可以", Possible.BY_AMOUNT: "视数额"}
    sheet = read_sheet("authority.yaml", Path(RESOURCES / "catalogue/authority.yaml").read_bytes()).value
    assert isinstance(sheet, dict)
    compared = 0
    for row in sheet["items"]:
        for fine in row["fines"]:
            branch = catalogue.item(row["code"]).branch(fine["id"])
            assert branch is not None
            for party, said in fine["summary_procedure"].items():
                kind = PartyKind.PERSON if party == "个人" else PartyKind.UNIT
                assert words[summary_possible(branch, kind, CAPS)] == said, branch.id
                compared += 1
    assert compared == 432
