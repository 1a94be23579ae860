"""Set up a demonstration laptop from a checkout: ``python -m installer.provision --home FOLDER``.

It needs the system's keyring (``installer/with_keyring.sh`` starts one where there is none). The recovery
code is shown once, before the laptop is ready, and kept nowhere.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from app.bootstrap import set_up_demonstration_laptop
from app.domain.errors import AppError
from app.presenters.messages import message_for


def main(arguments: Sequence[str] | None = None) -> int:
    """Set up and print what is shown once; 1 when the folder or the keyring does not allow it."""
    parser = argparse.ArgumentParser(prog="provision", description="set up a demonstration laptop")
    parser.add_argument("--home", type=Path, required=True, help="a folder that is empty or not there yet")
    asked = parser.parse_args(arguments)
    try:
        done = set_up_demonstration_laptop(
            asked.home, show_code=lambda code: print(f"recovery code\t{code}", flush=True)
        )
    except AppError as error:
        message = message_for(error)
        print(f"{message.what}{message.data}{message.remedy}", file=sys.stderr)
        return 1
    print(f"{done.laptop.agency} {done.laptop.squad} {done.laptop.name}: {asked.home}")
    for officer, passphrase in sorted(done.laptop.demonstration.items()):
        print(f"{officer}\t{passphrase}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
