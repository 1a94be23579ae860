"""The page of faults names tests that are there and that speak of their fault."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
LINES = re.findall(r"^\| ([FI]\d+) \|(.*)\|$", PAGE, re.MULTILINE)


def test_every_fault_and_every_invariant_has_its_line() -> None:
    expected = [f"F{number:02d}" for number in range(1, 29)] + [f"I{number}" for number in range(1, 15)]
    assert [name for name, _ in LINES] == expected


def test_every_proof_that_is_named_is_there() -> None:
    named = re.findall(r"`(tests/[^`]+)`", PAGE)
    assert named
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_a_fault_without_proof_claims_nothing() -> None:
    for name, rest in LINES:
        claims, proofs = (cell.strip() for cell in rest.split("|")[1:3])
        assert proofs or not claims or name.startswith("I"), name
