"""Coming back by the printed code (F20): everything is read, and the new key signs nothing by itself."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import demonstration
from app.bootstrap import LaptopDoor
from app.crypto.recovery import make_recovery_code
from app.crypto.signing import SigningKey
from app.domain.errors import AppError
from app.domain.findings import RuleBroken
from app.ports.keys import (
    KeyringLocked,
    KeyringMissing,
    KeyringRefused,
    LaptopSecretDamaged,
    LaptopSecretWrong,
    RecoveryCodeMistyped,
    RecoveryCodeWrong,
    SignatureTag,
    SlotDamaged,
    WeakPassphrase,
    WrongPassphrase,
)
from app.ports.work import StoreReadOnly
from app.presenters.limits import limit_message
from app.services.enrol import STATEMENTS
from app.services.limits import NoGrant, Refusal
from app.wire.statements import sign_statement
from tests.flows.demo_laptop import JIA, PASSPHRASES, YI, MemorySecret
from tests.flows.summary_case import SAMPLES, at
from tests.flows.worked_laptop import Worked, content, reads_all, says_all, worked, writes

NEW = "new-passphrase-2026"
UNSEEN = SAMPLES / "README.md"
"""A file that the vault does not hold yet."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Worked:
    return worked(tmp_path_factory.mktemp("template") / "home")


@pytest.fixture
def laptop(template: Worked, tmp_path: Path) -> Iterator[Worked]:
    copy = template.copy(tmp_path / "home")
    yield copy
    copy.close()


def test_F20_the_printed_code_opens_everything_within_five_minutes(laptop: Worked) -> None:
    began = time.monotonic()
    office = laptop.recover(JIA, NEW)
    reads_all(laptop, office)
    assert time.monotonic() - began < 300
    assert office.me.id == JIA


def test_F20_who_comes_back_has_a_new_passphrase_and_a_new_key_and_old_entries_stay_valid(
    laptop: Worked,
) -> None:
    old_key = laptop.sign_in().limits.officer_key
    recovered = laptop.recover(JIA, NEW)
    assert recovered.limits.officer_key != old_key
    laptop.close()
    with pytest.raises(WrongPassphrase):
        laptop.sign_in(JIA)
    again = laptop.sign_in(JIA, NEW)
    assert again.limits.officer_key == recovered.limits.officer_key
    reads_all(laptop, again)


def test_F20_the_new_key_signs_nothing_before_the_district_certifies_it(laptop: Worked) -> None:
    for office in (laptop.recover(JIA, NEW), laptop.sign_in(JIA, NEW)):
        assert office.limits.refusal is Refusal.NO_GRANT
        message = limit_message(office.limits)
        assert message is not None
        assert "授权" in message.what
        entries, vault = len(office.queries.timeline(laptop.case)), content(laptop.home / "vault")
        numbers = office.queries.numbers_left("线", 2026)
        assert not writes(office)
        with pytest.raises(StoreReadOnly):
            office.add_evidence(laptop.case, UNSEEN, act="other", at=at(11, 0))
        with pytest.raises((StoreReadOnly, RuleBroken)):
            office.set_fields(laptop.case, {"act.facts": "改动"}, at(11, 0))
        assert len(office.queries.timeline(laptop.case)) == entries
        assert office.queries.numbers_left("线", 2026) == numbers
        assert content(laptop.home / "vault") == vault
        office.save_draft("note", '"typed"')
    assert writes(laptop.sign_in(YI)), "the other officers go on"


def test_F20_the_new_key_confirms_nothing_as_second_officer_either(laptop: Worked) -> None:
    laptop.recover(YI, NEW)
    laptop.close()
    office = laptop.sign_in(JIA)
    case = office.docket("巡查发现", YI, at(11, 0))
    with pytest.raises(NoGrant) as refused:
        office.confirm(case, YI, NEW, at(11, 5))
    says_all(refused.value)
    assert office.unconfirmed(case)


def test_F20_a_grant_for_the_new_key_gives_the_pen_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[SigningKey] = []

    class Kept:
        """Keeps the keys that set-up makes; the first is the district's."""

        @staticmethod
        def make() -> SigningKey:
            made.append(SigningKey.make())
            return made[-1]

    monkeypatch.setattr(demonstration, "SigningKey", Kept)
    laptop = worked(tmp_path / "home")
    recovered = laptop.recover(JIA, NEW)
    assert not writes(recovered)
    grant = {
        "officer": JIA,
        "public_key": recovered.limits.officer_key,
        "roles": ["OFFICER"],
        "agency": recovered.roster.agency.id,
        "valid_from": "2026-01-01",
        "valid_until": "2027-12-31",
    }
    text = recovered.queries.setting(STATEMENTS)
    assert text is not None
    stored = json.loads(text)
    stored["grants"].append(sign_statement(SignatureTag.GRANT, grant, made[0]).decode())
    laptop.close()
    # The old passphrase no longer opens the slot, so the store's key comes from the new one.
    monkeypatch.setitem(PASSPHRASES, JIA, NEW)
    laptop.setting(STATEMENTS, json.dumps(stored))
    office = laptop.sign_in(JIA, NEW)
    assert office.limits.refusal is None
    assert writes(office)
    reads_all(laptop, office)
    laptop.close()


