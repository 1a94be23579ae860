"""Enrolment codes: twenty characters of chance that the district knows, and twenty that tell the district.

The mark is the beginning of a hash over the district's key and its certificate authority, so that a paper
with the code alone tells a fresh laptop whom to trust; 100 bits of either cannot be guessed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import ClassVar

from app.domain.errors import AppError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U."""
SECRET_LETTERS = 20
MARK_LETTERS = 20
_GROUP = 4
_BITS = 5
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
_SECRET = re.compile(f"[{ALPHABET}]{{{SECRET_LETTERS}}}", re.ASCII)


class CodeMistyped(AppError):
    """What was typed is no enrolment code; ``reason`` is ``length`` or ``character``."""

    code: ClassVar[str] = "code.mistyped"


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    """A code as it stands on paper: what the district asks for, and how the district is known."""

    secret: str = field(repr=False)
    mark: str

    def __str__(self) -> str:
        letters = self.secret + self.mark
        return "-".join(letters[place : place + _GROUP] for place in range(0, len(letters), _GROUP))


def read_code(typed: str) -> EnrolmentCode:
    """Read what a person typed: hyphens, blanks and small letters do not matter, I and L are 1, O is 0.

    Raises:
        CodeMistyped: too short, too long, or with a character that no code has.
    """
    letters = "".join(typed.split()).replace("-", "").upper().translate(_READ_AS)
    if len(letters) != SECRET_LETTERS + MARK_LETTERS:
        raise CodeMistyped(reason="length", length=len(letters))
    if not set(letters) <= set(ALPHABET):
        raise CodeMistyped(reason="character")
    return EnrolmentCode(letters[:SECRET_LETTERS], letters[SECRET_LETTERS:])


def is_secret(text: str) -> bool:
    """Whether a text has the form of a secret: twenty letters of the alphabet, without hyphens."""
    return _SECRET.fullmatch(text) is not None


def letters_of(data: bytes, count: int) -> str:
    """The first ``count`` times five bits of ``data`` in the alphabet."""
    number = int.from_bytes(data, "big") >> (len(data) * 8 - count * _BITS)
    return "".join(ALPHABET[number >> _BITS * place & 31] for place in reversed(range(count)))


def mark_of(district: str, authority_der: bytes | None) -> str:
    """How a district is known: by its public key and its certificate authority (None on plain HTTP)."""
    authority = "" if authority_der is None else hashlib.sha256(authority_der).hexdigest()
    told = f"{district}\n{authority}".encode("ascii")
    return letters_of(hashlib.sha256(told).digest(), MARK_LETTERS)


def proof_digest(secret: str, public_key: str) -> bytes:
    """What a new key signs behind the tag ``enrolment``: SHA-256 of secret, line feed, public key."""
    return hashlib.sha256(f"{secret}\n{public_key}".encode()).digest()
