"""Plays the services' journey in a process of its own and says what was saved, until somebody kills it.

Reads one line of JSON from standard input: the home folder and the laptop secrets by store.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from tests.flows.demo_laptop import JIA, PASSPHRASES, DemoLaptop
from tests.flows.summary_case import play


def main() -> None:
    """Unlock, play, and write ``saved …`` for each act that is durable."""
    told = json.loads(sys.stdin.readline())
    secrets = {store: bytes.fromhex(secret) for store, secret in told["secrets"].items()}
    office = DemoLaptop(Path(told["home"]), secrets=secrets).door().unlock(JIA, PASSPHRASES[JIA])
    say("open")
    play(office, say)
    say("end")
    office.close()


def say(what: str) -> None:
    """Tell the parent at once: one write, no buffer."""
    os.write(1, f"saved {what}\n".encode())


if __name__ == "__main__":
    main()
