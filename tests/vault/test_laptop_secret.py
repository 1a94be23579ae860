"""The laptop's secret lies in a real keyring or nowhere, and each trouble has its own name."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import ClassVar

import keyring.backend
import keyring.core
import pytest
from keyring.backends import chainer, fail, kwallet, libsecret, null
from keyring.errors import InitError
from keyring.errors import KeyringLocked as BackendLocked

from app.ports.keys import (
    KeyringLocked,
    KeyringMissing,
    KeyringRefused,
    LaptopSecretDamaged,
    LaptopSecretExists,
    LaptopSecretMissing,
)
from app.vault import laptop_secret
from app.vault.laptop_secret import ACCEPTED, CONFIGURED, SECRET_BYTES, KeyringSecret, accepted


class Ring:
    """Stands for a back end under the name of a real one; keeps what it is given."""

    backends: ClassVar[list[object]] = []

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.trouble: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._work()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._work()
        self.kept[service, username] = password

    def _work(self) -> None:
        if self.trouble:
            raise self.trouble


def ring(name: str, kind: type[Ring] = Ring) -> Ring:
    module, _, qualname = name.rpartition(".")
    return type(qualname, (kind,), {"__module__": module, "__qualname__": qualname})()


SECRET_SERVICE = "keyring.backends.SecretService.Keyring"
PLAINTEXT = "keyrings.alt.file.PlaintextKeyring"


@pytest.fixture
def service() -> Ring:
    return ring(SECRET_SERVICE)


@pytest.fixture
def secret(service: Ring) -> KeyringSecret:
    return KeyringSecret("store-1", lambda: service)


def test_the_secret_is_32_random_bytes_kept_under_the_stores_id(service: Ring, secret: KeyringSecret) -> None:
    made = secret.create()
    assert len(made) == 32
    assert secret.get() == made
    assert list(service.kept) == [("fieldcase", "store-1")]
    assert KeyringSecret("store-2", lambda: service).create() != made


def test_a_store_without_a_secret_is_told(secret: KeyringSecret) -> None:
    with pytest.raises(LaptopSecretMissing) as caught:
        secret.get()
    assert caught.value.facts == {"store": "store-1"}


def test_a_second_secret_is_never_made_over_the_first(secret: KeyringSecret) -> None:
    made = secret.create()
    with pytest.raises(LaptopSecretExists):
        secret.create()
    assert secret.get() == made


@pytest.mark.parametrize("stored", [None, "", "hello", "fieldcase-laptop-secret:1:AAAA"])
def test_F20_after_a_recovery_a_lost_or_damaged_secret_is_made_anew(
    service: Ring, secret: KeyringSecret, stored: str | None
) -> None:
    if stored is not None:
        service.kept["fieldcase", "store-1"] = stored
    made = secret.renew()
    assert len(made) == 32
    assert secret.get() == secret.renew() == made


def test_a_whole_secret_is_never_renewed(secret: KeyringSecret) -> None:
    made = secret.create()
    assert secret.renew() == made


@pytest.mark.parametrize(
    "stored", ["", "hello", "fieldcase-laptop-secret:1:AAAA", "fieldcase-laptop-secret:1:张珺"]
)
def test_what_we_did_not_store_is_damage(service: Ring, secret: KeyringSecret, stored: str) -> None:
    service.kept["fieldcase", "store-1"] = stored
    with pytest.raises(LaptopSecretDamaged):
        secret.get()


def test_a_keyring_that_forgets_at_once_is_found_when_the_secret_is_made() -> None:
    class Forgetful(Ring):
        def set_password(self, service: str, username: str, password: str) -> None:
            self._work()

    forgetful = ring(SECRET_SERVICE, Forgetful)
    with pytest.raises(LaptopSecretDamaged):
        KeyringSecret("store-1", lambda: forgetful).create()


@pytest.mark.parametrize("name", sorted(ACCEPTED))
def test_keyrings_behind_the_log_in_are_accepted(name: str) -> None:
    found = ring(name)
    assert accepted(found) is found
    assert len(KeyringSecret("store-1", lambda: found).create()) == SECRET_BYTES


@pytest.mark.parametrize(
    "name", [PLAINTEXT, "keyring.backends.null.Keyring", "keyring.backends.macOS.Keyring", "__main__.Keyring"]
)
def test_every_other_keyring_is_refused_by_its_name(name: str) -> None:
    refused = ring(name)
    for use in (
        KeyringSecret("store-1", lambda: refused).get,
        KeyringSecret("store-1", lambda: refused).create,
    ):
        with pytest.raises(KeyringRefused) as caught:
            use()
        assert caught.value.facts == {"name": name}
    assert refused.kept == {}


def test_the_names_are_those_of_the_library_itself() -> None:
    library = [libsecret.Keyring, kwallet.DBusKeyring, kwallet.DBusKeyringKWallet4]
    assert {f"{kind.__module__}.{kind.__qualname__}" for kind in library} < ACCEPTED
    with pytest.raises(KeyringRefused):
        accepted(null.Keyring())


def chain_of(*members: Ring) -> Ring:
    chain = ring(laptop_secret.CHAINER)
    type(chain).backends = list(members)
    return chain


def test_of_a_chain_the_first_accepted_keyring_is_used_and_no_other() -> None:
    plain, good, other = ring(PLAINTEXT), ring(SECRET_SERVICE), ring("keyring.backends.kwallet.DBusKeyring")
    KeyringSecret("store-1", lambda: chain_of(plain, good, other)).create()
    assert (len(plain.kept), len(good.kept), len(other.kept)) == (0, 1, 0)


def test_a_chain_of_refused_keyrings_is_refused_with_their_names() -> None:
    with pytest.raises(KeyringRefused) as caught:
        KeyringSecret("store-1", lambda: chain_of(ring(PLAINTEXT))).get()
    assert caught.value.facts == {"name": PLAINTEXT}
    with pytest.raises(KeyringMissing):
        KeyringSecret("store-1", chain_of).get()
    assert f"{chainer.ChainerBackend.__module__}.ChainerBackend" == laptop_secret.CHAINER


class PromptDismissedException(Exception):
    """As secretstorage names it when the officer closes the question for the keyring's password."""


