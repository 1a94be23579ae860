"""Several threads at once: places are dense, visible in their order, and every chain stays whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Connection, event

from app.district.database import is_sqlite, lock_order
from app.domain.verdict import Outcome
from app.wire.problems import ServerBusy
from tests.district.conftest import Setting
from tests.district.laptop import Laptop
from tests.district.story import Story

APPLIED = Outcome.APPLIED


def together(*acts: Callable[[], object]) -> list[object]:
    """Do several things at once; the first error of any is raised."""
    ready = threading.Barrier(len(acts))

    def do(act: Callable[[], object]) -> object:
        ready.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [each.result() for each in [pool.submit(do, act) for act in acts]]


def test_places_are_dense_and_become_visible_in_their_order(setting: Setting) -> None:
    laptops = [setting.laptop(f"SF-SFJD-0{n}", people=("demo-jia", "demo-yi")) for n in (1, 2, 3)]
    reader = setting.laptop("SF-SFJD-09", people=())
    done = threading.Event()
    seen: list[list[int]] = []

    def push(laptop: Laptop, first: int) -> None:
        for number in range(first, first + 4):
            assert set(laptop.outcomes(*Story(laptop, number).begin())) == {APPLIED}

    def read() -> None:
        cursor, places = None, []
        while True:
            last = done.is_set()
            page = reader.page(cursor, 50)
            places += [reader.read(each.verdict).commit_seq for each in page.changes]
            cursor = page.cursor
            if last and not page.more:
                seen.append(places)
                return

    def write() -> None:
        try:
            together(
                *[lambda laptop=laptop, n=n: push(laptop, 100 * n + 1) for n, laptop in enumerate(laptops)]
            )
        finally:
            done.set()

    together(write, read, read)
    total = sum(len(laptop.chain) for laptop in laptops)
    assert seen == [list(range(1, total + 1))] * 2


def test_the_same_push_at_once_has_one_effect(setting: Setting, laptop: Laptop) -> None:
    entries = Story(laptop).begin()
    answers = together(*[lambda: laptop.push(*entries)] * 4)
    assert len({str(each) for each in answers}) == 1
    assert len(laptop.pull()) == len(entries)


def test_two_laptops_on_one_field_have_one_value_and_one_question(setting: Setting, laptop: Laptop) -> None:
    second = setting.laptop("SF-SFJD-02")
    story = Story(laptop)
    laptop.push(*story.begin())
    second.heads[story.case] = laptop.heads[story.case]
    other = Story(second, 1, story.case, story.step, dict(story.fields))
    mine, theirs = story.set("act.place", "甲地"), other.set("act.place", "乙地")
    said = together(lambda: laptop.outcomes(mine), lambda: second.outcomes(theirs))
    assert sorted(str(each[0]) for each in said) == ["applied", "held"]


def test_I8_blocks_asked_for_at_once_never_overlap(setting: Setting, laptop: Laptop) -> None:
    def ask(number: int) -> str:
        asked = {
            "request": f"01900000-0000-7000-8000-0000000000{number:02d}",
            "number_class": "当罚",
            "year": 2026,
        }
        return str(laptop.call("POST", "/v1/blocks", json=asked).json()["block"])

    blocks = together(*[lambda n=n: ask(n) for n in range(10, 16)])
    assert len(set(blocks)) == 6
    firsts = sorted(int(str(each).split('"first":')[1].split(",")[0]) for each in blocks)
    assert firsts == list(range(201, 201 + 6 * 200, 200))


def test_an_assertion_sent_twice_at_once_is_good_once(laptop: Laptop) -> None:
    assertion = laptop.assertion()
    answers = together(*[lambda: laptop.ask_token(assertion).status_code] * 4)
    assert sorted(answers) == [200, 401, 401, 401]


def test_a_store_that_is_held_too_long_says_so_and_nothing_was_taken(
    setting: Setting, laptop: Laptop
) -> None:
    entry = Story(laptop).docket()
    with setting.district.writing() as connection:
        lock_order(connection)
        if is_sqlite(setting.district.engine):
            _impatient_sqlite(setting)
        else:
            _impatient_postgresql(setting)
        answer = laptop.send(entry)
    assert (answer.status_code, answer.json()["code"]) == (503, ServerBusy.code)
    assert answer.headers["Retry-After"] == "2"
    assert laptop.outcomes(entry) == [APPLIED]


def _impatient_sqlite(setting: Setting) -> None:
    @event.listens_for(setting.district.engine, "begin", insert=True)
    def soon(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")


def _impatient_postgresql(setting: Setting) -> None:
    @event.listens_for(setting.district.engine, "begin")
    def soon(connection: Connection) -> None:
        connection.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
