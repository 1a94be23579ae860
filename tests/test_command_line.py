"""The command line: what it says and returns, and that it works with a real keyring at a real terminal."""

from __future__ import annotations

import getpass
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import __version__, bootstrap
from app.__main__ import main
from tests.flows.demo_laptop import JIA, PASSPHRASES, YI
from tests.flows.worked_laptop import Worked, content, worked

ROOT = Path(__file__).resolve().parents[1]
ANSWERED_WITHIN = 60.0
"""Seconds; a command that says nothing for so long has hung."""


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """One command in a process of its own."""
    command = [sys.executable, "-m", "app", *arguments]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, env={**os.environ, **variables}, check=False
    )


def test_the_version_is_told_without_opening_anything(tmp_path: Path) -> None:
    told = run("--version", FIELDCASE_HOME=str(tmp_path / "home"))
    assert (told.returncode, told.stdout.decode()) == (0, f"fieldcase {__version__}\n")
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "ascii"])
def test_help_names_every_command_on_every_terminal(encoding: str) -> None:
    told = run("--help", PYTHONIOENCODING=encoding)
    assert told.returncode == 0
    for word in ("doctor", "set-up", "release", "--home", "--version", "--demonstration", "--self-check"):
        assert word in told.stdout.decode(encoding)


@pytest.mark.parametrize(("runtime", "kept"), [("runtime", "runtime"), ("missing", "tmp")])
def test_what_libraries_write_aside_stays_in_memory_where_the_system_offers_it(
    tmp_path: Path, runtime: str, kept: str
) -> None:
    for folder in ("runtime", "tmp"):
        (tmp_path / folder).mkdir()
    probe = "import tempfile; from app.__main__ import main; main(['doctor']); print(tempfile.gettempdir())"
    said = subprocess.run(
        [sys.executable, "-c", probe],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={
            **os.environ,
            "FIELDCASE_HOME": str(tmp_path / "home"),
            "TMPDIR": str(tmp_path / "tmp"),
            "XDG_RUNTIME_DIR": str(tmp_path / runtime),
        },
    )
    assert said.stdout.splitlines()[-1] == str(tmp_path / kept)


def test_help_and_version_load_no_window_and_no_store() -> None:
    probe = (
        "import sys; from app.__main__ import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: pass\n"
        "print(*[m for m in ('PySide6', 'sqlalchemy', 'alembic', 'cryptography') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-1] == ""


def test_an_unknown_command_is_refused() -> None:
    told = run("heal")
    assert told.returncode == 2
    assert b"heal" in told.stderr


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Worked:
    return worked(tmp_path_factory.mktemp("template") / "home")


@dataclass
class Terminal:
    """Runs ``doctor`` in this process, on a laptop whose keyring is in memory."""

    laptop: Worked
    capture: pytest.CaptureFixture[str]

    def doctor(self, *arguments: str) -> tuple[int, str, str]:
        code = main(["--home", str(self.laptop.home), "doctor", *arguments])
        said = self.capture.readouterr()
        return code, said.out, said.err


@pytest.fixture
def terminal(
    template: Worked,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Terminal]:
    laptop = template.copy(tmp_path / "home")
    monkeypatch.setattr(bootstrap, "LaptopDoor", lambda home: laptop.door())
    types(monkeypatch, PASSPHRASES[JIA])
    yield Terminal(laptop, capsys)
    laptop.close()


def types(monkeypatch: pytest.MonkeyPatch, passphrase: str) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda prompt: passphrase)


def test_doctor_finds_a_whole_laptop_whole(terminal: Terminal) -> None:
    code, said, trouble = terminal.doctor("--officer", JIA)
    assert (code, trouble) == (0, "")
    assert "0 处异常" in said


def test_doctor_rebuilds_equal_projections(terminal: Terminal) -> None:
    code, said, _ = terminal.doctor("--officer", JIA, "--rebuild")
    assert code == 0
    assert "重建后与原来一致" in said


def test_doctor_says_when_a_rebuild_made_other_projections(terminal: Terminal) -> None:
    change(terminal.laptop, "UPDATE case_row SET party = '别人'")
    code, said, _ = terminal.doctor("--officer", JIA, "--rebuild")
    assert code == 1
    assert "重建后与原来不一致" in said
    code, said, _ = terminal.doctor("--officer", JIA, "--rebuild")
    assert (code, "重建后与原来一致" in said) == (0, True)


