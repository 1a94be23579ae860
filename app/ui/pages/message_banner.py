"""A presenter's message in the banner of three parts."""

from __future__ import annotations

from app.presenters.messages import Message
from app.ui.kit.banner import Banner
from app.ui.theme import Tone


def show_message(banner: Banner, message: Message | None, *, action: str = "", stacked: bool = False) -> None:
    """Show a message, or take the banner away; ``stacked`` puts the parts below each other."""
    if message is None:
        banner.clear()
        return
    details = "；".join(message.details) if len(message.details) > 1 else ""
    if stacked:
        more = "".join(part for part in (details, message.data, message.remedy) if part)
        banner.show_message([(message.what, more)], Tone.DANGER, action=action)
        return
    parts = [(message.what, details), (message.data, ""), (message.remedy, "")]
    banner.show_message([part for part in parts if part[0]], Tone.DANGER, action=action)
