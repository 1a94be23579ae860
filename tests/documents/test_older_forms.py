"""Forms of every age load and print: a case keeps those of its release for as long as it lives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.documents.printing import Press
from app.ports.paperwork import FormBroken
from tests.documents.conftest import Read
from tests.documents.demo import NUMBERS, PAPER, RESOURCES, VALUES
from tests.documents.ordinary_demo import CASES

FIRST = Path(__file__).parents[1] / "golden" / "forms-first"


@pytest.fixture(scope="module")
def older(press: Press) -> Press:
    return press.with_forms(FIRST)


@pytest.mark.parametrize("form", sorted(VALUES))
def test_the_first_forms_print_the_papers_of_today(older: Press, read: Read, form: str) -> None:
    issued = older.issue(form, VALUES[form], NUMBERS[form], PAPER)
    text = re.sub(r"\s", "", read(issued.pdf, "-l", "1"))
    assert "上海市示范区示范街道办事处" in text
    assert str(VALUES[form]["act.place"]) in text
    assert older.rooms(form, VALUES[form]).get("act.facts", 1) > 0


def test_the_first_decision_is_read_label_by_label_too(older: Press, read: Read) -> None:
    issued = older.issue("D20", VALUES["D20"], NUMBERS["D20"], PAPER)
    text = re.sub(r"\s", "", read(issued.pdf, "-l", "1"))
    assert (
        "救济途径和期限如不服本决定，可以自收到本决定书之日起六十日内向上海市示范区人民政府申请行政复议；"
        in text
    )
    assert "处罚决定警告罚款人民币壹佰元整（¥100.00）" in text


def test_a_paper_that_the_first_forms_did_not_know_is_refused_and_nothing_else(
    tmp_path: Path, press: Press
) -> None:
    for path in FIRST.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "D35.yaml").write_bytes((RESOURCES / "forms" / "D35.yaml").read_bytes())
    mixed = press.with_forms(tmp_path)
    with pytest.raises(FormBroken) as refused:
        mixed.preview("D35", CASES["bills"]["D35"], 1)
    assert refused.value.facts["file"] == "furniture.yaml"
    assert mixed.preview("D20", VALUES["D20"], 1).pages == 1
