"""A release from elsewhere lies on the shelf only when the district's own key vouches for all of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.crypto.signing import SigningKey, verify
from app.ports.keys import SignatureTag
from app.releases.errors import ReleaseDamaged, ReleaseRefused
from app.releases.manifest import FILE_NAME, Signature, manifest_text
from app.releases.release import load_release
from app.releases.shelf import ReleaseShelf
from app.releases.signatures import sign_release, signed_by
from tests.releases.make import change, sign, small_release

DISTRICT, STRANGER = SigningKey.make(), SigningKey.make()


@pytest.fixture
def shelf(tmp_path: Path) -> ReleaseShelf:
    """The shelf of a laptop of this district."""
    return ReleaseShelf(tmp_path / "shelf", signed_by(DISTRICT.public, verify))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A release on a stick that nobody vouches for yet."""
    return small_release(tmp_path / "stick")


def refused(shelf: ReleaseShelf, folder: Path) -> str:
    with pytest.raises(ReleaseRefused) as refusal:
        shelf.add(folder)
    assert shelf.all() == ()
    return str(refusal.value.facts["reason"])


def test_what_the_district_signed_comes_onto_the_shelf_with_its_signature(
    shelf: ReleaseShelf, stick: Path
) -> None:
    added = shelf.add(sign(stick, DISTRICT))
    assert shelf.newest() == added
    assert [one.key for one in added.signatures] == [DISTRICT.public]


def test_what_nobody_or_a_stranger_signed_does_not(shelf: ReleaseShelf, stick: Path) -> None:
    assert refused(shelf, stick) == "signature"
    assert refused(shelf, sign(stick, STRANGER)) == "signature"


def test_signatures_of_others_beside_the_districts_do_no_harm(shelf: ReleaseShelf, stick: Path) -> None:
    assert shelf.add(sign(stick, STRANGER, DISTRICT)).number == 1


@pytest.mark.parametrize("file", ["law/demo.yaml", FILE_NAME])
def test_one_changed_byte_after_signing_is_found_and_the_file_is_named(
    shelf: ReleaseShelf, stick: Path, file: str
) -> None:
    sign(stick, DISTRICT)
    old, new = ('"number": 1', '"number": 2') if file == FILE_NAME else ("demo", "dema")
    change(stick / file, old, new)
    with pytest.raises(ReleaseDamaged) as damaged:
        shelf.add(stick)
    assert damaged.value.facts["file"] == file
    assert shelf.all() == ()


def test_a_content_that_was_made_whole_again_after_signing_is_refused(
    shelf: ReleaseShelf, stick: Path, tmp_path: Path
) -> None:
    signature = load_release(sign(stick, DISTRICT)).signatures[0]
    other = small_release(tmp_path / "other", text="another law")
    manifest = load_release(other).manifest
    (other / FILE_NAME).write_bytes(manifest_text(manifest, (signature,)))
    assert refused(shelf, other) == "signature"


@pytest.mark.parametrize(
    "forged",
    [
        lambda right: replace(right, key=STRANGER.public),
        lambda right: replace(right, alg="sm2"),
        lambda right: replace(right, value="00" * 64),
        lambda right: replace(right, value="no hex"),
        lambda right: replace(right, value=right.value[:-2]),
    ],
)
def test_a_signature_that_is_not_wholly_right_counts_for_nothing(
    shelf: ReleaseShelf, stick: Path, forged: object
) -> None:
    manifest = load_release(stick).manifest
    right = sign_release(manifest, DISTRICT)
    assert callable(forged)
    (stick / FILE_NAME).write_bytes(manifest_text(manifest, (forged(right),)))
    assert refused(shelf, stick) == "signature"


def test_a_signature_made_for_another_purpose_does_not_pass(shelf: ReleaseShelf, stick: Path) -> None:
    manifest = load_release(stick).manifest
    digest = bytes.fromhex(manifest.id.removeprefix("sha256:"))
    grant = Signature(DISTRICT.public, "ed25519", DISTRICT.sign(SignatureTag.GRANT, digest).hex())
    (stick / FILE_NAME).write_bytes(manifest_text(manifest, (grant,)))
    assert refused(shelf, stick) == "signature"
