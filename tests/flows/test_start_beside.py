"""Starting beside others: on a damaged release, a full or read-only disk, next to another process, with an
older store. Each is told, and nothing is harmed."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import bootstrap
from app.domain.errors import AppError
from app.laptop import MADE_BY_USE
from app.places import migrations_dir, resources_dir
from app.ports.vault import DiskFull
from app.ports.work import StoreBusy
from app.releases import shelf
from app.releases.manifest import FILE_NAME
from app.releases.release import load_release
from app.services.office import LaptopOffice
from app.storage import engine
from app.storage.files import open_store
from tests.flows.demo_laptop import JIA, YI, DemoLaptop
from tests.flows.permissions import permissions_obeyed, read_only
from tests.flows.summary_case import PHOTO, VIDEO, at
from tests.flows.worked_laptop import Worked, content, says_all, worked
from tests.storage.make import index_case

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Worked:
    return worked(tmp_path_factory.mktemp("template") / "home")


@pytest.fixture
def laptop(template: Worked, tmp_path: Path) -> Iterator[Worked]:
    copy = template.copy(tmp_path / "home")
    yield copy
    copy.close()


def refused(laptop: Worked) -> AppError:
    """What signing in says; every byte of the laptop must stay as it was."""
    before = content(laptop.home)
    with pytest.raises(AppError) as error:
        laptop.sign_in()
    assert content(laptop.home) == before
    says_all(error.value)
    return error.value


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's own release in a copy that may be damaged."""
    source, copy = resources_dir(), tmp_path / "resources"
    for path in (*load_release(source).paths(), FILE_NAME):
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / path, copy / path)
    monkeypatch.setattr(bootstrap, "resources_dir", lambda: copy)
    return copy


def test_a_damaged_file_of_the_programs_list_is_named(laptop: Worked, resources: Path) -> None:
    (resources / "law" / "parameters.yaml").write_text("- id: contact.lease_days\n", "utf-8")
    error = refused(laptop)
    assert (error.code, error.facts["file"]) == ("release.damaged", "law/parameters.yaml")


def test_a_missing_file_of_the_programs_list_is_named(laptop: Worked, resources: Path) -> None:
    (resources / "law" / "parameters.yaml").unlink()
    assert refused(laptop).code == "release.damaged"


def test_resources_that_are_gone_are_told_and_do_not_hide_the_officers(
    laptop: Worked, resources: Path
) -> None:
    shutil.rmtree(resources)
    assert refused(laptop).code == "release.missing"
    assert laptop.door().facts().catalogue == ""
    assert JIA in {header.officer for header in laptop.door().slots().headers}


def test_a_list_of_a_newer_program_is_told(laptop: Worked, resources: Path) -> None:
    manifest = resources / FILE_NAME
    whole = json.loads(manifest.read_bytes())
    whole["signed"]["format"] += 1
    manifest.write_text(json.dumps(whole), "utf-8")
    assert refused(laptop).code == "release.newer_format"


def test_a_damaged_copy_of_the_list_is_put_right_from_the_program(laptop: Worked) -> None:
    (kept,) = (laptop.home / "releases").iterdir()
    (kept / "law" / "parameters.yaml").write_text("damaged", "utf-8")
    assert laptop.sign_in().doctor.check() == ()
    load_release(kept)


def test_a_vault_that_is_not_there_is_told_file_by_file_and_comes_back_whole(laptop: Worked) -> None:
    vault, away = laptop.home / "vault", laptop.home.parent / "vault-on-another-disk"
    vault.rename(away)
    office = laptop.sign_in()
    named = {blob.name for blob in office.queries.blobs()}
    assert set(office.mended.missing) == named
    assert {fault.name for fault in office.doctor.check()} == named
    laptop.close()
    shutil.rmtree(vault)
    away.rename(vault)
    assert not laptop.sign_in().mended
    assert laptop.sign_in(YI).doctor.check() == ()


