"""The Secret Service that demonstration and tests bring along keeps secrets and leaves nothing behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "installer" / "with_keyring.sh"
STORE = "import keyring; keyring.set_password('fieldcase-test', 'laptop', 'a secret')"
READ = "import keyring; print(keyring.get_keyring().name, keyring.get_password('fieldcase-test', 'laptop'))"
LIVE = "import os, sys; print(os.environ['DBUS_SESSION_BUS_ADDRESS'], flush=True); sys.stdin.read()"


def beside_a_keyring(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SCRIPT, "--private", folder, *command], capture_output=True, text=True, check=False, timeout=300
    )


def test_a_secret_is_there_in_the_next_run(tmp_path: Path) -> None:
    stored = beside_a_keyring(tmp_path / "keyring", sys.executable, "-c", STORE)
    assert stored.returncode == 0, stored.stderr
    read = beside_a_keyring(tmp_path / "keyring", sys.executable, "-c", READ)
    assert read.stdout.split() == ["SecretService", "Keyring", "a", "secret"], read.stderr


def test_another_folder_knows_nothing_of_it(tmp_path: Path) -> None:
    beside_a_keyring(tmp_path / "keyring", sys.executable, "-c", STORE)
    read = beside_a_keyring(tmp_path / "other", sys.executable, "-c", READ)
    assert read.stdout.split()[-1] == "None", read.stderr


def test_only_the_owner_reads_the_folder(tmp_path: Path) -> None:
    beside_a_keyring(tmp_path / "keyring", "true")
    assert (tmp_path / "keyring").stat().st_mode & 0o077 == 0
    assert (tmp_path / "keyring" / "password").stat().st_mode & 0o077 == 0


def test_the_outcome_of_the_command_is_handed_on(tmp_path: Path) -> None:
    assert beside_a_keyring(tmp_path / "keyring", "sh", "-c", "exit 42").returncode == 42


def test_a_killed_run_leaves_no_bus_behind(tmp_path: Path) -> None:
    run = subprocess.Popen(
        [SCRIPT, "--private", tmp_path / "keyring", sys.executable, "-c", LIVE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert run.stdin is not None
    assert run.stdout is not None
    with run, run.stdin, run.stdout:
        socket = Path(run.stdout.readline().removeprefix("unix:path=").split(",")[0])
        assert socket.exists()
        run.send_signal(signal.SIGTERM)
        assert run.wait(timeout=200) != 0
    assert not socket.exists()
    assert not socket.parent.exists()
