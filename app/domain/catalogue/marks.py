"""How far a figure or an article may be trusted, in the words of the authority list itself."""

from __future__ import annotations

from enum import Enum


class Mark(Enum):
    """CHECKED (已核): read in the text; ASSUMED (推定): derived or inferred; UNCHECKED (未核): not read."""

    CHECKED = "checked"
    ASSUMED = "assumed"
    UNCHECKED = "unchecked"


class Usability(Enum):
    """What the compilers of the list allow its figures and articles to be used for."""

    USABLE = "可用"
    CHECK_TEXT_FIRST = "可用但须先核对现行文本"
    USABLE_WITHOUT_FINE = "可用（无罚款）"
    LOOKUP_HOLDER_OPEN = "仅供查询：执法权归属未核"
    LOOKUP_FIGURE_OPEN = "仅供查询：数额或者条号未核"
    FIGURE_UNCHECKED = "不得使用：数额未核"
    ARTICLE_MISSING = "须补条号后使用"

    @property
    def usable(self) -> bool:
        """Whether a decision may rest on the item at all."""
        return self in (Usability.USABLE, Usability.CHECK_TEXT_FIRST, Usability.USABLE_WITHOUT_FINE)


class Currency(Enum):
    """Whether the text that was read is the newest one."""

    CURRENT = "已按所读最新文本"
    LATER_CHANGES_OPEN = "后续修正未比对"
    CHANGE_REPORTED = "据称已修改而新文本未取得"
    RENUMBERED = "条号已变动"
