"""Building the release: the committed manifest says what the resources hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.releases import build
from app.releases.build import build_release, state_of
from app.releases.errors import ReleaseMissing
from app.releases.manifest import FILE_NAME, Signature, manifest_text, parse_manifest
from app.releases.release import load_release
from tests.releases.make import RESOURCES, change


def test_the_committed_release_is_current() -> None:
    state = state_of(RESOURCES)
    assert state.current, f"{state}\nthen commit resources/release.json and resources/catalogue/compiled.json"


def test_building_twice_gives_the_same_bytes(copied: Path) -> None:
    folder = copied
    build_release(folder)
    first = (folder / FILE_NAME).read_bytes()
    build_release(folder)
    assert (folder / FILE_NAME).read_bytes() == first
    load_release(folder)


def test_every_covered_folder_comes_into_the_release(copied: Path) -> None:
    folder = copied
    (folder / "forms").mkdir(exist_ok=True)
    (folder / "forms/X99.yaml").write_text("form: X99\n", "utf-8")
    (folder / "forms/picture.png").write_bytes(b"no sheet")
    release_paths = build_release(folder).files.keys()
    assert {"forms/X99.yaml", "law/parameters.yaml", "catalogue/compiled.json"} <= release_paths
    assert "forms/picture.png" not in release_paths


def test_what_changed_since_is_listed_with_the_way_to_mend_it(copied: Path) -> None:
    folder = copied
    change(folder / "law/parameters.yaml", "value: 200", "value: 201")
    (folder / "law/calendars/2030.yaml").write_text("x: 1\n", "utf-8")
    (folder / "law/deadlines.yaml").unlink()
    state = state_of(folder)
    assert not state.current
    assert (state.added, state.removed, state.changed) == (
        ("law/calendars/2030.yaml",),
        ("law/deadlines.yaml",),
        ("law/parameters.yaml",),
    )
    assert "python -m app.releases.build" in str(state)


def test_a_changed_sheet_makes_the_compiled_file_old(copied: Path) -> None:
    folder = copied
    change(folder / "catalogue/authority.yaml", "max: 200", "max: 200  ")
    assert state_of(folder).changed == ("catalogue/authority.yaml", "catalogue/compiled.json")


def test_signatures_stay_with_the_same_content_and_go_with_another(copied: Path) -> None:
    folder = copied
    manifest = build_release(folder)
    (folder / FILE_NAME).write_bytes(manifest_text(manifest, (Signature("k", "ed25519", "00"),)))
    build_release(folder)
    assert len(parse_manifest((folder / FILE_NAME).read_bytes())[1]) == 1
    build_release(folder, version="2026-12-01", number=2)
    assert parse_manifest((folder / FILE_NAME).read_bytes())[1] == ()


def test_the_first_manifest_needs_name_number_and_time(copied: Path) -> None:
    folder = copied
    (folder / FILE_NAME).unlink()
    with pytest.raises(ReleaseMissing):
        build_release(folder)
    with pytest.raises(ReleaseMissing):
        state_of(folder)
    assert build_release(folder, "2026-11-22", 1, "2026-11-22T00:00:00+08:00").number == 1


def test_the_command_builds_checks_and_says_what_it_did(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied
    here = ["--resources", str(folder)]
    assert build.main(here) == 0
    assert build.main([*here, "--check"]) == 0
    change(folder / "law/parameters.yaml", "value: 200", "value: 201")
    assert build.main([*here, "--check"]) == 1
    said = capsys.readouterr().out
    assert "number 1: sha256:" in said
    assert "changed: law/parameters.yaml" in said


def test_the_command_names_file_and_line_of_a_broken_sheet(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied
    line = change(folder / "catalogue/laws.yaml", "text_read: full\n", "text_read: half\n")
    assert build.main(["--resources", str(folder)]) == 2
    assert f"catalogue/laws.yaml:{line}: " in capsys.readouterr().err
