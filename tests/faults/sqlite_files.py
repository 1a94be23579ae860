"""Shows the disk what SQLite does to its files, through the table of functions by which SQLite reaches them.

https://www.sqlite.org/vfs.html describes the two tables: ``sqlite3_vfs`` opens files, ``sqlite3_io_methods``
belongs to an open one. The library's own functions do the work; ours only see it go by.
"""

from __future__ import annotations

import ctypes
import os
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any

from sqlcipher3 import _sqlite3

from tests.faults.disk import Disk

SQLITE_OK, SQLITE_FULL = 0, 13

# The name is an address and not a copy of the name: SQLite goes on using it as long as the file is open.
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_READ = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
_FILE_SIZE = CFUNCTYPE(c_int, c_void_p, POINTER(c_int64))


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("pNext", c_void_p),
        ("zName", c_char_p),
        ("pAppData", c_void_p),
        ("xOpen", c_void_p),
        ("xDelete", c_void_p),
    )


class _Methods(ctypes.Structure):
    _fields_ = (
        ("iVersion", c_int),
        ("xClose", c_void_p),
        ("xRead", c_void_p),
        ("xWrite", c_void_p),
        ("xTruncate", c_void_p),
        ("xSync", c_void_p),
        ("xFileSize", c_void_p),
        ("others", c_void_p * 12),
    )


class _File:
    """One open file of SQLite and the library's own functions for it."""

    def __init__(self, pointer: int, path: str, methods: _Methods) -> None:
        self.pointer, self.path = pointer, path
        self.read, self.write = _READ(methods.xRead), _WRITE(methods.xWrite)
        self.truncate, self.sync = _TRUNCATE(methods.xTruncate), _SYNC(methods.xSync)
        self._size = _FILE_SIZE(methods.xFileSize)

    @property
    def name(self) -> str:
        return Path(self.path).name

    def size(self) -> int:
        found = c_int64()
        self._size(self.pointer, ctypes.byref(found))
        return found.value

    def content(self, offset: int, amount: int) -> bytes:
        """What the file holds there now, sealed as it is."""
        amount = max(0, min(amount, self.size() - offset))
        buffer = ctypes.create_string_buffer(amount or 1)
        if amount:
            self.read(self.pointer, buffer, amount, offset)
        return buffer.raw[:amount]


_WATCHING: list[_Watch] = []
"""The library holds addresses of functions in these, so they must live as long as the process."""


def watch_sqlite(disk: Disk) -> None:
    """Put the disk between the SQLite library of this process and its files; there is no way back."""
    _WATCHING.append(_Watch(disk))


class _Watch:
    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._files: dict[int, _File] = {}
        self._tables: dict[int, _Methods] = {}
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        vfs = library.sqlite3_vfs_find(None).contents
        self._open, self._delete = _OPEN(vfs.xOpen), _DELETE(vfs.xDelete)
        self._ours = (
            _WRITE(self._on_write),
            _TRUNCATE(self._on_truncate),
            _SYNC(self._on_sync),
            _OPEN(self._on_open),
            _DELETE(self._on_delete),
        )
        vfs.xOpen, vfs.xDelete = _address(self._ours[3]), _address(self._ours[4])

    def _on_open(self, vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        result = int(self._open(vfs, name, file, flags, out))
        path = os.fsdecode(ctypes.string_at(name)) if name else ""
        if result != SQLITE_OK or not self._disk.holds(path):
            return result
        place = c_void_p.from_address(file)
        original = place.value or 0
        theirs = _Methods.from_address(original)
        self._files[file] = _File(file, path, theirs)
        place.value = ctypes.addressof(self._table(original, theirs))
        return result

    def _table(self, original: int, theirs: _Methods) -> _Methods:
        if original not in self._tables:
            table = _Methods.from_buffer_copy(theirs)
            table.xWrite, table.xTruncate, table.xSync = (_address(own) for own in self._ours[:3])
            self._tables[original] = table
        return self._tables[original]

    def _on_write(self, pointer: int, data: int, amount: int, offset: int) -> int:
        file, disk = self._files[pointer], self._disk
        cut = disk.arrives(f"write {file.name} at {offset}")
        if disk.forgets:
            before, size = file.content(offset, amount), file.size()
            disk.note(file.path, lambda: _put_back(file.path, offset, before, size))
        if cut:
            file.write(pointer, data, disk.dice.randint(0, amount), offset)
            disk.end()
        if not disk.has_room():
            return SQLITE_FULL
        return int(file.write(pointer, data, amount, offset))

    def _on_truncate(self, pointer: int, length: int) -> int:
        file, disk = self._files[pointer], self._disk
        disk.step(f"truncate {file.name}")
        if disk.forgets:
            size = file.size()
            tail = file.content(length, max(0, size - length))
            disk.note(file.path, lambda: _put_back(file.path, length, tail, size))
        return int(file.truncate(pointer, length))

    def _on_sync(self, pointer: int, flags: int) -> int:
        file = self._files[pointer]
        self._disk.step(f"sync {file.name}")
        result = int(file.sync(pointer, flags))
        self._disk.synced(file.path)
        return result

    def _on_delete(self, vfs: int, name: bytes, sync_folder: int) -> int:
        path = os.fsdecode(name)
        if not self._disk.holds(path) or not os.path.exists(path):
            return int(self._delete(vfs, name, sync_folder))
        self._disk.step(f"delete {Path(path).name}")
        if self._disk.forgets and not sync_folder:
            content = Path(path).read_bytes()
            self._disk.note(os.path.dirname(path), lambda: _write(path, content))
        return int(self._delete(vfs, name, sync_folder))


def _address(function: Any) -> int:
    return ctypes.cast(function, c_void_p).value or 0


def _put_back(path: str, offset: int, content: bytes, size: int) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o660)
    os.pwrite(descriptor, content, offset)
    os.ftruncate(descriptor, size)
    os.close(descriptor)


def _write(path: str, content: bytes) -> None:
    Path(path).write_bytes(content)
