"""The version that a release claims, for the sign-in page: shown before anything is proven.

It stands apart so that the first window needs nothing that proves releases.
"""

from __future__ import annotations

import json
from pathlib import Path

MANIFEST = "release.json"


def shown_version(folder: Path) -> str:
    """What the manifest calls its release; empty where it cannot be read, which the unlock tells."""
    try:
        version = json.loads((folder / MANIFEST).read_bytes())["signed"]["version"]
    except (OSError, ValueError, LookupError, TypeError):
        return ""
    return version if isinstance(version, str) else ""
