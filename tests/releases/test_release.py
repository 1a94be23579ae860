"""A release: one content address for all its bytes; a changed byte is found and the file named."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import AppError
from app.releases.errors import (
    FileNotInRelease,
    ReleaseDamaged,
    ReleaseFromTheFuture,
    ReleaseMissing,
    ReleaseUnreadable,
)
from app.releases.manifest import (
    FILE_NAME,
    FileEntry,
    Manifest,
    Signature,
    manifest_text,
    parse_manifest,
    safe_path,
)
from app.releases.release import load_release
from tests.releases.make import RESOURCES, change, small_release


def test_the_shipped_release_is_whole(shipped: Path) -> None:
    release = load_release(shipped)
    assert (release.version, release.number) == ("2026-11-22", 1)
    assert release.id.startswith("sha256:")
    assert "catalogue/authority.yaml" in release.paths()
    assert release.read("catalogue/laws.yaml") == (shipped / "catalogue/laws.yaml").read_bytes()


def test_one_changed_byte_is_found_and_the_file_is_named(copied: Path) -> None:
    path = copied / "catalogue/laws.yaml"
    data = bytearray(path.read_bytes())
    data[5_000] ^= 1
    path.write_bytes(data)
    with pytest.raises(ReleaseDamaged) as damaged:
        load_release(copied)
    assert damaged.value.facts["file"] == "catalogue/laws.yaml"
    assert damaged.value.facts["expected"] != damaged.value.facts["found"]


@pytest.mark.parametrize("extra", ["x", ""])
def test_a_longer_or_shorter_file_is_found(tmp_path: Path, extra: str) -> None:
    folder = small_release(tmp_path / "release")
    (folder / "law/demo.yaml").write_text("demo" + extra if extra else "dem", "utf-8")
    with pytest.raises(ReleaseDamaged, match=r"law/demo\.yaml"):
        load_release(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = small_release(tmp_path / "release")
    (folder / "law/demo.yaml").unlink()
    with pytest.raises(ReleaseDamaged, match=r"law/demo\.yaml"):
        load_release(folder)


def test_a_file_replaced_by_a_link_is_not_followed(tmp_path: Path) -> None:
    folder = small_release(tmp_path / "release")
    (tmp_path / "elsewhere").write_text("demo", "utf-8")
    (folder / "law/demo.yaml").unlink()
    (folder / "law/demo.yaml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ReleaseDamaged, match=r"law/demo\.yaml"):
        load_release(folder)


def test_a_file_changed_after_loading_is_found_when_it_is_read(tmp_path: Path) -> None:
    folder = small_release(tmp_path / "release")
    release = load_release(folder)
    (folder / "law/demo.yaml").write_text("dema", "utf-8")
    with pytest.raises(ReleaseDamaged):
        release.read("law/demo.yaml")


def test_a_file_that_the_manifest_does_not_list_is_never_read(tmp_path: Path) -> None:
    folder = small_release(tmp_path / "release")
    (folder / "law/other.yaml").write_text("demo", "utf-8")
    with pytest.raises(FileNotInRelease):
        load_release(folder).read("law/other.yaml")


def test_a_folder_without_release_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReleaseMissing):
        load_release(tmp_path)


def test_the_address_depends_on_every_part_and_not_on_signatures(tmp_path: Path) -> None:
    entry = FileEntry("sha256:" + "a" * 64, 1)
    base = Manifest("2026-11-22", 1, "2026-11-22T00:00:00+08:00", {"a.yaml": entry})
    others = [
        Manifest("2026-11-23", 1, base.created, base.files),
        Manifest(base.version, 2, base.created, base.files),
        Manifest(base.version, 1, "2026-11-22T00:00:01+08:00", base.files),
        Manifest(base.version, 1, base.created, {"b.yaml": entry}),
        Manifest(base.version, 1, base.created, {"a.yaml": FileEntry("sha256:" + "b" * 64, 1)}),
    ]
    assert len({base.id, *(other.id for other in others)}) == 6
    signature = Signature("k1", "ed25519", "00")
    read, signatures = parse_manifest(manifest_text(base, (signature,)))
    assert (read.id, signatures) == (base.id, (signature,))


def test_the_order_in_which_files_were_listed_does_not_matter() -> None:
    one, two = FileEntry("sha256:" + "a" * 64, 1), FileEntry("sha256:" + "b" * 64, 2)
    first = Manifest("2026-11-22", 1, "2026-11-22T00:00:00+08:00", {"a.yaml": one, "b.yaml": two})
    second = Manifest("2026-11-22", 1, "2026-11-22T00:00:00+08:00", {"b.yaml": two, "a.yaml": one})
    assert first.id == second.id


def broken(signed: Callable[[dict[str, Any]], None]) -> bytes:
    entry = FileEntry("sha256:" + "a" * 64, 1)
    manifest = Manifest("2026-11-22", 1, "2026-11-22T00:00:00+08:00", {"a.yaml": entry})
    envelope = json.loads(manifest_text(manifest))
    signed(envelope["signed"])
    del envelope["id"]
    return json.dumps(envelope).encode()


@pytest.mark.parametrize(
    "signed",
    [
        lambda signed: signed.update(files={"../a.yaml": {"sha256": "sha256:" + "a" * 64, "size": 1}}),
        lambda signed: signed.update(files={"/a.yaml": {"sha256": "sha256:" + "a" * 64, "size": 1}}),
        lambda signed: signed.update(files={"a.yaml": {"sha256": "md5:00", "size": 1}}),
        lambda signed: signed.update(files={"a.yaml": {"sha256": "sha256:" + "a" * 64, "size": -1}}),
        lambda signed: signed.update(files={"a.yaml": {"sha256": "sha256:" + "a" * 64, "size": 10**12}}),
        lambda signed: signed.update(files=[]),
        lambda signed: signed.update(number="1"),
        lambda signed: signed.update(number=True),
        lambda signed: signed.update(version=""),
        lambda signed: signed.update(created="2026-11-22"),
        lambda signed: signed.update(unknown=1),
        lambda signed: signed.pop("created"),
    ],
)
def test_a_manifest_of_another_shape_is_refused(signed: Callable[[dict[str, Any]], None]) -> None:
    with pytest.raises(ReleaseUnreadable):
        parse_manifest(broken(signed))


def test_a_format_of_the_future_is_named() -> None:
    with pytest.raises(ReleaseFromTheFuture) as newer:
        parse_manifest(broken(lambda signed: signed.update(format=2)))
    assert newer.value.facts == {"format": "2", "known": 1}


@given(st.binary(max_size=200))
def test_no_bytes_bring_the_reader_down(data: bytes) -> None:
    with pytest.raises(AppError):
        parse_manifest(data)


@pytest.mark.parametrize(
    "path", ["", ".", "..", "a//b", "a/../b", "/a", "a\\b", ".hidden", "a/.b", "é", "a" * 201]
)
def test_unsafe_paths_are_refused(path: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(path)}$"):
        safe_path(path)


def test_the_manifest_is_readable_and_always_the_same_bytes() -> None:
    data = (RESOURCES / FILE_NAME).read_bytes()
    assert manifest_text(*parse_manifest(data)) == data


def test_a_change_in_the_manifest_is_found_and_named_as_in_any_other_file(tmp_path: Path) -> None:
    folder = small_release(tmp_path / "release")
    before = load_release(folder).id
    change(folder / FILE_NAME, '"number": 1', '"number": 2')
    with pytest.raises(ReleaseDamaged) as damaged:
        load_release(folder)
    assert (damaged.value.facts["file"], damaged.value.facts["expected"]) == (FILE_NAME, before)
    change(folder / FILE_NAME, before, str(damaged.value.facts["found"]))
    assert load_release(folder).id == damaged.value.facts["found"] != before


@given(st.data())
def test_one_changed_byte_of_the_manifest_leaves_no_other_release_in_its_place(data: st.DataObject) -> None:
    entry = FileEntry("sha256:" + "a" * 64, 1)
    whole = Manifest("2026-11-22", 1, "2026-11-22T00:00:00+08:00", {"a.yaml": entry})
    changed = bytearray(manifest_text(whole))
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        found, _ = parse_manifest(bytes(changed))
    except AppError:
        return
    assert found == whole, "what is read all the same is the same release"


def test_a_key_beside_the_signed_part_that_nobody_knows_is_refused() -> None:
    envelope = json.loads(broken(lambda signed: None)) | {"note": "x"}
    with pytest.raises(ReleaseUnreadable):
        parse_manifest(json.dumps(envelope).encode())
