"""The measurements run and fill the table of budgets; how fast anything is, is not tested here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_budget_is_measured_and_shown_beside_its_floor() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--quick"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    head, *lines = done.stdout.splitlines()
    assert head.split() == ["what", "measured", "floor", "ratio", "budget"]
    shown = [re.split(r"  +", line) for line in lines]
    assert [line[0].split(",")[0] for line in shown] == [
        "start to sign-in",
        "sealing evidence",
        "durable save of an entry",
        "rebuild of 4 cases",
        "search",
        "search",
        "list and its first page",
        "unlock to workbench",
        "longest stall",
        "memory of the window",
        "paper",
        "paper issued and saved",
        "100 decisions",
    ]
    assert {line[-1] for line in shown} <= {"ok", "over"}
    assert all("≤" in line[-2] or "≥" in line[-2] for line in shown)