def test_who_gives_his_own_passphrase_with_the_code_keeps_his_key(laptop: Worked) -> None:
    slot = content(laptop.home / "slots")
    office = laptop.recover(JIA, PASSPHRASES[JIA])
    assert office.limits.refusal is None
    assert content(laptop.home / "slots") == slot
    assert writes(office)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("0000-0000", RecoveryCodeMistyped),
        ("", RecoveryCodeMistyped),
        (make_recovery_code(), RecoveryCodeWrong),
    ],
)
def test_a_wrong_code_opens_nothing_and_changes_nothing(
    laptop: Worked, code: str, error: type[AppError]
) -> None:
    before = content(laptop.home)
    with pytest.raises(error) as refused:
        laptop.door().recover(code, JIA, NEW)
    says_all(refused.value)
    assert content(laptop.home) == before


def test_a_weak_new_passphrase_is_refused_and_the_old_one_stays(laptop: Worked) -> None:
    with pytest.raises(WeakPassphrase) as refused:
        laptop.recover(JIA, "short")
    says_all(refused.value)
    assert laptop.sign_in(JIA).limits.refusal is None


def test_F20_a_damaged_slot_is_renewed_by_the_code(laptop: Worked) -> None:
    for path in (laptop.home / "slots").glob("*.slot"):
        path.write_bytes(b"damaged")
    with pytest.raises(SlotDamaged):
        laptop.sign_in(JIA)
    reads_all(laptop, laptop.recover(JIA, NEW))
    (header,) = laptop.door().slots().headers
    assert (header.officer, header.name, header.card_valid_until) == (JIA, "演示员甲", "2028-06-30")


def test_F20_a_damaged_store_is_told_before_the_slot_is_touched(laptop: Worked) -> None:
    (laptop.home / "store.db").write_bytes(b"")
    before = content(laptop.home)
    with pytest.raises(AppError, match=r"store\.damaged"):
        laptop.recover(JIA, NEW)
    assert content(laptop.home) == before


def test_F20_a_lost_keyring_is_made_anew_and_every_other_slot_must_be_renewed(laptop: Worked) -> None:
    laptop.demo.secrets.clear()
    reads_all(laptop, laptop.recover(JIA, NEW))
    laptop.close()
    reads_all(laptop, laptop.sign_in(JIA, NEW))
    laptop.close()
    with pytest.raises(LaptopSecretWrong) as refused:
        laptop.sign_in(YI)
    says_all(refused.value)
    laptop.recover(YI, NEW)
    laptop.close()
    for officer in (JIA, YI):
        reads_all(laptop, laptop.sign_in(officer, NEW))


class Unusable(MemorySecret):
    """A keyring that answers every question with the same trouble."""

    trouble: AppError

    def get(self) -> bytes:
        raise self.trouble

    def renew(self) -> bytes:
        raise self.trouble


def door_with(laptop: Worked, trouble: AppError) -> LaptopDoor:
    def secret_for(store: str) -> Unusable:
        secret = Unusable(laptop.demo.secrets, store)
        secret.trouble = trouble
        return secret

    return LaptopDoor(laptop.home, replace(laptop.machine, secret_for=secret_for))


@pytest.mark.parametrize(
    "trouble", [KeyringMissing(reason="none"), KeyringLocked(name="login"), KeyringRefused(name="null")]
)
def test_F20_without_any_keyring_the_code_opens_for_reading_and_keeps_the_slot(
    laptop: Worked, trouble: AppError
) -> None:
    slots = content(laptop.home / "slots")
    office = door_with(laptop, trouble).recover(laptop.code, JIA, NEW)
    laptop.opened.append(office)
    assert office.limits.refusal is Refusal.NO_KEYRING
    reads_all(laptop, office)
    assert not writes(office)
    assert content(laptop.home / "slots") == slots
    laptop.close()
    assert laptop.sign_in(JIA).limits.refusal is None, "the old key is back with the keyring"


def test_a_keyring_that_cannot_keep_a_new_secret_is_told_and_the_slot_stays(laptop: Worked) -> None:
    slots = content(laptop.home / "slots")
    with pytest.raises(LaptopSecretDamaged) as refused:
        door_with(laptop, LaptopSecretDamaged(store="store")).recover(laptop.code, JIA, NEW)
    says_all(refused.value)
    assert content(laptop.home / "slots") == slots


def test_F20_without_code_and_keyring_nothing_is_readable(laptop: Worked) -> None:
    laptop.demo.secrets.clear()
    for officer, passphrase in PASSPHRASES.items():
        with pytest.raises(AppError, match=r"laptop_secret\.missing"):
            laptop.sign_in(officer, passphrase)
    names = ("王𬭎", "张珺", "沪示示城管当罚字", "000000199107010000", "示范路00弄")
    words = [name.encode(encoding) for name in names for encoding in ("utf-8", "utf-16-le", "gb18030")]
    for path in laptop.home.rglob("*"):
        if path.is_file() and not path.is_relative_to(laptop.home / "releases"):
            data = path.read_bytes()
            assert not [word for word in words if word in data], path.name
