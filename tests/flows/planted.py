"""Plays cases in which invented values stand wherever an officer can put something, then dies.

    python -m tests.flows.planted CARD

``FIELDCASE_HOME`` is set up anew; ``CARD`` is a folder for photos and videos that carry values in their own
bytes, as a camera's card does. Says one line of JSON, the laptop secret and every file that was opened for
writing, and kills itself, so that SQLite's log stays as a power cut would leave it.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from app.domain.fields import FIELDS, FieldKind
from app.ports.work import CaseFilter
from app.presenters.office import Office, Service, Told
from tests.flows import summary_case as journey
from tests.flows.demo_laptop import JIA, PASSPHRASES, YI, DemoLaptop
from tests.flows.leaks import ENCODINGS, planted_values

CASES = 4
CODES = ("case.assist", "act.item", "decision.branch", "decision.benchmark")
"""Text fields that hold a code of the program and no words of an officer."""
TYPED = tuple(name for name, spec in FIELDS.items() if spec.kind is FieldKind.TEXT and name not in CODES)
USER_COMMENT = 0x9286
"""The EXIF tag for a photographer's own words (EXIF 2.32, section 4.6.5)."""


def main() -> None:
    """Plant all values and die."""
    written: list[str] = []
    sys.addaudithook(lambda event, facts: note_writing(written, event, facts))
    home, card = Path(os.environ["FIELDCASE_HOME"]), Path(sys.argv[1])
    laptop = DemoLaptop(home).make()
    office = laptop.door().unlock(JIA, PASSPHRASES[JIA])
    left = iter(planted_values())
    for number in range(CASES):
        plant_case(office, left, card / str(number))
    for value in left:
        office.save_draft(f"draft of {value}", value)
    for value in planted_values():
        office.queries.search(value)
        office.queries.case_keys(CaseFilter(words=value))
    (secret,) = laptop.secrets.values()
    print(json.dumps({"secret": secret.hex(), "written": sorted(set(written))}), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def note_writing(written: list[str], event: str, facts: tuple[object, ...]) -> None:
    """Note a file that Python opens for writing, also one that is gone soon after."""
    if event != "open" or not isinstance(facts[0], str) or not isinstance(facts[2], int):
        return
    if facts[2] & (os.O_WRONLY | os.O_RDWR):
        written.append(facts[0])


def plant_case(office: Office, left: Iterator[str], card: Path) -> None:
    """One case up to the telling, every text of it invented."""
    case = office.docket(next(left), YI, journey.at(9, 10))
    for values in (journey.PARTY, journey.ACT, journey.SCENE, journey.CORRECTION):
        office.set_fields(case, values, journey.at(9, 15))
    typed = {name: next(left) for name in TYPED}
    office.set_fields(case, typed, journey.at(9, 16))
    card.mkdir(parents=True)
    files = tuple(
        office.add_evidence(
            case, source, act="scene", title=next(left), proves=next(left), at=journey.at(9, 17)
        )
        for source in (photo(card / "a.jpg", next(left)), video(card / "b.mp4", next(left)))
    )
    office.confirm(case, YI, PASSPHRASES[YI], journey.at(9, 19))
    for form in ("D10", "D08", "D20"):
        office.preview(case, form)
    office.issue(case, "D10", journey.at(9, 20))
    refusal = Service(next(left), "LEAVE", refused_to_sign=True, reason=next(left), evidence=files)
    office.print_and_hand_over(case, "D08", refusal, end=None, at=journey.at(9, 25))
    office.record_reinspection(case, "refused", next(left), (), journey.at(9, 40))
    office.confirm(case, YI, PASSPHRASES[YI], journey.at(9, 41))
    told = Told(card_shown=True, rights_told=True, defence="made", words=next(left))
    office.tell_party(case, told, journey.at(9, 45))
    office.confirm_finding(case, "R61", next(left), journey.at(9, 46))


def photo(path: Path, value: str) -> Path:
    """A JPEG whose EXIF and comment carry the value in every encoding."""
    with Image.open(journey.PHOTO) as opened:
        exif = opened.getexif()
        exif[USER_COMMENT] = b"UNICODE\0" + value.encode("utf-16-le")
        out = io.BytesIO()
        opened.save(out, "JPEG", exif=exif)
    words = b" ".join(value.encode(encoding) for encoding in ENCODINGS)
    comment = b"\xff\xfe" + (len(words) + 2).to_bytes(2, "big") + words
    path.write_bytes(out.getvalue()[:2] + comment + out.getvalue()[2:])
    return path


def video(path: Path, value: str) -> Path:
    """An MP4 with a free box that carries the value."""
    words = value.encode("utf-8")
    path.write_bytes(journey.VIDEO.read_bytes() + (len(words) + 8).to_bytes(4, "big") + b"free" + words)
    return path


if __name__ == "__main__":
    main()
