"""What stands around every page: who is signed in, what the district lacks, what is saved, and the search."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.catalogue.search import CatalogueSearch
from app.domain.clock import moment
from app.domain.errors import AppError
from app.ports.vault import MendReport
from app.presenters.doctor import written_off_words
from app.presenters.formats import clock, dotted, short_day, short_item, short_number
from app.presenters.limits import limit_message
from app.presenters.messages import Message, message_for
from app.presenters.office import Office
from app.presenters.reach import NOT_READ, Reach, reach_of
from app.presenters.screen import Screen
from app.presenters.wording import STAGE_WORDS

SHOWN_CASES, SHOWN_ITEMS = 8, 6


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the search. ``place``: case:<id>, item:<code> or command:<key>."""

    place: str
    title: str
    line: str


@dataclass(frozen=True, slots=True)
class ShellState:
    """Rail foot, pill and officer; ``reach`` says where the data stand.

    ``mended`` says what start put right, ``standing`` what limits the officer until it is settled.
    """

    officer: str = ""
    name: str = ""
    reach: Reach = NOT_READ
    saved: str = ""
    mended: str = ""
    standing: Message | None = None
    message: Message | None = None


COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("spot", "当场处罚", "新办一件 Ctrl+N"),
    ("workbench", "工作台", "今日要办"),
    ("cases", "案件", "案件列表"),
    ("authority", "权责清单", "查事项和幅度"),
    ("papers", "文书打印", "已出具的文书"),
    ("evidence", "证据", "照片、录像和校验"),
    ("sync", "同步", "未到区级的内容"),
    ("settings", "设置", "人员、恢复码、外观"),
    ("cover", "遮盖", "离开座位，换人登录 Ctrl+L"),
    ("lock", "锁定", "重新启动，密钥从内存清掉"),
)


class ShellPresenter(Screen[ShellState]):
    """Reads the small things that are always in sight."""

    def __init__(self, office: Office) -> None:
        super().__init__(ShellState())
        self._office = office
        self._search: CatalogueSearch | None = None

    def open(self) -> ShellState:
        """Who is signed in, and what start had to put right."""
        office = self._office
        squad = office.me.squad or office.roster.agency.squad
        mended = "".join((_mended_words(office.mended), *written_off_words(office.written_off)))
        saved = self._last_saved()
        self._change(
            lambda state: replace(
                state,
                officer=dotted(squad, office.me.name),
                name=office.me.name,
                saved=saved,
                mended=mended,
                standing=limit_message(office.limits),
            )
        )
        return self.refresh()

    def refresh(self) -> ShellState:
        """What the district lacks at this moment."""
        try:
            reach = reach_of(self._office.queries.totals())
        except AppError as error:
            message = message_for(error)
            return self._change(lambda state: replace(state, message=message))
        return self._change(lambda state: replace(state, reach=reach))

    def note_saved(self) -> ShellState:
        """Something was saved on this laptop."""
        at = clock(self._office.now().at)
        self._change(lambda state: replace(state, saved=f"本机已保存 {at}"))
        return self.refresh()

    def _last_saved(self) -> str:
        """When the newest own record was saved; nothing on a laptop that holds none, or cannot tell."""
        try:
            newest = self._office.queries.newest_clock()
        except AppError:
            return ""  # the doctor names a damaged record; the frame has no better word for it
        if newest is None:
            return ""
        at = moment(newest.wall_ms)
        today = self._office.now().at.date()
        return f"本机已保存 {clock(at) if at.date() == today else short_day(at.date(), today)}"

    def find(self, words: str) -> tuple[Hit, ...]:
        """Cases, items and commands for some words; none for an empty search."""
        wanted = words.strip()
        if not wanted:
            return ()
        found = [
            Hit(
                f"case:{row.case}",
                dotted(
                    short_number(row.number), row.party or "当事人未登记", short_item(row.item) or "未选事项"
                ),
                dotted(STAGE_WORDS.get(row.step, row.step), row.place),
            )
            for row in self._office.queries.search(wanted, SHOWN_CASES)
        ]
        return (*found, *self._items(wanted), *_commands(wanted))

    def _items(self, words: str) -> list[Hit]:
        if self._search is None:
            self._search = CatalogueSearch(self._office.catalogue)
        hits = self._search.find(words)[:SHOWN_ITEMS]
        items = [self._office.catalogue.item(hit.code) for hit in hits]
        return [Hit(f"item:{item.code}", item.short_name, dotted("事项", item.code)) for item in items]


def _commands(words: str) -> list[Hit]:
    return [Hit(f"command:{key}", title, line) for key, title, line in COMMANDS if words in title]


def _mended_words(report: MendReport) -> str:
    if not report:
        return ""
    parts = []
    if report.removed:
        parts.append(f"清掉 {len(report.removed)} 份没有写完的文件")
    if report.quarantined:
        parts.append(f"隔离 {len(report.quarantined)} 份没有登记的文件")
    if report.restored:
        parts.append(f"找回 {len(report.restored)} 份文件")
    if report.missing:
        parts.append(f"有 {len(report.missing)} 份登记过的文件找不到")
    return f"上次没有正常关闭，已检查修复：{'，'.join(parts)}。"
