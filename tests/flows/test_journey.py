"""The journey is played through the real windows as a person would play it, in a process of its own."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def left_behind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one run leaves behind."""
    out = tmp_path_factory.mktemp("journey") / "out"
    done = subprocess.run(
        [sys.executable, "-m", "tests.flows.journey", "--out", str(out)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def test_the_journey_leaves_its_four_papers_and_its_pictures(left_behind: Path) -> None:
    assert sorted(path.name for path in (left_behind / "papers").iterdir()) == [
        "D08.pdf",
        "D09.pdf",
        "D10.pdf",
        "D20.pdf",
    ]
    assert len(list((left_behind / "pictures").glob("*.png"))) >= 8


def test_the_summary_names_every_file_by_its_hash_and_the_head_of_the_chain(left_behind: Path) -> None:
    summary = json.loads((left_behind / "summary.json").read_text(encoding="utf-8"))
    for name, digest in summary["files"].items():
        assert hashlib.sha256((left_behind / name).read_bytes()).hexdigest() == digest
    assert len(summary["files"]) >= 12
    assert summary["chain"]["seq"] > 50
    assert summary["chain"]["id"].startswith("sha256:")
    assert summary["projections"].startswith("sha256:")
    assert (summary["step"], summary["faults"]) == ("S_COLLECTED", 0)
    assert {step["step"] for step in summary["steps"]} >= {"sign in", "take the money"}


def test_the_decision_of_the_journey_reads_as_it_must(left_behind: Path) -> None:
    pdf = left_behind / "papers" / "D20.pdf"
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    text = "".join(text.split())
    for words in ("王𬭎", "人民币壹佰元整（¥100.00）", "应当先申请行政复议", "当罚字〔2026〕第0001号"):
        assert words in text
