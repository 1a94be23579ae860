"""F1: what a page is for, how it is used, and the keys that work on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

EVERYWHERE: tuple[tuple[str, str], ...] = (
    ("Ctrl+K", "搜索案件、事项，或者去任何一页"),
    ("Ctrl+N", "新办一件当场处罚"),
    ("Ctrl+L", "遮盖：离开座位、换人登录前按一下"),
    ("F5", "看还有什么没到区级"),
    ("Esc", "返回上一页"),
)


@dataclass(frozen=True, slots=True)
class Help:
    """The help of one page: a title, sentences, and keys with what they do."""

    title: str
    sentences: tuple[str, ...]
    keys: tuple[tuple[str, str], ...]


PAGES: Mapping[str, Help] = {
    "workbench": Help(
        "工作台",
        (
            "今天要办的期限按轻重缓急排列，逾期的在最前。",
            "把鼠标停在期限上，可以看到为什么是那一天、依据哪一条。",
            "右边的字是下一步；写着“线下办理”的，要到街道办事处去办，本机还不能登记。",
            "下面一行和顶栏一直写着哪些内容还没有到区级；都已加密存在本机。",
        ),
        (("↑ ↓", "换行"), ("Enter", "打开案件")),
    ),
    "cases": Help(
        "案件",
        (
            "按阶段、事项、承办、期限和是否到区级筛选；选中的写在标签里，点叉号去掉，点表头换排序。",
            "右边是光标所在案件的预览，写着下一步还缺什么；离开再回来，列表停在原来的地方。",
        ),
        (("↑ ↓", "换行"), ("Enter", "打开"), ("空格", "预览")),
    ),
    "spot": Help(
        "当场处罚",
        (
            "五块按办案的次序排列，填完一项就保存，不用按保存。",
            "先责令改正的事项，在证据一块里出具责令改正通知书、记录复查；拒不改正以后，后两块才打开。",
            "右下角的按钮总是下一步；按不下去的，左边写着还差什么，点一下就到那里。",
            "协办用自己的口令确认在场，没有确认不能出具文书。",
        ),
        (("Ctrl+E", "添加证据"), ("Ctrl+Enter", "办下一步"), ("Ctrl+P", "打印并交付"), ("Tab", "下一项")),
    ),
    "case": Help(
        "案件",
        (
            "左边是下一步和还缺的每一项，每项都有依据和去补齐的按钮；要别人先办的，写着等谁、怎么办。",
            "中间是全过程记录，右边是证据、文书和期限；期限下面写着从哪天起算、怎么数。",
        ),
        (("Ctrl+E", "添加证据"),),
    ),
    "authority": Help(
        "权责清单",
        ("先定行为日，条文和幅度按那一天的版本显示。", "已核是读过原文，推定是推断，未核是没有读到原文。"),
        (("↑ ↓", "换事项"),),
    ),
    "papers": Help(
        "文书打印",
        (
            "出具以后内容不再改动；每打印或者另存一份都计入份数。",
            "勾选几份就一起打印；没有勾选时打印光标所在的一份。",
            "草稿是案件下一份要出具的文书，列表下面写着还缺什么。",
        ),
        (("↑ ↓", "换文书"), ("空格", "勾选"), ("Enter", "打开案件"), ("Ctrl+P", "打印")),
    ),
    "evidence": Help(
        "证据",
        ("照片、录像从加密文件里直接看，不在磁盘上留下副本。", "校验会逐字节读一遍，与封存时比对。"),
        (
            ("+ −", "放大缩小"),
            ("0", "适合窗口"),
            ("Z", "原始大小"),
            ("← →", "换一件"),
            ("1 2", "对比时换左右"),
        ),
    ),
    "sync": Help("同步", ("这一页写着还没有到区级的每一项和原因。",), ()),
    "settings": Help("设置", ("角色和证件由区级下发，在本机不能改。",), ()),
}


def help_for(page: str) -> Help:
    """The help of a page with the keys that work everywhere; an unknown page has those alone."""
    known = PAGES.get(page, Help("街镇执法", (), ()))
    return Help(known.title, known.sentences, (*known.keys, *EVERYWHERE))
