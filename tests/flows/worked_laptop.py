"""A laptop with one finished case, made once and copied for each test, and ways to look at it from beside."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlcipher3 import dbapi2

from app.bootstrap import LaptopDoor, Machine, store_key
from app.crypto.slots import open_slot
from app.domain.errors import AppError
from app.ports.work import StoreReadOnly
from app.presenters.messages import BUG, message_for
from app.services.office import LaptopOffice
from app.vault.presence import NAME as PRESENCE
from app.vault.slot_files import SlotFolder
from tests.flows.demo_laptop import JIA, PASSPHRASES, YI, DemoLaptop
from tests.flows.summary_case import at, play
from tests.services.conftest import QuickPaperwork


@dataclass
class Worked:
    """A laptop on which somebody worked: folder, keyring, recovery code and the id of the case."""

    demo: DemoLaptop
    code: str
    case: str = ""
    opened: list[LaptopOffice] = field(default_factory=list)

    @property
    def home(self) -> Path:
        return self.demo.home

    @property
    def machine(self) -> Machine:
        return replace(self.demo.machine, paperwork=QuickPaperwork)

    def door(self) -> LaptopDoor:
        return LaptopDoor(self.home, self.machine)

    def sign_in(self, officer: str = JIA, passphrase: str = "") -> LaptopOffice:
        """Unlock; closed with :meth:`close`."""
        office = self.door().unlock(officer, passphrase or PASSPHRASES[officer])
        self.opened.append(office)
        return office

    def recover(self, officer: str, passphrase: str, code: str = "") -> LaptopOffice:
        """Come back by the printed code."""
        office = self.door().recover(code or self.code, officer, passphrase)
        self.opened.append(office)
        return office

    def close(self) -> None:
        for office in self.opened:
            office.close()
        self.opened.clear()

    def copy(self, folder: Path) -> Worked:
        """The same laptop in another folder, with a keyring of its own that holds the same secret."""
        shutil.copytree(self.home, folder)
        return Worked(DemoLaptop(folder, secrets=dict(self.demo.secrets)), self.code, self.case)

    def key(self) -> bytes:
        """The store's raw key."""
        secret = self.demo.secrets[self.door()._laptop.store]
        return store_key(open_slot(SlotFolder(self.home).read(JIA), PASSPHRASES[JIA], secret))

    def behind(self) -> dbapi2.Connection:
        """The store's file, opened behind the program's back."""
        connection = dbapi2.connect(str(self.home / "store.db"))
        connection.execute(f"PRAGMA key = \"x'{self.key().hex()}'\"")
        return connection

    def setting(self, name: str, value: str | None) -> None:
        """Change a setting behind the program's back; None takes it away."""
        connection = self.behind()
        connection.execute("DELETE FROM setting WHERE name = ?", (name,))
        if value is not None:
            connection.execute("INSERT INTO setting (name, value) VALUES (?, ?)", (name, value))
        connection.commit()
        connection.close()


def worked(folder: Path) -> Worked:
    """Set a laptop up and play the whole case on it."""
    demo = DemoLaptop(folder).make()
    assert demo.set_up is not None
    laptop = Worked(demo, demo.set_up.recovery_code)
    laptop.case = play(laptop.sign_in()).case
    laptop.close()
    return laptop


def content(home: Path) -> dict[str, str]:
    """Every file of a data folder with its hash, but the lock file and the log of an open store."""
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file() and path.name != PRESENCE and not path.name.endswith(("-wal", "-shm"))
    }


def says_all(error: AppError) -> None:
    """The error has a message of its own: what happened, what it means for the data, what to do."""
    message = message_for(error)
    assert message.code == error.code
    assert message.what != message_for(ZeroDivisionError()).what, f"{error.code} reads as a {BUG}"
    for part in (message.what, message.data, message.remedy):
        assert part.endswith("。"), part
        assert "—" not in part, f"a fact is missing in: {part}"
        assert "{" not in part


def reads_all(laptop: Worked, office: LaptopOffice) -> None:
    """Case, frozen paper and video come back, and no record is damaged."""
    case = office.queries.case(laptop.case)
    assert case.money
    assert office.paper_bytes(case.id, case.papers("D20")[0].id).startswith(b"%PDF-")
    video = next(item for item in case.evidence if item.media_type == "video/mp4")
    with office.open_evidence(case.id, video.id) as reader:
        assert len(reader.read_at(0, reader.size)) == video.size
    assert office.doctor.check() == ()


def writes(office: LaptopOffice) -> bool:
    """Whether an act can be recorded; when not, the reason is said in three parts."""
    try:
        case = office.docket("巡查发现", YI, at(11, 0))
    except StoreReadOnly as error:
        says_all(error)
        return False
    office.set_fields(case, {"party.name": "演示当事人"}, at(11, 1))
    return True
