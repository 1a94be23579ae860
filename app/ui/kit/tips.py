"""Tool tips: a strong title, then lines as wide as they may be; hostile text is shown as it is."""

from __future__ import annotations

from collections.abc import Sequence

from app.ui.paint import wrapped
from app.ui.theme import font, line_height, px


def tip(title: str, lines: Sequence[str] = ()) -> str:
    """Text for ``setToolTip``: the title strong, each line on its own line, wrapped at ``tip-width``."""
    from html import escape  # the first window shows no tip, and this module's tables are large

    parts = [f"<b>{escape(row)}</b>" for row in _rows(title, "caption-strong")] if title else []
    parts += [escape(row) for line in lines for row in _rows(line, "note")]
    if not parts:
        return ""
    style = f"white-space: pre; line-height: {line_height('note')}px"
    return f'<qt><div style="{style}">{"<br>".join(parts)}</div></qt>'


def plain_tip(text: str) -> str:
    """Tool tip of a text that may hold anything a person typed; line breaks are kept."""
    return tip("", text.split("\n")) if text else ""


def _rows(text: str, role: str) -> list[str]:
    return wrapped(text, font(role), px("tip-width"))[0]
