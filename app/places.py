"""Where the program's own files lie: beside ``app``, in a checkout as in an installed package."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def resources_dir() -> Path:
    """Authority list, law, forms, fonts, icons, style."""
    return _ROOT / "resources"


def migrations_dir() -> Path:
    """Alembic's revisions, ``client`` and ``district``."""
    return _ROOT / "migrations"
