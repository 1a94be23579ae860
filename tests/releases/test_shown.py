"""The sign-in page names the catalogue and never fails over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.places import resources_dir
from app.releases.manifest import FILE_NAME
from app.releases.release import load_release
from app.releases.shown import MANIFEST, shown_version


def test_the_shown_version_is_that_of_the_release() -> None:
    assert MANIFEST == FILE_NAME
    assert shown_version(resources_dir()) == load_release(resources_dir(), verify=False).version


@pytest.mark.parametrize(
    "content", [None, b"", b"\xff", b"[]", b"{}", b'{"signed": []}', b'{"signed": {"version": 7}}']
)
def test_a_manifest_that_cannot_be_read_shows_nothing(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / MANIFEST).write_bytes(content)
    assert shown_version(tmp_path) == ""
