"""The program finds its own files in every form in which it is handed out."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app import places

ASK = "from app.places import *; print(resources_dir(), migrations_dir(), sep='\\n')"


def places_of(root: Path) -> list[Path]:
    """Ask a copy of the package under ``root`` where its files lie."""
    asked = subprocess.run([sys.executable, "-c", ASK], cwd=root, capture_output=True, text=True, check=True)
    return [Path(line) for line in asked.stdout.splitlines()]


@pytest.fixture
def copy_of_the_package(tmp_path: Path) -> Path:
    package = tmp_path / "app"
    package.mkdir()
    for name in ("__init__.py", "places.py"):
        shutil.copy(Path(places.__file__).parent / name, package / name)
    return package


def test_a_checkout_has_its_resources_beside_the_package() -> None:
    assert (places.resources_dir() / "law").is_dir()


def test_the_debian_package_has_them_beside_it_too(copy_of_the_package: Path, tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    (tmp_path / "migrations").mkdir()
    assert places_of(tmp_path) == [tmp_path / "resources", tmp_path / "migrations"]


def test_a_wheel_has_them_inside(copy_of_the_package: Path, tmp_path: Path) -> None:
    (copy_of_the_package / "resources").mkdir()
    (copy_of_the_package / "migrations").mkdir()
    assert places_of(tmp_path) == [copy_of_the_package / "resources", copy_of_the_package / "migrations"]
