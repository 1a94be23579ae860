"""Numbers are given once: through undone actions, killed programs and stores put back from a copy."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.canonical import canonical_bytes
from app.domain.codec import to_json
from app.domain.numbers import DocumentNumber, NumberState, NumbersUnsafe, NumbersUsedUp
from app.storage.engine import reading
from app.storage.errors import StoreUnusable
from app.storage.files import MARKS, STORE, Store, open_store
from app.storage.number_marks import Attempt, Mark, read_mark
from tests.domain.make import ChainMaker
from tests.storage.make import BLOCK, KEY, index_case, new_store

REPO = Path(__file__).parents[2]


@pytest.fixture
def leased(store: Store) -> Store:
    """A store with one block of five numbers."""
    lease(store)
    return store


def lease(store: Store) -> None:
    with store.work() as work:
        work.numbers.add_block(BLOCK)
        work.commit()


def take(store: Store) -> str:
    """Take one number and commit."""
    with store.work() as work:
        number = work.numbers.take("责改", 2026)
        work.commit()
    return number.written


def states(store: Store) -> dict[int, str]:
    """What became of each number."""
    with reading(store.engine) as connection:
        rows = connection.exec_driver_sql("SELECT seq, state FROM number_used ORDER BY seq")
        return {row.seq: row.state for row in rows}


def mark(folder: Path) -> dict[str, object]:
    content = json.loads((folder / MARKS).read_bytes())
    assert isinstance(content, dict)
    return content


def reopened(store: Store, folder: Path) -> Store:
    store.close()
    return open_store(folder, KEY, index_case)


def kill_between_mark_and_commit(folder: Path, takes: int = 1) -> None:
    """Another process takes numbers and is killed before it commits."""
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from app.storage.files import open_store\n"
        "from tests.storage.make import KEY, index_case\n"
        "with open_store(Path(sys.argv[1]), KEY, index_case).work() as work:\n"
        "    for _ in range(int(sys.argv[2])):\n"
        "        work.numbers.take('责改', 2026)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    run = subprocess.run([sys.executable, "-c", code, str(folder), str(takes)], cwd=REPO, check=False)
    assert run.returncode == -9


def test_numbers_are_given_in_order_and_run_out(leased: Store) -> None:
    assert [take(leased) for _ in range(5)] == [f"沪示示责改〔2026〕{seq}号" for seq in range(1, 6)]
    with pytest.raises(NumbersUsedUp) as used_up, leased.work() as work:
        work.numbers.take("责改", 2026)
    assert used_up.value.facts == {"number_class": "责改", "year": 2026}
    assert leased.queries().numbers_left("责改", 2026) == 0


def test_a_number_of_an_undone_action_is_free_again(leased: Store) -> None:
    with leased.work() as work:
        assert work.numbers.take("责改", 2026).seq == 1
        assert work.numbers.take("责改", 2026).seq == 2
        assert work.numbers.left("责改", 2026) == 3
    assert leased.queries().numbers_left("责改", 2026) == 5
    assert take(leased) == "沪示示责改〔2026〕1号"
    assert states(leased) == {1: "used"}


def test_a_failed_taking_does_not_lock_the_next_one_out(leased: Store) -> None:
    with leased.work() as work:
        with pytest.raises(NumbersUsedUp):
            work.numbers.take("当罚", 2026)
        assert work.numbers.take("责改", 2026).seq == 1
        work.commit()
    assert take(leased) == "沪示示责改〔2026〕2号"


def test_a_second_block_follows_the_first_and_a_known_one_is_passed_over(leased: Store) -> None:
    with leased.work() as work:
        work.numbers.add_block(BLOCK)
        work.numbers.add_block(replace(BLOCK, id="sha256:" + "c" * 64, first=101, last=102))
        assert work.numbers.left("责改", 2026) == 7
        assert work.numbers.left("责改", 2027) == 0
        work.commit()
    assert [take(leased) for _ in range(6)][-1] == "沪示示责改〔2026〕101号"


def test_a_voided_number_is_never_given_again(leased: Store) -> None:
    take(leased)
    with leased.work() as work:
        work.numbers.void("责改", 2026, 1)
        work.numbers.void("责改", 2026, 2)
        work.commit()
    assert take(leased) == "沪示示责改〔2026〕3号"
    assert states(leased) == {1: "voided", 2: "voided", 3: "used"}


def test_the_mark_stands_before_the_commit_and_is_settled_after_it(leased: Store, tmp_path: Path) -> None:
    with leased.work() as work:
        work.numbers.take("责改", 2026)
        assert mark(tmp_path)["attempt"] == {
            "generation": 1,
            "numbers": [{"number_class": "责改", "year": 2026, "seq": 1}],
        }
        assert mark(tmp_path)["last"] == {BLOCK.id: 1}
        work.commit()
    assert (mark(tmp_path)["settled"], mark(tmp_path)["attempt"]) == (1, None)


def test_a_kill_between_mark_and_commit_loses_the_number_and_work_goes_on(
    leased: Store, tmp_path: Path
) -> None:
    take(leased)
    kill_between_mark_and_commit(tmp_path, takes=2)
    store = reopened(leased, tmp_path)
    assert states(store) == {1: "used"}
    assert take(store) == "沪示示责改〔2026〕4号"
    assert states(store) == {1: "used", 2: "lost", 3: "lost", 4: "used"}
    assert take(store) == "沪示示责改〔2026〕5号"
    store.close()


def test_two_kills_in_a_row_lose_two_numbers_and_no_more(leased: Store, tmp_path: Path) -> None:
    kill_between_mark_and_commit(tmp_path)
    kill_between_mark_and_commit(tmp_path)
    store = reopened(leased, tmp_path)
    with store.work() as work:
        assert work.numbers.take("责改", 2026).seq == 3
    assert states(store) == {}
    assert take(store) == "沪示示责改〔2026〕3号"
    assert states(store) == {1: "lost", 2: "lost", 3: "used"}
    store.close()


def test_a_commit_that_fails_loses_its_number(leased: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise StoreUnusable(reason="disk")

    with leased.work() as work:
        work.numbers.take("责改", 2026)
        with monkeypatch.context() as patched, pytest.raises(StoreUnusable):
            patched.setattr("sqlalchemy.engine.RootTransaction.commit", refuse)
            work.commit()
    assert take(leased) == "沪示示责改〔2026〕2号"
    assert states(leased) == {1: "lost", 2: "used"}


def copy_of(store: Store, folder: Path) -> Path:
    """A copy of the closed store, as a backup program would make it."""
    store.close()
    return Path(shutil.copy(folder / STORE, folder / "copy"))


@pytest.mark.parametrize("later", [1, 2, 4])
def test_I8_a_store_put_back_from_a_copy_gives_no_number(
    tmp_path: Path, maker: ChainMaker, later: int
) -> None:
    store = new_store(tmp_path, maker)
    lease(store)
    take(store)
    copy = copy_of(store, tmp_path)
    for _ in range(later):
        take(store)
    store.close()
    shutil.copy(copy, tmp_path / STORE)
    restored = open_store(tmp_path, KEY, index_case)
    with pytest.raises(NumbersUnsafe) as unsafe, restored.work() as work:
        work.numbers.take("责改", 2026)
    assert unsafe.value.facts == {"reason": "store_restored"}
    assert states(restored) == {1: "used"}
    restored.close()


def test_I8_a_store_put_back_to_before_its_first_number_gives_none(tmp_path: Path, maker: ChainMaker) -> None:
    store = new_store(tmp_path, maker)
    copy = copy_of(store, tmp_path)
    lease(store)
    take(store)
    store.close()
    shutil.copy(copy, tmp_path / STORE)
    restored = open_store(tmp_path, KEY, index_case)
    lease(restored)
    with pytest.raises(NumbersUnsafe):
        take(restored)
    restored.close()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "mark_missing"),
        (b"", "mark_damaged"),
        (b'{"store":"store-1","settled":"x","v":1}', "mark_damaged"),
        (b'{"attempt":null,"last":{},"settled":1,"store":"store-2","v":1}', "other_store"),
        (
            b'{"attempt":null,"last":{"sha256:unknown":9},"settled":1,"store":"store-1","v":1}',
            "store_restored",
        ),
    ],
)
def test_I8_without_its_witness_no_number_is_given(
    leased: Store, tmp_path: Path, content: bytes | None, reason: str
) -> None:
    take(leased)
    if content is None:
        (tmp_path / MARKS).unlink()
    else:
        (tmp_path / MARKS).write_bytes(content)
    with pytest.raises(NumbersUnsafe) as unsafe, leased.work() as work:
        work.numbers.take("责改", 2026)
    assert unsafe.value.facts == {"reason": reason}


@pytest.mark.parametrize(
    ("settled", "attempt", "safe"),
    [
        (3, None, True),
        (2, Attempt(3, ()), True),
        (3, Attempt(4, ()), True),
        (2, None, True),
        (4, None, False),
        (4, Attempt(5, ()), False),
        (3, Attempt(5, ()), False),
    ],
)
def test_I8_a_mark_is_ahead_of_the_store_by_the_attempt_under_way_at_most(
    settled: int, attempt: Attempt | None, safe: bool
) -> None:
    mark = Mark("store-1", settled, attempt)
    content = canonical_bytes(to_json(mark))
    if safe:
        assert read_mark(content, "store-1", 3) == mark
        return
    with pytest.raises(NumbersUnsafe) as unsafe:
        read_mark(content, "store-1", 3)
    assert unsafe.value.facts == {"reason": "store_restored"}


def test_an_older_mark_gives_way_to_the_store(leased: Store, tmp_path: Path) -> None:
    take(leased)
    older = (tmp_path / MARKS).read_bytes()
    take(leased)
    (tmp_path / MARKS).write_bytes(older)
    assert take(leased) == "沪示示责改〔2026〕3号"
    assert mark(tmp_path)["settled"] == 3


def test_a_mark_that_cannot_be_moved_gives_no_number(leased: Store, tmp_path: Path) -> None:
    (tmp_path / f"{MARKS}.new").mkdir()
    with pytest.raises(StoreUnusable), leased.work() as work:
        work.numbers.take("责改", 2026)
    (tmp_path / f"{MARKS}.new").rmdir()
    assert take(leased) == "沪示示责改〔2026〕1号"


def test_a_commit_whose_mark_cannot_be_settled_stands(leased: Store, tmp_path: Path) -> None:
    with leased.work() as work:
        work.numbers.take("责改", 2026)
        (tmp_path / f"{MARKS}.new").mkdir()
        work.commit()
    (tmp_path / f"{MARKS}.new").rmdir()
    assert states(leased) == {1: "used"}
    assert take(leased) == "沪示示责改〔2026〕2号"


def number(seq: int, written: str = "") -> DocumentNumber:
    """A number of the test's class as somebody may name it."""
    return DocumentNumber("责改", 2026, seq, written or f"沪示示责改〔2026〕{seq}号")


