"""The laptop's secret in the keyring of the operating system.

Accepted are keyrings that open with the user's log-in: the Windows Credential Vault, the freedesktop Secret
Service (GNOME keyring and others) and KWallet. Whatever else ``keyring`` finds (plaintext files, ``null``,
``fail``, third-party back ends) is refused by its name, since a secret that lies open beside the store
would be none. The library is imported with the first use, after the sign-in page is on the screen.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from app.domain.errors import AppError
from app.ports.keys import (
    KeyringLocked,
    KeyringMissing,
    KeyringRefused,
    LaptopSecretDamaged,
    LaptopSecretExists,
    LaptopSecretMissing,
)

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "fieldcase"
SECRET_BYTES = 32
FORM = "fieldcase-laptop-secret:1:"
ACCEPTED = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
    }
)
CHAINER = "keyring.backends.chainer.ChainerBackend"
FAIL = "keyring.backends.fail.Keyring"
CONFIGURED = "PYTHON_KEYRING_BACKEND"
LOCKED_KINDS = frozenset({"KeyringLocked", "LockedException", "PromptDismissedException"})
"""Error classes of keyring and secretstorage that mean: it is there, but it did not open."""


class KeyringSecret:
    """32 random bytes for one store, kept under service ``fieldcase`` and the store's id as user name."""

    def __init__(self, store: str, choose: Callable[[], KeyringBackend] | None = None) -> None:
        """``choose`` gives the keyring's default back end; tests bring their own."""
        self._store, self._choose = store, choose or _default_backend

    def get(self) -> bytes:
        """Read the secret; see :class:`app.ports.keys.LaptopSecret`."""
        stored = self._stored(self._backend())
        if stored is None:
            raise LaptopSecretMissing(store=self._store)
        return self._decoded(stored)

    def create(self) -> bytes:
        """Make and keep a new secret; see :class:`app.ports.keys.LaptopSecret`."""
        backend = self._backend()
        if self._stored(backend) is not None:
            raise LaptopSecretExists(store=self._store)
        return self._make(backend)

    def renew(self) -> bytes:
        """Read the secret or make a new one; see :class:`app.ports.keys.LaptopSecret`."""
        backend = self._backend()
        stored = self._stored(backend)
        if stored is not None:
            with suppress(LaptopSecretDamaged):
                return self._decoded(stored)
        return self._make(backend)

    def _backend(self) -> KeyringBackend:
        with _translated(os.environ.get(CONFIGURED, "")):
            return accepted(self._choose())

    def _stored(self, backend: KeyringBackend) -> str | None:
        with _translated(_name(backend)):
            return backend.get_password(SERVICE, self._store)

    def _make(self, backend: KeyringBackend) -> bytes:
        secret = secrets.token_bytes(SECRET_BYTES)
        with _translated(_name(backend)):
            backend.set_password(SERVICE, self._store, FORM + base64.b64encode(secret).decode("ascii"))
        if self._stored(backend) is None or self.get() != secret:
            raise LaptopSecretDamaged(store=self._store)
        return secret

    def _decoded(self, stored: str) -> bytes:
        try:
            secret = base64.b64decode(stored.removeprefix(FORM), validate=True)
        except (binascii.Error, ValueError) as error:
            raise LaptopSecretDamaged(store=self._store) from error
        if not stored.startswith(FORM) or len(secret) != SECRET_BYTES:
            raise LaptopSecretDamaged(store=self._store)
        return secret


def accepted(backend: KeyringBackend) -> KeyringBackend:
    """The back end itself, or the first accepted one of a chain.

    Raises:
        KeyringMissing: ``keyring`` found no back end at all.
        KeyringRefused: it found none that is accepted; ``name`` is what it found.
    """
    name = _name(backend)
    if name == CHAINER:
        members: list[KeyringBackend] = list(getattr(backend, "backends", ()))
        for member in members:
            if _name(member) in ACCEPTED:
                return member
        if not members:
            raise KeyringMissing(reason=name)
        raise KeyringRefused(name=", ".join(_name(member) for member in members))
    if name in ACCEPTED:
        return backend
    if name == FAIL and not _is_configured():
        raise KeyringMissing(reason=name)
    raise KeyringRefused(name=name)


def _name(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _is_configured() -> bool:
    import keyring.core

    return keyring.core.load_config() is not None


def _default_backend() -> KeyringBackend:
    """The keyring's own choice; one that found nothing looks again, since a daemon may have been started."""
    import keyring.backend
    import keyring.core

    configured = os.environ.get(CONFIGURED)
    if configured and configured not in ACCEPTED | {CHAINER}:
        raise KeyringRefused(name=configured)
    if _name(keyring.core.get_keyring()) == FAIL:
        forget: Callable[[], None] = getattr(keyring.backend.get_all_keyring, "reset", lambda: None)
        with suppress(KeyError):
            forget()
        keyring.core.init_backend()
    return keyring.core.get_keyring()


@contextmanager
def _translated(name: str) -> Iterator[None]:
    """Turn what a back end raises into our own errors: each brings its own library's kinds with it."""
    try:
        yield
    except AppError:
        raise
    except Exception as error:
        kinds = {type(cause).__name__ for cause in (error, error.__cause__) if cause is not None}
        if kinds & LOCKED_KINDS:
            raise KeyringLocked(name=name) from error
        raise KeyringMissing(reason=type(error).__name__, name=name) from error
