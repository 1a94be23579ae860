"""The paper process: owns the faces, sets one paper after the other, keeps nothing, writes no file.

    python -m app.documents.worker RESOURCES

It reads requests from its standard input and ends with it, so it never outlives the program.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from app.crypto.memory import forbid_core_dumps
from app.documents.frames import Frame, read_frame, write_frame
from app.documents.printing import Press
from app.domain.errors import AppError
from app.ports.paperwork import Rendered


def serve(press: Press, requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests until there are no more."""
    while (request := read_frame(requests)) is not None:
        write_frame(replies, answer(press, request.head))


def answer(press: Press, request: Mapping[str, object]) -> Frame:
    """Do one request; trouble becomes a reply too, so that it cannot end the process."""
    try:
        return _done(press, request)
    except AppError as error:
        return Frame(
            {"error": error.code, "facts": {name: _plain(fact) for name, fact in error.facts.items()}}
        )
    except Exception as error:
        # Neither message nor traceback leave the process: both may hold what the paper says.
        place = traceback.extract_tb(error.__traceback__)[-1]
        return Frame({"bug": f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"})


def _done(press: Press, request: Mapping[str, object]) -> Frame:
    form, values, forms = str(request.get("form", "")), request.get("values"), request.get("forms")
    facts = values if isinstance(values, dict) else {}
    if isinstance(forms, str):
        press = press.with_forms(Path(forms))
    match request.get("do"):
        case "preview":
            return _reply(press.preview(form, facts, _number(request.get("copy"))))
        case "issue":
            return _reply(press.issue(form, facts, str(request["number"]), str(request["paper"])))
        case "room":
            return Frame({"room": press.room(form, facts, str(request["field"]))})
        case "rooms":
            return Frame({"rooms": dict(press.rooms(form, facts))})
        case _:
            press.warm()
            return Frame({})


def _reply(rendered: Rendered) -> Frame:
    head = asdict(rendered)
    return Frame(head | {"pdf": None}, rendered.pdf)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 1


def _plain(fact: object) -> object:
    return list(fact) if isinstance(fact, tuple) else fact


def main() -> None:
    """Take standard input and output for the requests alone; whatever else prints goes nowhere."""
    forbid_core_dumps()
    resources = Path(sys.argv[1])
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    serve(Press(resources / "forms", resources / "fonts"), requests, replies)


if __name__ == "__main__":
    main()