def test_R61_the_accounts_know_what_became_of_a_number(leased: Store, tmp_path: Path) -> None:
    take(leased)
    with leased.work() as work:
        work.numbers.void("责改", 2026, 2)
        work.commit()
    kill_between_mark_and_commit(tmp_path)
    with leased.work() as work:
        work.numbers.written_off()
        found = {seq: work.numbers.state(number(seq)) for seq in range(7)}
        assert found == {
            0: NumberState.NOT_LEASED,
            1: NumberState.USED,
            2: NumberState.WRITTEN_OFF,
            3: NumberState.WRITTEN_OFF,
            4: NumberState.FREE,
            5: NumberState.FREE,
            6: NumberState.NOT_LEASED,
        }


def test_a_number_in_other_words_or_of_a_class_without_block_is_not_leased(leased: Store) -> None:
    with leased.work() as work:
        assert work.numbers.state(number(4, "沪示示责改〔2026〕04号")) is NumberState.NOT_LEASED
        assert work.numbers.state(replace(number(4), year=2027)) is NumberState.NOT_LEASED
        assert work.numbers.state(replace(number(4), number_class="当罚")) is NumberState.NOT_LEASED


def test_the_act_for_which_a_number_is_taken_finds_it_free_and_the_next_one_used(leased: Store) -> None:
    with leased.work() as work:
        taken = work.numbers.take("责改", 2026)
        assert work.numbers.state(taken) is NumberState.FREE
        work.commit()
    with leased.work() as work:
        assert work.numbers.state(taken) is NumberState.USED


