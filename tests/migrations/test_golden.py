"""A store of every version that was ever released opens, upgrades whole, and says what it always said."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from app.crypto.entries import entry_verifier
from app.storage.files import MARKS, STORE, Store, open_store
from app.storage.migrate import known_versions
from tests.migrations.golden import FOLDER, describe, golden_maker
from tests.storage.make import KEY, SCRIPTS, index_case

VERSIONS = sorted(path.stem for path in FOLDER.glob("*.store"))


@pytest.fixture(params=VERSIONS)
def upgraded(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A copy of a golden store, brought to the newest version."""
    version = str(request.param)
    shutil.copy(FOLDER / f"{version}.store", tmp_path / STORE)
    shutil.copy(FOLDER / f"{version}.mark", tmp_path / MARKS)
    store = open_store(tmp_path, KEY, index_case)
    assert store.version == version
    if store.needs_migration:
        store.migrate(SCRIPTS)
    if store.needs_rebuild:
        store.rebuild()
    request.addfinalizer(store.close)
    return store


def test_every_version_has_its_golden_store() -> None:
    assert list(known_versions(SCRIPTS)) == VERSIONS


def test_what_was_stored_is_read_back(upgraded: Store, request: pytest.FixtureRequest) -> None:
    version = request.node.callspec.params["upgraded"]
    golden = json.loads((FOLDER / f"{version}.json").read_text(encoding="utf-8"))
    described = json.loads(json.dumps(describe(upgraded)))
    assert {name: described[name] for name in golden} == golden


def test_every_entry_and_signature_is_whole(upgraded: Store) -> None:
    maker = golden_maker()
    verify = entry_verifier(lambda _: maker.device_key.public, lambda _: maker.officer_key.public)
    assert upgraded.check(verify) == ()


def test_its_projections_are_those_of_this_program(upgraded: Store) -> None:
    """Where this fails, projections come out differently than before: raise ``schema.PROJECTIONS``."""
    before = upgraded.projections_digest()
    upgraded.rebuild()
    assert upgraded.projections_digest() == before


def test_numbers_go_on_where_they_stood(upgraded: Store) -> None:
    with upgraded.work() as work:
        assert work.numbers.take("责改", 2026).seq == 3
