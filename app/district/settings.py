"""What a district may choose: policies with their words, read from a sheet; none of them is law."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from app.district.errors import DistrictUnusable

FORMAT = "fieldcase-district-settings/1"
FILE = "settings.yaml"
_LARGEST = 64 * 1024
_MOST = 1_000_000

TOKEN_SECONDS = 600
"""How long a token is good (contract, section 4)."""
ASSERTION_SECONDS = 120
"""The longest life of an assertion (contract, section 4)."""
SKEW_SECONDS = 30
"""How far a laptop's clock may be off (contract, section 4)."""


@dataclass(frozen=True, slots=True)
class Policies:
    """Days, numbers of a block, blocks passed over after a restore, and a month (1 to 12).

    Attributes:
        upload_days: an unfinished upload is cleared after so many days without a byte.
        upload_stall_seconds: a connection that sends nothing for so long gives way to another.
    """

    code_days: int
    grant_days: int
    block_size: int
    block_jump: int
    next_year_month: int
    upload_days: int
    upload_stall_seconds: int


def read_policies(resources: Path, home: Path) -> Policies:
    """The shipped sheet ``resources/district/settings.yaml``, with the values of the district's own on top.

    Raises:
        DistrictUnusable: a sheet cannot be read, or a value is missing or none (``reason`` is ``settings``).
    """
    values = _values(resources / "district" / FILE)
    own = home / FILE
    if own.exists():
        values |= _values(own)
    names = [field.name for field in dataclasses.fields(Policies)]
    for name in names:
        if name not in values:
            raise DistrictUnusable(reason="settings", setting=name)
    if not 1 <= values["next_year_month"] <= 12:
        raise DistrictUnusable(reason="settings", setting="next_year_month")
    return Policies(**{name: values[name] for name in names})


def _values(path: Path) -> dict[str, int]:
    try:
        if path.stat().st_size > _LARGEST:
            raise DistrictUnusable(reason="settings", setting=path.name)
        sheet = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise DistrictUnusable(reason="settings", setting=path.name) from error
    rows = sheet.get("settings") if isinstance(sheet, dict) and sheet.get("format") == FORMAT else None
    if not isinstance(rows, list):
        raise DistrictUnusable(reason="settings", setting=path.name)
    found: dict[str, int] = {}
    for row in rows:
        name, value = (row.get("id"), row.get("value")) if isinstance(row, Mapping) else (None, None)
        if not isinstance(name, str) or type(value) is not int or not 1 <= value <= _MOST:
            raise DistrictUnusable(reason="settings", setting=str(name))
        found[name] = value
    return found
