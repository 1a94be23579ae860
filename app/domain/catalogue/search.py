"""Type-ahead search over the list: names, articles, codes, fields, key words and pinyin initials."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from app.domain.catalogue.catalogue import Catalogue
from app.domain.catalogue.citation import chinese_number
from app.domain.catalogue.item import Item

_NUMBERED = re.compile(r"(\d{1,4})(?=[条款项])")
_LONGEST_QUERY = 100


@dataclass(frozen=True, slots=True)
class Span:
    """Where a word was found: ``text`` is the shown text of ``field``, ``start`` to ``end`` the hit in it.

    ``field`` is name, code, citation, domain or keyword.
    """

    field: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One item found; a smaller ``rank`` is a better hit."""

    code: str
    rank: int
    spans: tuple[Span, ...]


_Ranked: TypeAlias = tuple[int, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class _Text:
    """One searchable text, with ranks for a hit at its start and inside it."""

    field: str
    shown: str
    folded: str
    at_start: int
    inside: int
    skip: int = 0


class CatalogueSearch:
    """An index over one catalogue, small enough to be read through for each key stroke."""

    def __init__(self, catalogue: Catalogue) -> None:
        domains = {domain.id: domain.name for domain in catalogue.domains}
        factors: dict[str, list[str]] = {}
        for benchmark in catalogue.rows.benchmarks:
            factors.setdefault(benchmark.item, []).extend(benchmark.factors)
        self._entries = tuple(
            (item, tuple(_texts(item, domains[item.domain], factors.get(item.code, ()), catalogue)))
            for item in catalogue.items
        )

    def find(self, query: str, allowed: Callable[[Item], bool] | None = None) -> tuple[Hit, ...]:
        """Find the items that hold every word of the query, best hits first, then in the order of the list.

        An empty query finds everything. ``allowed`` narrows the search, for instance to one field.
        """
        words = [
            _folded(_numbered(word)) for word in unicodedata.normalize("NFKC", query[:_LONGEST_QUERY]).split()
        ]
        hits = []
        for place, (item, texts) in enumerate(self._entries):
            if allowed is not None and not allowed(item):
                continue
            found = [_best(word, item, texts) for word in words]
            if all(found):
                ranked = [best for best in found if best is not None]
                spans = tuple(dict.fromkeys(span for _, some in ranked for span in some))
                hits.append(
                    (sum(rank for rank, _ in ranked), place, Hit(item.code, sum(r for r, _ in ranked), spans))
                )
        return tuple(hit for _, _, hit in sorted(hits, key=lambda row: row[:2]))


def _texts(item: Item, domain: str, factors: Iterable[str], catalogue: Catalogue) -> Iterator[_Text]:
    initials = catalogue.rows.initials
    skip = len(item.PREFIX) if item.short_name != item.name else 0
    yield _Text("code", item.code, _folded(item.code), 1, 10)
    yield _Text("code", item.code, _folded(item.code.rsplit("-", 1)[-1]), 1, 10, len(item.code) - 4)
    yield _Text("name", item.name, _folded(item.short_name), 2, 3, skip)
    yield _Text("name", item.name, initials.get(item.name, "")[skip:], 4, 5, skip)
    cited = dict.fromkeys(c.text for c in (*item.violated, *item.basis, *(b.citation for b in item.branches)))
    for text in cited:
        yield _Text("citation", text, _folded(text), 6, 6)
    for law in dict.fromkeys(c.law for c in (*item.violated, *(b.citation for b in item.branches))):
        title = catalogue.law(law).title
        yield _Text("citation", title, initials.get(title, ""), 7, 7)
    yield _Text("domain", domain, _folded(domain), 8, 8)
    yield _Text("domain", domain, initials.get(domain, ""), 8, 8)
    words = [
        *(b.subject for b in item.branches),
        *factors,
        item.key,
        *(code.code for code in item.official_codes),
    ]
    for word in dict.fromkeys(words):
        yield _Text("keyword", word, _folded(word), 9, 9)


def _best(word: str, item: Item, texts: tuple[_Text, ...]) -> _Ranked | None:
    best: _Ranked | None = None
    numbered = any(character.isdigit() for character in word)
    for text in texts:
        if text.field == "code" and not numbered:
            continue
        place = text.folded.find(word)
        if place < 0:
            continue
        rank = text.at_start if place == 0 else text.inside
        if place == 0 and text.field == "code" and len(word) == len(text.folded):
            rank = 0
        if best is None or rank < best[0]:
            start = place + text.skip
            best = (rank, (Span(text.field, text.shown, start, start + len(word)),))
    return best or _scattered(word, item)


def _scattered(word: str, item: Item) -> _Ranked | None:
    """Characters in order but apart, such as 占路设摊 in 占用道路…设摊; for Chinese words of two or more."""
    if len(word) < 2 or word.isascii():
        return None
    name, spans, start = _folded(item.name), [], 0
    for character in word:
        place = name.find(character, start)
        if place < 0:
            return None
        spans.append(Span("name", item.name, place, place + 1))
        start = place + 1
    return 11, tuple(spans)


def _folded(text: str) -> str:
    """Lower case, character by character, so that places in the text stay what they are."""
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _numbered(word: str) -> str:
    """Write 57条2款 as the law does: 五十七条二款 would not be found, 第五十七条第二款 is."""
    if not _NUMBERED.search(word):
        return word
    bare = word.replace("第", "")
    return _NUMBERED.sub(
        lambda found: f"第{chinese_number(int(found[1]))}" if int(found[1]) else found[0], bare
    )
