"""The page of papers as data: lines by case, what became of each, and the one that is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.case import Document
from app.domain.dates import moment_of
from app.domain.errors import AppError
from app.presenters.formats import dotted, minute, moment_words, short_hash, short_number
from app.presenters.messages import Message
from app.presenters.wording import FORM_WORDS, MODE_WORDS

SERVED_FORMS = ("D08", "D20")
"""Papers that must reach the party; the others are records of what was done."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper: issued, or the next one that a case needs.

    Attributes:
        document: its id; of a draft a key of its own.
        state: draft, lacking (a draft in which something is missing), numbered, issued (a record without a
            number of its own), printed, served or refused.
        words: the state's word; ``tip`` more of it.
        reasons: what still stands against issuing a draft, in sentences.
    """

    case: str
    document: str
    form: str
    title: str
    number: str
    copies: str
    state: str
    words: str
    tip: str
    day: str
    reasons: tuple[str, ...] = ()

    @property
    def draft(self) -> bool:
        """Whether it was not issued yet."""
        return self.state in ("draft", "lacking")


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """The papers of one case, newest first; ``party`` is the end of its words, which stays in sight."""

    case: str
    number: str
    words: str
    party: str
    stage: str
    papers: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class PaperView:
    """The paper beside the list: its frozen bytes (a draft as it would look now), or why there are none."""

    line: PaperLine
    case_words: str
    pdf: bytes = field(default=b"", repr=False)
    facts: tuple[tuple[str, str], ...] = ()
    hash: str = ""
    file_name: str = ""
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class PapersState:
    """The whole page. ``only``: all, today, print or serve."""

    only: str = "all"
    words: str = ""
    headline: str = ""
    groups: tuple[PaperGroup, ...] = ()
    to_print: int = 0
    to_serve: int = 0
    today: int = 0
    more: str = ""
    shown: PaperView | None = None
    done: str = ""
    message: Message | None = None
    generation: int = 0

    @property
    def narrowed(self) -> bool:
        """Whether a filter or words hide papers."""
        return self.only != "all" or bool(self.words)


class PrintFailed(AppError):
    """The printer took no pages; ``reason`` is what it said, empty when it said nothing."""

    code = "print.failed"


NO_PRINTER = Message(
    "这台笔记本没有装打印机。",
    "文书在本机完好，没有计入份数。",
    "接上打印机再打印，或者另存副本到别处打印。",
    "print.no_printer",
)

STATE_WORDS = {
    "draft": "草稿",
    "lacking": "缺项",
    "numbered": "已编号",
    "issued": "已出具",
    "printed": "已打印",
    "served": "已送达",
    "refused": "拒签",
}


def paper_line(case: str, paper: Document, today: date) -> PaperLine:
    """One issued paper as the list shows it."""
    state = paper_state(paper)
    issued = moment_of(paper.issued_at)
    number = short_number(paper.number) if paper.number_class else "随案件编号"
    return PaperLine(
        case=case,
        document=paper.id,
        form=paper.form,
        title=FORM_WORDS.get(paper.form, paper.form),
        number=number,
        copies=str(paper.copies),
        state=state,
        words=STATE_WORDS[state],
        tip=_tip(paper, today),
        day=issued.date().isoformat(),
    )


def paper_state(paper: Document) -> str:
    """numbered, issued, printed, served or refused."""
    if paper.served_at is not None:
        return "refused" if paper.refused_to_sign else "served"
    if paper.printed:
        return "printed"
    return "numbered" if paper.number_class else "issued"


def _tip(paper: Document, today: date) -> str:
    lines = [f"{moment_words(paper.issued_at, today)} 出具"]
    if paper.printed:
        lines.append(f"已打印或者另存 {paper.printed} 份")
    if paper.served_at is not None:
        mode = MODE_WORDS.get(paper.served_mode or "", paper.served_mode or "送达")
        lines.append(f"{moment_words(paper.served_at, today)} {mode}：{paper.recipient}")
    if paper.refused_to_sign:
        lines.append(f"拒签原因：{paper.refusal_reason}")
    return "\n".join(lines)


def paper_facts(paper: Document, today: date) -> tuple[tuple[str, str], ...]:
    served = ""
    if paper.served_at is not None:
        mode = MODE_WORDS.get(paper.served_mode or "", paper.served_mode or "")
        served = dotted(moment_words(paper.served_at, today), mode, paper.recipient)
    pairs = (
        ("文号", paper.number),
        ("出具", minute(moment_of(paper.issued_at))),
        ("份数", f"{paper.copies} 份，已打印或者另存 {paper.printed} 份"),
        ("送达", served),
        ("拒签", paper.refusal_reason if paper.refused_to_sign else ""),
        ("校验码", paper.check_code),
        ("摘要", short_hash(paper.pdf_sha256)),
    )
    return tuple(pair for pair in pairs if pair[1])


def fits(line: PaperLine, only: str, today: str) -> bool:
    """Whether a paper belongs to a filter: all, today, print or serve."""
    if only == "today":
        return line.day == today
    if only == "print":
        return line.state in ("numbered", "issued")
    if only == "serve":
        return line.form in SERVED_FORMS and line.state in ("numbered", "printed")
    return True


def print_words(lines: Sequence[PaperLine], chosen: bool) -> str:
    """What the button says: 打印 3 份 of one paper, 打印所选 4 种，共 7 份 of what was ticked."""
    copies = sum(int(line.copies) for line in lines if line.copies)
    if not lines:
        return "打印"
    return f"打印所选 {len(lines)} 种，共 {copies} 份" if chosen else f"打印 {copies} 份"
