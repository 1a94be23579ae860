"""Each import contract notices the import that it is there to refuse."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
NAMES = {contract["id"]: contract["name"] for contract in CONTRACTS}

# contract, module that gets the wrong line, the line
WRONG_IMPORTS = [
    ("layers", "app/domain/planted.py", "import app.ports"),
    ("layers", "app/services/planted.py", "import app.presenters"),
    ("layers", "app/crypto/planted.py", "import app.wire"),
    ("siblings", "app/storage/planted.py", "import app.vault"),
    ("siblings", "app/ui/planted.py", "from app import documents"),
    ("district", "app/storage/planted.py", "import app.district"),
    ("domain", "app/domain/planted.py", "import yaml"),
    ("ports", "app/ports/planted.py", "import pydantic"),
    ("services", "app/services/planted.py", "import sqlalchemy"),
    ("services", "app/jobs/planted.py", "import app.vault"),
    ("presenters", "app/presenters/planted.py", "import app.storage"),
    ("qt", "app/presenters/planted.py", "from PySide6.QtCore import QObject"),
    ("sql", "app/vault/planted.py", "import sqlcipher3"),
    ("pdf", "app/services/planted.py", "from reportlab.pdfgen import canvas"),
    ("network", "app/vault/planted.py", "import httpx"),
]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what import-linter reads, with every package that a contract speaks of."""
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    rules = tmp_path / "tests" / "architecture"
    rules.mkdir(parents=True)
    shutil.copy(Path(__file__).with_name("contracts.py"), rules)
    for name in ("domain", "ports", "services", "jobs", "presenters", "storage", "vault", "documents"):
        _be_a_package(tmp_path / "app" / name)
    for name in ("crypto", "wire", "releases", "ui", "district"):
        _be_a_package(tmp_path / "app" / name)
    return tmp_path


def _be_a_package(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").touch()


def lint(tree: Path, contract: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--contract", contract],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("contract", "module", "line"), WRONG_IMPORTS)
def test_a_wrong_import_breaks_its_contract(tree: Path, contract: str, module: str, line: str) -> None:
    (tree / module).write_text(f"{line}\n", "utf-8")
    checked = lint(tree, contract)
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert f"{NAMES[contract]} BROKEN" in checked.stdout
    assert "planted" in checked.stdout


@pytest.mark.parametrize("contract", NAMES)
def test_the_program_keeps_its_contracts(contract: str) -> None:
    checked = lint(ROOT, contract)
    assert f"{NAMES[contract]} KEPT" in checked.stdout, checked.stdout + checked.stderr


def test_every_contract_is_tried_with_a_wrong_import() -> None:
    assert {contract for contract, _, _ in WRONG_IMPORTS} == set(NAMES)


def test_a_package_without_a_layer_is_noticed(tree: Path) -> None:
    _be_a_package(tree / "app" / "helpers")
    assert "app.helpers" in lint(tree, "layers").stdout
