"""One press for all tests: reading the faces once is what takes time."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from app.documents.faces import FontBook
from app.documents.forms import FormLibrary
from app.documents.printing import Press
from app.ports.paperwork import Rendered
from tests.documents import ordinary_demo
from tests.documents.demo import NUMBERS, PAPER, RESOURCES, VALUES

Issue: TypeAlias = Callable[..., Rendered]
Read: TypeAlias = Callable[..., str]


@pytest.fixture(scope="session")
def press() -> Press:
    return Press(RESOURCES / "forms", RESOURCES / "fonts")


@pytest.fixture(scope="session")
def library() -> FormLibrary:
    return FormLibrary(RESOURCES / "forms")


@pytest.fixture(scope="session")
def fonts(library: FormLibrary) -> FontBook:
    return FontBook(RESOURCES / "fonts", library.furniture.roles)


@pytest.fixture
def issue(press: Press) -> Issue:
    """Issue a demonstration paper, some values changed; None takes a value away."""

    def issue(form: str, changed: Mapping[str, object] | None = None, paper: str = PAPER) -> Rendered:
        values = {**VALUES[form], **(changed or {})}
        given = {key: value for key, value in values.items() if value is not None}
        return press.issue(form, given, NUMBERS[form], paper)

    return issue


@pytest.fixture
def issue_ordinary(press: Press) -> Issue:
    """Issue a paper of an ordinary case of demonstration, some values changed; None takes a value away."""

    def issue(form: str, changed: Mapping[str, object] | None = None, case: str = "bills") -> Rendered:
        values = {**ordinary_demo.CASES[case][form], **(changed or {})}
        given = {key: value for key, value in values.items() if value is not None}
        return press.issue(form, given, ordinary_demo.NUMBERS[form], PAPER)

    return issue


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The text of a PDF as pdftotext gives it, by default the first page in the order of the page."""

    def read(pdf: bytes, *options: str) -> str:
        path = tmp_path / "paper.pdf"
        path.write_bytes(pdf)
        command = ["pdftotext", *(options or ("-raw", "-l", "1")), str(path), "-"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    return read