def test_lost_numbers_are_told_until_an_entry_accounts_for_them(leased: Store, tmp_path: Path) -> None:
    take(leased)
    kill_between_mark_and_commit(tmp_path, takes=2)
    store = reopened(leased, tmp_path)
    for _ in range(2):
        with store.work() as work:
            assert work.numbers.written_off() == (number(2), number(3))
    with store.work() as work:
        for lost in work.numbers.written_off():
            work.numbers.void(lost.number_class, lost.year, lost.seq)
        work.commit()
    with store.work() as work:
        assert work.numbers.written_off() == ()
    assert states(store) == {1: "used", 2: "voided", 3: "voided"}
    assert take(store) == "沪示示责改〔2026〕4号"
    store.close()


def test_a_second_cut_after_the_first_was_told_loses_one_more_number_and_no_day_of_work(
    leased: Store, tmp_path: Path
) -> None:
    kill_between_mark_and_commit(tmp_path)
    store = reopened(leased, tmp_path)
    with store.work() as work:
        assert work.numbers.written_off() == (number(1),)
        work.commit()
    store.close()
    kill_between_mark_and_commit(tmp_path)
    store = open_store(tmp_path, KEY, index_case)
    with store.work() as work:
        assert work.numbers.written_off() == (number(1), number(2))
    assert take(store) == "沪示示责改〔2026〕3号"
    store.close()


def test_I8_a_store_put_back_from_a_copy_accounts_for_nothing(tmp_path: Path, maker: ChainMaker) -> None:
    store = new_store(tmp_path, maker)
    lease(store)
    copy = copy_of(store, tmp_path)
    take(store)
    store.close()
    shutil.copy(copy, tmp_path / STORE)
    restored = open_store(tmp_path, KEY, index_case)
    with pytest.raises(NumbersUnsafe), restored.work() as work:
        work.numbers.written_off()
    assert states(restored) == {}
    restored.close()
