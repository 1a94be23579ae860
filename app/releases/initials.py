"""Pinyin initials of Chinese names, one for each character, made when a release is built."""

from __future__ import annotations

from collections.abc import Iterable

from pypinyin import Style, pinyin


def initials_of(text: str) -> str:
    """The first pinyin letter of each character, read in its context; other characters stay as they are.

    The result is as long as the text, so that a hit in it is a place in the text.
    """
    written, place = "", 0
    for reading in pinyin(text, style=Style.FIRST_LETTER, strict=False):
        token = reading[0]
        if text.startswith(token, place):
            written += _folded(token)
            place += len(token)
        else:
            written += token[0].lower()
            place += 1
    return written


def initials_for(names: Iterable[str]) -> dict[str, str]:
    """Initials by name, each name once."""
    return {name: initials_of(name) for name in sorted(set(names))}


def _folded(text: str) -> str:
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)