def dismissed_while_creating() -> Exception:
    error = InitError("Failed to create the collection")
    error.__cause__ = PromptDismissedException()
    return error


@pytest.mark.parametrize(
    "trouble", [BackendLocked("locked"), PromptDismissedException(), dismissed_while_creating()]
)
def test_a_keyring_that_stays_locked_is_told(
    service: Ring, secret: KeyringSecret, trouble: Exception
) -> None:
    service.trouble = trouble
    for use in (secret.get, secret.create):
        with pytest.raises(KeyringLocked) as caught:
            use()
        assert caught.value.facts == {"name": SECRET_SERVICE}


@pytest.mark.parametrize(
    "trouble", [InitError("no collection"), ConnectionRefusedError(), RuntimeError("dbus")]
)
def test_a_keyring_that_does_not_answer_is_missing(
    service: Ring, secret: KeyringSecret, trouble: Exception
) -> None:
    service.trouble = trouble
    with pytest.raises(KeyringMissing):
        secret.get()


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which ``keyring`` finds nothing."""
    monkeypatch.delenv(CONFIGURED, raising=False)
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    monkeypatch.setattr(keyring.core, "load_config", lambda: None)
    monkeypatch.setattr(keyring.backend, "get_all_keyring", list)


@pytest.mark.usefixtures("no_keyring")
def test_a_machine_without_any_keyring_is_told_so() -> None:
    with pytest.raises(KeyringMissing):
        KeyringSecret("store-1").get()


@pytest.mark.usefixtures("no_keyring")
def test_a_keyring_started_later_is_found_on_the_next_try(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = KeyringSecret("store-1")
    with pytest.raises(KeyringMissing):
        secret.get()
    answering = SimpleNamespace(get_sync=lambda *_: None)
    monkeypatch.setattr(libsecret, "available", True)
    monkeypatch.setattr(
        libsecret,
        "Secret",
        SimpleNamespace(Service=answering, ServiceFlags=SimpleNamespace(OPEN_SESSION=0)),
        raising=False,
    )
    started = libsecret.Keyring()
    monkeypatch.setattr(started, "get_password", lambda *_: None)
    monkeypatch.setattr(keyring.backend, "get_all_keyring", lambda: [started])
    with pytest.raises(LaptopSecretMissing):
        secret.get()


@pytest.mark.usefixtures("no_keyring")
@pytest.mark.parametrize(
    "name", [PLAINTEXT, "keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"]
)
def test_a_refused_keyring_set_in_the_environment_is_not_even_loaded(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CONFIGURED, name)
    with pytest.raises(KeyringRefused) as caught:
        KeyringSecret("store-1").create()
    assert caught.value.facts == {"name": name}


def test_a_fail_keyring_chosen_in_the_settings_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    choose: Callable[[], keyring.backend.KeyringBackend] = fail.Keyring
    monkeypatch.setattr(keyring.core, "load_config", choose)
    with pytest.raises(KeyringRefused):
        KeyringSecret("store-1", choose).get()
