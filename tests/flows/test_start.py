"""The sign-in page comes before everything that only an officer who signed in needs (design, section 11)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.flows.demo_laptop import DemoLaptop

ROOT = Path(__file__).resolve().parents[2]
LATER = (
    "sqlalchemy",
    "sqlcipher3",
    "alembic",
    "tuf",
    "reportlab",
    "pikepdf",
    "pypinyin",
    "pydantic",
    "yaml",
    "PIL",
    "keyring",
    "httpx",
)
NEVER_NEEDED = "QCalendarWidget"
SELF_CHECK = """
import json, sys
from app.__main__ import main
code = main(["--home", sys.argv[1], "--self-check"])
from PySide6 import QtWidgets
modules = sorted({name.partition(".")[0] for name in sys.modules})
print(json.dumps({"code": code, "modules": modules, "classes": sorted(vars(QtWidgets))}))
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a started program says of itself once its first window is painted."""
    laptop = DemoLaptop(tmp_path_factory.mktemp("start") / "home").make()
    done = subprocess.run(
        [sys.executable, "-c", SELF_CHECK, str(laptop.home)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stderr == ""
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_the_sign_in_page_needs_no_store_no_maker_of_papers_and_no_network(said: dict[str, Any]) -> None:
    assert said["code"] == 0
    assert "PySide6" in said["modules"]
    assert set(LATER) & set(said["modules"]) == set()


def test_the_sign_in_page_has_qt_build_no_class_that_it_does_not_use(said: dict[str, Any]) -> None:
    # PySide builds a class when it is asked for, and all of them when Python asks for a widget of Qt's own.
    assert "QScrollArea" in said["classes"]
    assert NEVER_NEEDED not in said["classes"]
