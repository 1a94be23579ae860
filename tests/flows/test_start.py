"""The sign-in page comes before everything that only an officer who signed in needs (design, section 11)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

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
SELF_CHECK = """
import json, sys
from app.__main__ import main
code = main(["--home", sys.argv[1], "--self-check"])
print(json.dumps({"code": code, "modules": sorted({name.partition(".")[0] for name in sys.modules})}))
"""


def test_the_sign_in_page_needs_no_store_no_maker_of_papers_and_no_network(tmp_path: Path) -> None:
    laptop = DemoLaptop(tmp_path / "home").make()
    done = subprocess.run(
        [sys.executable, "-c", SELF_CHECK, str(laptop.home)], cwd=ROOT, capture_output=True, text=True
    )
    said = json.loads(done.stdout.splitlines()[-1])
    assert (said["code"], done.stderr) == (0, "")
    assert "PySide6" in said["modules"]
    assert set(LATER) & set(said["modules"]) == set()
