"""Keep the memory of this process out of dumps and away from other processes, as far as the system lets us.

Nothing here is a promise: Python copies bytes freely, so a living process cannot wipe its keys. Locking
therefore replaces the process; what this module adds is that a crash leaves no picture of the keys.
"""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass

PR_SET_DUMPABLE = 4
"""From ``linux/prctl.h``: 0 means no core file and no ptrace by the same user. An exec sets it back."""


@dataclass(frozen=True, slots=True)
class Hardening:
    """Which measures took hold; for the diagnostics page."""

    no_core_file: bool
    not_dumpable: bool


def forbid_core_dumps() -> Hardening:
    """Forbid core files and, on Linux, the reading of this process by others of the same user.

    To be called first thing in every process, also after an exec. Never fails.
    """
    return Hardening(no_core_file=_limit_core_files(), not_dumpable=_set_not_dumpable())


def _limit_core_files() -> bool:
    if sys.platform == "win32":
        return False
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return False
    return True


def _set_not_dumpable() -> bool:
    if not sys.platform.startswith("linux"):
        return False
    try:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
    except (OSError, AttributeError):
        return False
    prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    prctl.restype = ctypes.c_int
    return bool(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)
