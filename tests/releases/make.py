"""Copies of the shipped resources that a test may break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from app.ports.keys import Signer
from app.releases.build import COVERED
from app.releases.manifest import FILE_NAME, FileEntry, Manifest, hash_of, manifest_text
from app.releases.release import load_release
from app.releases.signatures import sign_release

RESOURCES = Path(__file__).parents[2] / "resources"


def copy_of_resources(source: Path, target: Path) -> Path:
    """The folders of a release and its manifest, without the fonts and icons beside them."""
    for part in COVERED:
        if (source / part).is_dir():
            shutil.copytree(source / part, target / part)
    shutil.copy(source / FILE_NAME, target / FILE_NAME)
    return target


def small_release(folder: Path, number: int = 1, text: str = "demo", **files: str) -> Path:
    """A release of a few small files without an authority list."""
    folder.mkdir(parents=True)
    contents = {
        "law/demo.yaml": text,
        **{path.replace("__", "/"): content for path, content in files.items()},
    }
    entries = {}
    for path, content in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
        entries[path] = FileEntry(hash_of(content.encode()), len(content.encode()))
    manifest = Manifest("2026-11-22", number, "2026-11-22T00:00:00+08:00", entries)
    (folder / FILE_NAME).write_bytes(manifest_text(manifest))
    return folder


def sign(folder: Path, *signers: Signer) -> Path:
    """Let the holders of keys vouch for the release of a folder, in place of whoever did before."""
    release = load_release(folder, verify=False)
    signatures = tuple(sign_release(release.manifest, signer) for signer in signers)
    (folder / FILE_NAME).write_bytes(manifest_text(release.manifest, signatures))
    return folder


def change(path: Path, old: str, new: str, after: str = "") -> int:
    """Replace a text once, behind ``after``; the number of the line on which it stood."""
    text = path.read_text("utf-8")
    begin = text.index(after) if after else 0
    place = text.index(old, begin)
    path.write_text(text[:place] + new + text[place + len(old) :], "utf-8")
    return text[:place].count("\n") + 1


_NUMBERS = (1, 2, 3, 11, 12, 15, 17, 22, 23, 28, 47, 61, 66, 90, *range(106, 113), 147, 165, 189)
_KEPT = {f"SH-CG-{number:04d}" for number in _NUMBERS}
_CODE = len("SH-CG-0001")


def few_sheets(folder: Path) -> Path:
    """The shipped sheets cut down to a few items, so that compiling them takes no time."""
    target = folder / "catalogue"
    target.mkdir(parents=True)
    for name in ("laws.yaml", "supplement.yaml"):
        shutil.copy(RESOURCES / "catalogue" / name, target / name)
    _cut(target / "authority.yaml", "\n- code: ", lambda row: row[:_CODE])
    _cut(
        target / "benchmarks.yaml",
        "\n- id: BM-",
        lambda row: row[row.index("item: ") + 6 :][: len("SH-CG-0001")],
    )
    return folder


def _cut(path: Path, mark: str, item_of: Callable[[str], str]) -> None:
    head, *rows = (RESOURCES / "catalogue" / path.name).read_text("utf-8").split(mark)
    path.write_text(mark.join([head, *(row for row in rows if item_of(row) in _KEPT)]) + "\n", "utf-8")