def test_a_file_in_the_place_of_the_vault_is_told(laptop: Worked) -> None:
    shutil.rmtree(laptop.home / "vault")
    (laptop.home / "vault").write_bytes(b"")
    assert refused(laptop).code == "vault.unusable"


def test_a_read_only_folder_is_told_and_shows_the_officers(laptop: Worked) -> None:
    with read_only(laptop.home):
        error = refused(laptop)
        assert (error.code, error.facts["reason"]) == ("laptop.unusable", errno.errorcode[errno.EACCES])
        assert laptop.door().facts().agency
    assert laptop.sign_in().doctor.check() == ()


def test_a_folder_that_this_user_may_not_read_is_told_as_that_and_not_as_damage(laptop: Worked) -> None:
    laptop.home.chmod(0)
    for act in (laptop.sign_in, laptop.demo.make):
        with permissions_obeyed(), pytest.raises(AppError) as error:
            act()
        says_all(error.value)
        assert error.value.code == "laptop.unusable"
    laptop.home.chmod(0o770)


def test_F19_a_nearly_full_disk_still_opens_and_takes_no_evidence(
    laptop: Worked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**12, 10**12, 10_000_000))
    office = laptop.sign_in()
    assert laptop.door().facts().free_bytes == 10_000_000
    before = content(laptop.home / "vault")
    with pytest.raises(DiskFull) as full:
        office.add_evidence(laptop.case, PHOTO, act="other")
    says_all(full.value)
    assert content(laptop.home / "vault") == before
    monkeypatch.undo()
    office.add_evidence(laptop.case, PHOTO, act="other", at=at(10, 30))


