"""Numbers of documents: blocks leased to this device, and what became of each number."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.errors import AppError
from app.domain.numbers import DocumentNumber, NumberBlock, NumberState, NumbersUnsafe, NumbersUsedUp
from app.ports.work import StoreReadOnly
from app.storage.number_marks import Attempt, Mark, MarkFile, Taken, read_mark
from app.storage.schema import number_block, number_used, store_state

USED, VOIDED, LOST = "used", "voided", "lost"


class SqlNumbers:
    """The port ``Numbers`` within one transaction that holds the write lock."""

    def __init__(self, connection: Connection, marks: MarkFile, refusal: str | None = None) -> None:
        """``refusal`` says why this store only opens for reading and sending."""
        self._connection, self._marks, self._refusal = connection, marks, refusal
        self._before: bytes | None = None
        self._mark: Mark | None = None
        self._moved = False
        self._given: set[Taken] = set()

    def add_block(self, block: NumberBlock) -> None:
        """Take a leased block in; a block already known is passed over."""
        self._connection.execute(
            upsert(number_block).on_conflict_do_nothing(),
            {
                "id": block.id,
                "number_class": block.number_class,
                "year": block.year,
                "first": block.first,
                "last": block.last,
                "template": block.template,
            },
        )

    def take(self, number_class: str, year: int) -> DocumentNumber:
        """Take the next free number; it is used when this unit of work commits, free again when it does not.

        A commit that fails, or a crash before it, writes the number off as lost instead.

        Raises:
            NumbersUsedUp: no number of this class and year is left.
            NumbersUnsafe: the mark outside the store is ahead of the store.
            StoreReadOnly: the store opens for reading and sending only.
            DiskFull, StoreUnusable: the mark cannot be moved.
        """
        self._refuse()
        mark = self._mark or self._begin()
        block, seq = self._next_free(number_class, year)
        attempt = mark.attempt or Attempt(mark.settled + 1, ())
        taken = Taken(number_class, year, seq)
        self._mark = replace(
            mark,
            attempt=replace(attempt, numbers=(*attempt.numbers, taken)),
            last={**mark.last, block.id: seq},
        )
        self._moved = True
        self._marks.write(self._mark)
        self._note(taken, USED)
        self._given.add(taken)
        return DocumentNumber(number_class, year, seq, block.written(seq))

    def void(self, number_class: str, year: int, seq: int) -> None:
        """Mark a number as voided for ever.

        Raises:
            StoreReadOnly: the store opens for reading and sending only.
        """
        self._refuse()
        statement = upsert(number_used).on_conflict_do_update(set_={"state": VOIDED})
        values = {"number_class": number_class, "year": year, "seq": seq, "state": VOIDED}
        self._connection.execute(statement, values)

    def state(self, number: DocumentNumber) -> NumberState:
        """What is known of a number; one that this unit of work took is free for the act that it is for."""
        blocks = _blocks(self._connection, number.number_class, number.year)
        if not any(_writes(block, number) for block in blocks):
            return NumberState.NOT_LEASED
        taken = Taken(number.number_class, number.year, number.seq)
        noted = None if taken in self._given else self._noted(taken)
        if noted is None:
            return NumberState.FREE
        return NumberState.USED if noted == USED else NumberState.WRITTEN_OFF

    def written_off(self) -> tuple[DocumentNumber, ...]:
        """The numbers that are lost and that no entry accounts for yet, those of a cut attempt among them.

        Raises:
            NumbersUnsafe: the mark outside the store is ahead of the store.
            StoreReadOnly: the store opens for reading and sending only.
        """
        self._refuse()
        if self._mark is None:
            self._write_off_dead_attempt(*self._read_mark())
        rows = self._connection.execute(
            select(number_used.c.number_class, number_used.c.year, number_used.c.seq)
            .where(number_used.c.state == LOST)
            .order_by(number_used.c.number_class, number_used.c.year, number_used.c.seq)
        )
        return tuple(self._as_written(Taken(*row)) for row in rows.all())

    def left(self, number_class: str, year: int) -> int:
        """How many numbers of a class and year are free."""
        return numbers_left(self._connection, number_class, year)

    @property
    def moved(self) -> bool:
        """Whether this unit of work moved the mark."""
        return self._moved

    def undo(self) -> None:
        """Put the mark back: the unit of work is given up. Where that fails its numbers are lost, later."""
        try:
            self._marks.put_back(self._before)
        except AppError:
            return

    def settle(self) -> None:
        """Note that the unit of work is committed; holds the write lock. Where that fails nothing is lost."""
        if self._mark is None or self._mark.attempt is None:
            return
        mine = self._mark.attempt.generation
        try:
            now = read_mark(self._marks.read_bytes(), self._mark.store, mine)
            if now.attempt is not None and now.attempt.generation == mine:
                self._marks.write(replace(now, settled=mine, attempt=None))
        except AppError:
            return

    def _refuse(self) -> None:
        if self._refusal is not None:
            raise StoreReadOnly(reason=self._refusal)

    def _begin(self) -> Mark:
        """Read the mark, write off what a dead attempt had taken, and count this unit of work."""
        mark, settled = self._read_mark()
        lost = self._write_off_dead_attempt(mark, settled)
        self._see_that_all_marks_are_noted(mark)
        generation = settled + 1
        self._connection.execute(update(store_state).values(number_generation=generation))
        self._mark = replace(mark, settled=settled, attempt=Attempt(generation, lost))
        return self._mark

    def _read_mark(self) -> tuple[Mark, int]:
        """The mark, and the store's own generation."""
        state = self._connection.execute(select(store_state.c.id, store_state.c.number_generation)).one()
        self._before = self._marks.read_bytes()
        return read_mark(self._before, state.id, state.number_generation), state.number_generation

    def _write_off_dead_attempt(self, mark: Mark, settled: int) -> tuple[Taken, ...]:
        """Note as lost what a cut attempt had taken. The mark stays as it is, so that this can be cut too."""
        if mark.attempt is None or mark.attempt.generation <= settled:
            return ()
        lost = tuple(number for number in mark.attempt.numbers if self._noted(number) is None)
        for number in lost:
            self._note(number, LOST)
        return lost

    def _see_that_all_marks_are_noted(self, mark: Mark) -> None:
        for block, last in mark.last.items():
            found = self._connection.execute(
                select(number_block.c.number_class, number_block.c.year).where(number_block.c.id == block)
            ).one_or_none()
            if found is None or self._noted(Taken(found.number_class, found.year, last)) is None:
                raise NumbersUnsafe(reason="store_restored")

    def _next_free(self, number_class: str, year: int) -> tuple[NumberBlock, int]:
        for block in _blocks(self._connection, number_class, year):
            if (seq := self._free_in(block)) is not None:
                return block, seq
        raise NumbersUsedUp(number_class=number_class, year=year)

    def _free_in(self, block: NumberBlock) -> int | None:
        noted = self._connection.scalars(
            select(number_used.c.seq).where(*_of_block(block)).order_by(number_used.c.seq)
        ).all()
        expected = range(block.first, block.last + 1)
        gap = next((seq for seq, found in zip(expected, noted, strict=False) if seq != found), None)
        if gap is not None:
            return gap
        return expected[len(noted)] if len(noted) < len(expected) else None

    def _noted(self, number: Taken) -> str | None:
        """What became of a number, or None while it is free."""
        return self._connection.scalar(
            select(number_used.c.state).where(
                number_used.c.number_class == number.number_class,
                number_used.c.year == number.year,
                number_used.c.seq == number.seq,
            )
        )

    def _as_written(self, number: Taken) -> DocumentNumber:
        blocks = _blocks(self._connection, number.number_class, number.year)
        written = [block.written(number.seq) for block in blocks if block.holds(number.seq)]
        return DocumentNumber(number.number_class, number.year, number.seq, "".join(written[:1]))

    def _note(self, number: Taken, state: str) -> None:
        self._connection.execute(
            insert(number_used),
            {"number_class": number.number_class, "year": number.year, "seq": number.seq, "state": state},
        )


def numbers_left(connection: Connection, number_class: str, year: int) -> int:
    """How many numbers of a class and year are free."""
    blocks = _blocks(connection, number_class, year)
    return sum(block.last - block.first + 1 - _count_noted(connection, block) for block in blocks)


def _writes(block: NumberBlock, number: DocumentNumber) -> bool:
    return block.holds(number.seq) and block.written(number.seq) == number.written


def _blocks(connection: Connection, number_class: str, year: int) -> list[NumberBlock]:
    rows = connection.execute(
        select(number_block)
        .where(number_block.c.number_class == number_class, number_block.c.year == year)
        .order_by(number_block.c.first)
    )
    return [NumberBlock(row.id, number_class, year, row.first, row.last, row.template) for row in rows]


def _count_noted(connection: Connection, block: NumberBlock) -> int:
    return connection.scalar(select(func.count()).select_from(number_used).where(*_of_block(block))) or 0


def _of_block(block: NumberBlock) -> tuple[ColumnElement[bool], ...]:
    return (
        number_used.c.number_class == block.number_class,
        number_used.c.year == block.year,
        number_used.c.seq.between(block.first, block.last),
    )
