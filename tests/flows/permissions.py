"""Root obeys no permission bits; within this block it does, so that a test of them holds for every user."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

_VERSION_3 = 0x20080522
_OVERRIDES = 0b110
"""CAP_DAC_OVERRIDE (1) and CAP_DAC_READ_SEARCH (2): reading and writing whatever the bits say."""


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


@contextmanager
def permissions_obeyed() -> Iterator[None]:
    """For this thread, permission bits count even for root."""
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = _Header(_VERSION_3, 0), (_Sets * 2)()

    def call(what: str) -> None:
        if getattr(libc, what)(ctypes.byref(header), sets) != 0:
            raise OSError(ctypes.get_errno(), what)

    call("capget")
    before = sets[0].effective
    sets[0].effective = before & ~_OVERRIDES
    call("capset")
    try:
        yield
    finally:
        sets[0].effective = before
        call("capset")


@contextmanager
def read_only(folder: str | os.PathLike[str]) -> Iterator[None]:
    """A folder with everything in it takes no change, as on a medium that is mounted read-only."""
    modes: dict[str, int] = {}
    for place, _, names in os.walk(folder):
        for path in (place, *(os.path.join(place, name) for name in names)):
            modes[path] = os.stat(path).st_mode
            os.chmod(path, modes[path] & ~0o222)
    try:
        with permissions_obeyed():
            yield
    finally:
        for path, mode in modes.items():
            os.chmod(path, mode)
