"""The data folder of this laptop and the few facts about it that are known before anything is unlocked.

``laptop.json`` is written twice, since without it nobody finds the way to the keyring; a damaged first copy
is put right from the second.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.canonical import canonical_bytes
from app.domain.codec import from_json, to_json
from app.domain.errors import AppError
from app.durable import is_out_of_room, replace_whole, system_name
from app.ports.disk import DiskFull

FORMAT = 1
FACTS = "laptop.json"
SECOND = "laptop.copy.json"
SIGN_INS = "sign-ins.json"
CONTACT = "contact.json"
LOOK = "look.json"
MADE_BY_USE = frozenset(
    {SIGN_INS, CONTACT, LOOK, "vault", "releases", "backups", "numbers.mark", "in-use.lock"}
)
"""What lies in a data folder only after somebody unlocked it: set-up keeps away from such a folder."""
SMALL = 1 << 20
"""Bytes (1 MiB): more room than any file that this module writes can need."""


class LaptopNotSetUp(AppError):
    """The data folder holds no laptop that was set up; ``folder`` is its name."""

    code = "laptop.not_set_up"


class LaptopFactsDamaged(AppError):
    """``laptop.json`` and its copy cannot be read; ``reason`` says why (``missing``: both are gone).

    Cases and evidence are not touched by this.
    """

    code = "laptop.facts_damaged"


class LaptopNewer(AppError):
    """A newer program set this laptop up; ``version`` is its format, ``known`` the newest one known here."""

    code = "laptop.newer"


class LaptopUnusable(AppError):
    """The data folder cannot be read or written; ``reason`` is the system's name of the error (``EROFS``)."""

    code = "laptop.unusable"


@dataclass(frozen=True, slots=True)
class Laptop:
    """Who this laptop belongs to.

    Attributes:
        store: id of the store; the keyring knows the laptop secret by it.
        district: public key of the district, against which every statement is proven.
        demonstration: passphrases by roster id; empty on every real laptop.
    """

    store: str
    district: str
    agency: str
    squad: str
    name: str
    demonstration: Mapping[str, str] = field(default_factory=dict)
    v: int = FORMAT


def data_home() -> Path:
    """The folder of store, vault and slots: ``FIELDCASE_HOME``, else the machine-wide one."""
    if chosen := os.environ.get("FIELDCASE_HOME"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Fieldcase"
    return Path("/var/lib/fieldcase")


def is_set_up(home: Path) -> bool:
    """Whether this folder belongs to a laptop: set-up ran to its end, or somebody worked in it since."""
    return any(os.path.exists(home / name) for name in (FACTS, *MADE_BY_USE))


def read_laptop(home: Path) -> Laptop:
    """Read what is known before anything is unlocked; a damaged first copy is put right from the second.

    Raises:
        LaptopNotSetUp, LaptopFactsDamaged, LaptopNewer.
        LaptopUnusable: this user may not read the folder.
    """
    try:
        return _read(home, FACTS)
    except (LaptopNotSetUp, LaptopFactsDamaged) as error:
        if not is_set_up(home):
            raise
        laptop = _second(home, error)
    with suppress(OSError):  # a folder that takes no file still opens
        _write_whole(home / FACTS, canonical_bytes(to_json(laptop)))
    return laptop


def write_laptop(home: Path, laptop: Laptop) -> None:
    """Write the copy and then ``laptop.json``, each whole or not at all: the last act of set-up."""
    for name in (SECOND, FACTS):
        _write_whole(home / name, canonical_bytes(to_json(laptop)))


def show_no_longer(home: Path, laptop: Laptop, officer: str, *, but: str | None = None) -> Laptop:
    """A passphrase of one's own is shown by no sign-in page, not even that of a demonstration.

    ``but`` is one that may be shown on. Where this cannot be written, an old one is shown that opens nothing.
    """
    if officer not in laptop.demonstration or laptop.demonstration[officer] == but:
        return laptop
    shown = {one: words for one, words in laptop.demonstration.items() if one != officer}
    changed = replace(laptop, demonstration=shown)
    with suppress(OSError):
        write_laptop(home, changed)
    return changed


def _second(home: Path, first: AppError) -> Laptop:
    try:
        return _read(home, SECOND)
    except LaptopNewer:
        raise
    except AppError:
        missing = isinstance(first, LaptopNotSetUp)
        raise LaptopFactsDamaged(reason="missing") if missing else first from None


def _read(home: Path, name: str) -> Laptop:
    try:
        facts = json.loads((home / name).read_bytes())
    except FileNotFoundError as error:
        raise LaptopNotSetUp(folder=home.name) from error
    except PermissionError as error:
        raise LaptopUnusable(reason="EACCES", folder=home.name) from error
    except (OSError, ValueError, RecursionError) as error:
        raise LaptopFactsDamaged(reason=type(error).__name__) from error
    version = facts.get("v") if isinstance(facts, dict) else None
    if isinstance(version, int) and version > FORMAT:
        raise LaptopNewer(version=version, known=FORMAT)
    try:
        return from_json(Laptop, facts)
    except AppError as error:
        raise LaptopFactsDamaged(reason=str(error.facts.get("field", ""))) from error


def last_sign_ins(home: Path) -> dict[str, str]:
    """When each officer last signed in here, RFC 3339 by roster id; an unreadable file counts as empty."""
    return _texts(home / SIGN_INS)


def note_sign_in(home: Path, officer: str, at: str) -> None:
    """Remember a sign-in, so that the last officer stands first next time; it keeps nobody out."""
    with suppress(OSError):
        _write_whole(home / SIGN_INS, canonical_bytes({**last_sign_ins(home), officer: at}))


def shown_contact(home: Path) -> str | None:
    """The last contact with the district as the sign-in page shows it, RFC 3339; the store knows better."""
    return _texts(home / CONTACT).get("at")


def show_contact(home: Path, at: str) -> None:
    """Keep a copy of the last contact for the sign-in page; it keeps nobody out."""
    if at == shown_contact(home):
        return
    with suppress(OSError):
        _write_whole(home / CONTACT, canonical_bytes({"at": at}))


def shown_look(home: Path) -> dict[str, str]:
    """How the window looked here last, as texts by name; an unreadable file counts as empty."""
    return _texts(home / LOOK)


def keep_look(home: Path, look: Mapping[str, str]) -> None:
    """Remember how the window looks, for the sign-in page of the next start; it keeps nobody out."""
    if look == shown_look(home):
        return
    with suppress(OSError):
        _write_whole(home / LOOK, canonical_bytes(dict(look)))


@contextmanager
def named_trouble(home: Path) -> Iterator[None]:
    """Give the system's errors of the data folder their names.

    Raises:
        DiskFull, LaptopUnusable.
    """
    try:
        yield
    except OSError as error:
        if is_out_of_room(error):
            there = next(folder for folder in (home, *home.absolute().parents) if folder.exists())
            raise DiskFull(free=shutil.disk_usage(there).free, needed=SMALL, kept_free=0) from error
        raise LaptopUnusable(reason=system_name(error), folder=home.name) from error


def _texts(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): text for name, text in found.items() if isinstance(text, str)}


def _write_whole(path: Path, data: bytes) -> None:
    replace_whole(path, data, aside=path.with_name(f".{path.name}.part"))
