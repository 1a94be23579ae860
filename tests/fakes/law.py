"""The real list and the real figures of the first release, read once for all tests."""

from __future__ import annotations

from functools import cache

from app.domain.catalogue import Catalogue
from app.places import resources_dir
from app.releases.catalogue import load_catalogue
from app.releases.law import Law, read_law
from app.releases.release import load_release


@cache
def catalogue() -> Catalogue:
    """The authority list."""
    return load_catalogue(load_release(resources_dir(), verify=False))


@cache
def law() -> Law:
    """Figures, deadline rules and calendars."""
    return read_law(resources_dir() / "law")
