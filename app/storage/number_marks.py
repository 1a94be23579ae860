"""The mark outside the store: the last number of each block, so that a restored store reuses none.

The mark is moved before the unit of work commits that uses the number. Each such unit raises the store's
counter, its *generation*, by one. The mark holds the generation that is known to be committed
(``settled``) and the one that is under way with its numbers (``attempt``). What can be found afterwards:

- ``attempt`` is one ahead of the store: the program died between mark and commit. The attempt's numbers
  are in no paper, but the mark cannot know that somebody did not see them: they are *lost*, and the
  laptop goes on with the next number.
- ``settled`` is ahead of the store, or the attempt by more than one: the store was put back to an older
  state. Papers with later numbers may lie on the party's table, and the chain of entries would fork:
  no number is given until the district has answered.
- the mark is not ahead: the store knows every number that the mark knows.
- the mark is missing although numbers were given, cannot be read, or is another store's: nothing stands
  witness any more, so no number is given either.

The attempt is settled after the commit. Dying just between the two, and putting back a copy from just
before, looks like the first case: the number is still not used again, it is written off as lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.canonical import canonical_bytes, parse_canonical
from app.domain.codec import from_json, to_json
from app.domain.errors import AppError
from app.domain.numbers import NumbersUnsafe
from app.storage.durable import named_disk_trouble, remove_durably, replace_durably

FORMAT = 1


@dataclass(frozen=True, slots=True, order=True)
class Taken:
    """One number of an attempt."""

    number_class: str
    year: int
    seq: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """A unit of work that takes numbers and is not known to be committed."""

    generation: int
    numbers: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What the file holds; ``last`` is the last number given of each block, by the block's id."""

    store: str
    settled: int = 0
    attempt: Attempt | None = None
    last: Mapping[str, int] = field(default_factory=dict)
    v: int = FORMAT


class MarkFile:
    """The file; everyone who reads and moves it holds the store's write lock."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read_bytes(self) -> bytes | None:
        """The content as it is, or None when there is no file.

        Raises:
            StoreUnusable: the disk refuses.
        """
        with named_disk_trouble(self.path.parent, 0):
            try:
                return self.path.read_bytes()
            except FileNotFoundError:
                return None

    def write(self, mark: Mark) -> None:
        """Move the mark; durable when this returns.

        Raises:
            DiskFull, StoreUnusable: the old mark stands.
        """
        replace_durably(self.path, canonical_bytes(to_json(mark)))

    def put_back(self, content: bytes | None) -> None:
        """Undo a move by the content from before it.

        Raises:
            DiskFull, StoreUnusable: the moved mark stands.
        """
        if content is None:
            remove_durably(self.path)
        else:
            replace_durably(self.path, content)


def read_mark(content: bytes | None, store: str, generation: int) -> Mark:
    """Read the mark of a store whose generation is ``generation``.

    Raises:
        NumbersUnsafe: by ``reason``: ``mark_missing``, ``mark_damaged``, ``other_store`` or
            ``store_restored``.
    """
    if content is None:
        if generation > 0:
            raise NumbersUnsafe(reason="mark_missing")
        return Mark(store)
    try:
        mark = from_json(Mark, parse_canonical(content))
    except AppError as error:
        raise NumbersUnsafe(reason="mark_damaged") from error
    if mark.store != store:
        raise NumbersUnsafe(reason="other_store")
    if mark.settled > generation or (mark.attempt and mark.attempt.generation > generation + 1):
        raise NumbersUnsafe(reason="store_restored")
    return mark
