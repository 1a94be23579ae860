"""Papers that are set at once: what a cut does to store and vault does not hang on who sets them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.documents.client import PaperWorker
from app.places import resources_dir
from app.ports.paperwork import Rendered, Values
from tests.fakes.paper import rendered


class QuickPaper(PaperWorker):
    """Knows the forms, asks for mandatory fields, and sets one framed page without a process."""

    def __init__(self) -> None:
        super().__init__(resources_dir())

    def rooms(self, form: str, values: Values, *, forms: Path | None = None) -> Mapping[str, int]:
        """Room enough."""
        return {}

    def preview(self, form: str, values: Values, copy: int = 1, *, forms: Path | None = None) -> Rendered:
        """A framed page."""
        return rendered(form)

    def issue(
        self, form: str, values: Values, number: str, paper: str, *, forms: Path | None = None
    ) -> Rendered:
        """A framed page of other bytes for each paper."""
        return rendered(f"{form} {number} {paper}", copies=2)
