"""Set-up of a demonstration laptop: an invented street, with statements in the formats of real enrolment.

Only the key is different: the district that signs here is made on the spot and forgotten, so a real district
refuses this laptop, and since nobody can ever answer it, it has no lease that could end (design, section 6).
Every name, card and account comes from ``resources/demonstration`` and is invented.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from app.crypto.derive import ROOT_BYTES, Purpose, derive
from app.crypto.recovery import make_recovery_code, make_recovery_slot
from app.crypto.signing import SigningKey, device_id
from app.crypto.slots import DEFAULT_COST, Argon2Cost, make_slot
from app.domain.errors import AppError
from app.laptop import FACTS, SECOND, Laptop, is_set_up, named_trouble, write_laptop
from app.places import resources_dir
from app.ports.clock import Ids
from app.ports.keys import LaptopSecret, SignatureTag, SlotFiles, SlotHeader
from app.ports.work import UnitOfWork
from app.services.contact import By, note_contact
from app.services.enrol import Bundle, store_bundle
from app.wire.statements import sign_statement


class AlreadySetUp(AppError):
    """The data folder belongs to a laptop already; set-up never touches one."""

    code = "laptop.already_set_up"


class FolderForeign(AppError):
    """The folder holds files that this program did not make; ``name`` is one of them. Nothing was moved."""

    code = "laptop.folder_foreign"


ASIDE = "before-set-up"
"""Where leftovers of a set-up that was cut off are kept."""
LEFTOVERS = ("slots", "store.db", "store.db.", "store.db-", SECOND, f".{FACTS}.", f".{SECOND}.")
"""What set-up makes before its last act; a name that ends in a dot or a dash is the beginning of several."""
OF_THE_SYSTEM = frozenset({ASIDE, "lost+found"})


class NewStore(Protocol):
    """A store that was just made."""

    def work(self) -> AbstractContextManager[UnitOfWork]:
        """One transaction."""

    def close(self) -> None:
        """Let go of the files."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What set-up writes with; bootstrap joins them.

    ``show_code`` shows the recovery code before the last act: no laptop is ready whose code nobody has seen.
    """

    secret_for: Callable[[str], LaptopSecret]
    slots: SlotFiles
    create_store: Callable[[Path, bytes, str, str], NewStore]
    ids: Ids
    cost: Argon2Cost = DEFAULT_COST
    show_code: Callable[[str], None] = lambda code: None


@dataclass(frozen=True, slots=True)
class SetUp:
    """What set-up gives out once: the recovery code is kept nowhere in the clear."""

    laptop: Laptop
    recovery_code: str


def squad() -> Mapping[str, Any]:
    """The invented street and its people."""
    read: Mapping[str, Any] = json.loads(
        (resources_dir() / "demonstration" / "squad.json").read_text(encoding="utf-8")
    )
    return read


def set_up_demonstration(home: Path, tools: Tools, people: Mapping[str, Any] | None = None) -> SetUp:
    """Make keys, slots, store and statements in a fresh folder; its last act writes ``laptop.json``.

    A run that was cut off left no ``laptop.json``; the next one begins anew with new keys and moves what
    it finds to ``before-set-up``, since nothing is ever deleted unseen.

    Raises:
        AlreadySetUp: the folder belongs to a laptop.
        FolderForeign: the folder is used for something else.
        KeyringMissing, KeyringRefused, KeyringLocked: no secret can be kept on this machine.
        LaptopUnusable, DiskFull: the folder takes no files.
    """
    if is_set_up(home):
        raise AlreadySetUp(folder=home.name)
    with named_trouble(home):
        _put_leftovers_aside(home)
    people = squad() if people is None else people
    store_id, root, district, device = (
        tools.ids.uuid(),
        os.urandom(ROOT_BYTES),
        SigningKey.make(),
        SigningKey.make(),
    )
    secret = tools.secret_for(store_id).create()
    keys = {officer["id"]: SigningKey.make() for officer in people["officers"]}
    bundle = _bundle(people, district, device, keys)
    for officer in people["officers"]:
        header = _slot_header(store_id, officer)
        slot = make_slot(header, officer["passphrase"], secret, root, keys[officer["id"]], tools.cost)
        tools.slots.write(officer["id"], slot)
    code = make_recovery_code()
    tools.slots.write_recovery(make_recovery_slot(store_id, code, root))
    store = tools.create_store(home, derive(root, Purpose.STORE), store_id, device_id(device.public))
    try:
        with store.work() as work:
            store_bundle(work, bundle, device)
            note_contact(work, By.EXEMPT, None)
            work.commit()
    finally:
        store.close()
    laptop = Laptop(
        store=store_id,
        district=district.public,
        agency=people["agency"]["name"],
        squad=people["agency"]["squad"],
        name=people["laptop"],
        demonstration={officer["id"]: officer["passphrase"] for officer in people["officers"]},
    )
    tools.show_code(code)
    with named_trouble(home):
        write_laptop(home, laptop)
    return SetUp(laptop, code)


def _put_leftovers_aside(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True, mode=0o770)
    left = sorted(path for path in home.iterdir() if path.name not in OF_THE_SYSTEM)
    foreign = next((path.name for path in left if not _is_leftover(path.name)), None)
    if foreign is not None:
        raise FolderForeign(folder=home.name, name=foreign)
    if not left:
        return
    aside = home / ASIDE
    aside.mkdir(exist_ok=True)
    taken = [int(path.name) for path in aside.iterdir() if path.name.isdecimal()]
    target = aside / str(max(taken, default=0) + 1)
    target.mkdir()
    for path in left:
        path.rename(target / path.name)


def _is_leftover(name: str) -> bool:
    return name in LEFTOVERS or name.startswith(tuple(each for each in LEFTOVERS if each[-1] in ".-"))


def _slot_header(store_id: str, officer: Mapping[str, Any]) -> SlotHeader:
    card = officer["cards"][-1] if officer["cards"] else {}
    return SlotHeader(
        store=store_id,
        officer=officer["id"],
        name=officer["name"],
        roles=tuple(officer["roles"]),
        card=card.get("number", ""),
        card_valid_until=card.get("valid_until", ""),
    )


def _bundle(
    people: Mapping[str, Any], district: SigningKey, device: SigningKey, keys: Mapping[str, SigningKey]
) -> Bundle:
    device_name, agency = device_id(device.public), people["agency"]
    certificate = {
        "device": device_name,
        "public_key": device.public,
        "agency": agency["id"],
        "laptop": people["laptop"],
        "issued_on": people["roster_version"],
    }
    officers = [
        {key: value for key, value in officer.items() if key != "passphrase"}
        for officer in people["officers"]
    ]
    roster = {"version": people["roster_version"], "agency": agency, "officers": officers}
    grants = [
        {
            "officer": officer["id"],
            "public_key": keys[officer["id"]].public,
            "roles": officer["roles"],
            "agency": agency["id"],
            **people["grants"],
        }
        for officer in people["officers"]
    ]
    blocks = [{"device": device_name, **block} for block in people["blocks"]]
    return Bundle(
        district=district.public,
        certificate=sign_statement(SignatureTag.DEVICE_CERTIFICATE, certificate, district),
        roster=sign_statement(SignatureTag.ROSTER, roster, district),
        grants=tuple(sign_statement(SignatureTag.GRANT, grant, district) for grant in grants),
        blocks=tuple(sign_statement(SignatureTag.NUMBER_BLOCK, block, district) for block in blocks),
    )
