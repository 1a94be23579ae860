"""The check code of a page and the mark in its QR code: number, paper and code, readable by any scanner."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import segno

from app.documents.scene import Mark, Modules, canonical

_CODE_BYTES, _PAPER_BYTES = 6, 8
_GROUP = 4
_BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_TOKEN_LENGTH = (_CODE_BYTES + _PAPER_BYTES) // 2 * 3


@dataclass(frozen=True, slots=True)
class PaperMark:
    """What the QR code of a page says."""

    number: str
    paper: str
    check_code: str


def check_code(content: Iterable[Mark]) -> str:
    """XXXX-XXXX-XXXX: the first 12 hex digits of the SHA-256 over what the page says."""
    digits = hashlib.sha256(canonical(content)).hexdigest()[: 2 * _CODE_BYTES].upper()
    return "-".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def mark_text(mark: PaperMark) -> str:
    """The text of the QR code: the number, a blank, and paper and code in base 45 (RFC 9285).

    In hexadecimal the three would need more modules than 12 mm hold at 0.35 mm each.
    """
    raw = bytes.fromhex(mark.paper) + bytes.fromhex(mark.check_code.replace("-", ""))
    return f"{mark.number} {_base45(raw)}"


def read_mark(text: str) -> PaperMark | None:
    """Read a scanned text back; None when it is no mark of a paper."""
    number, blank, token = (
        text[: -_TOKEN_LENGTH - 1],
        text[-_TOKEN_LENGTH - 1 : -_TOKEN_LENGTH],
        text[-_TOKEN_LENGTH:],
    )
    raw = _from_base45(token)
    if not number or blank != " " or raw is None:
        return None
    digits = raw[_PAPER_BYTES:].hex().upper()
    code = "-".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))
    return PaperMark(number, raw[:_PAPER_BYTES].hex(), code)


def modules(mark: PaperMark, right: float, bottom: float, side: float, least: float) -> Modules:
    """The QR code, level M, its lower right corner at (right, bottom); all in points.

    It is ``side`` wide, or wider when a long number would make a module smaller than ``least``.
    """
    text = mark_text(mark)
    number, token = text[: len(mark.number)], text[len(mark.number) :]
    parts = [(number, None, "utf-8"), (token,)]
    make: Callable[..., segno.QRCode] = segno.make_qr
    matrix = make(parts, error="m", boost_error=False).matrix
    module = max(side / len(matrix), least)
    wide = module * len(matrix)
    return Modules(right - wide, bottom - wide, module, tuple(_runs(row) for row in matrix))


def _runs(row: bytes | bytearray) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for column, dark in enumerate(row):
        if dark and found and sum(found[-1]) == column:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((column, 1))
    return tuple(found)


def _base45(raw: bytes) -> str:
    text = ""
    for high, low in zip(raw[::2], raw[1::2], strict=True):
        rest, third = divmod(high * 256 + low, 45 * 45)
        second, first = divmod(third, 45)
        text += _BASE45[first] + _BASE45[second] + _BASE45[rest]
    return text


def _from_base45(text: str) -> bytes | None:
    raw = b""
    for at in range(0, len(text), 3):
        digits = [_BASE45.find(char) for char in text[at : at + 3]]
        value = sum(digit * 45**power for power, digit in enumerate(digits))
        if len(digits) < 3 or min(digits) < 0 or value > 0xFFFF:
            return None
        raw += value.to_bytes(2)
    return raw if len(raw) == _CODE_BYTES + _PAPER_BYTES else None
