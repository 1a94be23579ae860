"""What can be wrong with a release."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from app.domain.errors import AppError


class ReleaseMissing(AppError):
    """There is no release in the folder; ``folder`` names it."""

    code: ClassVar[str] = "release.missing"


class ReleaseUnreadable(AppError):
    """The manifest or a compiled file does not have the shape of its format; ``file``, ``reason``."""

    code: ClassVar[str] = "release.unreadable"


class ReleaseFromTheFuture(AppError):
    """The release has a format that this program does not know yet; ``format`` and ``known`` say which."""

    code: ClassVar[str] = "release.newer_format"


class ReleaseDamaged(AppError):
    """A file of the release is missing or was changed; ``file``, ``expected`` and ``found`` name it."""

    code: ClassVar[str] = "release.damaged"


class FileNotInRelease(AppError):
    """The manifest does not list the file; ``file`` names it. Only listed files are ever read."""

    code: ClassVar[str] = "release.file_not_listed"


class ReleaseRefused(AppError):
    """A release may not be taken over; ``reason`` is older, forked, rows_removed or signature."""

    code: ClassVar[str] = "release.refused"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a sheet: the file, its line, a stable code and the place in words."""

    file: str
    line: int
    code: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {self.where}".rstrip()


class SheetRefused(AppError):
    """A sheet of the list is not fit for use; ``problems`` holds every fault with file and line."""

    code: ClassVar[str] = "release.sheet_refused"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0] if self.problems else Problem("", 0, "")
        super().__init__(file=first.file, line=first.line, problem=str(first), count=len(self.problems))
