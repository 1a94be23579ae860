"""What keeps an officer from writing on this laptop, or soon will, as a message that stays on the screen."""

from __future__ import annotations

from app.presenters.messages import Message, message_of
from app.services.limits import Limits


def limit_message(limits: Limits) -> Message | None:
    """The one message that matters most; None when nothing limits the officer."""
    if limits.refusal is not None:
        return message_of("store.read_only", reason=limits.refusal.value)
    if limits.lease.unsure:
        return message_of("contact.unsure")
    if limits.lease.warned:
        return message_of("contact.warned", days_left=limits.lease.days_left)
    return None