def test_doctor_names_a_damaged_entry(terminal: Terminal) -> None:
    change(terminal.laptop, "UPDATE entry SET salt = zeroblob(16) WHERE seq = 5")
    code, said, _ = terminal.doctor("--officer", JIA)
    assert code == 1
    assert "第 5 条" in said
    assert "内容被改动" in said


def test_doctor_keeps_the_old_projections_of_a_damaged_record(terminal: Terminal) -> None:
    change(terminal.laptop, "UPDATE entry SET body = x'00' WHERE seq = 5")
    before = content(terminal.laptop.home)
    code, said, trouble = terminal.doctor("--officer", JIA, "--rebuild")
    assert code == 1
    assert "第 5 条" in said
    assert "第 5 条" in trouble
    assert {name for name, hash_ in content(terminal.laptop.home).items() if before.get(name) != hash_} <= {
        "sign-ins.json"
    }


def test_doctor_names_a_damaged_file_of_the_vault(terminal: Terminal) -> None:
    vault = terminal.laptop.home / "vault"
    victim = max((path for path in vault.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.write_bytes(data)
    code, said, _ = terminal.doctor("--officer", JIA)
    assert code == 1
    assert f"证据 {victim.name}" in said


def test_doctor_names_the_pages_of_a_store_that_does_not_open(terminal: Terminal) -> None:
    store = terminal.laptop.home / "store.db"
    data = bytearray(store.read_bytes())
    data[300] ^= 1
    store.write_bytes(data)
    code, said, trouble = terminal.doctor("--officer", JIA)
    assert code == 1
    assert said == "存储第 1 页：存储页损坏\n"
    assert "本机存储已损坏" in trouble
    assert store.read_bytes() == data


def test_doctor_tells_what_a_run_that_was_cut_off_left(terminal: Terminal) -> None:
    (terminal.laptop.home / "vault" / "incoming" / ("0" * 32)).write_bytes(b"half")
    code, said, _ = terminal.doctor("--officer", JIA)
    assert code == 0
    assert "1 个半截文件已清除" in said


def test_doctor_examines_nothing_with_a_wrong_passphrase(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    types(monkeypatch, PASSPHRASES[YI])
    code, said, trouble = terminal.doctor("--officer", JIA)
    assert (code, said) == (2, "")
    assert "口令不对" in trouble


def test_doctor_without_an_officer_asks_the_first_one_of_the_list(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    first = terminal.laptop.door().slots().headers[0].officer

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return PASSPHRASES[first]

    monkeypatch.setattr(getpass, "getpass", answer)
    assert terminal.doctor()[0] == 0
    assert asked == [f"{first} 的口令: "]


def test_doctor_says_when_no_slot_can_be_read(terminal: Terminal) -> None:
    for slot in (terminal.laptop.home / "slots").glob("*.slot"):
        slot.write_bytes(b"damaged")
    code, _, trouble = terminal.doctor()
    assert code == 2
    assert "没有" in trouble


def test_doctor_without_anybody_to_type_gives_up(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", nobody)
    assert terminal.doctor("--officer", JIA)[0] == 2


def change(laptop: Worked, statement: str) -> None:
    connection = laptop.behind()
    assert connection.execute(statement).rowcount
    connection.commit()
    connection.close()


@dataclass
class Keyrings:
    """Real Secret Services, each with a folder of its own, and commands run beside them at a terminal."""

    folder: Path

    def run(
        self,
        keyring: str | None,
        *arguments: str,
        typed: str = "",
        variables: Mapping[str, str] | None = None,
    ) -> tuple[int, str]:
        """Run the program; ``typed`` is given when it asks. ``keyring`` None means a machine without one."""
        command = [sys.executable, "-m", "app", "--home", str(self.folder / "home"), *arguments]
        if keyring is not None:
            script = str(ROOT / "installer" / "with_keyring.sh")
            command = [script, "--private", str(self.folder / keyring), *command]
        gone = ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "PYTHON_KEYRING_BACKEND")
        environment = {name: value for name, value in os.environ.items() if name not in gone}
        return at_terminal(command, typed, {**environment, **(variables or {})})


def at_terminal(command: list[str], typed: str, environment: dict[str, str]) -> tuple[int, str]:
    """Run a command at a terminal of its own; what is typed is sent when it asks for it."""
    ours, theirs = pty.openpty()
    try:
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        ) as process:
            said = _conversation(ours, typed, lambda: process.poll() is not None)
            if process.poll() is None:
                process.kill()
            return process.wait(), said
    finally:
        os.close(ours)
        os.close(theirs)


def _conversation(terminal: int, typed: str, ended: Callable[[], bool]) -> str:
    said, until = b"", time.monotonic() + ANSWERED_WITHIN
    while time.monotonic() < until:
        over = ended()
        while select.select([terminal], [], [], 0.02)[0]:
            said += os.read(terminal, 4096)
        if typed and said.decode("utf-8", "ignore").endswith("口令: "):
            os.write(terminal, typed.encode() + b"\n")
            typed = ""
        if over:
            break
    return said.decode("utf-8")


@pytest.fixture(scope="module")
def keyrings(tmp_path_factory: pytest.TempPathFactory) -> Keyrings:
    """A demonstration laptop that was set up beside a real keyring, named ``own``."""
    made = Keyrings(tmp_path_factory.mktemp("keyrings"))
    code, said = made.run("own", "set-up")
    assert code == 0, said
    assert "恢复码只显示这一次" in said
    return made


def test_beside_a_real_keyring_the_laptop_opens_and_the_passphrase_is_not_shown(keyrings: Keyrings) -> None:
    code, said = keyrings.run("own", "doctor", "--officer", JIA, "--rebuild", typed=PASSPHRASES[JIA])
    assert code == 0, said
    assert "重建后与原来一致" in said
    assert PASSPHRASES[JIA] not in said


def test_beside_a_locked_keyring_it_opens_nothing(keyrings: Keyrings) -> None:
    locked = keyrings.folder / "locked"
    subprocess.run(["cp", "-r", str(keyrings.folder / "own"), str(locked)], check=True)
    (locked / "password").write_text("not the password of this keyring", "utf-8")
    code, said = keyrings.run("locked", "doctor", "--officer", JIA, typed=PASSPHRASES[JIA])
    assert (code, "系统密钥环没有解锁" in said) == (2, True), said


def test_beside_another_keyring_the_secret_is_missing(keyrings: Keyrings) -> None:
    code, said = keyrings.run("another", "doctor", "--officer", JIA, typed=PASSPHRASES[JIA])
    assert (code, "系统密钥环里没有本机密钥" in said) == (2, True), said


def test_without_a_keyring_it_says_so(keyrings: Keyrings) -> None:
    code, said = keyrings.run(None, "doctor", "--officer", JIA, typed=PASSPHRASES[JIA])
    assert (code, "没有找到系统密钥环" in said) == (2, True), said


def test_a_keyring_in_plain_text_is_refused_by_name(keyrings: Keyrings) -> None:
    name = "keyrings.alt.file.PlaintextKeyring"
    code, said = keyrings.run(
        "own",
        "doctor",
        "--officer",
        JIA,
        typed=PASSPHRASES[JIA],
        variables={"PYTHON_KEYRING_BACKEND": name},
    )
    assert (code, name in said) == (2, True), said


def test_a_second_set_up_is_refused_and_changes_nothing(keyrings: Keyrings) -> None:
    before = content(keyrings.folder / "home")
    code, said = keyrings.run("own", "set-up")
    assert (code, "已经属于一台登记过的笔记本" in said) == (1, True), said
    assert content(keyrings.folder / "home") == before


def test_provisioning_from_a_checkout_says_all_that_is_shown_once(tmp_path: Path, keyrings: Keyrings) -> None:
    command = [str(ROOT / "installer" / "with_keyring.sh"), "--private", str(keyrings.folder / "own")]
    command += [sys.executable, "-m", "installer.provision", "--home", str(tmp_path / "home")]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    assert f"{JIA}\t{PASSPHRASES[JIA]}" in made.stdout
    assert made.stdout.startswith("recovery code\t")
    again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (again.returncode, "没有重新登记" in again.stderr) == (1, True)
