"""A real server is killed in the middle of a chunk, and connections to it break off (F06, F07, F10)."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.district import administration
from app.district.api import make_app
from app.district.district import make_district, open_district
from app.district.files_blobs import FOLDER as EVIDENCE
from app.district.files_blobs import key_of
from app.district.files_parts import FOLDER as PARTS
from app.district.law import DistrictLaw
from app.machine import SystemClock
from tests.district.conftest import NAME, STREET, demo_street
from tests.district.in_process import client_of
from tests.district.laptop import Laptop
from tests.district.process import SETTINGS, Home, half_sent, patched, reached
from tests.district.sending import Sending
from tests.district.story import new_case

CHUNK = 512 * 1024
FILM = random.Random(6).randbytes(5 * CHUNK + 77)


@pytest.fixture
def home(tmp_path: Path, database: str | None, shipped_law: DistrictLaw) -> Home:
    made = make_district(tmp_path / "district", NAME, database, law=shipped_law)
    administration.put_street(made, demo_street())
    (made.home / "settings.yaml").write_text(SETTINGS, "utf-8")
    made.close()
    return Home(made.home, database)


@pytest.fixture
def film(home: Home, shipped_law: DistrictLaw) -> Iterator[Sending]:
    """A film of a laptop that is enrolled, before any server runs."""
    district = open_district(home.folder, home.database, law=shipped_law)
    try:
        with client_of(make_app(district)) as http:
            laptop = Laptop(http, SystemClock(), district.key, shipped_law.newest)
            laptop.enrol(administration.laptop_code(district, STREET, "SF-SFJD-01"))
    finally:
        district.close()
    yield Sending(laptop, new_case(), FILM)


def part_of(home: Home) -> int:
    """How many bytes of the film lie in the folder; what lies there has no other file beside it."""
    files = list((home.folder / PARTS).glob("*"))
    assert len(files) <= 1
    return files[0].stat().st_size if files else 0


def test_f06_a_server_killed_in_mid_chunk_has_every_byte_that_it_called_durable(
    home: Home, film: Sending
) -> None:
    dice = random.Random()
    running = home.start()
    with reached(film.laptop, running):
        film.begin()
        place, durable = film.place, 0
        assert film.patch(0, FILM[:CHUNK]).status_code == 204
    for cut in (1, dice.randrange(CHUNK), CHUNK - 1, CHUNK):
        with reached(film.laptop, running):
            durable = film.offset()
            chunk = FILM[durable : durable + CHUNK]
            connection = half_sent(film, running.address, durable, chunk, cut)
        if cut == CHUNK:
            time.sleep(dice.random() * 0.03)
        running.kill()
        connection.close()
        running = home.start()
        with reached(film.laptop, running):
            assert film.begin() in ((durable, durable + CHUNK) if cut == CHUNK else (durable,))
            assert (film.place, film.offset() <= part_of(home)) == (place, True)
            durable = film.offset()
            if cut != CHUNK:
                assert patched(film, durable, chunk).status_code == 204
                assert part_of(home) == durable + CHUNK
    with reached(film.laptop, running):
        patched(film, film.offset(), FILM[film.offset() : film.offset() + CHUNK])
        film.send(CHUNK)
        assert film.receipt().sha256 == f"sha256:{film.sha256}"
    running.kill()
    assert (home.folder / EVIDENCE / key_of(film.address)).read_bytes() == FILM
    assert part_of(home) == 0


def test_f07_a_client_that_dies_in_mid_chunk_goes_on_from_what_is_durable(home: Home, film: Sending) -> None:
    (home.folder / "settings.yaml").unlink()
    with home.serving() as running, reached(film.laptop, running):
        film.begin()
        place = film.place
        for cut in (0, 1, CHUNK // 3, CHUNK - 1):
            closed = half_sent(film, running.address, 0, FILM[:CHUNK], cut)
            closed.close()
            assert (film.begin(), film.place) == (0, place)
            assert patched(film, 0, b"").status_code == 204
        began = time.monotonic()
        assert patched(film, 0, FILM[:CHUNK]).status_code == 204
        assert time.monotonic() - began < 15, "a connection that was closed is not waited for"
        film.send(CHUNK)
        assert film.receipt().size == len(FILM)
    assert (home.folder / EVIDENCE / key_of(film.address)).read_bytes() == FILM


def test_f10_a_connection_that_stands_still_makes_way_by_itself(home: Home, film: Sending) -> None:
    with home.serving() as running, reached(film.laptop, running):
        film.begin()
        with half_sent(film, running.address, 0, FILM[:CHUNK], 70_000):
            assert film.patch(0, FILM[:CHUNK]).status_code == 423
            assert patched(film, 0, FILM[:CHUNK]).status_code == 204
        film.send(CHUNK)
        assert film.receipt().size == len(FILM)
    assert (home.folder / EVIDENCE / key_of(film.address)).read_bytes() == FILM
