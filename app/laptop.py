"""The data folder of this laptop and the few facts about it that are known before anything is unlocked."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.canonical import canonical_bytes
from app.domain.codec import from_json, to_json
from app.domain.errors import AppError

FORMAT = 1
FACTS = "laptop.json"
SIGN_INS = "sign-ins.json"


class LaptopNotSetUp(AppError):
    """The data folder holds no laptop that was set up; ``folder`` is its name."""

    code = "laptop.not_set_up"


class LaptopFactsDamaged(AppError):
    """``laptop.json`` cannot be read; ``reason`` says why. Cases and evidence are not touched by this."""

    code = "laptop.facts_damaged"


class LaptopNewer(AppError):
    """A newer program set this laptop up; ``version`` is its format, ``known`` the newest one known here."""

    code = "laptop.newer"


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
    """Whether set-up ran to its end in this folder; its last act writes ``laptop.json``."""
    return (home / FACTS).is_file()


def read_laptop(home: Path) -> Laptop:
    """Read what is known before anything is unlocked.

    Raises:
        LaptopNotSetUp, LaptopFactsDamaged, LaptopNewer.
    """
    try:
        facts = json.loads((home / FACTS).read_bytes())
    except FileNotFoundError as error:
        raise LaptopNotSetUp(folder=home.name) from error
    except (OSError, ValueError) as error:
        raise LaptopFactsDamaged(reason=type(error).__name__) from error
    version = facts.get("v") if isinstance(facts, dict) else None
    if isinstance(version, int) and version > FORMAT:
        raise LaptopNewer(version=version, known=FORMAT)
    try:
        return from_json(Laptop, facts)
    except AppError as error:
        raise LaptopFactsDamaged(reason=str(error.facts.get("field", ""))) from error


def write_laptop(home: Path, laptop: Laptop) -> None:
    """Write ``laptop.json`` whole or not at all: the last act of set-up."""
    _write_whole(home / FACTS, canonical_bytes(to_json(laptop)))


def last_sign_ins(home: Path) -> dict[str, str]:
    """When each officer last signed in here, RFC 3339 by roster id; an unreadable file counts as empty."""
    try:
        found = json.loads((home / SIGN_INS).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(officer): at for officer, at in found.items() if isinstance(at, str)}


def note_sign_in(home: Path, officer: str, at: str) -> None:
    """Remember a sign-in, so that the last officer stands first next time."""
    _write_whole(home / SIGN_INS, canonical_bytes({**last_sign_ins(home), officer: at}))


def _write_whole(path: Path, data: bytes) -> None:
    aside = path.with_name(f".{path.name}.part")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    if sys.platform != "win32":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
