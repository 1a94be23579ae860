"""Settings: who may work here, how the window looks, store, recovery code, releases, figures of the law."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.errors import AppError
from app.domain.roster import Officer
from app.presenters.doctor import fault_words
from app.presenters.door import LaptopFacts
from app.presenters.formats import dotted, moment_words, size_words
from app.presenters.look import keep_scheme, keep_text_size
from app.presenters.messages import Message, message_for
from app.presenters.office import Office
from app.presenters.passphrase import CHANGED, CHANGED_MEANS, Answer, change_passphrase
from app.presenters.screen import Screen
from app.presenters.settings_page_figures import Figure, figures_of, fits
from app.presenters.sync_page import NUMBER_WORDS
from app.presenters.wording import ROLE_WORDS

LOW_SPACE = 5 << 30
"""[P] With less room than this, bytes, the page warns."""
SHOWN_FAULTS = 50
"""[P] So many faults are listed; the count names all."""
CHECKED = "doctor.checked"
"""Name of the small stored value: when everything was read last and how many faults there were."""
SECTIONS = (
    ("people", "人员与恢复码"),
    ("look", "外观"),
    ("store", "存储与校验"),
    ("releases", "数据版本"),
    ("figures", "法定数字"),
    ("about", "关于"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """An officer of the roster. ``tone``: ok, warn or danger; ``words`` the state of his card."""

    id: str
    name: str
    roles: str
    card: str
    until: str
    words: str
    tone: str
    me: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """The examination of store and vault. ``state``: never, running, whole or faults."""

    state: str = "never"
    words: str = "还没有检查过"
    share: float = 0.0
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoreView:
    """Where everything lies. ``tone`` warns when the disk runs full."""

    folder: str = ""
    free: str = ""
    tone: str = "neutral"
    facts: tuple[tuple[str, str], ...] = ()
    check: Check = Check()


@dataclass(frozen=True, slots=True)
class SettingsState:
    """The whole page; ``done`` says what was just changed and what that means."""

    section: str = "people"
    caption: str = ""
    people: tuple[Person, ...] = ()
    people_words: str = ""
    store: StoreView = StoreView()
    recovery: tuple[tuple[str, str], ...] = ()
    guard: tuple[tuple[str, str], ...] = ()
    releases: tuple[tuple[str, str], ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    figures: tuple[Figure, ...] = ()
    figures_words: str = ""
    words: str = ""
    done: tuple[str, str] = ("", "")
    message: Message | None = None


RECOVERY = (
    ("用在哪里", "所有人都忘记口令，或者系统密钥环损坏时，用它打开本机存储。"),
    ("怎么给出", "安装时生成，只给出一次；本机不保存明文，屏幕上不再显示。"),
    ("谁保管", "由中队保管纸质原件；保管地点不登记在本机，以中队的登记为准。"),
    ("用过以后", "用它进入的人得到新的签名密钥，旧记录仍然有效；新密钥经区级确认后才能办案。"),
)


class SettingsPresenter(Screen[SettingsState]):
    """``facts`` are those of the sign-in page."""

    def __init__(self, office: Office, facts: Callable[[], LaptopFacts]) -> None:
        super().__init__(SettingsState())
        self._office, self._facts = office, facts
        self._figures: tuple[Figure, ...] = ()

    def refresh(self) -> SettingsState:
        """Read everything that the page shows."""
        try:
            found = self._read(self._facts())
        except AppError as error:
            return self._note(error)
        return self._change(
            lambda state: replace(
                found,
                section=state.section,
                words=state.words,
                figures=self._found(state.words),
                store=replace(found.store, check=_kept(state.store.check, found.store.check)),
            )
        )

    def show_section(self, section: str) -> SettingsState:
        """Turn to another part of the page."""
        return self._change(lambda state: replace(state, section=section))

    def find(self, words: str) -> SettingsState:
        """Narrow the figures of the law to those that hold all words."""
        return self._change(lambda state: replace(state, words=words, figures=self._found(words)))

    def remember_scheme(self, scheme: str) -> SettingsState:
        """Keep the look that the signed-in officer chose."""
        return self._kept(lambda: keep_scheme(self._office, scheme))

    def remember_text_size(self, percent: int) -> SettingsState:
        """Keep the size of texts that the signed-in officer chose."""
        return self._kept(lambda: keep_text_size(self._office, percent))

    def _kept(self, keep: Callable[[], None]) -> SettingsState:
        try:
            keep()
        except AppError as error:
            return self._note(error)
        return self._change(lambda state: replace(state, message=None))

    def change_passphrase(self, old: str, new: str, again: str) -> Answer:
        """Change the signed-in officer's passphrase, or say what stands against it."""
        answer = change_passphrase(self._office, old, new, again)
        done = (CHANGED, CHANGED_MEANS) if answer.changed else ("", "")
        self._change(lambda state: replace(state, done=done))
        return answer

    def examine(self, report: Callable[[Check], None] | None = None) -> SettingsState:
        """Read every record and every sealed byte; ``report`` takes how far it is."""
        running = Check("running", "正在逐条检查办案记录…")
        self._put_check(running)
        if report is not None:
            report(running)

        def tell(done: int, total: int) -> None:
            share = done / total if total else 1.0
            now = Check("running", f"正在逐字节读封存文件：{size_words(done)} / {size_words(total)}", share)
            self._put_check(now)
            if report is not None:
                report(now)

        try:
            faults = self._office.examine(tell)
            self._office.remember(CHECKED, self._record(len(faults)))
        except AppError as error:
            self._put_check(self._last_check())
            return self._note(error)
        lines = tuple(fault_words(fault) for fault in faults[:SHOWN_FAULTS])
        return self._put_check(replace(self._last_check(), faults=lines))

    def _record(self, faults: int) -> str:
        at = self._office.now().at.isoformat(timespec="seconds")
        return json.dumps({"at": at, "faults": faults}, sort_keys=True, separators=(",", ":"))

    def _put_check(self, check: Check) -> SettingsState:
        return self._change(lambda state: replace(state, store=replace(state.store, check=check)))

    def _last_check(self) -> Check:
        text = self._office.queries.setting(CHECKED)
        if text is None:
            return Check()
        found = json.loads(text)
        when = moment_words(found["at"], self._office.now().at.date())
        if found["faults"]:
            return Check("faults", f"{when} 检查，发现 {found['faults']} 处不一致", 1.0)
        return Check("whole", f"{when} 检查，全部与保存时一致", 1.0)

    def _note(self, error: AppError) -> SettingsState:
        message = message_for(error)
        return self._change(lambda state: replace(state, message=message))

    def _found(self, words: str) -> tuple[Figure, ...]:
        return tuple(figure for figure in self._figures if fits(figure, words))

    def _read(self, facts: LaptopFacts) -> SettingsState:
        office, today = self._office, self._office.now().at.date()
        self._figures = figures_of(office.parameters, today)
        warn_days = office.parameters.value("officers.card_warn_days", today)
        people = tuple(
            person_of(officer, today, officer.id == office.me.id, warn_days)
            for officer in office.roster.officers
        )
        unsure = sum(figure.mark == "unchecked" for figure in self._figures)
        return SettingsState(
            caption=dotted(f"笔记本 {facts.laptop}" if facts.laptop else "", facts.squad),
            people=people,
            people_words=f"{len(people)} 人，名册 {office.roster.version} 版",
            store=self._store(facts),
            recovery=RECOVERY,
            guard=self._guard(today),
            releases=self._releases(),
            about=(
                ("产品", "街镇执法·外勤办案（Fieldcase）"),
                ("程序版本", facts.program),
                ("机关", facts.agency),
                ("执法队", facts.squad),
                ("笔记本", facts.laptop),
                ("存储", "演示存储，人员、当事人和文号都是虚构的" if facts.demonstration else "正式存储"),
            ),
            figures_words=f"{len(self._figures)} 个，其中未核 {unsure} 个只提醒、不拦截",
        )

    def _guard(self, today: date) -> tuple[tuple[str, str], ...]:
        """When the window covers itself and when the program locks, as the release has it."""
        value = self._office.parameters.value
        cover, lock = value("window.cover_minutes", today), value("window.lock_minutes", today)
        return (
            ("没人操作", f"{cover} 分钟后遮盖：收起页面，再进来要口令。"),
            ("遮盖以后", f"再过 {lock} 分钟锁定：程序重新启动，密钥从内存里清掉。"),
            ("合上屏幕", "和休眠、锁屏一样，立即锁定。"),
        )

    def _store(self, facts: LaptopFacts) -> StoreView:
        queries = self._office.queries
        totals, low = queries.totals(), facts.free_bytes < LOW_SPACE
        blobs = queries.blobs()
        year = self._office.now().at.year
        left = [f"{word} {queries.numbers_left(name, year)} 个" for name, word in NUMBER_WORDS.items()]
        return StoreView(
            folder=facts.folder,
            free=f"磁盘还剩 {size_words(facts.free_bytes)}" + ("，请尽快腾出空间" if low else ""),
            tone="warn" if low else "neutral",
            facts=(
                ("封存文件", f"{len(blobs)} 个，原件共 {size_words(sum(blob.size for blob in blobs))}"),
                ("待传", dotted(f"记录 {totals.entries} 条", f"文件 {totals.blobs} 个")),
                ("文号余量", "，".join(left)),
                ("备份", "本机还没有连接区级，也没有另外的备份。"),
            ),
            check=self._last_check(),
        )

    def _releases(self) -> tuple[tuple[str, str], ...]:
        catalogue = self._office.catalogue
        until = "未注明" if catalogue.snapshot is None else catalogue.snapshot.isoformat()
        return (
            ("版本", catalogue.version),
            ("清单截至", f"{until}；没有连接区级，未能确认是否最新"),
            ("内容编号", catalogue.release),
            ("事项", f"{len(catalogue.items)} 项，{len(catalogue.domains)} 个领域"),
            ("裁量档次", f"{len(catalogue.rows.benchmarks)} 组"),
            ("法律文本", f"{len(catalogue.rows.laws)} 个版本"),
            ("法定数字", f"{len(self._figures)} 个"),
            ("人员名册", self._office.roster.version),
        )


def person_of(officer: Officer, today: date, me: bool, warn_days: int) -> Person:
    """An officer with the state of the card that is valid longest, warned of so many days before its end."""
    roles = "、".join(ROLE_WORDS.get(role.upper(), role) for role in officer.roles)
    card = max(officer.cards, key=lambda one: one.valid_until, default=None)
    if card is None:
        return Person(officer.id, officer.name, roles, "没有执法证", "", "没有执法证", "warn", me)
    until = card.valid_until.isoformat()
    left = (card.valid_until - today) // timedelta(days=1)
    words, tone = "有效", "ok"
    if not card.valid_on(today):
        words, tone = ("已过期，不能执法", "danger") if left < 0 else ("还没有生效", "danger")
    elif left <= warn_days:
        words, tone = (f"还剩 {left} 日" if left else "今天到期"), "warn"
    return Person(officer.id, officer.name, roles, card.number, until, words, tone, me)


def _kept(before: Check, read: Check) -> Check:
    """A running check is not overwritten, nor is the list of faults of the newest one."""
    if before.state == "running":
        return before
    return before if before.words == read.words else read
