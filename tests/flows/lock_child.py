"""An officer works; then the lid is closed and a fresh process takes this one's place.

Reads lines of JSON: home, secret, officer and passphrase first, then anything to lock. Says one line when the
store is open and something was done.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from app.bootstrap import replace_process
from app.crypto.memory import forbid_core_dumps
from tests.flows import summary_case as journey
from tests.flows.demo_laptop import YI, DemoLaptop


def main() -> None:
    """Unlock, work, wait, lock."""
    told = json.loads(sys.stdin.readline())
    if told["hardened"]:
        forbid_core_dumps()
    laptop = DemoLaptop(Path(told["home"]), secrets={told["store"]: bytes.fromhex(told["secret"])})
    office = laptop.door().unlock(told["officer"], told["passphrase"])
    case = office.docket("巡查发现", YI, journey.at(9, 10))
    for values in (journey.PARTY, journey.ACT, journey.SCENE):
        office.set_fields(case, values, journey.at(9, 15))
    office.add_evidence(case, journey.PHOTO, act="scene", at=journey.at(9, 16))
    office.preview(case, "D10")
    print("open", flush=True)
    sys.stdin.readline()
    office.close()
    replace_process(["--home", told["home"]])


if __name__ == "__main__":
    main()
