"""What the officer typed becomes the case's record: one entry a field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.domain.bodies import FieldSet
from app.domain.canonical import nfc
from app.domain.fields import checked_value
from app.services.desk import Desk


class SetFields:
    """Save changed fields in one transaction; a value that did not change writes nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, case_id: str, values: Mapping[str, object], at: datetime | None = None) -> None:
        """Set fields; None or an empty text clears one.

        Raises:
            FieldRefused: a value does not fit its field.
            RuleBroken: the case is past the step in which the field may change.
        """
        wanted = {name: checked_value(name, _clean(value)) for name, value in values.items()}
        with self._desk.start_work() as work:
            case = work.cases.get(case_id)
            for name, value in wanted.items():
                if case.value(name) == value:
                    continue
                known = case.fields.get(name)
                body = FieldSet(name, None if known is None else known.entry, value)
                case, _ = self._desk.write(work, case, body, at=at)
            work.commit()


def _clean(value: object) -> object:
    if not isinstance(value, str):
        return value
    return nfc(value).strip() or None
