"""Whether an entry reports what happened or asks for a change."""

from __future__ import annotations

from enum import Enum


class Nature(Enum):
    """Facts happened and are never held back; intents can be held by the district."""

    FACT = "fact"
    INTENT = "intent"
