"""Where the program's own files lie: beside ``app`` in a checkout and a Debian package, inside in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def resources_dir() -> Path:
    """Authority list, law, forms, fonts, icons, style."""
    return _folder("resources")


def migrations_dir() -> Path:
    """Alembic's revisions, ``client`` and ``district``."""
    return _folder("migrations")
