"""The keys of a district: one to sign with, one secret from which all others follow.

They lie in ``keys.json`` of the district's folder, which nobody but its owner may read. Every process of a
district needs the same file; its copy belongs into a safe, since without it no new statement can be signed.
"""

from __future__ import annotations

import base64
import json
import os
import stat
import sys
from dataclasses import dataclass, field
from pathlib import Path

from app.crypto.derive import expand
from app.crypto.signing import SigningKey
from app.district.errors import DistrictUnusable
from app.domain.entry import base64url
from app.domain.errors import AppError
from app.durable import sync_folder

FILE = "keys.json"
FORMAT = "fieldcase-district-keys/1"
SECRET_BYTES = 32
_PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class DistrictKeys:
    """The signing key and the secret of a district."""

    signing: SigningKey
    secret: bytes = field(repr=False)

    def token_key(self) -> bytes:
        """32 bytes that tokens are sealed with."""
        return expand(self.secret, "fieldcase/1/district/token")

    def upload_key(self) -> bytes:
        """32 bytes that addresses of uploads are made with."""
        return expand(self.secret, "fieldcase/1/district/upload")

    def register_device(self, street: str, epoch: str) -> SigningKey:
        """The device key of a street's register; in every epoch it begins a new chain with a new key."""
        return self._register("device", street, epoch)

    def register_officer(self, street: str) -> SigningKey:
        """The key with which a street's register acts."""
        return self._register("officer", street)

    def _register(self, part: str, *of: str) -> SigningKey:
        # The id of a street may hold any character; the label of a derived key is ASCII.
        names = "/".join(base64url(each.encode("utf-8")) for each in of)
        return SigningKey.load(expand(self.secret, f"fieldcase/1/district/register/{part}/{names}"))


def make_keys(home: Path) -> DistrictKeys:
    """Make new keys and write them; a file that is there is never written over.

    Raises:
        DistrictUnusable: there are keys already (``reason`` is ``made``), or the folder takes no file.
    """
    keys = DistrictKeys(SigningKey.make(), os.urandom(SECRET_BYTES))
    whole = {
        "format": FORMAT,
        "signing": base64url(keys.signing.private_bytes()),
        "secret": base64url(keys.secret),
    }
    data = (json.dumps(whole, indent=1) + "\n").encode("ascii")
    write_private(home / FILE, data)
    return keys


def write_private(path: Path, data: bytes) -> None:
    """Write a file that its owner alone may read; one that is there is never written over.

    Raises:
        DistrictUnusable: ``reason`` is ``made`` where it is there, ``folder`` where the folder takes none.
    """
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.unlink(missing_ok=True)
        with open(aside, "xb", opener=lambda name, flags: os.open(name, flags, _PRIVATE)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.link(aside, path)
        aside.unlink()
        sync_folder(path.parent)
    except FileExistsError as error:
        aside.unlink(missing_ok=True)
        raise DistrictUnusable(reason="made", file=path.name) from error
    except OSError as error:
        raise DistrictUnusable(reason="folder", file=path.name, error=type(error).__name__) from error


def read_keys(home: Path) -> DistrictKeys:
    """Read the keys.

    Raises:
        DistrictUnusable: there are none (``not_made``), others may read them (``keys_open``), or they are
            damaged (``keys``).
    """
    data = read_private(home / FILE)
    try:
        whole = json.loads(data)
        if whole["format"] != FORMAT:
            raise DistrictUnusable(reason="keys")
        secret = _unbase64url(whole["secret"])
        signing = SigningKey.load(_unbase64url(whole["signing"]))
    except (ValueError, KeyError, TypeError, AppError) as error:
        raise DistrictUnusable(reason="keys") from error
    if len(secret) != SECRET_BYTES:
        raise DistrictUnusable(reason="keys")
    return DistrictKeys(signing, secret)


def read_private(path: Path) -> bytes:
    """Read a file that nobody else may read.

    Raises:
        DistrictUnusable: ``not_made``, ``keys_open`` or ``keys``.
    """
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if sys.platform != "win32" and mode & 0o077:
            raise DistrictUnusable(reason="keys_open", file=path.name, mode=f"{mode:03o}")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DistrictUnusable(reason="not_made", file=path.name) from error
    except OSError as error:
        raise DistrictUnusable(reason="keys", file=path.name) from error


def _unbase64url(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
