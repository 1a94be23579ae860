"""The sign-in page names the catalogue and never fails over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.law.parameters import Unit
from app.places import resources_dir
from app.releases.law import read_parameters
from app.releases.manifest import FILE_NAME
from app.releases.release import load_release
from app.releases.shown import MANIFEST, PARAMETERS, shown_figure, shown_version


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


def test_every_figure_is_shown_as_the_law_reads_it() -> None:
    sheet = resources_dir() / PARAMETERS
    for parameter in read_parameters(sheet):
        shown = shown_figure(resources_dir(), parameter.id)
        assert shown == (None if parameter.unit is Unit.FLAG else parameter.value), parameter.id


@pytest.mark.parametrize(
    "content",
    [None, b"", b"\xff", b"- id: a.b\n  value: 6", b"x\n- id: a.bc\n  value: 6", b"\n- id: a.b\n  value: x"],
)
def test_a_sheet_that_cannot_be_read_or_has_no_such_row_shows_no_figure(
    tmp_path: Path, content: bytes | None
) -> None:
    (tmp_path / "law").mkdir()
    if content is not None:
        (tmp_path / PARAMETERS).write_bytes(content)
    assert shown_figure(tmp_path, "a.b") is None
