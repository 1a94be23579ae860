"""The sign-in page shows card and roles as the roster has them, once the officer was let in."""

from __future__ import annotations

from dataclasses import replace

from app.crypto.slots import change_header, open_slot
from app.ports.keys import SlotHeader
from app.vault.slot_files import SlotFolder
from tests.flows.demo_laptop import CHEAP, JIA, PASSPHRASES, YI
from tests.services.conftest import Laptop


def header_of(laptop: Laptop, officer: str) -> SlotHeader:
    """What the sign-in page knows of an officer."""
    (found,) = [each for each in SlotFolder(laptop.demo.home).list().headers if each.officer == officer]
    return found


def grow_old(laptop: Laptop, officer: str) -> SlotHeader:
    """Put the slot back to a time when the card was another one; the header as it was before."""
    folder, secret = SlotFolder(laptop.demo.home), next(iter(laptop.demo.secrets.values()))
    before = header_of(laptop, officer)
    old = replace(before, card="演示-旧证", card_valid_until="2026-01-31", roles=("OFFICER",))
    slot = change_header(folder.read(officer), old, PASSPHRASES[officer], secret, CHEAP)
    folder.write(officer, slot)
    assert header_of(laptop, officer) == old != before
    return before


def test_a_renewed_card_stands_on_the_sign_in_page_after_the_first_sign_in(laptop: Laptop) -> None:
    before = grow_old(laptop, JIA)
    laptop.sign_in(JIA)
    assert header_of(laptop, JIA) == before


def test_key_and_passphrase_stay_the_same(laptop: Laptop) -> None:
    folder, secret = SlotFolder(laptop.demo.home), next(iter(laptop.demo.secrets.values()))
    key = open_slot(folder.read(JIA), PASSPHRASES[JIA], secret).officer_key.public
    grow_old(laptop, JIA)
    laptop.sign_in(JIA)
    assert open_slot(folder.read(JIA), PASSPHRASES[JIA], secret).officer_key.public == key
    assert laptop.sign_in(JIA).limits.refusal is None


def test_a_slot_that_is_up_to_date_is_not_written_again(laptop: Laptop) -> None:
    folder = SlotFolder(laptop.demo.home)
    before = folder.read(JIA), folder.read(YI)
    laptop.sign_in(JIA)
    assert (folder.read(JIA), folder.read(YI)) == before
