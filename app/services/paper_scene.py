"""What was taken as evidence on the spot, counted and numbered for the records of the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.case import Case, Evidence

SCENE_ACTS: Mapping[str, str] = {"D10": "scene", "D09": "reinspection"}
"""The act that a record tells of."""
_PHOTO, _FILM, _OTHER = "Z", "Y", "Q"
"""Letters before the numbers of 照片, 音像记录 and 其他材料; the numbers run through the whole case."""


def scene_values(case: Case, form: str) -> dict[str, object]:
    """Count and numbers of what was taken in the act of a record, and the same as a list of attachments."""
    act = SCENE_ACTS.get(form)
    if act is None:
        return {}
    numbers = numbers_of(case)
    found: dict[str, object] = {}
    attached = []
    for name, letter, title, unit in (
        ("evidence.photos", _PHOTO, "现场照片", "张"),
        ("evidence.films", _FILM, "音像记录", "份"),
        ("evidence.others", _OTHER, "其他材料", "份"),
    ):
        taken = [numbers[one.id] for one in case.evidence_of(act) if numbers[one.id].startswith(letter)]
        if taken:
            words = f"{len(taken)}{unit}（编号{_from_to(taken)}）"
            found[name] = words
            attached.append(f"{title}{words}")
    return {**found, "attachments": attached}


def numbers_of(case: Case) -> Mapping[str, str]:
    """Z01, Z02, Y01 …: the number of every piece of evidence by its id, in the order of the record."""
    found: dict[str, str] = {}
    for letter in (_PHOTO, _FILM, _OTHER):
        alike = [one for one in case.evidence if _letter_of(one) == letter]
        found |= {one.id: f"{letter}{place:02d}" for place, one in enumerate(alike, 1)}
    return found


def _letter_of(evidence: Evidence) -> str:
    kind = evidence.media_type.partition("/")[0]
    return {"image": _PHOTO, "video": _FILM, "audio": _FILM}.get(kind, _OTHER)


def _from_to(numbers: Sequence[str]) -> str:
    """Numbers that follow on each other are written from the first to the last."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and int(number[1:]) == int(runs[-1][-1][1:]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(
        run[0] if len(run) == 1 else f"{run[0]}{'至' if len(run) > 2 else '、'}{run[-1]}" for run in runs
    )
