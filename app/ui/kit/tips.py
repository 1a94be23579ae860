"""Tool tips that explain: a strong title, then lines; hostile text is shown as it is."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


def tip(title: str, lines: Sequence[str] = ()) -> str:
    """Text for ``setToolTip``: the title strong, each line on its own line."""
    parts = [f"<b>{escape(title)}</b>"] if title else []
    return "<qt>" + "<br>".join([*parts, *(escape(line) for line in lines)]) + "</qt>"
