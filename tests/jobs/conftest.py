"""Laptops with a real store at a real district, joined in one process; the link between them can be cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from app.crypto.signing import SigningKey
from app.district import administration
from app.district.api import make_app
from app.district.database import FILE, address_of, make_engine
from app.district.district import District, make_district
from app.district.law import DistrictLaw
from app.district.migrate import migrate
from app.jobs.exchange import EntryExchange, Round, seen_by
from app.jobs.trust import Trust, trust_of
from app.places import migrations_dir, resources_dir
from app.remote.http_district import HttpDistrict
from app.remote.link import DistrictPlace, Link
from app.remote.token import Tokens
from app.services.enrol import read_bundle, store_bundle
from app.storage.files import Store, create_store, open_store
from tests.district.conftest import MORNING, NAME, PEOPLE, STREET, demo_street
from tests.district.in_process import InProcess
from tests.district.laptop import Laptop
from tests.fakes.clock import SetClock
from tests.storage.make import KEY, SCRIPTS, index_case


class Cable(httpx.BaseTransport):
    """The way to the district; ``is_cut``, ``alter`` and ``spoil`` are what the world does to it."""

    def __init__(self, there: httpx.BaseTransport) -> None:
        self._there = there
        self.is_cut = False
        self.requests: list[httpx.Request] = []
        self.alter: Callable[[httpx.Request], httpx.Request] | None = None
        self.spoil: Callable[[httpx.Request, httpx.Response], httpx.Response] | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.is_cut:
            raise httpx.ConnectError("the cable is cut", request=request)
        if self.alter is not None:
            request = self.alter(request)
        self.requests.append(request)
        answer = self._there.handle_request(request)
        if self.spoil is not None:
            answer = self.spoil(request, answer)
        # The body goes on as it came, so that it can break off in the middle.
        return httpx.Response(
            answer.status_code, headers=answer.headers, stream=answer.stream, request=request
        )

    def paths(self) -> list[str]:
        return [f"{each.method} {each.url.path}" for each in self.requests]


@dataclass
class Squad:
    """One laptop: its store, its link, and the hand that writes entries."""

    store: Store
    cable: Cable
    hand: Laptop
    exchange: EntryExchange
    district: HttpDistrict
    trust: Trust
    rounds: list[Round] = field(default_factory=list)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MORNING)


@pytest.fixture(scope="session")
def law(tmp_path_factory: pytest.TempPathFactory) -> DistrictLaw:
    """The law of the program, read once for all tests."""
    return DistrictLaw(resources_dir(), tmp_path_factory.mktemp("no-shelf"))


@pytest.fixture
def served(tmp_path: Path, clock: SetClock, law: DistrictLaw) -> Iterator[District]:
    """A district with one street, on SQLite."""
    folder = tmp_path / "district"
    folder.mkdir()
    engine = make_engine(address_of(folder, None))
    migrate(engine, migrations_dir() / "district")
    engine.dispose()
    assert (folder / FILE).exists()
    made = make_district(folder, NAME, None, clock, law)
    administration.put_street(made, demo_street())
    yield made
    made.close()


@pytest.fixture
def transport(served: District) -> Iterator[InProcess]:
    running = InProcess(make_app(served))
    yield running
    running.close()


@pytest.fixture
def new_squad(
    tmp_path: Path, served: District, transport: InProcess, clock: SetClock
) -> Iterator[Callable[[str], Squad]]:
    """Makes enrolled laptops with an empty store each."""
    made: list[Squad] = []

    def make(name: str) -> Squad:
        cable = Cable(transport)
        http = httpx.Client(
            transport=transport, base_url="http://district", headers={"Accept-Encoding": "identity"}
        )
        hand = Laptop(http, clock, served.key, served.law.newest)
        enrolled = hand.enrol(administration.laptop_code(served, STREET, name), name)
        assert enrolled.status_code == 201, enrolled.text
        for officer in PEOPLE:
            hand.become(officer, administration.officer_code(served, STREET, officer))
        squad = _joined(tmp_path / name, served, cable, hand, clock)
        made.append(squad)
        return squad

    yield make
    for squad in made:
        squad.district.close()
        squad.store.close()


def _joined(folder: Path, served: District, cable: Cable, hand: Laptop, clock: SetClock) -> Squad:
    folder.mkdir()
    key: SigningKey = hand.key
    create_store(folder, KEY, SCRIPTS, store_id=folder.name, device=hand.device)
    store = open_store(folder, KEY, index_case)
    with store.work() as work:
        enrolment = store_bundle(work, read_bundle(hand.standing(), served.key), key)
        work.commit()
    queries = store.queries()
    link = Link(DistrictPlace("http://127.0.0.1:1", served.key), transport=cable)
    district = HttpDistrict(link, Tokens(link, key, (hand.device, served.key)), lambda: seen_by(queries))
    trust = trust_of(enrolment)
    rounds: list[Round] = []
    exchange = EntryExchange(district, store.work, queries, trust, clock, rounds.append)
    return Squad(store, cable, hand, exchange, district, trust, rounds)


@pytest.fixture
def squad(new_squad: Callable[[str], Squad]) -> Squad:
    """The laptop of officer 甲."""
    return new_squad("SF-SFJD-01")
