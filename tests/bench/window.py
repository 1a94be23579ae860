"""The real window on a laptop with very many cases: how soon, how large, and whether it ever stands still.

A process of its own signs in as a person does, looks through the list of cases, searches, takes up a case
and has a film of one gibibyte sealed, while a heartbeat in the window's thread notes its longest gap.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.bench.many import laptop_with
from tests.flows.demo_laptop import JIA, PASSPHRASES, YI

ROOT = Path(__file__).resolve().parents[2]
UNLOCK_MS, STALL_MS, MEMORY_MB = 1_000.0, 100.0, 350.0


def measure(cases: int = 200_000, mebibytes: int = 1_024) -> dict[str, float]:
    """What the process said of itself.

    Returns:
        ``unlock_ms``: from Enter to the filled workbench, the key being derived at next to no cost;
        ``list_ms`` and ``find_ms``: until the list of all cases, and the narrowed one, are shown;
        ``rest_stall_ms`` and ``seal_stall_ms``: the longest gap between two beats, at rest and while the film
        is sealed; ``seal_s``; ``memory_mb``: the most that the process ever held.
    """
    laptop = laptop_with(cases)
    told = {
        "home": str(laptop.home),
        "secrets": {store: secret.hex() for store, secret in laptop.secrets.items()},
        "officer": JIA,
        "passphrase": PASSPHRASES[JIA],
        "assist": YI,
        "mebibytes": mebibytes,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.window_child"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        input=json.dumps(told),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    print(json.dumps(measure(*(int(word) for word in sys.argv[1:3])), indent=1))
