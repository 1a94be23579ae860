"""The printed recovery code and the slot that it opens.

A code is 135 random bits as 27 characters of Crockford's base 32 plus one check character, in seven groups
of four. It is long enough to need no stretching and opens the root key alone, without the laptop's secret.
The check character is a weighted sum over the field with 32 elements: it finds every single wrong character
and every swap of two.
"""

from __future__ import annotations

import os
import secrets
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.crypto import slot_format
from app.crypto.derive import ROOT_BYTES, expand
from app.crypto.slot_format import Fields, SlotKind
from app.ports.keys import RecoveryCodeMistyped, RecoveryCodeWrong, SlotDamaged

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SYMBOLS = 27
GROUP = 4
SALT_BYTES = 16
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_FIELD_POLYNOMIAL = 0b100101
"""x^5 + x^2 + 1, primitive: the 28 places of a code have 28 different weights."""


def make_recovery_code() -> str:
    """A new code as it is printed: ``XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX``."""
    values = [secrets.randbelow(32) for _ in range(SYMBOLS)]
    code = "".join(ALPHABET[value] for value in [*values, _check(values)])
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_recovery_code(typed: str) -> str:
    """The 27 characters behind what somebody typed: any case, any dashes and spaces, O for 0, I and L for 1.

    Raises:
        RecoveryCodeMistyped: wrong length, a character outside the alphabet, or the check does not fit.
    """
    folded = unicodedata.normalize("NFKC", typed).upper().translate(_READ_AS)
    code = "".join(sign for sign in folded if not _is_spacing(sign))
    if any(sign not in ALPHABET for sign in code):
        raise RecoveryCodeMistyped(reason="character")
    if len(code) != SYMBOLS + 1:
        raise RecoveryCodeMistyped(reason="length", wanted=SYMBOLS + 1, given=len(code))
    values = [ALPHABET.index(sign) for sign in code]
    if _check(values[:-1]) != values[-1]:
        raise RecoveryCodeMistyped(reason="check")
    return code[:-1]


def make_recovery_slot(store: str, code: str, root_key: bytes) -> bytes:
    """Wrap the root key of ``store`` for whoever holds the printed ``code``.

    Raises:
        RecoveryCodeMistyped: ``code`` is none that :func:`make_recovery_code` gave.
    """
    if len(root_key) != ROOT_BYTES:
        raise ValueError("a root key has 32 bytes")
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(slot_format.NONCE_BYTES)
    fields: Fields = {
        "store": store,
        "join": "hkdf-sha256",
        "salt": slot_format.text(salt),
        "cipher": "aes-256-gcm",
    }
    sealed = AESGCM(_key(code, salt)).encrypt(
        nonce, root_key, slot_format.associated(SlotKind.RECOVERY, fields)
    )
    return slot_format.write(SlotKind.RECOVERY, fields, nonce, sealed)


def open_recovery_slot(slot: bytes, typed: str) -> bytes:
    """The root key; whoever comes back this way gets a new officer key and slot.

    Raises:
        RecoveryCodeMistyped, RecoveryCodeWrong, SlotDamaged, SlotTooNew.
    """
    stored = slot_format.read(slot, SlotKind.RECOVERY)
    if [stored.fields.get("join"), stored.fields.get("cipher")] != ["hkdf-sha256", "aes-256-gcm"]:
        raise SlotDamaged(part="field", field="algorithms")
    key = _key(typed, slot_format.raw(stored.fields, "salt", SALT_BYTES))
    associated = slot_format.associated(SlotKind.RECOVERY, stored.fields)
    try:
        root_key = AESGCM(key).decrypt(stored.nonce, stored.sealed, associated)
    except InvalidTag as error:
        raise RecoveryCodeWrong(store=slot_format.string(stored.fields, "store")) from error
    if len(root_key) != ROOT_BYTES:
        raise SlotDamaged(part="field", field="sealed")
    return root_key


def _key(typed: str, salt: bytes) -> bytes:
    return expand(read_recovery_code(typed).encode("ascii"), "fieldcase/1/slot/recovery", salt=salt)


def _is_spacing(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) == "Pd" or sign in "_.·"


def _check(values: list[int]) -> int:
    total = 0
    for value in values:
        total = _times_x(total ^ value)
    return total


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ _FIELD_POLYNOMIAL if doubled & 0b100000 else doubled
