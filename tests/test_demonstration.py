"""Set-up of the demonstration: whole or begun anew, never over a laptop, never over somebody's files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import set_up_tools
from app.demonstration import ASIDE, AlreadySetUp, FolderForeign, SetUp, Tools, set_up_demonstration, squad
from app.domain.errors import AppError
from app.laptop import FACTS, SECOND, is_set_up, read_laptop
from app.ports.keys import KeyringMissing
from app.services.office import LaptopOffice
from tests.flows.demo_laptop import JIA, PASSPHRASES, DemoLaptop
from tests.flows.permissions import read_only
from tests.flows.worked_laptop import content, says_all


class PowerCut(BaseException):
    """The power fails: nothing catches it."""


@dataclass
class Fuse:
    """Lets so many operations pass, and cuts the power in the next one."""

    left: int

    def burn(self) -> None:
        if self.left == 0:
            raise PowerCut
        self.left -= 1


class Watched:
    """Stands for a tool: each call burns the fuse first, and so do the calls of what it gives back."""

    def __init__(self, tool: Any, fuse: Fuse) -> None:
        self._tool, self._fuse = tool, fuse

    def __call__(self, *arguments: Any) -> Any:
        self._fuse.burn()
        given = self._tool(*arguments)
        return given if given is None or isinstance(given, bytes | str) else Watched(given, self._fuse)

    def __getattr__(self, name: str) -> Any:
        part = getattr(self._tool, name)
        return Watched(part, self._fuse) if callable(part) or name in ("settings", "numbers") else part

    def __enter__(self) -> Watched:
        return Watched(self._tool.__enter__(), self._fuse)

    def __exit__(self, *error: Any) -> Any:
        return self._tool.__exit__(*error)


def watched(tools: Tools, fuse: Fuse) -> Tools:
    return replace(
        tools,
        secret_for=Watched(tools.secret_for, fuse),
        slots=Watched(tools.slots, fuse),
        create_store=Watched(tools.create_store, fuse),
    )


def everything(home: Path) -> set[str]:
    """The hashes of all files, wherever they lie; the log of a store is part of it once it is closed."""
    return {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in home.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def cut_at_every_operation(home: Path, set_up: Callable[[Fuse], SetUp]) -> int:
    """Cut off at the first operation, then at the second, and so on to the end, always in the same folder."""
    seen: set[str] = set()
    for number in range(1_000):
        try:
            set_up(Fuse(number))
        except PowerCut:
            cut = True
        else:
            cut = False
        assert seen <= everything(home), "a leftover of an earlier try is gone"
        seen = everything(home)
        if is_set_up(home):
            assert (home / SECOND).is_file(), "the facts are written twice before a laptop is ready"
            return number
        assert cut, "set-up ended and left no laptop"
    raise AssertionError("it never ends")


def opened(demo: DemoLaptop) -> LaptopOffice:
    return demo.door().unlock(JIA, PASSPHRASES[JIA])


def test_set_up_cut_off_at_any_tool_begins_anew_and_nothing_is_deleted(tmp_path: Path) -> None:
    demo, codes = DemoLaptop(tmp_path / "home"), list[str]()
    tools = replace(set_up_tools(demo.home, demo.machine), show_code=codes.append)
    cuts = cut_at_every_operation(
        demo.home, lambda fuse: set_up_demonstration(demo.home, watched(tools, fuse))
    )
    assert cuts > 12
    assert len(list((demo.home / ASIDE).iterdir())) > 5
    office = opened(demo)
    assert office.limits.refusal is None
    assert office.doctor.check() == ()
    office.close()
    demo.door().recover(codes[-1], JIA, "another-way-in").close()


def test_set_up_cut_off_at_any_write_to_the_disk_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo, codes = DemoLaptop(tmp_path / "home"), list[str]()
    tools = replace(set_up_tools(demo.home, demo.machine), show_code=codes.append)
    real = {name: getattr(os, name) for name in ("fsync", "replace", "rename", "mkdir")}

    def set_up(fuse: Fuse) -> SetUp:
        def cut(name: str) -> Callable[..., Any]:
            def operation(*arguments: Any, **named: Any) -> Any:
                fuse.burn()
                return real[name](*arguments, **named)

            return operation

        with monkeypatch.context() as power:
            for name in real:
                power.setattr(os, name, cut(name))
            return set_up_demonstration(demo.home, tools)

    cuts = cut_at_every_operation(demo.home, set_up)
    assert cuts > 20
    office = opened(demo)
    assert office.doctor.check() == ()
    office.close()
    demo.door().recover(codes[-1], JIA, "another-way-in").close()


def test_set_up_never_touches_a_folder_that_belongs_to_a_laptop(tmp_path: Path) -> None:
    demo = DemoLaptop(tmp_path / "home").make()
    before, secrets = content(demo.home), dict(demo.secrets)
    with pytest.raises(AlreadySetUp) as refused:
        demo.make()
    says_all(refused.value)
    assert content(demo.home) == before
    assert demo.secrets == secrets


def test_set_up_takes_a_laptop_without_its_facts_for_a_laptop(tmp_path: Path) -> None:
    demo = DemoLaptop(tmp_path / "home").make()
    opened(demo).close()
    for name in (FACTS, SECOND):
        (demo.home / name).unlink()
    before = content(demo.home)
    with pytest.raises(AlreadySetUp):
        demo.make()
    assert content(demo.home) == before


def test_set_up_moves_no_file_that_is_not_its_own(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("letter.odt", "store.dbf", "slots.txt"):
        (home / name).write_text("somebody's", "utf-8")
        with pytest.raises(FolderForeign) as refused:
            DemoLaptop(home).make()
        says_all(refused.value)
        assert refused.value.facts["name"] == name
        assert [path.name for path in home.iterdir()] == [name]
        (home / name).unlink()
    (home / "lost+found").mkdir()
    DemoLaptop(home).make()
    assert (home / "lost+found").is_dir()


def test_set_up_without_a_keyring_leaves_no_laptop_behind(tmp_path: Path) -> None:
    demo = DemoLaptop(tmp_path / "home")

    def no_keyring(store: str) -> Any:
        raise KeyringMissing(reason="none")

    with pytest.raises(KeyringMissing):
        set_up_demonstration(demo.home, replace(set_up_tools(demo.home, demo.machine), secret_for=no_keyring))
    assert list(demo.home.iterdir()) == []
    demo.make()


def test_set_up_in_a_folder_that_takes_no_files_says_so(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    with read_only(tmp_path / "disk"), pytest.raises(AppError, match=r"laptop\.unusable") as refused:
        DemoLaptop(tmp_path / "disk" / "home").make()
    says_all(refused.value)


def test_the_recovery_code_is_kept_nowhere_in_the_clear(tmp_path: Path) -> None:
    demo = DemoLaptop(tmp_path / "home").make()
    assert demo.set_up is not None
    code = demo.set_up.recovery_code
    for path in demo.home.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert code.encode() not in data
            assert code.replace("-", "").encode() not in data


def test_everyone_in_the_squad_is_invented_and_signs_in_with_what_the_page_shows(tmp_path: Path) -> None:
    demo = DemoLaptop(tmp_path / "home").make()
    facts = demo.door().facts()
    assert {officer["id"] for officer in squad()["officers"]} == set(facts.demonstration)
    for header in demo.door().slots().headers:
        assert header.name.startswith("演示员")
        office = demo.door().unlock(header.officer, facts.demonstration[header.officer])
        assert office.me.name == header.name
        office.close()
    assert "示范" in facts.agency


def test_no_two_demonstrations_share_a_key(tmp_path: Path) -> None:
    laptops = [DemoLaptop(tmp_path / name).make() for name in "ab"]
    districts = {read_laptop(demo.home).district for demo in laptops}
    stores = {read_laptop(demo.home).store for demo in laptops}
    assert len(districts) == len(stores) == 2
