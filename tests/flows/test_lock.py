"""锁定: after Lock the process is new and its memory holds neither key nor passphrase."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.crypto.slots import change_passphrase
from app.documents.client import PaperWorker
from app.places import resources_dir
from app.services.enrol import DEVICE_KEY
from app.vault.slot_files import SlotFolder
from tests.flows.demo_laptop import CHEAP, JIA, PASSPHRASES, YI, DemoLaptop
from tests.flows.memory import Needles, command_of, forms_of_key, forms_of_text, found_in_memory
from tests.flows.unseal import keys_of, raw_store

ROOT = Path(__file__).resolve().parents[2]
CHOSEN = {JIA: "only-the-officer-knows-0199", YI: "nobody-else-ever-reads-0288"}
"""Passphrases of one's own: those of a demonstration are shown by its sign-in page."""
FLEETING = {"laptop secret", "second officer's key"}
"""Needed for a moment only: they may be overwritten before anybody looks."""
SECONDS = 400.0
READABLE = """
import app.crypto.memory
app.crypto.memory._set_not_dumpable = lambda: False
"""
"""Without root a hardened process cannot be read, so there the measure is taken out; it has its own test."""
LIMITS = """
import ctypes, resource, sys
from app.__main__ import main
code = main(["--home", sys.argv[1], "doctor", "--officer", "nobody"])
print(code, resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""
"""3 is PR_GET_DUMPABLE of linux/prctl.h."""

REPLACED = """
import os, sys
from app.bootstrap import replace_process
os.execv = lambda program, words: print(program == sys.executable, *words[1:])
replace_process(["--home", "somewhere"])
"""


@dataclass
class Working:
    """A process in which an officer works, and what must not be found in the one after it."""

    process: subprocess.Popen[bytes]
    home: Path
    needles: Needles
    shown: Needles = field(default_factory=dict)

    def lock(self) -> None:
        """Close the lid and wait until the sign-in page is up in the new process."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"lock\n")
        self.process.stdin.flush()
        expected = ("-m", "app", "--home", str(self.home))
        wait_for(lambda: command_of(self.process.pid)[1:] == expected)
        wait_for(lambda: found_in_memory(self.process.pid, self.shown) == set(self.shown))


def wait_for(true: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


@pytest.fixture
def laptop(tmp_path: Path) -> DemoLaptop:
    """A laptop whose officers chose passphrases that the sign-in page does not show."""
    made = DemoLaptop(tmp_path / "home").make()
    (secret,) = made.secrets.values()
    slots = SlotFolder(made.home)
    for officer, chosen in CHOSEN.items():
        changed = change_passphrase(slots.read(officer), PASSPHRASES[officer], chosen, secret, CHEAP)
        slots.write(officer, changed)
    return made


@pytest.fixture(params=["services", "windows", "covered"])
def working(laptop: DemoLaptop, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Working]:
    ((store, secret),) = laptop.secrets.items()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.flows.lock_child"],
        cwd=ROOT,
        env=surroundings(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None and process.stdout is not None
    told = {
        "home": str(laptop.home),
        "store": store,
        "secret": secret.hex(),
        "passphrases": CHOSEN,
        "hardened": os.geteuid() == 0,
        "way": request.param,
    }
    process.stdin.write(json.dumps(told).encode() + b"\n")
    process.stdin.flush()
    assert process.stdout.readline() == b"open\n"
    yield Working(process, laptop.home, secrets_of(laptop, secret), {"name": forms_of_text("演示员甲")[1:2]})
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdin.close()
    process.stdout.close()


def surroundings(folder: Path) -> dict[str, str]:
    kept = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(folder)}
    if os.geteuid() == 0:
        return kept
    (folder / "sitecustomize.py").write_text(READABLE, encoding="utf-8")
    return {**kept, "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}


def secrets_of(laptop: DemoLaptop, secret: bytes) -> Needles:
    keys = keys_of(laptop.home, JIA, CHOSEN[JIA], secret)
    second = keys_of(laptop.home, YI, CHOSEN[YI], secret)
    store = raw_store(laptop.home, keys.store)
    (device,) = store.execute("SELECT value FROM setting WHERE name = ?", (DEVICE_KEY,)).fetchone()
    store.close()
    return {
        "root key": forms_of_key(keys.slot.root_key),
        "store key": forms_of_key(keys.store),
        "vault key": forms_of_key(keys.vault),
        "laptop secret": forms_of_key(secret),
        "officer key": forms_of_key(keys.slot.officer_key.private_bytes()),
        "second officer's key": forms_of_key(second.slot.officer_key.private_bytes()),
        "device key": forms_of_key(base64.urlsafe_b64decode(f"{device}=")),
        "passphrase": forms_of_text(CHOSEN[JIA]),
        "second officer's passphrase": forms_of_text(CHOSEN[YI]),
    }


def test_after_lock_the_memory_of_the_new_process_holds_neither_key_nor_passphrase(working: Working) -> None:
    pid = working.process.pid
    before = found_in_memory(pid, working.needles)
    assert before >= set(working.needles) - FLEETING, "the scan finds what is there"
    working.lock()
    assert working.process.poll() is None, "the same process id, another program"
    assert found_in_memory(pid, working.needles) == set()


def test_after_lock_nothing_that_the_old_program_started_is_left(working: Working) -> None:
    working.lock()
    pid = working.process.pid
    assert Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split() == []
    opened = [os.readlink(file) for file in Path(f"/proc/{pid}/fd").iterdir() if file.is_symlink()]
    assert [file for file in opened if file.startswith(str(working.home))] == []


def test_a_started_program_writes_no_core_file_and_lets_nobody_of_the_same_user_read_it(
    tmp_path: Path,
) -> None:
    said = subprocess.run(
        [sys.executable, "-c", LIMITS, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["2", "(0,", "0)", "0"]


@pytest.mark.parametrize(("flags", "words"), [((), "-m app"), (("-P",), "-P -m app")])
def test_the_new_process_is_started_as_safely_as_the_old_one(flags: tuple[str, ...], words: str) -> None:
    said = subprocess.run(
        [sys.executable, *flags, "-c", REPLACED],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == f"True {words} --home somewhere\n"


def test_the_paper_process_writes_no_core_file_either() -> None:
    with PaperWorker(resources_dir()) as worker:
        worker.warm()
        own = f"/proc/{os.getpid()}/task/{os.getpid()}/children"
        children = map(int, Path(own).read_text(encoding="ascii").split())
        (pid,) = [child for child in children if "app.documents.worker" in command_of(child)]
        limits = Path(f"/proc/{pid}/limits").read_text(encoding="ascii")
        (core,) = [line for line in limits.splitlines() if line.startswith("Max core file size")]
        assert core.split()[4:6] == ["0", "0"]
