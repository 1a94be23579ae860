"""Set-up that is cut off: the laptop is there and opens, or set-up begins anew and works."""

from __future__ import annotations

import random
from pathlib import Path

from app.bootstrap import LaptopDoor
from app.domain.errors import AppError
from app.laptop import is_set_up
from tests.faults.disk import Disk, Moment
from tests.faults.kill import Outcome, put_on, quick
from tests.faults.life import WRITES, Life, Say, live
from tests.faults.restart import Aftermath
from tests.flows.demo_laptop import JIA, PASSPHRASES, DemoLaptop

SECRET = "secret"


class _Told(dict[str, bytes]):
    """A keyring whose secrets outlive the process that is killed, as a real one's do."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say

    def __setitem__(self, store: str, secret: bytes) -> None:
        super().__setitem__(store, secret)
        self._say(f"{SECRET} {store} {secret.hex()}")


def writes_of_set_up(folder: Path) -> int:
    """How many operations set-up asks of a disk that only counts."""
    return _lived(Disk(_made(folder))).writes


def cut_set_up(folder: Path, moment: Moment, dice: random.Random, *, forgets: bool) -> Outcome:
    """Cut set-up off at one operation of its disk, and look what the next one makes of it."""
    home = _made(folder)
    life = _lived(Disk(home, moment, forgets=forgets, dice=dice))
    secrets = {store: bytes.fromhex(secret) for _, store, secret in map(str.split, life.saved)}
    after, laptop = Aftermath(), DemoLaptop(home, secrets=secrets)
    whole = is_set_up(home)
    try:
        if not whole:
            laptop.make()
        LaptopDoor(home, quick(laptop.machine)).unlock(JIA, PASSPHRASES[JIA]).close()
    except AppError as error:
        after.wrong.append(f"{'the laptop' if whole else 'a second set-up'} does not open: {error}")
    life.saved.clear()
    words = f"set-up {moment}" + (" of a disk that forgets" if forgets else "")
    return Outcome(f"{words}, {'whole' if whole else 'begun anew'}", life, after)


def _made(folder: Path) -> Path:
    home = folder / f"set-up-{len(list(folder.iterdir()))}"
    home.mkdir()
    return home


def _lived(disk: Disk) -> Life:
    def work(say: Say) -> None:
        put_on(disk)
        DemoLaptop(disk.root, secrets=_Told(say)).make()
        say(f"{WRITES} {disk.count}")

    return live(work)