def test_F19_a_full_disk_at_the_first_unlock_is_told_and_forgotten_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = DemoLaptop(tmp_path / "home").make()
    assert demo.set_up is not None
    laptop = Worked(demo, demo.set_up.recovery_code)
    before = content(laptop.home)

    def no_room(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(shelf, "_write", no_room)
        with pytest.raises(DiskFull) as error:
            laptop.sign_in()
    says_all(error.value)
    assert content(laptop.home) == before
    assert laptop.sign_in().doctor.check() == ()
    laptop.close()


HOLD = """
import sys
from pathlib import Path
from app.storage.files import open_store
from tests.storage.make import index_case
store = open_store(Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline()), index_case)
with store.work() as work:
    work.settings.put("doctor.last", "1")
    print("held", flush=True)
    sys.stdin.readline()
    work.commit()
print("let go", flush=True)
sys.stdin.readline()
store.close()
"""


def test_beside_another_process_an_officer_signs_in_and_only_a_long_wait_is_told(
    laptop: Worked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.3)
    command = [sys.executable, "-c", HOLD, str(laptop.home)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        print(laptop.key().hex(), file=other.stdin, flush=True)
        assert other.stdout.readline() == "held\n"
        office = laptop.sign_in()
        assert office.queries.case(laptop.case).money
        with pytest.raises(StoreBusy) as busy:
            office.save_draft("note", '"typed"')
        says_all(busy.value)
        print(file=other.stdin, flush=True)
        assert other.stdout.readline() == "let go\n"
        office.save_draft("note", '"typed"')
        assert office.queries.draft("note") == '"typed"'
        other.stdin.close()
    assert other.returncode == 0
    assert office.doctor.check() == ()


def test_F03_a_second_log_in_does_not_take_the_work_of_the_first_for_leftovers(laptop: Worked) -> None:
    first, seen = laptop.sign_in(), []

    def somebody_else_signs_in(done: int, total: int) -> None:
        if not seen:
            seen.append(laptop.sign_in(YI))

    evidence = first.add_evidence(
        laptop.case, VIDEO, act="other", title="另一段录像", progress=somebody_else_signs_in
    )
    assert seen
    assert not seen[0].mended
    with first.open_evidence(laptop.case, evidence) as reader:
        assert reader.read_at(0, reader.size) == VIDEO.read_bytes()
    assert first.doctor.check() == ()


def test_F03_a_log_in_that_is_alone_clears_what_was_cut_off(laptop: Worked) -> None:
    half = laptop.home / "vault" / "incoming" / ("0" * 32)
    half.write_bytes(b"half")
    beside = laptop.sign_in()
    assert beside.mended.removed == (half.name,)
    half.write_bytes(b"half")
    assert not laptop.sign_in(YI).mended
    laptop.close()
    assert laptop.sign_in().mended.removed == (half.name,)


@pytest.fixture
def older(laptop: Worked) -> Worked:
    """The laptop with a store of the version before the first."""
    connection = laptop.behind()
    connection.execute("UPDATE alembic_version SET version_num = '0000'")
    connection.commit()
    connection.close()
    return laptop


def steps(folder: Path, *lines: str) -> Path:
    """Migrations of which the first, from version 0000, runs these lines; the later ones find all done."""
    copy = folder / "migrations"
    shutil.copytree(migrations_dir(), copy, ignore=shutil.ignore_patterns("__pycache__"))
    versions = copy / "client" / "versions"
    head = "from alembic import op\nbranch_labels = None\ndepends_on = None\n"
    before = None
    for step in ("0000", *(path.stem[:4] for path in sorted(versions.glob("[0-9]*.py")))):
        does = lines if step == "0001" else ("pass",)
        text = f"{head}revision = {step!r}\ndown_revision = {before!r}\n\ndef upgrade():\n"
        for path in versions.glob(f"{step}_*.py"):
            path.unlink()
        (versions / f"{step}_step.py").write_text(text + "".join(f"    {line}\n" for line in does), "utf-8")
        before = step
    return copy


def backups(laptop: Worked) -> list[str]:
    return sorted(path.name for path in (laptop.home / "backups").glob("*"))


def test_F22_a_store_of_the_version_before_opens_after_a_backup(
    older: Worked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = older.key()
    monkeypatch.setattr(
        bootstrap, "migrations_dir", lambda: steps(tmp_path, "op.execute('CREATE TABLE later (a INTEGER)')")
    )
    office = older.sign_in()
    assert office.queries.case(older.case).money
    assert office.doctor.check() == ()
    assert backups(older) == ["store-0000.db"]
    (older.home / "backups" / "store-0000.db").rename(tmp_path / "store.db")
    kept = open_store(tmp_path, key, index_case)
    assert kept.version == "0000"
    kept.close()


def test_F22_a_step_that_fails_leaves_the_old_version_and_names_its_backup(
    older: Worked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = steps(tmp_path, "op.execute('DELETE FROM entry')", "raise ZeroDivisionError")
    with monkeypatch.context() as update:
        update.setattr(bootstrap, "migrations_dir", lambda: failing)
        with pytest.raises(AppError) as error:
            older.sign_in()
    says_all(error.value)
    assert error.value.code == "store.migration_failed"
    assert error.value.facts == {"version": "0000", "backup": "store-0000.db"}
    assert backups(older) == ["store-0000.db"]
    connection = older.behind()
    ((version,),) = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    ((entries,),) = connection.execute("SELECT count(*) FROM entry").fetchall()
    connection.close()
    assert version == "0000"
    assert entries > 30


def test_F22_nothing_is_migrated_while_another_process_works(
    laptop: Worked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    working: LaptopOffice = laptop.sign_in()
    connection = laptop.behind()
    connection.execute("UPDATE alembic_version SET version_num = '0000'")
    connection.commit()
    connection.close()
    monkeypatch.setattr(bootstrap, "migrations_dir", lambda: steps(tmp_path, "pass"))
    with pytest.raises(StoreBusy):
        laptop.sign_in(YI)
    assert backups(laptop) == []
    assert working.queries.case(laptop.case).money


def test_the_files_of_a_laptop_are_those_that_set_up_knows_as_signs_of_use(laptop: Worked) -> None:
    laptop.sign_in()
    found = {path.name for path in laptop.home.iterdir()}
    made_by_set_up = {"slots", "laptop.json", "laptop.copy.json", "store.db", "store.db-wal", "store.db-shm"}
    assert found - made_by_set_up <= MADE_BY_USE
