"""The paper process: it answers, it may die, it ends with the program, and it leaves nothing behind."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.documents.client import PaperProcessBug, PaperWorker
from app.documents.frames import LARGEST, Frame, FrameBroken, read_frame, write_frame
from app.documents.printing import Press
from app.documents.worker import answer, serve
from app.ports.paperwork import (
    FieldsMissing,
    FormUnknown,
    MissingGlyph,
    PaperTooSlow,
    PaperWorkerLost,
    TextTooLong,
    ValueUnprintable,
)
from tests.documents.demo import NUMBERS, PAPER, RESOURCES, VALUES

ROOT = RESOURCES.parent


@pytest.fixture(scope="module")
def worker() -> Iterator[PaperWorker]:
    with PaperWorker(RESOURCES) as worker:
        yield worker


def pid_of(worker: PaperWorker) -> int:
    process = worker._process
    assert process is not None
    return process.pid


def test_an_issue_from_the_process_is_the_one_made_here(worker: PaperWorker, press: Press) -> None:
    here = press.issue("D20", VALUES["D20"], NUMBERS["D20"], PAPER)
    assert worker.issue("D20", VALUES["D20"], NUMBERS["D20"], PAPER) == here


def test_preview_room_and_missing_answer(worker: PaperWorker, press: Press) -> None:
    assert worker.preview("D08", VALUES["D08"]).pages == 1
    assert worker.preview("D20", VALUES["D20"], copy=3).copies == 1
    assert worker.room("D20", VALUES["D20"], "act.facts") > 0
    assert worker.rooms("D20", VALUES["D20"]) == press.rooms("D20", VALUES["D20"])
    assert worker.missing("D20", {})[0].label == "行政机关名称"


def test_one_process_sets_papers_with_the_forms_of_several_releases(
    worker: PaperWorker, press: Press, tmp_path: Path
) -> None:
    older = shutil.copytree(RESOURCES / "forms", tmp_path / "forms")
    text = (older / "D20.yaml").read_text()
    (older / "D20.yaml").write_text(text.replace("label: 处罚决定}", "label: 决定内容}"))
    own = worker.preview("D20", VALUES["D20"])
    assert worker.preview("D20", VALUES["D20"], forms=older) != own
    assert (
        worker.preview("D20", VALUES["D20"]) == own == worker.preview("D20", VALUES["D20"], forms=press.forms)
    )
    issued = worker.issue("D20", VALUES["D20"], NUMBERS["D20"], PAPER, forms=older)
    assert issued == Press(older, press.fonts).issue("D20", VALUES["D20"], NUMBERS["D20"], PAPER)
    (older / "D20.yaml").unlink()
    assert worker.rooms("D20", VALUES["D20"], forms=older), "a form is read once"
    with pytest.raises(FormUnknown):
        worker.missing("D77", {}, forms=older)


def test_a_killed_process_is_replaced_and_the_next_paper_comes(worker: PaperWorker) -> None:
    worker.warm()
    old = pid_of(worker)
    os.kill(old, 9)
    assert worker.preview("D20", VALUES["D20"]).pages == 1
    assert pid_of(worker) != old


def test_a_closed_worker_begins_anew(worker: PaperWorker) -> None:
    worker.close()
    worker.close()
    assert worker.preview("D20", VALUES["D20"]).pages == 1


def test_foreseen_trouble_comes_back_as_itself(worker: PaperWorker) -> None:
    with pytest.raises(MissingGlyph) as refused:
        worker.preview("D20", {**VALUES["D20"], "party.name": "演示\ud800"})
    assert refused.value.facts["codepoint"] == "U+D800"
    with pytest.raises(TextTooLong) as too_long:
        worker.preview("D20", {**VALUES["D20"], "act.facts": "字" * 900})
    assert "act.facts" in too_long.value.facts["fields"]
    with pytest.raises(FormUnknown):
        worker.preview("D77", {})
    with pytest.raises(ValueUnprintable):
        worker.preview("D20", {**VALUES["D20"], "decision.amount": -1})


@pytest.mark.parametrize("value", [{"a": 1}, 1.5, b"bytes", object(), [1], [["x"]]])
def test_a_value_of_no_plain_shape_never_leaves_the_program(worker: PaperWorker, value: object) -> None:
    with pytest.raises(ValueUnprintable) as refused:
        worker.preview("D20", {**VALUES["D20"], "act.facts": value})
    assert refused.value.facts["label"] == "违法事实"


def test_an_incomplete_paper_is_refused_before_the_process_is_asked() -> None:
    with PaperWorker(RESOURCES, command=("/nowhere/at/all",)) as worker, pytest.raises(FieldsMissing):
        worker.issue("D20", {}, NUMBERS["D20"], PAPER)


@pytest.mark.parametrize(
    ("number", "paper"), [("", PAPER), (NUMBERS["D20"], "xyz"), (NUMBERS["D20"], PAPER.upper())]
)
def test_number_and_paper_are_what_an_issue_needs(worker: PaperWorker, number: str, paper: str) -> None:
    with pytest.raises(ValueError, match="16 hexadecimal digits"):
        worker.issue("D20", VALUES["D20"], number, paper)


def script(tmp_path: Path, text: str) -> tuple[str, str]:
    path = tmp_path / "other.py"
    path.write_text(textwrap.dedent(text))
    return sys.executable, str(path)


def test_a_process_that_dies_over_every_request_is_given_up_after_two_tries(tmp_path: Path) -> None:
    command = script(
        tmp_path, "import pathlib, sys\npathlib.Path(__file__).with_suffix(f'.{id(sys)}').touch()"
    )
    with PaperWorker(RESOURCES, command=command) as worker, pytest.raises(PaperWorkerLost):
        worker.warm()


def test_a_process_that_cannot_be_started_is_given_up() -> None:
    with PaperWorker(RESOURCES, command=("/nowhere/at/all",)) as worker, pytest.raises(PaperWorkerLost):
        worker.warm()


def test_a_process_that_hangs_is_ended_in_time(tmp_path: Path) -> None:
    command = script(tmp_path, "import time\ntime.sleep(60)")
    with PaperWorker(RESOURCES, seconds=0.3, command=command) as worker:
        started = time.monotonic()
        with pytest.raises(PaperTooSlow) as slow:
            worker.warm()
    assert slow.value.facts == {"seconds": 0.3}
    assert time.monotonic() - started < 10


def test_a_process_that_talks_nonsense_is_given_up(tmp_path: Path) -> None:
    command = script(
        tmp_path, "import sys\nsys.stdout.write('x' * 100)\nsys.stdout.flush()\nsys.stdin.read()"
    )
    with PaperWorker(RESOURCES, command=command) as worker, pytest.raises(PaperWorkerLost):
        worker.warm()


def test_a_bug_in_the_process_names_the_place_and_nothing_of_the_paper(press: Press) -> None:
    reply = answer(press, {"do": "issue", "form": "D20", "values": VALUES["D20"]})
    assert reply.head == {"bug": reply.head["bug"]}
    assert "KeyError at worker.py" in str(reply.head["bug"])
    assert "演示" not in str(reply.head)


def test_a_bug_is_raised_as_a_bug(tmp_path: Path) -> None:
    command = script(
        tmp_path,
        f"""
        import sys
        sys.path.insert(0, {str(ROOT)!r})
        from app.documents.frames import Frame, read_frame, write_frame
        read_frame(sys.stdin.buffer)
        write_frame(sys.stdout.buffer, Frame({{"bug": "ZeroDivisionError at layout.py:1"}}))
        """,
    )
    with (
        PaperWorker(RESOURCES, command=command) as worker,
        pytest.raises(PaperProcessBug, match=r"layout\.py"),
    ):
        worker.warm()


def test_the_process_serves_until_nobody_asks_any_more(press: Press) -> None:
    requests, replies = io.BytesIO(), io.BytesIO()
    write_frame(requests, Frame({"do": "warm"}))
    write_frame(requests, Frame({"do": "room", "form": "D10", "values": {}, "field": "scene.narrative"}))
    requests.seek(0)
    serve(press, requests, replies)
    replies.seek(0)
    assert [read_frame(replies), read_frame(replies), read_frame(replies)] == [
        Frame({}),
        Frame({"room": 1000}),
        None,
    ]


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00",
        b"\x00\x00\x00\x05\x00\x00\x00\x00{}",
        b"\x00\x00\x00\x02\x00\x00\x00\x00[]",
        b"\x00\x00\x00\x02\x00\x00\x00\x00xx",
        (LARGEST + 1).to_bytes(4) + bytes(4),
    ],
)
def test_a_broken_frame_is_no_frame(raw: bytes) -> None:
    with pytest.raises(FrameBroken):
        read_frame(io.BytesIO(raw))


def test_the_process_ends_when_the_program_is_killed(tmp_path: Path) -> None:
    program = textwrap.dedent(
        f"""
        import sys, time
        from pathlib import Path
        from app.documents.client import PaperWorker
        worker = PaperWorker(Path({str(RESOURCES)!r}))
        worker.warm()
        print(worker._process.pid, flush=True)
        time.sleep(60)
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.kill()
    deadline = time.monotonic() + 10
    while alive(child):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether a process runs; one that is dead and not yet collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_no_file_is_written_and_no_settings_of_the_home_folder_are_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, scratch = tmp_path / "home", tmp_path / "scratch"
    home.mkdir()
    scratch.mkdir()
    for name in (".reportlab_settings", ".reportlab_mods"):
        (home / name).write_text(f"open({str(tmp_path / 'was_run')!r}, 'w')")
    for name in ("TMPDIR", "TEMP", "TMP", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(scratch))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("RL_invariant", "0")
    with PaperWorker(RESOURCES) as worker:
        rendered = worker.issue("D20", VALUES["D20"], NUMBERS["D20"], PAPER)
    assert rendered.pages == 3
    assert not (tmp_path / "was_run").exists()
    assert list(scratch.iterdir()) == []


def test_setting_a_paper_opens_no_file_for_writing() -> None:
    program = textwrap.dedent(
        """
        import os, sys
        from app.documents.printing import Press
        from tests.documents.demo import NUMBERS, PAPER, RESOURCES, VALUES

        written = []

        def watch(event, arguments):
            if event == "open" and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                written.append(str(arguments[0]))

        sys.dont_write_bytecode = True
        sys.addaudithook(watch)
        press = Press(RESOURCES / "forms", RESOURCES / "fonts")
        for form, values in VALUES.items():
            press.issue(form, values, NUMBERS[form], PAPER)
        print(written)
        """
    )
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"


def test_the_program_itself_never_loads_the_maker_of_pdf() -> None:
    program = (
        "import sys; from app.documents.client import PaperWorker; "
        "print(sorted({'reportlab', 'segno', 'fontTools', 'PIL'} & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"


def test_papers_asked_for_by_several_threads_come_back_to_the_right_one(worker: PaperWorker) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def title(form: str) -> bytes:
        return worker.preview(form, VALUES[form]).pdf

    forms = sorted(VALUES) * 3
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(title, forms))
    assert found == [worker.preview(form, VALUES[form]).pdf for form in forms]
