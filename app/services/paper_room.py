"""How much the papers ahead still take of each text, said while it is typed and weighed before an issue."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from app.domain.case import Case
from app.domain.findings import Finding, Severity
from app.domain.law.articles import RECORD, SUMMARY_PAPER
from app.domain.law.guards.steps import PROCEDURES
from app.domain.law.matter import CORRECTION_ORDER, DECISION
from app.ports.paperwork import MissingGlyph, PaperTooSlow, Paperwork, PaperWorkerLost, ValueUnprintable
from app.services.offers import RoomLeft
from app.services.paper_values import SENTENCES

FIELDS_OF: Mapping[str, str] = {"told.answer": "decision.defence_answer", "told.words": "telling.words"}
"""Texts of a form that the record, or the window, knows under another name."""
_PASSING = frozenset(("issue.at",))
"""Values that change with every second and take the same room."""
_KEPT = 8
"""Answers that are kept: a refresh asks for the same page several times."""


class PaperRoom:
    """Asks for the room of the texts of a case."""

    def __init__(
        self,
        paperwork: Paperwork,
        forms_of: Callable[[str], Path],
        values_of: Callable[[Case, str, datetime], Mapping[str, object]],
    ) -> None:
        """``forms_of`` gives the folder with the forms of a release."""
        self._paperwork, self._forms_of, self._values_of = paperwork, forms_of, values_of
        self._answers: dict[bytes, Mapping[str, int]] = {}

    def left(self, case: Case, at: datetime, words: str = "") -> Mapping[str, RoomLeft]:
        """The room of every text by its field, the least of all papers that are not issued yet.

        Nothing is said of a text while a paper cannot be set at all.

        Args:
            words: what the party says and is not recorded yet.
        """
        found: dict[str, RoomLeft] = {}
        for form in _ahead(case):
            values = dict(self._values_of(case, form, at))
            if form == CORRECTION_ORDER and not _ordered(case, values):
                continue
            if words and not case.tellings:
                values |= {"told.defence": "made", "told.words": words}
            try:
                rooms = self._lefts(case, form, values)
            except (MissingGlyph, ValueUnprintable, PaperWorkerLost, PaperTooSlow):
                continue
            for field, room in rooms.items():
                if field not in found or room.left < found[field].left:
                    found[field] = room
        return found

    def findings(self, case: Case, form: str, values: Mapping[str, object]) -> Iterator[Finding]:
        """What of the paper does not fit, or cannot be set, with the count of characters.

        A page that could not be measured now says nothing: the issue itself measures it again.
        """
        try:
            rooms = self._lefts(case, form, values)
        except MissingGlyph as error:
            yield _blocked("text.no_glyph", form, _named(error.facts))
            return
        except (ValueUnprintable, PaperWorkerLost, PaperTooSlow):
            return
        for field, room in rooms.items():
            if room.left < 0:
                facts = {"field": field, "form": form, "over": -room.left, "most": room.used + room.left}
                yield _blocked("text.too_long", form, facts)

    def _lefts(self, case: Case, form: str, values: Mapping[str, object]) -> Mapping[str, RoomLeft]:
        found: dict[str, RoomLeft] = {}
        for key, left in self._rooms(case, form, values).items():
            field, printed = FIELDS_OF.get(key, key), len(str(values[key]))
            typed = len(case.text(field)) or printed
            if key in SENTENCES:
                left = _before_the_full_stop(left, printed - typed)
            found[field] = RoomLeft(typed, left, form)
        return found

    def _rooms(self, case: Case, form: str, values: Mapping[str, object]) -> Mapping[str, int]:
        forms = self._forms_of(case.release)
        page = {name: value for name, value in values.items() if name not in _PASSING}
        text = json.dumps([form, str(forms), page], sort_keys=True, default=str)
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        if key not in self._answers:
            self._answers[key] = self._paperwork.rooms(form, values, forms=forms)
            while len(self._answers) > _KEPT:
                self._answers.pop(next(iter(self._answers)), None)
        return self._answers[key]


def _before_the_full_stop(left: int, added: int) -> int:
    """The room of a text behind which the paper sets a full stop, unless the officer ends with one himself.

    Args:
        added: whether it was ``added`` to the text that was measured: 0 or 1.
    """
    if left < 0:
        return left - 1 + added
    return left if added else max(0, left - 1)


def _ahead(case: Case) -> tuple[str, ...]:
    """The papers of one page that the case may still need."""
    procedure = PROCEDURES.get(case.procedure)
    return tuple(
        form
        for form in (CORRECTION_ORDER, DECISION)
        if procedure is not None and procedure.paper(form) is not None and not case.papers(form)
    )


def _ordered(case: Case, values: Mapping[str, object]) -> bool:
    return bool(values.get("item.refusal_first") or case.text("correction.demand"))


def _blocked(code: str, form: str, facts: Mapping[str, object]) -> Finding:
    """What a paper must say, it says whole; that it has one page is the form's own rule."""
    article = SUMMARY_PAPER if form == DECISION else RECORD
    return Finding(code, Severity.BLOCK, (article,), tag="P", facts=facts)


def _named(facts: Mapping[str, object]) -> Mapping[str, object]:
    key = str(facts.get("field", ""))
    return {**facts, "field": FIELDS_OF.get(key, key)}
