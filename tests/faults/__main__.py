"""``make faults``: kill -9 at random moments of the services' journey; ``--kills`` says how many."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.kill import kill_once, moments, run_child, template
from tests.flows.demo_laptop import DemoLaptop


def main() -> int:
    """Run, print a line a kill, and fail when anything saved was lost."""
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    print(f"seed {asked.seed}, {asked.kills} kills", flush=True)
    bad = 0
    with tempfile.TemporaryDirectory(prefix="fieldcase-faults-") as folder:
        base = Path(folder)
        source = template(base / "template")
        whole = _copy_run(source, base / "whole")
        for number, after in enumerate(moments(asked.kills, whole, asked.seed)):
            outcome = kill_once(source, base / f"run-{number}", after)
            bad += bool(outcome.wrong)
            state = "; ".join(outcome.wrong) or f"whole, {len(outcome.saved)} saved"
            print(f"{number + 1:3d} after {after:5.2f} s: {state} {outcome.mended}".rstrip(), flush=True)
    print(f"{asked.kills - bad} passed, {bad} failed")
    return 1 if bad else 0


def _copy_run(source: DemoLaptop, folder: Path) -> float:
    """One undisturbed journey, to know how long it takes."""
    shutil.copytree(source.home, folder)
    saved, duration = run_child(DemoLaptop(folder, secrets=source.secrets), None)
    if not saved or saved[-1] != "end":
        sys.exit("the undisturbed journey did not reach its end: " + ", ".join(saved[-3:]))
    return duration


if __name__ == "__main__":
    sys.exit(main())
