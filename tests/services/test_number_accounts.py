"""Every number is accounted for: none is used twice, and one that a cut run had taken is voided and told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.bootstrap import store_key
from app.crypto.slots import open_slot
from app.domain.bodies import NumberVoided, body_of
from app.domain.entry import Entry
from app.domain.findings import RuleBroken
from app.domain.numbers import DocumentNumber
from app.presenters.doctor import written_off_words
from app.services.limits import Refusal
from app.services.office import LaptopOffice
from app.storage.numbers import SqlNumbers
from app.vault.slot_files import SlotFolder
from tests.flows.demo_laptop import BING, JIA, JOURNEY_DAY, PASSPHRASES, YI
from tests.services.conftest import Laptop
from tests.services.test_damage import raw_store

REPO = Path(__file__).parents[2]
CUT = """
import os, signal, sys
from pathlib import Path
from app.storage.files import open_store
with open_store(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), None).work() as work:
    work.numbers.take("线", 2026)
    work.numbers.take("当罚", 2026)
    os.kill(os.getpid(), signal.SIGKILL)
"""
CLUE, DECISION = "沪示示线索登记〔2026〕第0001号", "沪示示城管当罚字〔2026〕第0001号"


def cut_between_mark_and_commit(laptop: Laptop) -> None:
    """Another run takes a number of two classes and dies before it commits."""
    secret = next(iter(laptop.demo.secrets.values()))
    key = store_key(open_slot(SlotFolder(laptop.demo.home).read(JIA), PASSPHRASES[JIA], secret))
    command = [sys.executable, "-c", CUT, str(laptop.demo.home), key.hex()]
    assert subprocess.run(command, cwd=REPO, check=False).returncode == -9


def voidings(laptop: Laptop) -> list[NumberVoided]:
    """What the record says of voided numbers, in order."""
    with raw_store(laptop) as connection:
        rows = connection.execute(
            "SELECT header, body, salt, device_signature, officer_signature FROM entry ORDER BY seq"
        ).fetchall()
    connection.close()
    bodies = [body_of(Entry.from_bytes(*row)) for row in rows]
    return [body for body in bodies if isinstance(body, NumberVoided)]


def states(laptop: Laptop) -> dict[tuple[str, int], str]:
    with raw_store(laptop) as connection:
        rows = connection.execute("SELECT number_class, seq, state FROM number_used").fetchall()
    connection.close()
    return {(number_class, seq): state for number_class, seq, state in rows}


def test_after_a_cut_between_mark_and_commit_the_sign_in_voids_and_tells(laptop: Laptop) -> None:
    laptop.sign_in().close()
    cut_between_mark_and_commit(laptop)
    office = laptop.sign_in()
    assert [number.written for number in office.written_off] == [DECISION, CLUE]
    assert [(body.number, body.reason) for body in voidings(laptop)] == [
        (DECISION, "cut_off"),
        (CLUE, "cut_off"),
    ]
    assert states(laptop) == {("当罚", 1): "voided", ("线", 1): "voided"}
    (line,) = written_off_words(office.written_off)
    assert CLUE in line and DECISION in line


def test_it_is_told_once_and_the_number_is_never_given_again(laptop: Laptop) -> None:
    laptop.sign_in().close()
    cut_between_mark_and_commit(laptop)
    laptop.sign_in().close()
    again = laptop.sign_in()
    assert again.written_off == ()
    case = again.docket("巡查发现", YI, JOURNEY_DAY)
    assert again.queries.case(case).clue_number == "沪示示线索登记〔2026〕第0002号"
    assert len(voidings(laptop)) == 2


def test_the_voidings_stand_signed_in_the_chain_with_their_judgement(laptop: Laptop) -> None:
    laptop.sign_in().close()
    cut_between_mark_and_commit(laptop)
    office = laptop.sign_in()
    office.docket("巡查发现", YI, JOURNEY_DAY)
    assert office.doctor.check() == ()
    assert office.doctor.rebuild()
    assert office.queries.totals().entries == 3


def test_who_can_only_read_leaves_the_number_lost_for_the_next_who_can_write(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.sign_in().close()
    cut_between_mark_and_commit(laptop)
    with monkeypatch.context() as patched:
        patched.setattr("app.services.limits.grant_for", lambda *_: None)
        reader = laptop.sign_in(BING)
        assert reader.limits.refusal is Refusal.NO_GRANT
        assert reader.written_off == ()
        reader.close()
    assert voidings(laptop) == []
    assert [number.written for number in laptop.sign_in().written_off] == [DECISION, CLUE]


def test_a_start_after_a_whole_run_tells_nothing(office: LaptopOffice, laptop: Laptop) -> None:
    office.docket("巡查发现", YI, JOURNEY_DAY)
    office.close()
    assert laptop.sign_in().written_off == ()
    assert written_off_words(()) == ()


def test_a_store_put_back_from_a_copy_still_opens_and_voids_nothing(laptop: Laptop) -> None:
    laptop.sign_in().close()
    cut_between_mark_and_commit(laptop)
    (laptop.demo.home / "numbers.mark").write_bytes(b"changed")
    office = laptop.sign_in()
    assert office.written_off == ()
    assert voidings(laptop) == []


@pytest.mark.parametrize(
    ("seq", "written", "code"),
    [
        (1, CLUE, "number.taken"),
        (2, CLUE.replace("0001", "0002"), "number.written_off"),
        (9, CLUE, "number.not_leased"),
        (9_999, CLUE.replace("0001", "9999"), "number.not_leased"),
    ],
)
def test_R61_the_accounts_of_the_store_stop_a_number_that_is_not_free(
    office: LaptopOffice, monkeypatch: pytest.MonkeyPatch, seq: int, written: str, code: str
) -> None:
    office.docket("巡查发现", YI, JOURNEY_DAY)

    def take(numbers: SqlNumbers, number_class: str, year: int) -> DocumentNumber:
        numbers.void(number_class, year, 2)
        return DocumentNumber(number_class, year, seq, written)

    monkeypatch.setattr(SqlNumbers, "take", take)
    with pytest.raises(RuleBroken) as broken:
        office.docket("巡查发现", YI, JOURNEY_DAY)
    assert [finding.code for finding in broken.value.findings] == [code]
    assert len(office.queries.open_cases()) == 1
