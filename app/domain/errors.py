"""The one family of foreseen trouble.

An error carries a stable ``code`` and the facts of the moment; the sentence that an officer reads is
made in ``app.presenters.messages``. Whatever else is raised is a bug in this program.
"""

from __future__ import annotations

from typing import ClassVar


class AppError(Exception):
    """Foreseen trouble: ``code`` says which, ``facts`` say where and how much."""

    code: ClassVar[str] = "app"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in sorted(self.facts.items()))
        return f"{self.code}({facts})"


class Transient(AppError):
    """The world will put it right; the queue tries again by itself."""

    code = "transient"
