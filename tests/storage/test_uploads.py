"""The queue of files that the district does not hold yet: made with the entry, kept through every stop."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.bodies import DocumentIssued, EvidenceAdded
from app.ports.sync import UploadKind
from app.storage.files import Store
from tests.domain.make import CASE, UNOPPOSED, ChainMaker
from tests.storage.make import docketed, save

PHOTO, FILM, PAPER = ("sha256:" + letter * 64 for letter in "abc")
MIB = 1024 * 1024


def evidence(sha256: str, size: int) -> EvidenceAdded:
    return EvidenceAdded("evidence", sha256, size, "image/jpeg", "现场照片", "scene")


def paper() -> DocumentIssued:
    return DocumentIssued(
        document="paper",
        form="D08",
        number="沪示示责改〔2026〕1号",
        number_class="责改",
        number_year=2026,
        number_seq=1,
        paper="0123456789abcdef",
        pdf_sha256=PAPER,
        size=900,
        pages=2,
        copies=2,
        check_code="AB12",
    )


@pytest.fixture(autouse=True)
def files(store: Store, maker: ChainMaker) -> None:
    """A film, a photo and a paper of one case, in this order."""
    save(store, maker, [docketed(), evidence(FILM, 90 * MIB), evidence(PHOTO, 2 * MIB), paper()])


def test_each_file_that_an_entry_names_waits_from_the_same_transaction_on(store: Store) -> None:
    totals = store.queries().totals()
    assert (totals.blobs, totals.blob_bytes) == (3, 92 * MIB + 900)


def test_an_entry_that_is_not_saved_leaves_no_file_waiting(store: Store, maker: ChainMaker) -> None:
    with store.work() as work:
        work.journal.append(maker.add(evidence("sha256:" + "d" * 64, 5)), UNOPPOSED)
    assert store.queries().totals().blobs == 3


def test_small_files_do_not_wait_behind_a_film(store: Store) -> None:
    with store.work() as work:
        small, large = (
            work.uploads.next_due(0, 10**6, 0, 8 * MIB),
            work.uploads.next_due(0, 10**6, 8 * MIB + 1, None),
        )
    assert small is not None and large is not None
    assert (small.sha256, large.sha256) == (PHOTO, FILM)


def test_a_file_that_failed_waits_for_its_time_and_says_why(store: Store) -> None:
    with store.work() as work:
        photo = work.uploads.next_due(0, 10**6, 0, 8 * MIB)
        assert photo is not None
        stopped = replace(photo, sent=10, attempts=1, due_ms=500, trouble="upload.hash", facts={"n": 1})
        work.uploads.keep(stopped)
        work.commit()
    with store.work() as work:
        now, later = (
            work.uploads.next_due(499, 10**6, 0, 8 * MIB),
            work.uploads.next_due(500, 10**6, 0, 8 * MIB),
        )
    assert now is not None and later is not None
    assert (now.sha256, now.kind) == (PAPER, UploadKind.PAPER)
    assert (later.sha256, later.sent, later.trouble, later.facts) == (PHOTO, 10, "upload.hash", {"n": 1})


def test_what_an_officer_wants_first_goes_first_and_at_once(store: Store) -> None:
    with store.work() as work:
        photo = work.uploads.next_due(0, 10**6, 0, 8 * MIB)
        assert photo is not None
        work.uploads.keep(replace(photo, attempts=4, due_ms=10_000, trouble="upload.hash"))
        work.uploads.hurry(CASE, FILM)
        work.uploads.hurry(None, None)
        first = work.uploads.next_due(0, 10**6, 0, None)
        again = work.uploads.next_due(0, 10**6, 0, 8 * MIB)
    assert first is not None and again is not None
    assert (first.sha256, first.first) == (FILM, True)
    assert (again.sha256, again.attempts, again.trouble) == (PHOTO, 0, "")


def test_a_file_with_its_receipt_waits_no_more(store: Store) -> None:
    with store.work() as work:
        film = work.uploads.next_due(0, 10**6, 8 * MIB + 1, None)
        assert film is not None
        work.uploads.keep(replace(film, sent=film.size, receipt=b"receipt"))
        work.commit()
    with store.work() as work:
        assert work.uploads.next_due(0, 10**6, 8 * MIB + 1, None) is None
    assert store.queries().totals().blobs == 2


def test_a_clock_that_was_put_back_makes_no_file_wait_for_years(store: Store) -> None:
    with store.work() as work:
        film = work.uploads.next_due(0, 10**6, 8 * MIB + 1, None)
        assert film is not None
        work.uploads.keep(replace(film, attempts=1, due_ms=10**12))
        work.commit()
    with store.work() as work:
        assert work.uploads.next_due(0, 10**12, 8 * MIB + 1, None) is None
        assert work.uploads.next_due(0, 10**6, 8 * MIB + 1, None) is not None
