"""What can go wrong with a district itself, told to whoever runs it; laptops get ``wire.problems``."""

from __future__ import annotations

from typing import ClassVar

from app.domain.errors import AppError


class DistrictUnusable(AppError):
    """The district cannot do what was asked; ``reason`` says why, see :mod:`app.district.words`."""

    code: ClassVar[str] = "district.unusable"


class StreetFileRefused(AppError):
    """A street's file does not say what it must; ``field`` and ``reason`` say where and why."""

    code: ClassVar[str] = "district.street_file"
