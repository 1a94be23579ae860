"""What officers and parties say stands readable in no file, also when the program dies in the middle."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.flows.demo_laptop import JIA, PASSPHRASES
from tests.flows.leaks import ANYWHERE, files_since, planted_values, scan
from tests.flows.unseal import keys_of, unseal

ROOT = Path(__file__).resolve().parents[2]
# Whole journeys run in processes of their own; on a loaded machine that takes minutes.
pytestmark = pytest.mark.timeout(960)
OPEN_FILES = {*ANYWHERE, "a JPEG", "a JPEG mark", "an MP4"}
FOLDERS = {
    "HOME": "home",
    "TMPDIR": "tmp",
    "FIELDCASE_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_DATA_HOME": "share",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
}


@dataclass(frozen=True)
class Planted:
    """What a dead program left: its folders, what it opened for writing, and the laptop's secret.

    ``log`` is the least size in bytes of the store's log at its death.
    """

    began: float
    log: int
    places: Mapping[str, Path]
    written: tuple[Path, ...]
    secret: bytes

    @property
    def data(self) -> Path:
        return self.places["FIELDCASE_HOME"]

    def files(self) -> list[Path]:
        return list(files_since(self.places.values(), self.began))


@pytest.fixture(
    scope="module", params=[("planted", 1_000_000), ("planted_windows", 1)], ids=("services", "windows")
)
def planted(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Planted:
    """By the services alone, which leaves a long log, and through the windows with all that they show."""
    module, log = request.param
    base = tmp_path_factory.mktemp("planted")
    places = {name: base / folder for name, folder in FOLDERS.items()}
    for name, place in places.items():
        if name != "FIELDCASE_HOME":
            place.mkdir()
    began = time.time() - 1
    done = subprocess.run(
        [sys.executable, "-m", f"tests.flows.{module}", str(base / "card")],
        cwd=ROOT,
        env={
            **os.environ,
            **{name: str(place) for name, place in places.items()},
            "PYTHONDONTWRITEBYTECODE": "1",
            "QT_QPA_PLATFORM": "offscreen",
        },
        capture_output=True,
        timeout=900,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    said = json.loads(done.stdout.splitlines()[-1])
    return Planted(began, log, places, tuple(map(Path, said["written"])), bytes.fromhex(said["secret"]))


def test_no_value_and_no_open_file_is_found_where_the_program_wrote(planted: Planted) -> None:
    files = planted.files()
    names = {path.name for path in files}
    assert {"store.db", "store.db-wal", "numbers.mark", "sign-ins.json"} <= names
    assert planted.data.joinpath("store.db-wal").stat().st_size >= planted.log, "the log was not carried over"
    assert scan(files, planted_values()) == []


def test_the_same_scan_finds_all_values_and_every_kind_of_file_in_a_copy_unsealed_on_purpose(
    planted: Planted, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(planted.data, copy)
    unseal(copy, keys_of(copy, JIA, PASSPHRASES[JIA], planted.secret), tmp_path / "readable")
    found = {leak.what for leak in scan(files_since([tmp_path / "readable"], 0), planted_values())}
    assert set(planted_values()) - found == set()
    assert found - set(planted_values()) == OPEN_FILES


def test_the_program_opens_no_file_for_writing_outside_its_data_folder(planted: Planted) -> None:
    inside = {path for path in planted.written if planted.data in path.parents}
    assert any(path.parent.name == "incoming" for path in inside), "sealed files were written"
    elsewhere = set(planted.written) - inside - {Path(os.devnull)}
    assert {path.parent.parent.name for path in elsewhere} == {"card"}
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        assert list(planted.places[name].iterdir()) == []
