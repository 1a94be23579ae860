"""Set-up says exactly what is missing when it may not install it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

INSTALLER = Path(__file__).resolve().parents[2] / "installer"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Set-up alone in a folder, on a machine where of all packages only python3 is installed."""
    (tmp_path / "installer").mkdir()
    for name in ("setup.sh", "requirements-dev.lock"):
        shutil.copy(INSTALLER / name, tmp_path / "installer")
    (tmp_path / "bin").mkdir()
    query = tmp_path / "bin" / "dpkg-query"
    query.write_text("#!/bin/sh\necho 'installed python3'\necho 'installed libglib2.0-0t64'\n")
    query.chmod(0o755)
    return tmp_path


def set_up(checkout: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout / "installer" / "setup.sh"],
        env={
            **os.environ,
            "PATH": f"{checkout / 'bin'}:{os.environ['PATH']}",
            "FIELDCASE_NO_INSTALL": "1",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_missing_packages_are_named_with_the_command_that_installs_them(checkout: Path) -> None:
    done = set_up(checkout)
    assert done.returncode != 0
    advice = done.stderr.splitlines()[-1]
    assert advice.startswith("set-up: install them with: sudo apt-get install")
    assert {"gnome-keyring", "libegl1", "libxcb-cursor0", "poppler-utils"} <= set(advice.split())


def test_what_is_there_is_not_asked_for_again_under_its_old_or_its_new_name(checkout: Path) -> None:
    named = set_up(checkout).stderr.split()
    assert "python3" not in named
    assert "libglib2.0-0" not in named
    assert not (checkout / ".venv").exists()
