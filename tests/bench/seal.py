"""How fast evidence is sealed, as a share of the bare libraries doing the same work in the same run.

The floor reads one mebibyte at a time, hashes it, encrypts it and writes it, with no format, no name, no
check of the room and no durable order; both end with one fsync of the file. ``ratio`` is floor time divided
by ours: 1.0 is as fast as the bare loop, and the budget is at least 0.7 (design, section 11).

Run alone: ``python -m tests.bench.seal [MiB]``.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.vault.files import FileVault

MIB = 1024 * 1024
TURNS = 6
BUDGET = 0.7


def measure(mebibytes: int = 256) -> dict[str, float]:
    """Seal a file of random bytes and do the same with the bare libraries, in turns; the best turn counts.

    Returns:
        ``seconds``, ``floor_seconds``, ``ratio``, ``budget`` and ``mib_per_second`` of the sealing.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "source"
        with source.open("wb") as file:
            for _ in range(mebibytes):
                file.write(os.urandom(MIB))
        ours, floor = [], []
        for turn in range(TURNS):
            pair = [(floor, _bare_loop), (ours, _sealed)]
            for times, work in pair if turn % 2 else reversed(pair):
                times.append(_seconds(work, source, folder / "result"))
    return {
        "seconds": min(ours),
        "floor_seconds": min(floor),
        "ratio": min(floor) / min(ours),
        "budget": BUDGET,
        "mib_per_second": mebibytes / min(ours),
    }


def _sealed(source: Path, folder: Path) -> None:
    with source.open("rb") as file:
        FileVault(folder, os.urandom(32), kept_free=0).seal(file)


def _bare_loop(source: Path, folder: Path) -> None:
    cipher, digest, number = AESGCM(os.urandom(32)), hashlib.sha256(), 0
    folder.mkdir()
    with source.open("rb", buffering=0) as file, (folder / "bare").open("wb", buffering=0) as out:
        while block := file.read(MIB):
            digest.update(block)
            out.write(cipher.encrypt(number.to_bytes(12, "big"), block, None))
            number += 1
        os.fsync(out.fileno())


def _seconds(work: Callable[[Path, Path], None], source: Path, folder: Path) -> float:
    started = perf_counter()
    work(source, folder)
    taken = perf_counter() - started
    shutil.rmtree(folder)
    return taken


if __name__ == "__main__":
    print(json.dumps(measure(*(int(word) for word in sys.argv[1:2])), indent=1))
