"""The manifest of a release: which files, which hashes, which number; its own hash is the release's id."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from app.domain.canonical import NotCanonical, canonical_bytes
from app.releases.errors import ReleaseDamaged, ReleaseFromTheFuture, ReleaseUnreadable

FILE_NAME = "release.json"
FORMAT = 1
MAX_FILES = 5_000
MAX_FILE_BYTES = 16 * 1024 * 1024
MAX_MANIFEST_BYTES = 1024 * 1024

_HASH = re.compile(r"sha256:[0-9a-f]{64}")
_PART = re.compile(r"[A-Za-z0-9_\-][A-Za-z0-9_.\-]*")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file: SHA-256 as ``sha256:<hex>`` and size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature over the content address: public key in wire form, algorithm, value in hex."""

    key: str
    alg: str
    value: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release consists of.

    Attributes:
        version: the date under which officers know it (清单 2026-11-22 版).
        number: rises with each release; an older number never replaces a newer one.
        created: RFC 3339 with offset.
        files: by path below the folder of the release, with ``/``.
    """

    version: str
    number: int
    created: str
    files: Mapping[str, FileEntry]
    format: int = FORMAT

    @property
    def signed_bytes(self) -> bytes:
        """The canonical bytes that are hashed and signed."""
        return canonical_bytes(_signed(self))

    @property
    def id(self) -> str:
        """The content address: ``sha256:<hex>`` of the canonical manifest."""
        return hash_of(self.signed_bytes)


def hash_of(data: bytes) -> str:
    """SHA-256 with the name of the algorithm in front."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def manifest_text(manifest: Manifest, signatures: tuple[Signature, ...] = ()) -> bytes:
    """The file ``release.json``: readable, the same bytes for the same content.

    It carries its own content address, so that a changed byte of it is found like one of any other file.
    """
    envelope = {
        "id": manifest.id,
        "signatures": [{"alg": one.alg, "key": one.key, "value": one.value} for one in signatures],
        "signed": _signed(manifest),
    }
    return (json.dumps(envelope, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def parse_manifest(data: bytes) -> tuple[Manifest, tuple[Signature, ...]]:
    """Read ``release.json``.

    Raises:
        ReleaseUnreadable: too large, no JSON, another shape, an unsafe path, a hash in another form.
        ReleaseFromTheFuture: a format that this program does not know.
        ReleaseDamaged: the content is not the one that the address names.
    """
    if len(data) > MAX_MANIFEST_BYTES:
        raise ReleaseUnreadable(file=FILE_NAME, reason="too_large")
    try:
        envelope = json.loads(data.decode("utf-8"))
        signed, signatures = envelope["signed"], envelope["signatures"]
        if not set(envelope) <= {"id", "signatures", "signed"}:
            raise ReleaseUnreadable(file=FILE_NAME, reason="unknown_fields")
        if signed["format"] != FORMAT:
            raise ReleaseFromTheFuture(format=str(signed["format"]), known=FORMAT)
        manifest = Manifest(
            version=_text(signed["version"]),
            number=_count(signed["number"]),
            created=_moment(signed["created"]),
            files=_files(signed["files"]),
        )
        if signed != _signed(manifest):
            raise ReleaseUnreadable(file=FILE_NAME, reason="unknown_fields")
        if (named := envelope.get("id", manifest.id)) != manifest.id:
            raise ReleaseDamaged(file=FILE_NAME, expected=str(named), found=manifest.id)
        return manifest, tuple(
            Signature(_text(s["key"]), _text(s["alg"]), _text(s["value"])) for s in signatures
        )
    except (ValueError, KeyError, TypeError, RecursionError, NotCanonical) as error:
        raise ReleaseUnreadable(file=FILE_NAME, reason=type(error).__name__) from error


def safe_path(path: str) -> str:
    """Pass on a path that stays inside the release, with plain ASCII names.

    Raises:
        ValueError: absolute, climbing, hidden, empty or with other characters.
    """
    parts = path.split("/")
    if len(path) > 200 or len(parts) > 8 or not all(_PART.fullmatch(part) for part in parts):
        raise ValueError(path)
    return path


def _signed(manifest: Manifest) -> dict[str, object]:
    files = {path: {"sha256": entry.sha256, "size": entry.size} for path, entry in manifest.files.items()}
    return {
        "created": manifest.created,
        "files": files,
        "format": manifest.format,
        "number": manifest.number,
        "version": manifest.version,
    }


def _files(value: object) -> Mapping[str, FileEntry]:
    if not isinstance(value, dict) or len(value) > MAX_FILES:
        raise ValueError("files")
    found = {}
    for path, entry in value.items():
        digest, size = _text(entry["sha256"]), _count(entry["size"])
        if not _HASH.fullmatch(digest) or size > MAX_FILE_BYTES:
            raise ValueError(path)
        found[safe_path(path)] = FileEntry(digest, size)
    return MappingProxyType(found)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("text")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("count")
    return value


def _moment(value: object) -> str:
    text = _text(value)
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError("created")
    return text
