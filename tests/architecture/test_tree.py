"""What every file of the tree keeps: short, free of exemptions and of the machine it was written on."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 40
TOP_LEVEL = {"app", "resources", "migrations", "installer", "tests", "docs"} | {
    "pyproject.toml",
    "Makefile",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
}
# Each is spelled so that this file does not hold what it looks for.
EXEMPTIONS = re.compile(r"type[:] ignore|\bno[q]a\b|pylint[:]|pragma[:] no cover")
MACHINE = re.compile(
    r"(?<![\w.])/(?:[w]ork|[h]ome/(?!user\b)|[r]oot|[o]pt/(?:pypi|wheels)|[t]mp/[w])/|[f]iles\.pythonhosted|[p]ypi\.org"
)
TEXT = {".py", ".pyi", ".toml", ".md", ".sh", ".yaml", ".yml", ".json", ".lock", ".txt", ".ini", ".mako", ""}


def _tracked() -> list[Path]:
    """Files that git knows; in a tree without git, every file that is not made by a tool."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        found = list(ROOT.rglob("*"))
    return [path for path in found if path.is_file() and not {".git", ".venv", "build"} & set(path.parts)]


def _python(*folders: str) -> Iterator[Path]:
    return (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=_name(path))


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file with the length of its body, the docstring not counted."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            yield node.name, (node.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_file_is_too_long_to_read() -> None:
    lengths = {
        _name(path): len(path.read_text("utf-8").splitlines()) for path in _python("app", "migrations")
    }
    assert {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_FILE} == {}


def test_no_function_is_too_long_to_read() -> None:
    long = {
        f"{_name(path)}: {function}": length
        for path in _python("app", "migrations")
        for function, length in _functions(path)
        if length > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_the_top_level_holds_what_the_architecture_names() -> None:
    first = {path.relative_to(ROOT).parts[0] for path in _tracked()}
    assert {name for name in first if not name.startswith(".")} - TOP_LEVEL == set()


def test_no_check_is_switched_off_in_the_program() -> None:
    wrong = [
        f"{_name(path)}:{number}"
        for path in _python("app", "migrations")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if EXEMPTIONS.search(line)
    ]
    assert wrong == []


def test_no_file_names_the_machine_it_was_written_on() -> None:
    wrong = [
        f"{_name(path)}:{number}: {line.strip()[:80]}"
        for path in _tracked()
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert wrong == []


def _error_classes() -> Iterator[tuple[str, str | None]]:
    """Each subclass of AppError, wherever it is, with the code it sets itself."""
    parents: dict[str, list[str]] = {}
    codes: dict[str, str | None] = {}
    for path in _python("app"):
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ClassDef):
                key = f"{_name(path)}:{node.name}"
                parents[key] = [base.id for base in node.bases if isinstance(base, ast.Name)]
                codes[key] = _code_of(node)
    family = {"AppError"}
    while True:
        wider = family | {key.split(":")[1] for key, bases in parents.items() if family & set(bases)}
        if wider == family:
            break
        family = wider
    return ((key, code) for key, code in codes.items() if key.split(":")[1] in family)


def _code_of(node: ast.ClassDef) -> str | None:
    for statement in node.body:
        if isinstance(statement, ast.Assign):
            target, value = statement.targets[0], statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            target, value = statement.target, statement.value
        else:
            continue
        if isinstance(target, ast.Name) and target.id == "code" and isinstance(value, ast.Constant):
            return str(value.value)
    return None


def test_every_error_has_a_code_of_its_own() -> None:
    owners: dict[str, list[str]] = {}
    for key, code in _error_classes():
        owners.setdefault(code or f"no code: {key}", []).append(key)
    assert len(owners) > 1
    assert {code: keys for code, keys in owners.items() if len(keys) > 1 or code.startswith("no code")} == {}


def _locked(name: str) -> dict[str, Version]:
    lines = (ROOT / "installer" / name).read_text("utf-8").splitlines()
    pins = (line.split()[0].split("==") for line in lines if "==" in line)
    return {canonicalize_name(package): Version(version) for package, version in pins}


def _asked(*extras: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = [project["dependencies"], *(project["optional-dependencies"][extra] for extra in extras)]
    return [Requirement(line) for group in groups for line in group]


@pytest.mark.parametrize(
    ("lock", "extras"), [("requirements.lock", []), ("requirements-dev.lock", ["dev", "district"])]
)
def test_the_lock_fits_what_the_project_asks_for(lock: str, extras: list[str]) -> None:
    locked = _locked(lock)
    nothing = Version("0")
    unfit = [
        str(wanted)
        for wanted in _asked(*extras)
        if locked.get(canonicalize_name(wanted.name), nothing) not in wanted.specifier
    ]
    assert unfit == []


def test_both_locks_agree() -> None:
    assert _locked("requirements.lock").items() <= _locked("requirements-dev.lock").items()
