"""Originals that are whole and proven, each once under its address: a folder, or any S3-compatible store."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError, GenericError
from obstore.store import LocalStore, ObjectStore, from_url

from app.district.database import RETRY_SECONDS
from app.district.errors import DistrictUnusable
from app.durable import sync_folder
from app.wire.limits import MIB
from app.wire.problems import ServerBusy, ServerFull

if TYPE_CHECKING:
    from obstore.store import RetryConfig

FOLDER = "evidence"
_PART_BYTES = 8 * MIB
_AT_ONCE = 2
"""Parts that are in memory at once on their way into the store."""
_DAY_SECONDS = 24 * 60 * 60
_RETRY: RetryConfig = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}
"""How long a store elsewhere is asked again before whoever waits is told to come later."""
_ELSEWHERE = "s3://"
_FULL = re.compile(r"os error (28|122)\b")
"""ENOSPC and EDQUOT, as the store's library words them."""


class Blobs:
    """The store of originals; shared by all threads and processes."""

    def __init__(self, store: ObjectStore, folder: Path | None) -> None:
        """``folder`` is where a local store lies; None for one elsewhere."""
        self._store, self._folder = store, folder

    @property
    def folder(self) -> Path | None:
        """Where a local store lies; None for one elsewhere."""
        return self._folder

    def holds(self, address: str, size: int) -> bool:
        """Whether an original of this size lies at an address."""
        with self._named():
            try:
                return int(obstore.head(self._store, key_of(address))["size"]) == size
            except FileNotFoundError:
                return False

    def put(self, address: str, pieces: Iterator[bytes]) -> None:
        """Keep an original, whole or not at all, and return once it is on the medium.

        Raises:
            ServerFull, ServerBusy: the store takes nothing more, or does not answer.
        """
        key = key_of(address)
        with self._named():
            obstore.put(
                self._store, key, pieces, use_multipart=True, chunk_size=_PART_BYTES, max_concurrency=_AT_ONCE
            )
            if self._folder is not None:
                _sync(self._folder, key)

    def read(self, address: str, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from ``start`` up to ``stop``, about a mebibyte at a time.

        Raises:
            FileNotFoundError: nothing lies there.
            ServerBusy: the store does not answer.
        """
        if start == stop:
            return
        with self._named():
            found = obstore.get(self._store, key_of(address), options={"range": (start, stop)})
            for piece in found.stream(min_chunk_size=MIB):
                yield bytes(piece)

    def clear(self) -> None:
        """Remove what a local store's killed writers left behind; other stores have rules of their own."""
        if self._folder is None:
            return
        before = time.time() - _DAY_SECONDS
        for left in self._folder.glob("??/*#*"):
            if left.stat().st_mtime < before:
                left.unlink(missing_ok=True)

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Name the troubles of the store; what is wrong with a folder beside its room is a fault."""
        try:
            yield
        except FileNotFoundError:
            raise
        except GenericError as error:
            if _FULL.search(str(error)):
                raise ServerFull() from error
            raise self._trouble(error) from error
        except BaseError as error:
            raise self._trouble(error) from error

    def _trouble(self, error: BaseError) -> Exception:
        return error if self._folder is not None else ServerBusy(seconds=RETRY_SECONDS)


def open_blobs(home: Path, told: str | None) -> Blobs:
    """The store that was told (``FIELDCASE_DISTRICT_EVIDENCE``: a folder, or ``s3://bucket/prefix`` with the
    usual ``AWS_…`` variables), else a folder of the district.

    Raises:
        DistrictUnusable: it cannot be used (``reason`` is ``evidence``).
    """
    try:
        if told and "://" in told:
            if not told.startswith(_ELSEWHERE):
                raise ValueError("another kind of store")
            return Blobs(from_url(told, retry_config=_RETRY), None)
        folder = Path(told) if told else home / FOLDER
        folder.mkdir(parents=True, exist_ok=True, mode=0o750)
        return Blobs(LocalStore(folder), folder)
    except (BaseError, OSError, ValueError) as error:
        raise DistrictUnusable(reason="evidence", error=type(error).__name__) from error


def key_of(address: str) -> str:
    """Where an original lies in its store: 256 folders, so that none grows too large."""
    return f"{address[:2]}/{address}"


def _sync(folder: Path, key: str) -> None:
    path = folder / key
    with path.open("rb") as file:
        os.fsync(file.fileno())
    sync_folder(path.parent)
    sync_folder(folder)
