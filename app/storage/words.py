"""Text to what the search index holds of it: single characters, so that any part of a word is found.

FTS5 cuts text at spaces. Every letter, digit and ideograph becomes a token of its own, both here and in
what is asked, and an asked word becomes a phrase of them: one, two or more characters match anywhere
inside a name or a number. Full width, case and compatibility forms are folded away (NFKC).

Ten digits and a few letters stand in every case, so a phrase of them alone would walk through all cases.
Runs of three and more are therefore kept a second time as triples (``1234`` as ``123 234``), and asked as
such: FTS5 looks at the rest of a question only in the few cases that have them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

LONGEST = 64
"""Characters of one asked word that are looked at."""
MOST = 8
"""Asked words that are looked at."""
TRIPLE = 3
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
    found = [tokens for text in texts if (tokens := characters(text))]
    runs = [_triples(run) for tokens in found for run in _plain_runs(tokens)]
    return f" {_GAP} ".join(" ".join(tokens) for tokens in (*found, *runs))


def match_expression(asked: str) -> str | None:
    """The FTS5 expression for what an officer typed: all of its words must be found; None asks nothing."""
    words = [characters(word)[:LONGEST] for word in asked.split()[:MOST]]
    phrases = dict.fromkeys(" ".join(phrase) for word in words for phrase in _phrases(word))
    return " AND ".join(f'"{phrase}"' for phrase in phrases) or None


def _phrases(word: list[str]) -> Iterator[list[str]]:
    """What must be found for one word: its runs as triples, which are rare, and first; then all of it."""
    runs = list(_plain_runs(word))
    yield from map(_triples, runs)
    if word and runs != [word]:
        yield word


def _plain_runs(tokens: Sequence[str]) -> Iterator[list[str]]:
    for is_plain, group in groupby(tokens, _is_plain):
        run = list(group)
        if is_plain and len(run) >= TRIPLE:
            yield run


def _triples(run: Sequence[str]) -> list[str]:
    return ["".join(run[place : place + TRIPLE]) for place in range(len(run) - TRIPLE + 1)]


def _is_plain(token: str) -> bool:
    return len(token) == 1 and token.isascii()


def _counts(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co" or ord(character) in _IDEOGRAPHS


def _token(character: str) -> str:
    return character if ord(character) <= 0xFFFF else f"u{ord(character):x}"
