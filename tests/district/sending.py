"""Sending and fetching files as the contract says, over the requests of a laptop."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from app.crypto.signing import verify
from app.district import files_parts
from app.district.devices import KnownDevice
from app.district.district import District
from app.district.files_blobs import key_of
from app.wire.verdicts import Receipt, read_receipt
from tests.district.conftest import STREET
from tests.district.laptop import Laptop

TUS = {"Tus-Resumable": "1.0.0"}
OCTETS = "application/offset+octet-stream"
FILM = bytes(range(256)) * 20


def hex_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def metadata(case: str, sha256: str, kind: str = "evidence") -> str:
    told = {"case": case, "sha256": sha256, "kind": kind}
    return ",".join(f"{name} {b64(value.encode())}" for name, value in told.items())


def chunk_fields(offset: int, data: bytes, **other: str) -> dict[str, str]:
    """The fields of a chunk; ``other`` replaces the right ones."""
    checksum = f"sha256 {b64(hashlib.sha256(data).digest())}"
    right = {**TUS, "Content-Type": OCTETS, "Upload-Offset": str(offset), "Upload-Checksum": checksum}
    return {**right, **{name.replace("_", "-"): value for name, value in other.items()}}


@dataclass
class Sending:
    """One file of one case on its way from one laptop."""

    laptop: Laptop
    case: str
    data: bytes
    kind: str = "evidence"
    place: str = ""

    @property
    def sha256(self) -> str:
        return hex_of(self.data)

    @property
    def address(self) -> str:
        return self.place.rpartition("/")[2]

    def ask(self, **fields: str) -> httpx.Response:
        """Ask for the place; ``fields`` replace the right ones."""
        right = {
            **TUS,
            "Upload-Length": str(len(self.data)),
            "Upload-Metadata": metadata(self.case, self.sha256, self.kind),
        }
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        return self.laptop.call("POST", "/v1/uploads", headers={**right, **named})

    def begin(self) -> int:
        """Get the place; how many bytes are there."""
        answer = self.ask()
        assert answer.status_code == 201, answer.text
        self.place = answer.headers["Location"]
        return int(answer.headers["Upload-Offset"])

    def look(self) -> httpx.Response:
        return self.laptop.call("HEAD", self.place, headers=TUS)

    def offset(self) -> int:
        answer = self.look()
        assert answer.status_code == 200
        return int(answer.headers["Upload-Offset"])

    def patch(self, offset: int, data: bytes, **fields: str) -> httpx.Response:
        return self.laptop.call(
            "PATCH", self.place, headers=chunk_fields(offset, data, **fields), content=data
        )

    def send(self, size: int = 1000) -> None:
        """Send everything in chunks."""
        offset = self.begin()
        for start in range(offset, len(self.data), size):
            answer = self.patch(start, self.data[start : start + size])
            assert answer.status_code == 204, answer.text
            assert int(answer.headers["Upload-Offset"]) == min(start + size, len(self.data))

    def ask_receipt(self) -> httpx.Response:
        return self.laptop.call("GET", f"{self.place}/receipt")

    def receipt(self) -> Receipt:
        answer = self.ask_receipt()
        assert answer.status_code == 200, answer.text
        return read_receipt(answer.json()["receipt"].encode("utf-8"), self.laptop.district, verify)

    def end(self) -> httpx.Response:
        return self.laptop.call("DELETE", self.place, headers=TUS)

    def fetch(self, laptop: Laptop | None = None, **fields: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        path = f"/v1/evidence/{self.case}/{self.sha256}"
        return (laptop or self.laptop).call("GET", path, headers=named)


def refused(answer: httpx.Response) -> tuple[int, str, dict[str, Any]]:
    """Status, code and facts of a refusal."""
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    told = answer.json()
    return answer.status_code, told["code"], told["facts"]


def known(district: District, laptop: Laptop) -> KnownDevice:
    return KnownDevice(laptop.device, laptop.key.public, STREET, "", False)


def kept(district: District, sending: Sending) -> Path:
    """Where the original lies when it is proven."""
    assert district.files.blobs.folder is not None
    return district.files.blobs.folder / key_of(sending.address)


def parts(district: District) -> list[bytes]:
    """What lies in the folder of files that are still coming."""
    return [path.read_bytes() for path in sorted((district.home / files_parts.FOLDER).glob("*"))]


def originals(district: District) -> list[Path]:
    assert district.files.blobs.folder is not None
    return [path for path in district.files.blobs.folder.rglob("*") if path.is_file()]
