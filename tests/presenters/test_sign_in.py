"""Sign-in: who is offered, what warns, and what each refusal says."""

from __future__ import annotations

import pytest

from app.domain.errors import AppError
from app.ports.keys import (
    KeyringLocked,
    KeyringMissing,
    KeyringRefused,
    LaptopSecretMissing,
    SlotDamaged,
    SlotTrouble,
)
from app.presenters.sign_in import SignInPresenter
from tests.fakes.door import CODE, FakeDoor
from tests.fakes.office import BING, JIA, PASSPHRASES, YI


def opened(door: FakeDoor | None = None) -> SignInPresenter:
    presenter = SignInPresenter(door or FakeDoor())
    presenter.open()
    return presenter


def test_the_officer_who_signed_in_last_stands_first_and_is_chosen() -> None:
    state = opened().state
    assert [row.id for row in state.officers] == [JIA, YI, BING]
    assert state.chosen is not None
    assert state.chosen.name == "演示员甲"
    assert "演示-0107" in state.chosen.line


def test_a_card_that_ends_within_sixty_days_is_warned_of_and_one_that_ended_is_named_so() -> None:
    rows = {row.id: row for row in opened().state.officers}
    assert rows[JIA].warning == ""
    assert rows[YI].warning == "执法证 09-30 到期"
    assert rows[BING].warning == "执法证 07-31 已到期"
    assert rows[BING].expired


def test_the_right_passphrase_opens_the_office() -> None:
    presenter = opened()
    state = presenter.unlock(PASSPHRASES[JIA])
    assert state.office is not None
    assert state.office.me.id == JIA
    assert state.message is None


def test_a_wrong_passphrase_says_what_it_means_for_the_data_and_changes_nothing() -> None:
    state = opened().unlock("wrong")
    assert state.office is None
    assert state.message is not None
    assert state.message.what == "口令不对。"
    assert "没有改动" in state.message.data
    assert "恢复码" in state.message.remedy


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (KeyringMissing(reason="none"), "没有找到系统密钥环"),
        (KeyringRefused(name="keyring.backends.null"), "keyring.backends.null"),
        (KeyringLocked(name="x"), "没有解锁"),
        (LaptopSecretMissing(store="s"), "没有本机密钥"),
        (SlotDamaged(part="checksum"), "登录凭据已损坏"),
    ],
)
def test_each_trouble_before_the_store_is_told_by_name(refusal: AppError, words: str) -> None:
    state = opened(FakeDoor(refusal=refusal)).unlock(PASSPHRASES[JIA])
    assert state.message is not None
    assert words in state.message.what
    assert state.office is None


def test_choosing_another_officer_takes_the_old_message_away() -> None:
    presenter = opened()
    presenter.unlock("wrong")
    state = presenter.choose(YI)
    assert state.message is None
    assert state.chosen is not None
    assert state.chosen.id == YI


def test_demonstration_passphrases_are_shown_on_a_demonstration_store_alone() -> None:
    shown = opened().state.chosen
    hidden = opened(FakeDoor(demonstration=False)).state.chosen
    assert shown is not None and shown.demonstration == PASSPHRASES[JIA]
    assert hidden is not None and hidden.demonstration == ""


def test_a_store_without_any_slot_says_so_instead_of_showing_an_empty_list() -> None:
    state = opened(FakeDoor(headers=())).state
    assert state.officers == ()
    assert state.message is not None


def test_a_damaged_slot_file_does_not_hide_the_others() -> None:
    state = opened(FakeDoor(troubles=(SlotTrouble("x.slot", "slot.damaged"),))).state
    assert len(state.officers) == 3
    assert state.message is not None
    assert state.message.code == "slot.damaged"


def test_the_recovery_code_opens_and_gives_the_officer_a_new_passphrase() -> None:
    door = FakeDoor()
    presenter = opened(door)
    presenter.start_recovery()
    state = presenter.recover(CODE, "new-passphrase-1", "new-passphrase-1")
    assert state.office is not None
    assert door.new_passphrases == {JIA: "new-passphrase-1"}


def test_two_different_new_passphrases_are_refused_before_the_code_is_used() -> None:
    door = FakeDoor()
    presenter = opened(door)
    state = presenter.recover(CODE, "new-passphrase-1", "new-passphrase-2")
    assert state.office is None
    assert state.message is not None
    assert "不一样" in state.message.what
    assert door.new_passphrases == {}


def test_a_wrong_recovery_code_is_refused_and_the_page_stays() -> None:
    presenter = opened()
    presenter.start_recovery()
    state = presenter.recover("9999", "new-passphrase-1", "new-passphrase-1")
    assert state.recovering
    assert state.message is not None
    assert "不是本机的恢复码" in state.message.what


def test_a_laptop_that_never_met_the_district_says_so_calmly() -> None:
    assert "还没有连过区级" in opened().state.calm_text
    told = opened(FakeDoor(last_contact="2026-08-05T11:08:00+08:00")).state.calm_text
    assert "2026-08-05 11:08" in told
