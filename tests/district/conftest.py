"""A district on either database, with two streets; laptops enrol at it over HTTP, in the same process."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from app.district import administration
from app.district.api import make_app
from app.district.database import FILE, address_of, make_engine
from app.district.district import District, make_district
from app.district.law import DistrictLaw
from app.district.migrate import migrate
from app.district.street_file import StreetFacts, street_facts
from app.domain.clock import SHANGHAI
from app.places import migrations_dir, resources_dir
from tests.district.in_process import client_of
from tests.district.laptop import Laptop
from tests.district.postgres import Server, server
from tests.fakes.clock import SetClock

NAME = "示范区城市管理行政执法局"
STREET, OTHER_STREET = "DEMO-SFJD", "DEMO-LJZ"
MORNING = datetime(2026, 8, 6, 10, 30, tzinfo=SHANGHAI)
PEOPLE = ("demo-jia", "demo-yi", "demo-wu")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with server() as running:
        yield running


@pytest.fixture(scope="session")
def postgres_template(postgres: Server) -> str:
    """The name of a database with all tables and no rows."""
    url = postgres.create()
    _migrated(url, Path("/"))
    return url.rpartition("/")[2]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("district-template")
    _migrated(None, folder)
    return folder / FILE


def _migrated(url: str | None, folder: Path) -> None:
    engine = make_engine(address_of(folder, url))
    migrate(engine, migrations_dir() / "district")
    with engine.connect() as connection:
        if url is None:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str | None]:
    """The address of an empty database with all tables: None is the file in the district's folder."""
    if request.param == "sqlite":
        (tmp_path / "district").mkdir()
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "district" / FILE)
        yield None
        return
    running: Server = request.getfixturevalue("postgres")
    url = running.create(request.getfixturevalue("postgres_template"))
    yield url
    running.drop(url)


def demo_street(id_: str = STREET) -> StreetFacts:
    """The demonstration street, or another with the same people under another id."""
    squad = json.loads((resources_dir() / "demonstration" / "squad.json").read_text("utf-8"))
    squad["agency"]["id"] = id_
    squad["register"] = {"number_class": "备案", "template": "沪示示简罚备〔{year}〕第{seq:04d}号"}
    return street_facts(squad)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MORNING)


@pytest.fixture(scope="session")
def shipped_law(tmp_path_factory: pytest.TempPathFactory) -> DistrictLaw:
    """The law of the program, read once for all tests."""
    return DistrictLaw(resources_dir(), tmp_path_factory.mktemp("no-shelf"))


@pytest.fixture
def district(
    tmp_path: Path, database: str | None, clock: SetClock, shipped_law: DistrictLaw
) -> Iterator[District]:
    made = make_district(tmp_path / "district", NAME, database, clock, shipped_law)
    administration.put_street(made, demo_street())
    administration.put_street(made, demo_street(OTHER_STREET))
    yield made
    made.close()


@pytest.fixture
def http(district: District) -> Iterator[httpx.Client]:
    with client_of(make_app(district)) as client:
        yield client


@dataclass
class Setting:
    """Enrols laptops with the officers of a street."""

    district: District
    http: httpx.Client
    clock: SetClock

    def laptop(
        self, name: str = "SF-SFJD-01", street: str = STREET, people: tuple[str, ...] = PEOPLE
    ) -> Laptop:
        laptop = Laptop(self.http, self.clock, self.district.key, self.district.law.newest)
        assert laptop.enrol(administration.laptop_code(self.district, street, name), name).status_code == 201
        for officer in people:
            laptop.become(officer, administration.officer_code(self.district, street, officer))
        return laptop


@pytest.fixture
def setting(district: District, http: httpx.Client, clock: SetClock) -> Setting:
    return Setting(district, http, clock)


@pytest.fixture
def laptop(setting: Setting) -> Laptop:
    """A laptop of the demonstration street with two officers and a squad leader."""
    return setting.laptop()


NewLaptop = Callable[..., Laptop]
