"""From a click to the PDF: the facts of the case are gathered, checked and set in the paper process."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter

from app.services.office import LaptopOffice
from tests.bench.search import milliseconds, percentile
from tests.flows.demo_laptop import JIA, PASSPHRASES, YI, DemoLaptop
from tests.flows.summary_case import ACT, PARTY, PHOTO, SCENE, at, play

CLICK_MS = 300.0
HUNDRED_SECONDS = 10.0


def measure(clicks: int = 100) -> dict[str, float]:
    """Previews of a decision and half as many issues of a record; the paper process is warm.

    Returns:
        ``preview_p50_ms``, ``preview_p95_ms``, ``hundred_seconds`` (scaled when fewer were set) and
        ``issue_p95_ms``: with number, sealing and a durable save.
    """
    with tempfile.TemporaryDirectory() as name:
        office = DemoLaptop(Path(name) / "home").make().door().unlock(JIA, PASSPHRASES[JIA])
        try:
            return _measure(office, clicks)
        finally:
            office.close()


def _measure(office: LaptopOffice, clicks: int) -> dict[str, float]:
    case = play(office).case
    began = perf_counter()
    previews = [milliseconds(lambda: office.preview(case, "D20")) for _ in range(clicks)]
    seconds = (perf_counter() - began) * 100 / clicks
    issues = [_issue(office) for _ in range(clicks // 2)]
    return {
        "preview_p50_ms": percentile(previews, 50),
        "preview_p95_ms": percentile(previews, 95),
        "hundred_seconds": seconds,
        "issue_p95_ms": percentile(issues, 95),
    }


def _issue(office: LaptopOffice) -> float:
    """Milliseconds of the issue of a record in a case that was made for it."""
    case = office.docket("巡查发现", YI, at(9, 10))
    for values in (PARTY, ACT, SCENE):
        office.set_fields(case, values, at(9, 15))
    office.add_evidence(case, PHOTO, act="scene", at=at(9, 16))
    office.confirm(case, YI, PASSPHRASES[YI], at(9, 19))
    return milliseconds(lambda: office.issue(case, "D10", at(9, 20)))


if __name__ == "__main__":
    print(measure())
