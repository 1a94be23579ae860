"""What runs on a submission is what the README tells people to run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKE = '#!/bin/sh\necho "make $*, CI=$CI, $(wc -c) bytes of input" >>made\n[ "$1" != "$BREAK" ]\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The script and the README alone, with a ``make`` that only notes what it was asked."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    shutil.copy(ROOT / "README.md", tmp_path)
    (tmp_path / "bin").mkdir()
    make = tmp_path / "bin" / "make"
    make.write_text(MAKE)
    make.chmod(0o755)
    return tmp_path


def run(checkout: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{checkout / 'bin'}:{os.environ['PATH']}"
    return subprocess.run(
        ["bash", ".ci/run"],
        cwd=checkout,
        env={**os.environ, "PATH": path, "BREAK": "", **environment},
        input="typed by nobody",
        capture_output=True,
        text=True,
        check=False,
    )


def made(checkout: Path) -> list[str]:
    return (checkout / "made").read_text().splitlines()


def test_the_test_command_of_the_readme_comes_first_then_the_checks(checkout: Path) -> None:
    assert run(checkout).returncode == 0
    assert made(checkout) == [
        "make test, CI=true, 0 bytes of input",
        "make check, CI=true, 0 bytes of input",
    ]


def test_kills_belong_to_it_where_there_are_some(checkout: Path) -> None:
    (checkout / "tests" / "faults").mkdir(parents=True)
    (checkout / "tests" / "faults" / "__main__.py").touch()
    run(checkout)
    assert made(checkout)[-1].startswith("make faults KILLS=10,")


@pytest.mark.parametrize("target", ["test", "check"])
def test_a_failure_fails_it(checkout: Path, target: str) -> None:
    assert run(checkout, BREAK=target).returncode != 0
    assert made(checkout)[-1].startswith(f"make {target},")


def test_a_readme_without_the_command_is_noticed(checkout: Path) -> None:
    readme = checkout / "README.md"
    readme.write_text(readme.read_text("utf-8").replace("<!-- test command -->", ""), "utf-8")
    done = run(checkout)
    assert done.returncode != 0
    assert "README.md" in done.stderr


def test_it_says_how_long_each_part_took(checkout: Path) -> None:
    said = run(checkout).stdout
    assert "tests (make test) took 0 min" in said
    assert "checks took 0 min" in said
