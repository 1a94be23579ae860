"""A signed-in officer on a laptop of his own; papers are set by a stand-in that answers at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from app.bootstrap import LaptopDoor, Machine
from app.ports.paperwork import FieldProblem, Rendered, Values
from app.services.office import LaptopOffice
from tests.flows.demo_laptop import JIA, PASSPHRASES, DemoLaptop


@dataclass
class QuickPaperwork:
    """Sets a page in no time; ``empty`` are labels that it calls missing, ``trouble`` is raised at issue.

    ``left`` is the room that it tells; ``asked`` are the folders of the forms that it was given.
    """

    empty: list[str] = field(default_factory=list)
    trouble: Exception | None = None
    left: dict[str, int] = field(default_factory=dict)
    issued: list[tuple[str, str, Values]] = field(default_factory=list)
    asked: list[Path | None] = field(default_factory=list)
    measured: list[str] = field(default_factory=list)
    previewed: list[Values] = field(default_factory=list)

    def warm(self) -> None:
        """Ready at once."""

    def missing(self, form: str, values: Values, *, forms: Path | None = None) -> tuple[FieldProblem, ...]:
        self.asked.append(forms)
        return tuple(FieldProblem(label, label) for label in self.empty)

    def room(self, form: str, values: Values, field: str, *, forms: Path | None = None) -> int:
        return self.left.get(field, 100)

    def rooms(self, form: str, values: Values, *, forms: Path | None = None) -> Mapping[str, int]:
        self.asked.append(forms)
        self.measured.append(form)
        return {key: left for key, left in self.left.items() if values.get(key)}

    def preview(self, form: str, values: Values, copy: int = 1, *, forms: Path | None = None) -> Rendered:
        self.asked.append(forms)
        self.previewed.append(values)
        return Rendered(b"%PDF-preview", "", 1, 1, "")

    def issue(
        self, form: str, values: Values, number: str, paper: str, *, forms: Path | None = None
    ) -> Rendered:
        self.asked.append(forms)
        if self.trouble is not None:
            raise self.trouble
        self.issued.append((form, number, values))
        pdf = b"%PDF-" + form.encode() + number.encode() + paper.encode()
        return Rendered(pdf, "sha256:" + hashlib.sha256(pdf).hexdigest(), 1, 3, "AAAA-BBBB-CCCC")

    def close(self) -> None:
        """Nothing to let go of."""


@dataclass
class Laptop:
    """A set-up laptop and the offices that were opened on it."""

    demo: DemoLaptop
    paperwork: QuickPaperwork
    opened: list[LaptopOffice] = field(default_factory=list)

    @property
    def machine(self) -> Machine:
        return replace(self.demo.machine, paperwork=lambda: self.paperwork)

    def sign_in(self, officer: str = JIA) -> LaptopOffice:
        """Unlock as an officer; closed at the end of the test."""
        office = LaptopDoor(self.demo.home, self.machine).unlock(officer, PASSPHRASES[officer])
        self.opened.append(office)
        return office


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    made = Laptop(DemoLaptop(tmp_path / "home").make(), QuickPaperwork())
    yield made
    for office in made.opened:
        office.close()


@pytest.fixture
def office(laptop: Laptop) -> LaptopOffice:
    return laptop.sign_in()
