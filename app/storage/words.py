"""Text to what the search index holds of it: single characters, so that any part of a word is found.

FTS5 cuts text at spaces. Every letter, digit and ideograph becomes a token of its own, both here and in
what is asked, and an asked word becomes a phrase of them: one, two or more characters match anywhere
inside a name or a number. Full width, case and compatibility forms are folded away (NFKC).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

LONGEST = 64
"""Characters of one asked word that are looked at."""
MOST = 8
"""Asked words that are looked at."""
_GAP = "zz"
_IDEOGRAPHS = range(0x20000, 0x40000)


def characters(text: str) -> list[str]:
    """The tokens of a text: one for each letter, digit and ideograph; all else falls out.

    Characters beyond U+FFFF are written as ``u`` and their number, since neither FTS5 nor Python knows
    all ideographs that stand in names. Private ones count: old systems kept rare names there.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return [_token(character) for character in folded if _counts(character)]


def indexed(texts: Iterable[str]) -> str:
    """Several texts as one index text; no asked word reaches from one into the next."""
    return f" {_GAP} ".join(" ".join(tokens) for text in texts if (tokens := characters(text)))


def match_expression(asked: str) -> str | None:
    """The FTS5 expression for what an officer typed: all of its words must be found; None asks nothing."""
    phrases = [characters(word)[:LONGEST] for word in asked.split()[:MOST]]
    return " AND ".join(f'"{" ".join(phrase)}"' for phrase in phrases if phrase) or None


def _counts(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co" or ord(character) in _IDEOGRAPHS


def _token(character: str) -> str:
    return character if ord(character) <= 0xFFFF else f"u{ord(character):x}"
