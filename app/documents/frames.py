"""What the program and its paper process say to each other: JSON and bytes, each behind its length."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO

LARGEST = 64 * 1024 * 1024
"""Bytes of one part; more is no frame of ours."""
_LENGTH = struct.Struct(">II")


class FrameBroken(Exception):
    """The stream ended within a frame or holds something else."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A request or a reply; ``blob`` is the PDF of a reply."""

    head: Mapping[str, object]
    blob: bytes = b""


def write_frame(stream: IO[bytes], frame: Frame) -> None:
    """Write one frame and flush it."""
    head = json.dumps(frame.head).encode("ascii")
    stream.write(_LENGTH.pack(len(head), len(frame.blob)) + head + frame.blob)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Frame | None:
    """Read one frame; None when the other side is gone.

    Raises:
        FrameBroken: the stream ended within a frame, or a length or the JSON is wrong.
    """
    lengths = stream.read(_LENGTH.size)
    if not lengths:
        return None
    if len(lengths) < _LENGTH.size:
        raise FrameBroken
    head_length, blob_length = _LENGTH.unpack(lengths)
    if max(head_length, blob_length) > LARGEST:
        raise FrameBroken
    text, blob = stream.read(head_length), stream.read(blob_length)
    if len(text) < head_length or len(blob) < blob_length:
        raise FrameBroken
    try:
        head = json.loads(text)
    except ValueError as error:
        raise FrameBroken from error
    if not isinstance(head, dict):
        raise FrameBroken
    return Frame(head, blob)
