"""What an identity number tells by itself: day of birth and sex (GB 11643: digits 7-14 and 17)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_RESIDENT = re.compile(r"\d{17}[\dX]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class IdentityFacts:
    """``born`` as ISO date, ``sex`` 男 or 女; ``checked`` whether the last digit fits the others."""

    born: str
    sex: str
    checked: bool


def identity_facts(typed: str) -> IdentityFacts | None:
    """Read a resident's identity number with 18 places; None for any other paper."""
    plain = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())
    if _RESIDENT.fullmatch(plain) is None:
        return None
    try:
        born = date(int(plain[6:10]), int(plain[10:12]), int(plain[12:14]))
    except ValueError:
        return None
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, plain, strict=False))
    sex = "男" if int(plain[16]) % 2 else "女"
    return IdentityFacts(born.isoformat(), sex, _CHECKS[total % len(_CHECKS)] == plain[17])
