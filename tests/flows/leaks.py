"""Looks for plaintext on the disk: planted values in three encodings, and the marks of open files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "gb18030")
SHORTEST = 8
ANYWHERE = {"a PDF": b"%PDF-1.", "an open SQLite store": b"SQLite format 3"}
JPEG_MARKS = (b"JFIF\0", b"Exif\0\0")


@dataclass(frozen=True)
class Leak:
    """Something readable in a file that should be sealed."""

    path: Path
    what: str


def planted_values(count: int = 200) -> tuple[str, ...]:
    """Invented values, each at least 8 bytes long in every encoding and found nowhere else."""
    return tuple(f"植入值{number:03d}乙戌亥" for number in range(count))


def files_since(roots: Iterable[Path], since: float) -> Iterator[Path]:
    """Every regular file under the roots that was written at or after a moment (seconds since 1970).

    A file whose time was set back counts by the moment at which that was done.
    """
    for root in roots:
        for folder, _, names in os.walk(root):
            for name in names:
                path = Path(folder) / name
                if path.is_file() and not path.is_symlink() and _touched(path) >= since:
                    yield path


def _touched(path: Path) -> float:
    facts = path.stat()
    return max(facts.st_mtime, facts.st_ctime)


def scan(paths: Iterable[Path], values: Sequence[str]) -> list[Leak]:
    """Every planted value and every mark of an open PDF, SQLite, JPEG or MP4 in the files."""
    needles = {
        form: value
        for value in values
        for form in (value.encode(encoding) for encoding in ENCODINGS)
        if len(form) >= SHORTEST
    }
    pattern = re.compile(b"|".join(re.escape(form) for form in sorted(needles, key=len, reverse=True)))
    return [leak for path in paths for leak in _leaks_in(path, pattern, needles)]


def _leaks_in(path: Path, pattern: re.Pattern[bytes], needles: dict[bytes, str]) -> Iterator[Leak]:
    data = path.read_bytes()
    for found in sorted({needles[match] for match in pattern.findall(data)}):
        yield Leak(path, found)
    for what, mark in ANYWHERE.items():
        if mark in data:
            yield Leak(path, what)
    if data.startswith(b"\xff\xd8\xff"):
        yield Leak(path, "a JPEG")
    if any(mark in data for mark in JPEG_MARKS) and b"\xff\xd8\xff" in data:
        yield Leak(path, "a JPEG mark")
    if data[4:8] == b"ftyp":
        yield Leak(path, "an MP4")
