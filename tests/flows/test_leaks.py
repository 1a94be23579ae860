"""The scan for plaintext is itself tried: what it must find, it finds."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.flows.leaks import ENCODINGS, Leak, files_since, planted_values, scan


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_planted_value_is_found_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    values = planted_values()
    for number, value in enumerate(values):
        (tmp_path / f"{number}.bin").write_bytes(b"\x00noise" + value.encode(encoding) + b"noise")
    assert {leak.what for leak in scan(files_since([tmp_path], 0), values)} == set(values)
    assert all(len(value.encode(encoding)) >= 8 for value in values)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"x%PDF-1.7", "a PDF"),
        (b"SQLite format 3\0", "an open SQLite store"),
        (b"\xff\xd8\xff\xe0", "a JPEG"),
        (b"zip\xff\xd8\xff\xe0\0\x10JFIF\0", "a JPEG mark"),
        (b"\0\0\0\x18ftypmp42", "an MP4"),
    ],
)
def test_the_marks_of_open_files_are_found(tmp_path: Path, data: bytes, what: str) -> None:
    (tmp_path / "file").write_bytes(data)
    assert scan(files_since([tmp_path], 0), planted_values(1)) == [Leak(tmp_path / "file", what)]


def test_files_from_before_the_journey_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"%PDF-1.7")
    assert list(files_since([tmp_path], time.time() + 5)) == []


def test_a_file_that_bears_an_older_time_is_not_overlooked(tmp_path: Path) -> None:
    began = time.time() - 1
    (tmp_path / "aged").write_bytes(b"%PDF-1.7")
    os.utime(tmp_path / "aged", (0, 0))
    assert list(files_since([tmp_path], began)) == [tmp_path / "aged"]
