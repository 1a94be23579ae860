"""The command line: ``fieldcase`` opens the window, ``fieldcase doctor`` proves the store, and so on."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.domain.errors import AppError
from app.laptop import data_home, is_set_up

if TYPE_CHECKING:
    from app.ports.keys import SlotListing
    from app.services.office import LaptopOffice

FAULTS = 1
NOT_EXAMINED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):  # a terminal that knows no Chinese shows the codes of characters
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    asked = _parser().parse_args(arguments)
    home = asked.home or data_home()
    from app.crypto.memory import forbid_core_dumps

    forbid_core_dumps()
    _keep_temporary_files_in_memory()
    if asked.command == "doctor":
        return _doctor(home, asked.officer, asked.rebuild)
    if asked.command == "set-up":
        return _set_up(home)
    if asked.command == "release":
        return _take_in_release(home, asked.folder)
    if asked.demonstration and not is_set_up(home) and (code := _set_up(home)):
        return code
    # What is made until the first window stands lives as long as the program: no search for garbage in it.
    gc.disable()
    from app.bootstrap import LaptopDoor, replace_process
    from app.ui.desktop import open_desktop

    return open_desktop(
        lambda: LaptopDoor(home),
        lambda: replace_process(["--home", str(home)]),
        self_check=asked.self_check,
        painted=_collect_again,
    )


def _keep_temporary_files_in_memory() -> None:
    """What a library writes aside for a moment, as CUPS does with pages on their way, never meets the disk.

    ``XDG_RUNTIME_DIR`` is the officer's own and lies in memory (XDG Base Directory Specification).
    """
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if os.path.isdir(folder) and os.access(folder, os.W_OK):
        os.environ["TMPDIR"] = folder


def _collect_again() -> None:
    gc.freeze()
    gc.enable()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fieldcase", description="街镇执法·外勤办案")
    parser.add_argument("--version", action="version", version=f"fieldcase {__version__}")
    parser.add_argument(
        "--home", type=Path, help="data folder; otherwise FIELDCASE_HOME or the machine-wide one"
    )
    parser.add_argument(
        "--self-check", action="store_true", help="show the first window off-screen, say one line and end"
    )
    parser.add_argument(
        "--demonstration", action="store_true", help="set up an invented squad first where nothing is set up"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    doctor = commands.add_parser("doctor", help="prove every entry, signature and sealed file")
    doctor.add_argument("--officer", help="roster id; otherwise the first slot")
    doctor.add_argument("--rebuild", action="store_true", help="make all projections anew and compare them")
    commands.add_parser("set-up", help="set up a demonstration laptop with an invented squad")
    release = commands.add_parser("release", help="take in a release that the district signed, from a stick")
    release.add_argument("folder", type=Path, help="the folder that holds release.json")
    return parser


def _set_up(home: Path) -> int:
    from app.bootstrap import set_up_demonstration_laptop

    try:
        done = set_up_demonstration_laptop(home, show_code=_show_code)
    except AppError as error:
        return _told(error, FAULTS)
    print(f"演示中队已建好：{done.laptop.agency}，{done.laptop.squad}，{home}")
    return 0


def _take_in_release(home: Path, folder: Path) -> int:
    from app.bootstrap import RELEASES
    from app.laptop import named_trouble, read_laptop
    from app.services.take_in_release import take_in_release

    try:
        district = read_laptop(home).district
        with named_trouble(home):
            version = take_in_release(home / RELEASES, folder, district)
    except AppError as error:
        return _told(error, FAULTS)
    print(f"已采用数据版本 {version}，下次登录起使用。")
    return 0


def _show_code(code: str) -> None:
    print(f"恢复码只显示这一次，请抄下：{code}", flush=True)


def _doctor(home: Path, officer: str | None, rebuild: bool) -> int:
    """Examine; 0 whole, 1 something is damaged, 2 nothing could be examined."""
    from getpass import getpass

    from app.bootstrap import LaptopDoor
    from app.presenters.doctor import page_words

    try:
        door = LaptopDoor(home)
        who = officer or _first_officer(door.slots())
        passphrase = getpass(f"{who} 的口令: ")
    except AppError as error:
        return _told(error, NOT_EXAMINED)
    except EOFError:
        print("没有输入口令，没有检查。", file=sys.stderr)
        return NOT_EXAMINED
    try:
        office = door.unlock(who, passphrase)
    except AppError as error:
        if error.code != "store.damaged":
            return _told(error, NOT_EXAMINED)
        for line in page_words(door.damaged_pages(who, passphrase)):
            print(line)
        return _told(error, FAULTS)
    try:
        return _examine(office, rebuild)
    except AppError as error:
        return _told(error, FAULTS)
    finally:
        office.close()


def _examine(office: LaptopOffice, rebuild: bool) -> int:
    from app.presenters.doctor import fault_words, repair_words, written_off_words

    for line in (*repair_words(office.mended), *written_off_words(office.written_off)):
        print(line)
    faults = office.doctor.check()
    for fault in faults:
        print(fault_words(fault))
    print(f"检查完毕：{len(faults)} 处异常。")
    same = office.doctor.rebuild() if rebuild else True
    if rebuild:
        print("重建后与原来一致。" if same else "重建后与原来不一致，已按办案记录重建。")
    return FAULTS if faults or not same else 0


def _first_officer(slots: SlotListing) -> str:
    from app.ports.keys import SlotMissing

    if not slots.headers:
        raise SlotMissing(officer=None)
    return slots.headers[0].officer


def _told(error: AppError, code: int) -> int:
    from app.presenters.messages import message_for

    message = message_for(error)
    print(f"{message.what}{message.data}{message.remedy}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
