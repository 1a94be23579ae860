"""What the deadlines of a case ask of an officer: in which words, and whether this laptop can do it.

A deadline is real even where this laptop cannot record that it was met: such a duty says what to do by hand
and why the row stays. It gets a verb and a place of its own once the act can be recorded here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.law.deadlines import Deadline
from app.domain.law.parameters import Binds

CASE, SPOT = "case", "spot"
"""Where a duty is done: on the page of its case, or on the on-the-spot page."""
NOT_HERE = "本机还不能登记"


@dataclass(frozen=True, slots=True)
class Doing:
    """How one kind of deadline is met.

    Attributes:
        short: one word for a chip; ``title`` the same as a sentence.
        verb: what the button says; ``place`` where it leads.
        by_hand: what to do where this laptop cannot record it; empty where it can.
    """

    short: str
    title: str
    verb: str = "查看"
    place: str = CASE
    by_hand: str = ""

    @property
    def note(self) -> str:
        """A short mark beside the duty; empty where it can be done here."""
        return f"线下办理，{NOT_HERE}" if self.by_hand else ""

    @property
    def remedy(self) -> str:
        """What to do by hand, and what stays open here all the same."""
        return f"{self.by_hand}{NOT_HERE}，办好以后仍会列出。" if self.by_hand else ""


DOINGS: Mapping[str, Doing] = {
    "T18": Doing("缴款", "当事人缴纳罚款", by_hand="到账情况另行核对；"),
    "T20": Doing("交款", "当场收缴的罚款交回街道办事处", by_hand="请按期把罚款交到街道办事处；"),
    "T21": Doing("缴库", "收缴的罚款缴付银行", by_hand="由街道办事处缴付银行；"),
    "T22": Doing(
        "备案",
        "备案：当场处罚决定报街道办事处备案",
        by_hand="请按期持存档联到街道办事处登记；收到的消息要经区级传来，这台笔记本还没有连接区级；",
    ),
    "correction.due": Doing("复查", "复查：责令改正期限届满", "复查", SPOT),
}
_LOOKED_AFTER = ("T18", "correction.due")
"""Deadlines of the party that we must look after: the fine to come in, the term of the order."""


def asks_us(deadline: Deadline) -> bool:
    """Whether a deadline still runs and asks something of us; the party's own and the courts' do not."""
    return deadline.met_at is None and (deadline.binds is Binds.AGENCY or deadline.rule in _LOOKED_AFTER)


def doing_of(deadline: Deadline) -> Doing:
    """How a deadline is met; one without words of its own is looked at on the page of its case."""
    return DOINGS.get(deadline.rule) or Doing("", deadline.what)
