"""Many invented cases, quickly: rows and search words as the store would write them, without entries."""

from __future__ import annotations

import random
from collections.abc import Iterator

from sqlalchemy import Engine, insert

from app.domain.case import Case
from app.domain.fields import FieldValue
from app.ports.work import CaseIndex
from app.storage.cases import INSERT_WORDS, row_columns, search_words, state_columns
from app.storage.engine import writing
from app.storage.schema import case_row, case_state

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高单曾"
NAMES = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰珺梅建国志红文斌"
TRADES = ("餐饮", "贸易", "物业管理", "建筑工程", "便利店", "果蔬", "汽车服务")
ITEMS = (
    "未按照规定分类投放生活垃圾",
    "占用道路设摊经营",
    "擅自倾倒建筑垃圾",
    "乱张贴乱涂写",
    "在公共绿地内停放车辆",
    "餐厨垃圾未单独收集",
    "混装混运生活垃圾",
    "擅自占用城市道路堆放物品",
    "店招店牌设置不符合要求",
    "损坏绿化设施",
)
ROADS = ("示范", "演示", "示东一", "示东二", "示中", "示南", "示北")
FACTS = (
    "将湿垃圾投入干垃圾收集容器",
    "经责令改正后拒不改正",
    "现场检查发现路边堆放建筑材料",
    "占用人行道面积约六平方米",
    "影响市容环境卫生",
    "当事人对上述事实无异议",
)
STEPS = ("S_FOUND", "S_SCENE", "S_ORDERED", "S_DECIDED", "S_CLOSED")
BATCH = 2_000
FIRST = 1_001
"""The key of the first invented case; those before it are left to what is docketed afterwards."""


def fill(engine: Engine, cases: int, release: str) -> None:
    """Write the projections of so many cases, docketed under a release."""
    chance = random.Random(20260806)
    with writing(engine) as connection, connection.begin():
        for first in range(FIRST, FIRST + cases, BATCH):
            batch = range(first, min(first + BATCH, FIRST + cases))
            made = [(number, _case(chance, number, release)) for number in batch]
            indexes = [(key, case, index_of(case)) for key, case in made]
            words = [(key, search_words(index)) for key, _, index in indexes]
            connection.execute(insert(case_row), [row_columns(case, ix, key, 1) for key, case, ix in indexes])
            connection.execute(
                insert(case_state),
                [
                    state_columns(case, key, found)
                    for (key, case), (_, found) in zip(made, words, strict=True)
                ],
            )
            for statement in INSERT_WORDS:
                connection.execute(statement, [found.columns(key) for key, found in words])


def index_of(case: Case) -> CaseIndex:
    """What the list and the search know of an invented case."""
    fields = ("party.identity", "party.phone", "act.facts")
    return CaseIndex(
        number=case.clue_number,
        party=case.text("party.name"),
        item=case.text("act.item"),
        place=case.text("act.place"),
        due=f"2026-{1 + len(case.id) % 12:02d}-10" if case.step == "S_ORDERED" else None,
        due_rule="R08" if case.step == "S_ORDERED" else None,
        provisional=False,
        open=case.step != "S_CLOSED",
        words=tuple(case.text(name) for name in fields),
    )


def questions(count: int) -> Iterator[str]:
    """What officers type: one, two and three characters of names and places, initials, parts of numbers."""
    chance = random.Random(7)
    for place in range(count):
        name = _party(chance)
        yield (
            name[:1],
            name[:2],
            name[:3],
            chance.choice(ROADS) + "路",
            "".join(chance.choice("abcdefghjklmnpqrstwxyz") for _ in range(chance.choice((2, 3)))),
            f"{chance.randint(1, 9999):04d}",
            chance.choice(ITEMS)[2:4],
            str(chance.randint(1, 99)),
        )[place % 8]


def _case(chance: random.Random, number: int, release: str) -> Case:
    road, lane, house = chance.choice(ROADS), chance.randint(1, 999), chance.randint(1, 60)
    values = {
        "party.name": _party(chance),
        "party.identity": "".join(chance.choice("0123456789") for _ in range(18)),
        "party.phone": "1" + "".join(chance.choice("0123456789") for _ in range(10)),
        "act.item": chance.choice(ITEMS),
        "act.place": f"上海市示范区示范街道{road}路{lane}弄{house}号",
        "act.facts": "，".join(chance.sample(FACTS, 4)),
    }
    return Case(
        id=f"01900000-0000-7000-8000-{number:012x}",
        head="sha256:" + "0" * 64,
        clue_number=f"沪示示线〔{2024 + number // 70_000}〕{number % 70_000}号",
        procedure="summary",
        source="patrol",
        release=release,
        docketed_at="2026-08-06T09:12:00+08:00",
        officers=(f"officer-{chance.randint(1, 12)}", "officer-b"),
        step=chance.choices(STEPS, (1, 1, 1, 1, 96))[0],
        fields={name: FieldValue(value, "", "") for name, value in values.items()},
    )


def _party(chance: random.Random) -> str:
    if chance.random() < 0.7:
        return chance.choice(SURNAMES) + "".join(
            chance.choice(NAMES) for _ in range(chance.choice((1, 2, 2)))
        )
    return "上海" + "".join(chance.choice(NAMES) for _ in range(2)) + chance.choice(TRADES) + "有限公司"
