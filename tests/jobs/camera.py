"""A laptop that takes films, sends them and fetches those of others, with a real vault."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import httpx
import pytest
from sqlalchemy import select

from app.crypto.signing import verify
from app.district.district import District
from app.district.files_blobs import key_of
from app.domain.bodies import CaseDocketed, EvidenceAdded
from app.jobs.files import CHUNK, FileFetcher, FileSender
from app.ports.sync import Upload
from app.ports.vault import SealedBlob
from app.storage.schema import upload
from app.storage.uploads import upload_of
from app.vault.files import FileVault
from app.wire.verdicts import read_receipt
from tests.domain.make import UNOPPOSED
from tests.jobs.conftest import Squad

CASE = "01900000-0000-7000-8000-000000000001"
AT = "2026-08-06T09:30:00+08:00"
VAULT_KEY = bytes(range(32))
FILM = random.Random(1).randbytes(2 * CHUNK + 12_345)
PHOTO = random.Random(2).randbytes(70_000)
LATER = 10**15
Answer: TypeAlias = httpx.Response


@dataclass
class Camera:
    """A laptop with its vault: takes films in, sends them, fetches others'."""

    squad: Squad
    vault: FileVault
    folder: Path
    sender: FileSender
    fetcher: FileFetcher

    def take(self, data: bytes, name: str = "e-1") -> SealedBlob:
        """Seal a file and record it: it waits in the queue from then on."""
        blob = self.vault.seal(io.BytesIO(data))
        entry = self.squad.hand.make(
            EvidenceAdded(name, blob.sha256, blob.size, "video/mp4", "录像", "scene"), CASE, AT
        )
        with self.squad.store.work() as work:
            work.blobs.add(blob)
            work.journal.append(entry, UNOPPOSED)
            work.commit()
        return blob

    def waiting(self) -> Upload:
        with self.squad.store.work() as work:
            found = work.uploads.next_due(LATER, LATER, 0, None)
        assert found is not None
        return found

    def send(self) -> Upload:
        return self.sender.send(self.waiting())

    def stored(self, sha256: str) -> Upload:
        """The row of a file, also of one that has its receipt."""
        with self.squad.store.engine.connect() as connection:
            return upload_of(connection.execute(select(upload).where(upload.c.sha256 == sha256)).one())

    def patches(self) -> int:
        return sum(each.method == "PATCH" for each in self.squad.cable.requests)

    def files(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]

    def read(self, name: str) -> bytes:
        with self.vault.open(name) as reader:
            return reader.read()


def camera_of(squad: Squad, folder: Path) -> Camera:
    vault = FileVault(folder, VAULT_KEY, kept_free=0)
    start_work, queries = squad.store.work, squad.store.queries()
    sender = FileSender(squad.district, start_work, queries, vault, lambda: squad.trust)
    return Camera(squad, vault, folder, sender, FileFetcher(squad.district, start_work, vault))


@pytest.fixture
def camera(squad: Squad, tmp_path: Path) -> Camera:
    """Officer 甲's laptop with a case."""
    body = CaseDocketed("沪示示线索登记〔2026〕第0001号", "summary", "巡查发现", "线", 2026, 1)
    entry = squad.hand.make(body, CASE, AT)
    with squad.store.work() as work:
        work.journal.append(entry, UNOPPOSED)
        work.commit()
    return camera_of(squad, tmp_path / "vault-1")


@pytest.fixture
def other(new_squad: Callable[[str], Squad], tmp_path: Path) -> Camera:
    """The squad's second laptop."""
    return camera_of(new_squad("SF-SFJD-02"), tmp_path / "vault-2")


def original(served: District, upload: Upload) -> bytes:
    """What the district keeps of a file that has its receipt."""
    assert upload.receipt is not None
    told = read_receipt(upload.receipt, served.key, verify)
    folder = served.files.blobs.folder
    assert folder is not None
    return (folder / key_of(told.address)).read_bytes()


def sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
