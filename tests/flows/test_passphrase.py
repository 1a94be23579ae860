"""改口令 on a real store: the old passphrase opens nothing, the recovery code still does, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ports.keys import WeakPassphrase, WrongPassphrase
from app.presenters.passphrase import change_passphrase
from tests.flows.demo_laptop import JIA, PASSPHRASES, YI
from tests.flows.worked_laptop import Worked, reads_all, worked, writes

NEW = "another-passphrase-2026"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Worked:
    return worked(tmp_path_factory.mktemp("template") / "home")


@pytest.fixture
def laptop(template: Worked, tmp_path: Path) -> Iterator[Worked]:
    copy = template.copy(tmp_path / "home")
    yield copy
    copy.close()


def test_the_new_passphrase_opens_everything_and_the_old_one_nothing(laptop: Worked) -> None:
    office = laptop.sign_in(JIA)
    key = office.limits.officer_key
    assert change_passphrase(office, PASSPHRASES[JIA], NEW, NEW).changed
    laptop.close()
    with pytest.raises(WrongPassphrase):
        laptop.sign_in(JIA)
    again = laptop.sign_in(JIA, NEW)
    reads_all(laptop, again)
    assert writes(again)
    assert again.limits.officer_key == key


def test_the_other_officers_and_the_printed_code_open_as_before(laptop: Worked) -> None:
    laptop.sign_in(JIA).change_passphrase(PASSPHRASES[JIA], NEW)
    laptop.close()
    laptop.sign_in(YI)
    laptop.close()
    reads_all(laptop, laptop.recover(JIA, "a-third-passphrase-2026"))


def test_a_refused_change_leaves_the_slot_as_it_was(laptop: Worked) -> None:
    office = laptop.sign_in(JIA)
    with pytest.raises(WrongPassphrase):
        office.change_passphrase("not the passphrase", NEW)
    with pytest.raises(WeakPassphrase):
        office.change_passphrase(PASSPHRASES[JIA], "short")
    laptop.close()
    laptop.sign_in(JIA)


def test_the_page_of_a_demonstration_no_longer_shows_a_passphrase_that_was_changed(laptop: Worked) -> None:
    laptop.sign_in(JIA).change_passphrase(PASSPHRASES[JIA], NEW)
    laptop.close()
    shown = laptop.door().facts().demonstration
    assert JIA not in shown
    assert shown[YI] == PASSPHRASES[YI]
