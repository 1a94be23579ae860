"""A district put together: its folder, its database, its keys, and everything that it can do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select

from app.district.cases import CaseShelf
from app.district.database import COMMIT_SEQ, PEOPLE, WATERMARK, address_of, make_engine, reading
from app.district.database import writing as writing_to
from app.district.enrolment import Enrolment
from app.district.epochs import Epochs, begin_epoch
from app.district.errors import DistrictUnusable
from app.district.files import Files
from app.district.files_blobs import open_blobs
from app.district.keys import DistrictKeys, make_keys, read_keys
from app.district.law import DistrictLaw
from app.district.migrate import migrate
from app.district.people import Streets
from app.district.pull import Pull
from app.district.push import Push
from app.district.schema import counter
from app.district.settings import Policies, read_policies
from app.district.state import DISTRICT, NAME, put_setting, setting_of
from app.district.tokens import Tokens
from app.machine import RandomIds, SystemClock
from app.places import migrations_dir, resources_dir
from app.ports.clock import Clock, Ids


@dataclass(frozen=True, slots=True)
class District:
    """One process of a district; safe for many threads."""

    home: Path
    engine: Engine = field(repr=False)
    keys: DistrictKeys
    clock: Clock
    ids: Ids
    policies: Policies
    law: DistrictLaw = field(repr=False)
    streets: Streets = field(repr=False)
    tokens: Tokens = field(repr=False)
    enrolment: Enrolment = field(repr=False)
    push: Push = field(repr=False)
    pull: Pull = field(repr=False)
    epochs: Epochs = field(repr=False)
    files: Files = field(repr=False)

    @property
    def key(self) -> str:
        """The district's public key: what every laptop of it trusts."""
        return self.keys.signing.public

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A snapshot of the store."""
        with reading(self.engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes."""
        with writing_to(self.engine) as connection:
            yield connection

    def close(self) -> None:
        """Let go of files and database."""
        self.files.close()
        self.engine.dispose()


def make_district(
    home: Path,
    name: str,
    database: str | None = None,
    clock: Clock | None = None,
    law: DistrictLaw | None = None,
    evidence: str | None = None,
) -> District:
    """Make a new district in an empty folder: keys, tables, the first epoch.

    Args:
        name: what laptops show of it, such as 示范区城市管理行政执法局.
        law: where it is read already.
        evidence: where originals are kept; see :func:`app.district.files_blobs.open_blobs`.

    Raises:
        DistrictUnusable: there is a district already, or folder or database cannot be used.
    """
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o750)
    except OSError as error:
        raise DistrictUnusable(reason="folder", file=home.name, error=type(error).__name__) from error
    clock = clock or SystemClock()
    engine = make_engine(address_of(home, database))
    try:
        migrate(engine, migrations_dir() / "district")
        with writing_to(engine) as connection:
            if setting_of(connection, DISTRICT):
                raise DistrictUnusable(reason="made", file="database")
            keys = make_keys(home)
            for each in (COMMIT_SEQ, PEOPLE, WATERMARK):
                connection.execute(insert(counter).values(name=each, value=0))
            put_setting(connection, DISTRICT, keys.signing.public)
            put_setting(connection, NAME, name)
            begin_epoch(connection, 0, clock.read().wall_ms)
    except BaseException:
        engine.dispose()
        raise
    return _joined(home, engine, keys, clock, law, evidence)


def open_district(
    home: Path,
    database: str | None = None,
    clock: Clock | None = None,
    law: DistrictLaw | None = None,
    evidence: str | None = None,
) -> District:
    """Open a district; its database is brought to this program's version first.

    Raises:
        DistrictUnusable: there is none, or keys and database do not belong together.
    """
    keys = read_keys(home)
    engine = make_engine(address_of(home, database))
    try:
        migrate(engine, migrations_dir() / "district")
        with reading(engine) as connection:
            if connection.execute(select(counter.c.name)).first() is None:
                raise DistrictUnusable(reason="not_made", file="database")
            if setting_of(connection, DISTRICT) != keys.signing.public:
                raise DistrictUnusable(reason="other_keys")
        return _joined(home, engine, keys, clock or SystemClock(), law, evidence)
    except BaseException:
        engine.dispose()
        raise


def _joined(
    home: Path,
    engine: Engine,
    keys: DistrictKeys,
    clock: Clock,
    law: DistrictLaw | None,
    evidence: str | None,
) -> District:
    policies = read_policies(resources_dir(), home)
    law = law or DistrictLaw(resources_dir(), home)
    streets, shelf = Streets(keys.signing.public), CaseShelf()
    ids = RandomIds(clock)
    return District(
        home=home,
        engine=engine,
        keys=keys,
        clock=clock,
        ids=ids,
        policies=policies,
        law=law,
        streets=streets,
        tokens=Tokens(engine, keys, clock),
        enrolment=Enrolment(engine, keys, policies, streets, clock),
        push=Push(engine, keys, streets, law, clock, ids, shelf),
        pull=Pull(engine),
        epochs=Epochs(engine, policies, clock, shelf),
        files=Files(engine, keys, policies, clock, home, open_blobs(home, evidence)),
    )
