"""Whatever is wrong when an officer signs in has its own three sentences, and nothing is harmed by trying."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import keyring.backend
import keyring.core
import pytest

from app.bootstrap import LaptopDoor
from app.crypto import slot_format
from app.crypto.signing import SigningKey
from app.domain.entry import base64url
from app.domain.errors import AppError
from app.laptop import FACTS, SECOND
from app.ports.keys import KeyringLocked, KeyringMissing
from app.services.enrol import DEVICE_KEY, STATEMENTS
from app.vault.laptop_secret import CONFIGURED, KeyringSecret
from app.vault.slot_files import SlotFolder
from tests.flows.demo_laptop import JIA, PASSPHRASES, YI, MemorySecret
from tests.flows.worked_laptop import Worked, content, says_all, worked


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Worked:
    return worked(tmp_path_factory.mktemp("template") / "home")


@pytest.fixture
def laptop(template: Worked, tmp_path: Path) -> Iterator[Worked]:
    copy = template.copy(tmp_path / "home")
    yield copy
    copy.close()


def refused(laptop: Worked, act: Callable[[], object] | None = None) -> AppError:
    """What signing in says; every byte of the laptop must stay as it was."""
    before = content(laptop.home)
    with pytest.raises(AppError) as error:
        (act or laptop.sign_in)()
    assert content(laptop.home) == before
    says_all(error.value)
    return error.value


def opens_again(laptop: Worked) -> None:
    """The laptop works, and nothing on it is damaged."""
    office = laptop.sign_in()
    assert office.queries.case(laptop.case).money
    assert office.doctor.check() == ()
    laptop.close()


class Troubled(MemorySecret):
    """A keyring that does not give its secret."""

    trouble: AppError

    def get(self) -> bytes:
        raise self.trouble


def with_keyring(laptop: Worked, trouble: AppError) -> Callable[[], object]:
    def secret_for(store: str) -> Troubled:
        secret = Troubled(laptop.demo.secrets, store)
        secret.trouble = trouble
        return secret

    machine = replace(laptop.machine, secret_for=secret_for)
    return lambda: LaptopDoor(laptop.home, machine).unlock(JIA, PASSPHRASES[JIA])


@pytest.mark.parametrize("trouble", [KeyringMissing(reason="none"), KeyringLocked(name="login")])
def test_a_keyring_that_is_gone_or_locked_opens_nothing(laptop: Worked, trouble: AppError) -> None:
    assert refused(laptop, with_keyring(laptop, trouble)).code == trouble.code
    opens_again(laptop)


@pytest.mark.parametrize(
    "name",
    ["keyrings.alt.file.PlaintextKeyring", "keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"],
)
def test_a_keyring_that_protects_nothing_is_refused_by_its_name(
    laptop: Worked, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CONFIGURED, name)
    machine = replace(laptop.machine, secret_for=KeyringSecret)
    error = refused(laptop, lambda: LaptopDoor(laptop.home, machine).unlock(JIA, PASSPHRASES[JIA]))
    assert (error.code, error.facts["name"]) == ("keyring.refused", name)


def test_a_machine_without_any_keyring_says_so(laptop: Worked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CONFIGURED, raising=False)
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    monkeypatch.setattr(keyring.core, "load_config", lambda: None)
    monkeypatch.setattr(keyring.backend, "get_all_keyring", list)
    machine = replace(laptop.machine, secret_for=KeyringSecret)
    error = refused(laptop, lambda: LaptopDoor(laptop.home, machine).unlock(JIA, PASSPHRASES[JIA]))
    assert error.code == "keyring.missing"


def test_the_secret_of_another_laptop_opens_nothing(laptop: Worked) -> None:
    (store,) = laptop.demo.secrets
    laptop.demo.secrets[store] = bytes(32)
    assert refused(laptop).code == "laptop_secret.wrong"


def test_a_keyring_that_forgot_the_secret_opens_nothing(laptop: Worked) -> None:
    laptop.demo.secrets.clear()
    assert refused(laptop).code == "laptop_secret.missing"


def test_five_wrong_passphrases_lock_nobody_out(laptop: Worked) -> None:
    for attempt in range(5):
        wrong = f"{PASSPHRASES[JIA]}{attempt}"
        assert refused(laptop, lambda wrong=wrong: laptop.sign_in(JIA, wrong)).code == "passphrase.wrong"
    assert refused(laptop, lambda: laptop.sign_in(JIA, PASSPHRASES[YI])).code == "passphrase.wrong"
    opens_again(laptop)


def slot_of(laptop: Worked, officer: str) -> Path:
    return SlotFolder(laptop.home)._path(officer)


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_slot_is_named_and_the_others_still_open(laptop: Worked, seed: int) -> None:
    dice, slot = random.Random(seed), slot_of(laptop, JIA)
    data = bytearray(slot.read_bytes())
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    slot.write_bytes(data)
    assert refused(laptop).code == "slot.damaged"
    assert [(each.file, each.code) for each in laptop.door().slots().troubles] == [
        (slot.name, "slot.damaged")
    ]
    assert laptop.sign_in(YI).me.id == YI


@pytest.mark.parametrize("left", [b"", b"{}", b"\x00" * 100])
def test_an_emptied_slot_is_damage(laptop: Worked, left: bytes) -> None:
    slot_of(laptop, JIA).write_bytes(left)
    assert refused(laptop).code == "slot.damaged"


def test_a_slot_of_a_newer_program_is_no_damage(laptop: Worked) -> None:
    slot = slot_of(laptop, JIA)
    parts = {**json.loads(slot.read_bytes()), "version": slot_format.VERSION + 1}
    del parts["checksum"]
    slot.write_bytes(slot_format._canonical({**parts, "checksum": slot_format._checksum(parts)}))
    assert refused(laptop).code == "slot.newer"


def test_a_slot_that_is_gone_is_named(laptop: Worked) -> None:
    slot_of(laptop, JIA).unlink()
    assert refused(laptop).code == "slot.missing"


def flip(path: Path, *offsets: int) -> None:
    data = bytearray(path.read_bytes())
    for offset in offsets:
        data[offset] ^= 1
    path.write_bytes(data)


def cut(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])


def folder_in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILED: dict[str, tuple[Callable[[Path], object], str, str | None]] = {
    "a byte of the first page": (lambda path: flip(path, 300), "store.damaged", "page"),
    "a byte of every page": (
        lambda path: flip(path, *range(100, path.stat().st_size, 4096)),
        "store.wrong_key",
        None,
    ),
    "cut to half a page": (lambda path: cut(path, 2048), "store.damaged", "too_short"),
    "cut to half": (lambda path: cut(path, path.stat().st_size // 8192 * 4096), "store.damaged", "page"),
    "emptied": (lambda path: path.write_bytes(b""), "store.damaged", "empty"),
    "not encrypted": (
        lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(4080)),
        "store.damaged",
        "not_encrypted",
    ),
    "garbage": (lambda path: path.write_bytes(b"garbage " * 4096), "store.wrong_key", None),
    "the first sixteen bytes": (lambda path: flip(path, *range(16)), "store.wrong_key", None),
    "gone": (Path.unlink, "store.missing", None),
    "a folder in its place": (folder_in_its_place, "store.missing", None),
}


@pytest.mark.parametrize("spoiled", SPOILED)
def test_a_damaged_store_is_named_and_left_as_it_is(laptop: Worked, spoiled: str) -> None:
    spoil, code, reason = SPOILED[spoiled]
    spoil(laptop.home / "store.db")
    error = refused(laptop)
    assert error.code == code
    assert reason in (None, error.facts.get("reason"))


@pytest.mark.parametrize("seed", range(6))
def test_no_changed_page_of_the_store_goes_unseen(laptop: Worked, seed: int) -> None:
    store = laptop.home / "store.db"
    page = random.Random(seed).randrange(2, store.stat().st_size // 4096)
    flip(store, page * 4096 + 100)
    before = store.read_bytes()
    try:
        office = laptop.sign_in()
    except AppError as error:
        assert (error.code, error.facts["reason"]) == ("store.damaged", "page")
        assert laptop.door().damaged_pages(JIA, PASSPHRASES[JIA]) == (page + 1,)
    else:
        assert "pages" in {fault.part for fault in office.doctor.check()}
    laptop.close()
    assert store.read_bytes() == before


def test_a_store_of_a_newer_program_is_left_alone(laptop: Worked) -> None:
    connection = laptop.behind()
    connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.commit()
    connection.close()
    error = refused(laptop)
    assert (error.code, error.facts["version"]) == ("store.newer", "0999")


def test_a_store_of_another_laptop_is_told(laptop: Worked, tmp_path: Path) -> None:
    other = worked(tmp_path / "other")
    (laptop.home / "store.db").write_bytes((other.home / "store.db").read_bytes())
    assert refused(laptop).code == "store.wrong_key"


def test_damaged_facts_are_put_right_from_their_copy(laptop: Worked) -> None:
    whole = (laptop.home / FACTS).read_bytes()
    for damage in (b"", b"{", whole[:-20]):
        (laptop.home / FACTS).write_bytes(damage)
        opens_again(laptop)
        assert (laptop.home / FACTS).read_bytes() == whole


def test_facts_that_are_damaged_twice_are_named(laptop: Worked) -> None:
    for name in (FACTS, SECOND):
        (laptop.home / name).write_bytes(b"{}")
    assert refused(laptop).code == "laptop.facts_damaged"


def test_facts_that_are_gone_do_not_make_a_used_laptop_a_fresh_one(laptop: Worked) -> None:
    for name in (FACTS, SECOND):
        (laptop.home / name).unlink()
    error = refused(laptop)
    assert (error.code, error.facts["reason"]) == ("laptop.facts_damaged", "missing")


def test_facts_of_a_newer_program_are_told(laptop: Worked) -> None:
    (laptop.home / FACTS).write_bytes(b'{"v":2}')
    assert refused(laptop).code == "laptop.newer"


def test_facts_that_name_another_district_open_nothing(laptop: Worked) -> None:
    facts = json.loads((laptop.home / FACTS).read_bytes())
    (laptop.home / FACTS).write_text(json.dumps({**facts, "district": SigningKey.make().public}), "utf-8")
    error = refused(laptop)
    assert (error.code, error.facts["reason"]) == ("statement.refused", "signer")


def statements(laptop: Worked) -> dict[str, object]:
    connection = laptop.behind()
    ((text,),) = connection.execute("SELECT value FROM setting WHERE name = ?", (STATEMENTS,)).fetchall()
    connection.close()
    found: dict[str, object] = json.loads(text)
    return found


@pytest.mark.parametrize("kind", ["certificate", "roster", "grants", "blocks"])
def test_a_changed_signature_of_the_district_is_found(laptop: Worked, kind: str) -> None:
    stored = statements(laptop)

    def changed(raw: str) -> str:
        statement = json.loads(raw)
        first = "B" if statement["signature"][0] == "A" else "A"
        signature = first + statement["signature"][1:]
        return raw.replace(statement["signature"], signature)

    old = stored[kind]
    stored[kind] = changed(old) if isinstance(old, str) else [changed(old[0]), *old[1:]]
    laptop.setting(STATEMENTS, json.dumps(stored))
    assert refused(laptop).code == "signature.wrong"


def test_a_changed_word_of_the_roster_is_found(laptop: Worked) -> None:
    stored = statements(laptop)
    stored["roster"] = str(stored["roster"]).replace("演示员丙", "演示员丁")
    laptop.setting(STATEMENTS, json.dumps(stored))
    assert refused(laptop).code == "signature.wrong"


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"certificate": 7}', '{"grants": null}'])
def test_an_enrolment_that_cannot_be_read_is_named(laptop: Worked, text: str | None) -> None:
    laptop.setting(STATEMENTS, text)
    error = refused(laptop)
    assert (error.code, error.facts["part"]) == ("enrolment.missing", "statements")


@pytest.mark.parametrize("key", [None, "", "AAAA", "张", base64url(SigningKey.make().private_bytes())])
def test_a_device_key_that_does_not_fit_the_certificate_is_named(laptop: Worked, key: str | None) -> None:
    laptop.setting(DEVICE_KEY, key)
    error = refused(laptop)
    assert (error.code, error.facts["part"]) == ("enrolment.missing", "device_key")
