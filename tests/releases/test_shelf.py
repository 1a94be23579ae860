"""Releases side by side (F26): whole or not at all, never backwards, never with rows dropped."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from app.releases.build import build_release
from app.releases.errors import ReleaseDamaged, ReleaseMissing, ReleaseRefused
from app.releases.manifest import FILE_NAME
from app.releases.release import Release, load_release
from app.releases.shelf import ReleaseShelf
from tests.releases.make import change, small_release


def signed(release: Release) -> bool:
    return True


@pytest.fixture
def shelf(tmp_path: Path) -> ReleaseShelf:
    return ReleaseShelf(tmp_path / "shelf", signed)


def test_a_release_comes_onto_the_shelf_whole(shelf: ReleaseShelf, shipped: Path) -> None:
    added = shelf.add(shipped)
    added.verify()
    assert shelf.get(added.id) == added == shelf.newest()


def test_the_same_release_twice_is_one(shelf: ReleaseShelf, shipped: Path) -> None:
    assert shelf.add(shipped) == shelf.add(shipped)
    assert len(shelf.all()) == 1


def test_f26_the_old_release_stays_for_the_cases_that_pin_it(shelf: ReleaseShelf, tmp_path: Path) -> None:
    seven = shelf.add(small_release(tmp_path / "7", 7))
    eight = shelf.add(small_release(tmp_path / "8", 8, "newer"))
    assert shelf.newest() == eight
    assert shelf.get(seven.id).read("law/demo.yaml") == b"demo"


def test_f26_an_older_release_played_back_is_refused(shelf: ReleaseShelf, tmp_path: Path) -> None:
    shelf.add(small_release(tmp_path / "7", 7))
    shelf.add(small_release(tmp_path / "8", 8, "newer"))
    with pytest.raises(ReleaseRefused) as refused:
        shelf.add(small_release(tmp_path / "6", 6, "old"))
    assert refused.value.facts["reason"] == "older"
    assert len(shelf.all()) == 2


def test_f26_another_content_under_the_newest_number_is_refused(shelf: ReleaseShelf, tmp_path: Path) -> None:
    shelf.add(small_release(tmp_path / "7", 7))
    with pytest.raises(ReleaseRefused, match="forked"):
        shelf.add(small_release(tmp_path / "7b", 7, "other"))


def test_a_release_without_the_right_signatures_is_refused(tmp_path: Path) -> None:
    shelf = ReleaseShelf(tmp_path / "shelf", lambda release: bool(release.signatures))
    with pytest.raises(ReleaseRefused, match="signature"):
        shelf.add(small_release(tmp_path / "7", 7))
    assert shelf.all() == ()


def test_a_damaged_release_does_not_come_onto_the_shelf(shelf: ReleaseShelf, tmp_path: Path) -> None:
    folder = small_release(tmp_path / "7", 7)
    (folder / "law/demo.yaml").write_text("dema", "utf-8")
    with pytest.raises(ReleaseDamaged):
        shelf.add(folder)
    assert shelf.all() == ()


@pytest.mark.parametrize("broken", ["law/demo.yaml", FILE_NAME])
def test_a_damaged_copy_on_the_shelf_gives_way_to_the_whole_one(
    shelf: ReleaseShelf, tmp_path: Path, broken: str
) -> None:
    source = small_release(tmp_path / "7", 7)
    seven = shelf.add(source)
    (seven.folder / broken).write_text("dema", "utf-8")
    assert shelf.add(source) == seven
    shelf.get(seven.id).verify()
    assert shelf.mend() == ()


def test_an_empty_folder_in_its_place_brings_no_unsigned_release_in(tmp_path: Path) -> None:
    shelf = ReleaseShelf(tmp_path / "shelf", lambda release: False)
    source = small_release(tmp_path / "7", 7)
    (tmp_path / "shelf" / load_release(source).id.replace(":", "-")).mkdir(parents=True)
    with pytest.raises(ReleaseRefused, match="signature"):
        shelf.add(source)


def test_f26_an_interrupted_update_leaves_the_shelf_as_it_was(
    shelf: ReleaseShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seven = shelf.add(small_release(tmp_path / "7", 7))
    source = small_release(tmp_path / "8", 8, "newer")

    def power_cut(path: Path, target: Path) -> Path:
        raise OSError("power")

    with monkeypatch.context() as cut:
        cut.setattr(Path, "rename", power_cut)
        with pytest.raises(OSError, match="power"):
            shelf.add(source)
    assert shelf.all() == (seven,)
    assert len(shelf.mend()) == 1
    assert shelf.mend() == ()
    assert shelf.add(source).number == 8


@pytest.mark.parametrize("writes_before_the_cut", range(3))
def test_f26_a_cut_in_the_middle_of_copying_is_made_good_by_the_next_try(
    shelf: ReleaseShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes_before_the_cut: int
) -> None:
    source = small_release(tmp_path / "7", 7, forms__a="a", forms__b="b")
    synced: list[int] = []

    def cut(handle: int) -> None:
        if len(synced) == writes_before_the_cut:
            raise OSError("power")
        synced.append(handle)

    with monkeypatch.context() as power:
        power.setattr(os, "fsync", cut)
        with pytest.raises(OSError, match="power"):
            shelf.add(source)
    assert shelf.all() == ()
    added = shelf.add(source)
    added.verify()
    assert shelf.mend() == ()


def test_a_manifest_that_was_changed_on_the_shelf_is_not_taken_for_the_pinned_one(
    shelf: ReleaseShelf, tmp_path: Path
) -> None:
    added = shelf.add(small_release(tmp_path / "7", 7))
    change(added.folder / FILE_NAME, '"number": 7', '"number": 9')
    with pytest.raises(ReleaseDamaged) as damaged:
        shelf.get(added.id)
    assert damaged.value.facts["file"] == FILE_NAME
    change(added.folder / FILE_NAME, added.id, str(damaged.value.facts["found"]))
    with pytest.raises(ReleaseMissing):
        shelf.get(added.id)


@pytest.mark.parametrize("release_id", ["sha256:" + "0" * 64, "../etc", "", "sha256:../x"])
def test_an_address_that_is_not_there_is_missing(shelf: ReleaseShelf, release_id: str) -> None:
    with pytest.raises(ReleaseMissing):
        shelf.get(release_id)


def test_an_empty_shelf_has_no_newest(shelf: ReleaseShelf) -> None:
    with pytest.raises(ReleaseMissing):
        shelf.newest()
    assert shelf.mend() == ()


def test_a_newer_list_that_dropped_rows_is_refused(shelf: ReleaseShelf, shipped: Path, copied: Path) -> None:
    shelf.add(shipped)
    folder = copied
    path = folder / "catalogue/benchmarks.yaml"
    text = path.read_text("utf-8")
    first, second = text.index("- id: BM-0003"), text.index("- id: BM-0004")
    path.write_text(text[:first] + text[second:], "utf-8")
    build_release(folder, version="2026-12-01", number=2)
    with pytest.raises(ReleaseRefused) as refused:
        shelf.add(folder)
    assert (refused.value.facts["reason"], refused.value.facts["rows"]) == ("rows_removed", "BM-0003")


def test_a_newer_list_that_closes_a_row_is_taken(shelf: ReleaseShelf, shipped: Path, copied: Path) -> None:
    shelf.add(shipped)
    folder = copied
    change(
        folder / "catalogue/authority.yaml",
        "effective_to: null",
        "effective_to: '2026-12-31'",
        "SH-CG-0002\n",
    )
    build_release(folder, version="2026-12-01", number=2)
    assert shelf.add(folder).number == 2
    shutil.rmtree(folder)
    shelf.newest().verify()
