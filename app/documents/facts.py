"""The values of one paper in printed form: dates, amounts and counts as official papers write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from app.documents.form_schema import FieldSpec, Form
from app.documents.wording_schema import Condition
from app.domain.catalogue.citation import chinese_number
from app.domain.dates import day_of, moment_of, official_date
from app.domain.errors import AppError
from app.domain.money import Fen, capitals, figures
from app.ports.paperwork import FieldProblem, Values, ValueUnprintable

_GROUP = 4
_LONGEST = 20_000
_BLANKS = re.compile(r"[ \t\u3000\u00a0]+")
_LONE_BLANK = re.compile(r"(?<![\x21-\x7e]) | (?![\x21-\x7e])")
_FULL_WIDTH = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}


class _Unfit(Exception):
    """A value that its kind cannot print."""


class Facts:
    """The values of one paper, read through the fields of its form."""

    def __init__(self, form: Form, values: Values) -> None:
        self._form = form
        self._values = values

    def raw(self, key: str | None) -> object:
        """The value as it was given."""
        return self._values.get(key) if key else None

    def has(self, key: str) -> bool:
        """Whether there is anything to print."""
        return bool(self.text(key))

    def text(self, key: str) -> str:
        """The printed text of a field, empty when it has no value; paragraphs are parted by newlines.

        Raises:
            ValueUnprintable: the value has no shape that the field can print.
        """
        spec = self._form.fields[key]
        value = self._values.get(key)
        if value is None or value == "" or value == [] or value == ():
            return spec.default or ""
        try:
            return _KINDS[spec.kind](self, spec, value)
        except (_Unfit, AppError, ValueError) as error:
            raise ValueUnprintable(form=self._form.code, field=key, label=spec.label) from error

    def stack(self, key: str) -> tuple[str, ...]:
        """The lines of a field of kind stack."""
        return tuple(self.text(key).split("\n")) if self.has(key) else ()

    def ticked(self, key: str) -> bool:
        """Whether a flag is true."""
        value = self._values.get(key)
        if value is not None and not isinstance(value, bool):
            raise ValueUnprintable(form=self._form.code, field=key, label=self._form.fields[key].label)
        return bool(value)

    def holds(self, condition: Condition | None) -> bool:
        """Whether all of a condition is true of the values."""
        return condition is None or all(self._agrees(key, wanted) for key, wanted in condition.items())

    def required(self, key: str) -> bool:
        """Whether the paper cannot be issued without this field, as the other values stand."""
        required = self._form.fields[key].required
        return required if isinstance(required, bool) else self.holds(required)

    def names(self) -> tuple[str, ...]:
        """The names that the paper mentions, longest first: each is set in one face wherever it stands."""
        found = {self.text(key) for key, spec in self._form.fields.items() if spec.name}
        return tuple(sorted((name for name in found if len(name) > 1), key=lambda name: (-len(name), name)))

    def problems(self) -> Iterator[FieldProblem]:
        """Every field that keeps the paper from being issued, in the order of the form."""
        for key, spec in self._form.fields.items():
            try:
                given = self._given(key, spec)
            except ValueUnprintable:
                yield FieldProblem(key, spec.label, "shape")
                continue
            if not given and self.required(key):
                yield FieldProblem(key, spec.label)

    def _given(self, key: str, spec: FieldSpec) -> bool:
        if spec.kind == "yes_no":
            return self.ticked(key) or self._values.get(key) is False
        return self.ticked(key) if spec.kind == "flag" else self.has(key)

    def _agrees(self, key: str, wanted: bool | str | list[str]) -> bool:
        value = self._values.get(key)
        if isinstance(wanted, bool):
            return bool(value) is wanted
        return any(_is(value, word) for word in ([wanted] if isinstance(wanted, str) else wanted))


def _is(value: object, word: str) -> bool:
    if word == "answered_no":
        return value is False
    if word in ("present", "absent"):
        return (value is None or value in ("", [], ())) is (word == "absent")
    return value == word


def _string(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise _Unfit
    return value


def _clean(text: str) -> str:
    """One line as it is printed: composed characters, half-width figures, no blanks beside ideographs."""
    plain = unicodedata.normalize("NFC", text).translate(_FULL_WIDTH)
    return _LONE_BLANK.sub("", _BLANKS.sub(" ", plain).strip(" "))


def _text(facts: Facts, spec: FieldSpec, value: object) -> str:
    return _clean(" ".join(_string(value).splitlines()))


def _strings(value: object) -> list[str]:
    if not isinstance(value, (list, tuple)):
        raise _Unfit
    return [clean for part in value if (clean := _clean(_string(part)))]


def _listed(facts: Facts, spec: FieldSpec, value: object) -> str:
    return "、".join(_strings(value)) if not isinstance(value, str) else _clean(value)


def _stacked(facts: Facts, spec: FieldSpec, value: object) -> str:
    return "\n".join(_strings(value))


def _lines(facts: Facts, spec: FieldSpec, value: object) -> str:
    parts = (_clean(part) for part in _string(value).splitlines())
    return "\n".join(part for part in parts if part)


def _choice(facts: Facts, spec: FieldSpec, value: object) -> str:
    if not isinstance(value, str) or value not in spec.choices:
        raise _Unfit
    return spec.choices[value]


def _day(facts: Facts, spec: FieldSpec, value: object) -> str:
    return official_date(day_of(_string(value)))


def _minute(facts: Facts, spec: FieldSpec, value: object) -> str:
    return _time(moment_of(_string(value)))


def _time(at: datetime) -> str:
    """To the minute: 2026年10月13日14时05分."""
    return official_date(at.date()) + _clock(at)


def _clock(at: datetime) -> str:
    return f"{at.hour}时{at.minute:02d}分"


def _until(facts: Facts, spec: FieldSpec, value: object) -> str:
    end, start = moment_of(_string(value)), facts.raw(spec.since)
    if isinstance(start, str) and start and moment_of(start).date() == end.date():
        return _clock(end)
    return _time(end)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _Unfit
    return value


def _amount(facts: Facts, spec: FieldSpec, value: object) -> str:
    fen = Fen(_whole(value))
    return f"{capitals(fen)}（¥{figures(fen)}）"


def _figures(facts: Facts, spec: FieldSpec, value: object) -> str:
    return f"¥{figures(Fen(_whole(value)))}"


def _count(facts: Facts, spec: FieldSpec, value: object) -> str:
    return chinese_number(_whole(value))


def _account(facts: Facts, spec: FieldSpec, value: object) -> str:
    digits = re.sub(r"\s", "", _clean(_string(value)))
    return "\u00a0".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def _flag(facts: Facts, spec: FieldSpec, value: object) -> str:
    if not isinstance(value, bool):
        raise _Unfit
    return ""


_KINDS: Mapping[str, Callable[[Facts, FieldSpec, object], str]] = {
    "text": _text,
    "lines": _lines,
    "date": _day,
    "minute": _minute,
    "until": _until,
    "amount": _amount,
    "figures": _figures,
    "count": _count,
    "account": _account,
    "choice": _choice,
    "flag": _flag,
    "yes_no": _flag,
    "list": _listed,
    "stack": _stacked,
}
