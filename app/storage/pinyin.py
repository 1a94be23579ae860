"""Pinyin of single characters: initials for the search, whole readings for the order of names.

pypinyin is imported at the first use, and without its dictionary of phrases: single readings need none,
and it would take some forty megabytes of memory.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from functools import cache

from app.storage.words import characters

MOST_WAYS = 8
"""Ways of reading one name that are indexed; 单 or 长 alone give two or three."""
_FIRST_IDEOGRAPH = 0x3400


def initials(text: str) -> str:
    """The first letters of a text in its usual reading; other letters and digits stand for themselves."""
    return "".join(readings(character)[0][0] for character in _readable(text))


def ways_of_initials(name: str) -> tuple[str, ...]:
    """The first letters of a name for every way of reading it, the most usual first, at most eight."""
    letters = [tuple(dict.fromkeys(way[0] for way in readings(character))) for character in _readable(name)]
    ways = ("".join(way) for way in itertools.product(*letters))
    return tuple(itertools.islice(ways, MOST_WAYS))


def order_key(name: str) -> str:
    """A text by which names sort as in a Chinese directory: by reading, then by character."""
    spoken = " ".join(readings(character)[0] for character in _readable(name))
    return f"{spoken}\t{name}"


@cache
def readings(character: str) -> tuple[str, ...]:
    """The readings of one character without tones, the most usual first; its own self when it has none."""
    if ord(character) < _FIRST_IDEOGRAPH:
        return (character,)
    found = tuple(dict.fromkeys(reading for reading in _look_up()(character) if reading))
    return found or (character,)


def _readable(text: str) -> list[str]:
    return [chr(int(token[1:], 16)) if len(token) > 1 else token for token in characters(text)]


@cache
def _look_up() -> Callable[[str], list[str]]:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    import pypinyin

    def look_up(character: str) -> list[str]:
        return pypinyin.pinyin(character, style=pypinyin.Style.NORMAL, heteronym=True)[0]

    return look_up
