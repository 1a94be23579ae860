"""The program's side of the paper process: started at the first paper, started again when it dies.

The reading of forms brings pydantic along and is imported with the first paper, not with the unlock.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from app.documents.frames import Frame, FrameBroken, read_frame, write_frame
from app.domain.errors import AppError
from app.ports.paperwork import (
    PREVIEW_NUMBER,
    FieldProblem,
    FieldsMissing,
    FormBroken,
    FormUnknown,
    MissingGlyph,
    PaperTooSlow,
    PaperWorkerLost,
    Rendered,
    StampPlace,
    TextTooLong,
    Values,
    ValueUnprintable,
)

if TYPE_CHECKING:
    from app.documents.form_schema import Form
    from app.documents.forms import FormLibrary

SECONDS = 20.0
"""How long one paper may take; setting one takes a twentieth of a second."""
_TRIES = 2
_GONE_AFTER = 2.0
_PAPER = re.compile(r"[0-9a-f]{16}")
_ERRORS: Mapping[str, type[AppError]] = {
    error.code: error
    for error in (FormUnknown, FormBroken, MissingGlyph, ValueUnprintable, TextTooLong, FieldsMissing)
}
_KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "LANG", "TZ")


class PaperProcessBug(Exception):
    """The paper process met something unforeseen; the text names the place in the code, no content."""


class PaperWorker:
    """Sets papers in a process of its own; implements :class:`app.ports.paperwork.Paperwork`."""

    def __init__(
        self, resources: Path, *, seconds: float = SECONDS, command: Sequence[str] | None = None
    ) -> None:
        """``resources`` holds the folders forms and fonts; ``command`` starts a frozen program."""
        self._own = resources / "forms"
        self._libraries: dict[Path, FormLibrary] = {}
        own = (sys.executable, "-P", "-X", "utf8", "-m", "app.documents.worker")
        self._resources = resources
        self._command = [*(command or own), str(resources)]
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> PaperWorker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def warm(self) -> None:
        """Start the process and read the faces, so that the first paper is as quick as the others."""
        self._ask({"do": "warm"})

    def close(self) -> None:
        """End the process; a later request starts another."""
        with self._lock:
            self._drop()

    def missing(self, form: str, values: Values, *, forms: Path | None = None) -> tuple[FieldProblem, ...]:
        """See the port. Needs neither fonts nor the process."""
        from app.documents.check import missing

        return missing(self._library(forms).form(form), values)

    def room(self, form: str, values: Values, field: str, *, forms: Path | None = None) -> int:
        """See the port."""
        return _whole(self._ask(self._request("room", form, values, forms, field=field)).head["room"])

    def rooms(self, form: str, values: Values, *, forms: Path | None = None) -> Mapping[str, int]:
        """See the port."""
        found = self._ask(self._request("rooms", form, values, forms)).head["rooms"]
        return {str(key): _whole(room) for key, room in found.items()} if isinstance(found, dict) else {}

    def preview(self, form: str, values: Values, copy: int = 1, *, forms: Path | None = None) -> Rendered:
        """See the port."""
        return _rendered(self._ask(self._request("preview", form, values, forms, copy=copy)))

    def issue(
        self, form: str, values: Values, number: str, paper: str, *, forms: Path | None = None
    ) -> Rendered:
        """See the port.

        Raises:
            ValueError: no number, or ``paper`` is not 16 hexadecimal digits.
        """
        if not number or not _PAPER.fullmatch(paper):
            raise ValueError("a paper needs its number and 16 hexadecimal digits of its own")
        if problems := self.missing(form, values, forms=forms):
            raise FieldsMissing(form=form, problems=problems)
        return _rendered(self._ask(self._request("issue", form, values, forms, number=number, paper=paper)))

    def _library(self, forms: Path | None) -> FormLibrary:
        from app.documents.forms import FormLibrary

        folder = forms or self._own
        if folder not in self._libraries:
            self._libraries[folder] = FormLibrary(folder)
        return self._libraries[folder]

    def _request(
        self, do: str, form: str, values: Values, forms: Path | None, **others: object
    ) -> Mapping[str, object]:
        facts = self._sendable(self._library(forms).form(form), values)
        return {"do": do, "form": form, "values": facts, "forms": str(forms or self._own), **others}

    def _sendable(self, form: Form, values: Values) -> dict[str, object]:
        """The values that the form prints, and no others: what is not printed does not leave this process."""
        found: dict[str, object] = {}
        for key in (*form.fields, PREVIEW_NUMBER):
            value = values.get(key)
            if value is None:
                continue
            if not _is_plain(value):
                label = form.fields[key].label if key in form.fields else key
                raise ValueUnprintable(form=form.code, field=key, label=label)
            found[key] = value
        return found

    def _ask(self, request: Mapping[str, object]) -> Frame:
        with self._lock:
            for _ in range(_TRIES):
                reply = self._try(Frame(request))
                if reply is not None:
                    return _checked(reply)
                self._drop()
        raise PaperWorkerLost()

    def _try(self, request: Frame) -> Frame | None:
        """One request; None when the process died over it."""
        try:
            process = self._running()
        except OSError:
            return None
        late = threading.Event()
        timer = threading.Timer(self._seconds, _end, (process, late))
        timer.start()
        try:
            if process.stdin is None or process.stdout is None:
                return None
            write_frame(process.stdin, request)
            reply = read_frame(process.stdout)
        except (OSError, FrameBroken):
            reply = None
        finally:
            timer.cancel()
            timer.join()
        if late.is_set() and reply is None:
            self._drop()
            raise PaperTooSlow(seconds=self._seconds)
        return reply

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._drop()
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(self._resources),
            )
        return self._process

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        try:
            process.wait(_GONE_AFTER)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _environment(home: Path) -> dict[str, str]:
    """Little of ours: not the home folder, since the maker of PDF runs settings that it finds there."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    root = Path(__file__).resolve().parents[2]
    return kept | {"PYTHONPATH": str(root), "HOME": str(home), "USERPROFILE": str(home)}


def _checked(reply: Frame) -> Frame:
    if "bug" in reply.head:
        raise PaperProcessBug(reply.head["bug"])
    code = reply.head.get("error")
    if code is None:
        return reply
    facts = reply.head.get("facts")
    named = facts if isinstance(facts, dict) else {}
    raise _ERRORS[str(code)](
        **{name: tuple(fact) if isinstance(fact, list) else fact for name, fact in named.items()}
    )


def _rendered(reply: Frame) -> Rendered:
    head = reply.head
    stamps = tuple(StampPlace(**place) for place in _many(head["stamps"]) if isinstance(place, dict))
    return Rendered(
        pdf=reply.blob,
        sha256=str(head["sha256"]),
        pages=_whole(head["pages"]),
        copies=_whole(head["copies"]),
        check_code=str(head["check_code"]),
        check_codes=tuple(map(str, _many(head["check_codes"]))),
        stamps=stamps,
        loose=tuple(map(str, _many(head["loose"]))),
    )


def _many(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _is_plain(value: object) -> bool:
    if isinstance(value, (list, tuple)):
        return all(isinstance(part, str) for part in value)
    return isinstance(value, (str, int))
