"""How the window looks to an officer: light or dark, and how large its texts are. Each keeps his own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.presenters.office import Office

SCHEMES = (("light", "浅色"), ("dark", "深色"))
TEXT_SIZES = ((100, "标准"), (110, "稍大"), (125, "大"), (150, "特大"))
"""Sizes of texts in percent of the ordinary one."""


@dataclass(frozen=True, slots=True)
class Look:
    """``scheme`` is light or dark, ``text_size`` one of ``TEXT_SIZES``."""

    scheme: str = "light"
    text_size: int = 100

    @staticmethod
    def of(texts: Mapping[str, str]) -> Look | None:
        """A look that was kept as texts; None where none was."""
        size = texts.get("text", "")
        percent = int(size) if size.isascii() and size.isdigit() else None
        return Look().taking(texts.get("scheme"), percent) if texts else None

    def texts(self) -> Mapping[str, str]:
        """This look as it is kept beside the store."""
        return {"scheme": self.scheme, "text": str(self.text_size)}

    def taking(self, scheme: object, text_size: object) -> Look:
        """This look with what of another one is known here; a text that nobody offers changes nothing."""
        look = self
        if isinstance(scheme, str) and scheme in dict(SCHEMES):
            look = replace(look, scheme=scheme)
        if isinstance(text_size, int) and text_size in dict(TEXT_SIZES):
            look = replace(look, text_size=text_size)
        return look


def look_of(office: Office, otherwise: Look) -> Look:
    """What the signed-in officer chose last; where he chose nothing, what there is."""
    return otherwise.taking(_kept(office, "scheme"), _kept(office, "text"))


def keep_scheme(office: Office, scheme: str) -> None:
    """Keep light or dark for the signed-in officer."""
    office.remember(_name(office, "scheme"), json.dumps(scheme))


def keep_text_size(office: Office, percent: int) -> None:
    """Keep the size of texts for the signed-in officer."""
    office.remember(_name(office, "text"), json.dumps(percent))


def _kept(office: Office, what: str) -> object:
    try:
        return json.loads(office.queries.setting(_name(office, what)) or "null")
    except ValueError:
        return None


def _name(office: Office, what: str) -> str:
    return f"window.{what}.{office.me.id}"
