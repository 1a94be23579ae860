"""A release from elsewhere, such as a stick: proven by the district's key before any of it is copied."""

from __future__ import annotations

from pathlib import Path

from app.crypto.signing import verify
from app.releases.catalogue import load_catalogue
from app.releases.law import read_law
from app.releases.release import load_release
from app.releases.shelf import ReleaseShelf
from app.releases.signatures import signed_by


def take_in_release(shelf: Path, source: Path, district: str) -> str:
    """Put the release of a folder onto the shelf; the next sign-in works with it.

    Args:
        shelf: the folder of the laptop's releases.
        district: public key of the district that this laptop belongs to.

    Returns:
        The version under which officers know the release.

    Raises:
        ReleaseMissing, ReleaseUnreadable, ReleaseFromTheFuture, ReleaseDamaged: it is not fit; a changed
            file is named.
        ReleaseRefused: the district did not sign it, or it is older, forked, or drops rows.
        LawFileInvalid: its law cannot be read; the line is named.
    """
    releases = ReleaseShelf(shelf, signed_by(district, verify))
    release = load_release(source)
    releases.see_fit(release)
    # What nobody could sign in with never comes onto the shelf, whoever signed it.
    read_law(release.folder / "law")
    load_catalogue(release)
    releases.mend()
    return releases.add(source).version
