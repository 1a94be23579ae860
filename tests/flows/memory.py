"""Looks for keys and passphrases in the memory of a running process, through ``/proc/<pid>/mem``.

Reading it needs root, or a process of the same user that has not forbidden it (``PR_SET_DUMPABLE``).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

CHUNK = 16 * 1024 * 1024
_UNREADABLE = ("[vvar", "[vsyscall]")

Needles = Mapping[str, Sequence[bytes]]
"""What is looked for: a name, and every form in which it may lie in memory."""


def forms_of_key(key: bytes) -> tuple[bytes, ...]:
    """A key as raw bytes, in hex as SQLCipher takes it, and in base64url as statements carry it."""
    text = base64.urlsafe_b64encode(key).rstrip(b"=")
    return key, key.hex().encode(), key.hex().upper().encode(), text


def forms_of_text(text: str) -> tuple[bytes, ...]:
    """A text as Python, Qt and C keep it."""
    return tuple(text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-32-le"))


def found_in_memory(pid: int, needles: Needles) -> set[str]:
    """The names of all needles that lie somewhere in the process's memory.

    Raises:
        PermissionError: the process may not be read.
    """
    by_form = {form: name for name, forms in needles.items() for form in forms}
    pattern = re.compile(b"|".join(re.escape(form) for form in sorted(by_form, key=len, reverse=True)))
    overlap = max(map(len, by_form)) - 1
    found: set[str] = set()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end in _regions(pid):
            kept = b""
            for place in range(start, end, CHUNK):
                try:
                    memory.seek(place)
                    piece = memory.read(min(CHUNK, end - place))
                except OSError:
                    break
                found |= {by_form[match] for match in pattern.findall(kept + piece)}
                kept = piece[-overlap:]
    return found


def _regions(pid: int) -> Iterator[tuple[int, int]]:
    """Every readable part of the process's address space."""
    for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8", errors="replace").splitlines():
        span, rights, *rest = line.split(maxsplit=5)
        if rights.startswith("r") and not (len(rest) == 4 and rest[3].startswith(_UNREADABLE)):
            start, _, end = span.partition("-")
            yield int(start, 16), int(end, 16)


def command_of(pid: int) -> tuple[str, ...]:
    """The command line of a process."""
    return tuple(Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")[:-1])
