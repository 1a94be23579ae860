"""A crash leaves no picture of the keys."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.crypto import memory

SCRIPT = """
import resource
from app.crypto.memory import forbid_core_dumps
done = forbid_core_dumps()
status = open("/proc/self/status").read()
print(done.no_core_file, done.not_dumpable, resource.getrlimit(resource.RLIMIT_CORE))
"""


def test_a_hardened_process_writes_no_core_file() -> None:
    ended = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["True", "True", "(0,", "0)"]


def test_hardening_never_fails_where_the_system_offers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_prctl(*_: object, **__: object) -> object:
        raise OSError("no C library")

    monkeypatch.setattr(memory.ctypes, "CDLL", without_prctl)
    monkeypatch.setattr(memory, "_limit_core_files", lambda: False)
    assert memory.forbid_core_dumps() == memory.Hardening(no_core_file=False, not_dumpable=False)
