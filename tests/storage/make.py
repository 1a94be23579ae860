"""Stores, indexes and bodies for tests: everything invented, nothing signed by a real person."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.domain.bodies import Body, CaseDocketed, FieldSet
from app.domain.case import Case
from app.domain.numbers import NumberBlock
from app.ports.work import CaseIndex
from app.storage.files import Store, create_store, open_store
from tests.domain.make import CASE, UNOPPOSED, ChainMaker

KEY = bytes(range(32))
SCRIPTS = Path(__file__).parents[2] / "migrations" / "client"
BLOCK = NumberBlock("sha256:" + "b" * 64, "责改", 2026, 1, 5, "沪示示责改〔{year}〕{seq}号")


def index_case(case: Case) -> CaseIndex:
    """What list and search know of a test's case: the plain values of its fields."""
    values = [str(found.value) for found in case.fields.values() if found.value is not None]
    return CaseIndex(
        number=case.clue_number,
        party=case.text("party.name"),
        item=case.text("act.item"),
        place=case.text("act.place"),
        due=case.text("correction.due")[:10] or None,
        due_rule="R08" if case.text("correction.due") else None,
        provisional=bool(case.text("correction.due")),
        open=case.step != "S_CLOSED",
        words=(case.clue_number, *values),
    )


def new_store(folder: Path, maker: ChainMaker) -> Store:
    """A fresh store of the maker's device, open."""
    create_store(folder, KEY, SCRIPTS, store_id="store-1", device=maker.device)
    return open_store(folder, KEY, index_case)


def docketed(number: str = "沪示示线〔2026〕1号") -> CaseDocketed:
    """The beginning of a case with this clue number."""
    return CaseDocketed(number, "summary", "patrol", "线", 2026, 1)


def named(name: str) -> FieldSet:
    """The party gets a name."""
    return FieldSet("party.name", None, name)


def save(store: Store, maker: ChainMaker, bodies: Iterable[Body], case: str | None = CASE) -> None:
    """Append entries with these bodies to one case, in one unit of work."""
    with store.work() as work:
        for body in bodies:
            work.journal.append(maker.add(body, case=case), UNOPPOSED)
        work.commit()


def case_id(number: int) -> str:
    """The id of the test's n-th case."""
    return f"01900000-0000-7000-8000-{number:012x}"
