"""What a release claims of itself, for the sign-in page: shown before anything is proven.

It stands apart so that the first window needs nothing that proves releases.
"""

from __future__ import annotations

import json
from pathlib import Path

MANIFEST = "release.json"
PARAMETERS = "law/parameters.yaml"
CARD_WARN_DAYS = "officers.card_warn_days"


def shown_version(folder: Path) -> str:
    """What the manifest calls its release; empty where it cannot be read, which the unlock tells."""
    try:
        version = json.loads((folder / MANIFEST).read_bytes())["signed"]["version"]
    except (OSError, ValueError, LookupError, TypeError):
        return ""
    return version if isinstance(version, str) else ""


def shown_figure(folder: Path, id_: str) -> int | None:
    """A figure of the law, out of its sheet without reading YAML; None where it is not there.

    Every row of the sheet begins with its id; its value stands on a line of its own (tests hold both).
    """
    try:
        rows = (folder / PARAMETERS).read_text("utf-8").split("\n- id: ")
    except (OSError, ValueError):
        return None
    row = next((row for row in rows if row.partition("\n")[0] == id_), "")
    value = next((line for line in row.splitlines() if line.startswith("  value: ")), "")
    number = value.removeprefix("  value: ")
    return int(number) if number.isascii() and number.isdecimal() else None
