"""Invented papers of an invented street, one complete set of values for each form."""

from __future__ import annotations

from app.places import resources_dir

RESOURCES = resources_dir()
NUMBERS = {
    "D08": "沪示示城管责改字〔2026〕第0001号",
    "D09": "沪示示线字〔2026〕第0001号",
    "D10": "沪示示线字〔2026〕第0001号",
    "D20": "沪示示城管当罚字〔2026〕第0001号",
}
PAPER = "9f86d081884c7d65"

AGENCY: dict[str, object] = {
    "agency.name": "上海市示范区示范街道办事处",
    "agency.stamp_lines": ["上海市示范区", "示范街道办事处"],
    "remedy.body": "上海市示范区人民政府",
    "payment.bank": "示范银行示范支行",
    "payment.bank_address": "示范路000号",
    "payment.account": "0000000000000000",
}
PERSON: dict[str, object] = {
    "party.kind": "person",
    "party.name": "演示当事人丙",
    "party.sex": "女",
    "party.born": "1991-07-01",
    "party.identity": "000000199107010000",
    "party.phone": "000-00000000",
    "party.address": "上海市示范区示范街道示范路00弄0号",
}
UNIT: dict[str, object] = {
    "party.kind": "unit",
    "party.unit_name": "上海演示餐饮管理有限公司",
    "party.credit_code": "91310000MA1FL00000",
    "party.unit_address": "上海市示范区示范街道示范路00号",
    "party.representative": "演示代表人己",
    "party.phone": "000-00000000",
}
SOLE_TRADER: dict[str, object] = {
    **PERSON,
    "party.kind": "sole_trader",
    "party.unit_name": "示范街道演示便利店",
    "party.credit_code": "92310000MA1FL00000",
    "party.unit_address": "示范路00号",
}
OFFICERS: dict[str, object] = {
    "officers.lead.name": "演示员甲",
    "officers.lead.card": "00-000001",
    "officers.assist.name": "演示员乙",
    "officers.assist.card": "00-000002",
}
ITEM: dict[str, object] = {
    "item.violated": "《上海市生活垃圾管理条例》第二十四条第一款",
    "item.clause": "《上海市生活垃圾管理条例》第五十七条第二款",
    "item.range": "处五十元以上二百元以下罚款",
    "item.refusal_first": True,
}
ACT: dict[str, object] = {
    "act.at": "2026-08-06T09:35:00+08:00",
    "act.place": "示范路00弄东侧投放点",
    "act.facts": "当事人将装有剩饭、果皮的湿垃圾投入干垃圾收集容器。",
    "act.evidence": ["现场检查（勘验）笔录", "现场照片2张", "音像记录1份"],
    "issue.date": "2026-08-06",
}
ORDER: dict[str, object] = {
    "correction.number": NUMBERS["D08"],
    "correction.served_at": "2026-08-06T09:50:00+08:00",
    "correction.outcome": "refused",
    "correction.demand": "立即取出混投的湿垃圾，分类投放至湿垃圾收集容器。",
    "correction.term": "at_once",
}
SCENE: dict[str, object] = {
    "scene.cause": "涉嫌混合投放生活垃圾",
    "scene.from": "2026-08-06T09:35:00+08:00",
    "scene.until": "2026-08-06T09:48:00+08:00",
    "scene.recorder": "演示员乙",
    "scene.witness": "演示见证人戊",
    "scene.card_shown": True,
    "scene.rights_told": True,
    "scene.party_present": True,
    "scene.recusal_asked": False,
    "scene.narrative": (
        "投放点设干垃圾、湿垃圾收集容器各2个，标识清楚。\n"
        "当事人将1袋垃圾投入编号L01的干垃圾收集容器，开袋检查，内有剩饭、果皮约1.2千克。"
    ),
    "scene.statement": "不知道需要分开投放。",
    "case.source": "巡查发现",
    "evidence.photos": "2张（编号Z01、Z02）",
    "evidence.films": "1份（编号Y01）",
    "attachments": ["现场照片2张（编号Z01、Z02）", "音像记录1份（编号Y01）"],
}
REINSPECTION: dict[str, object] = {
    "scene.cause": "涉嫌混合投放生活垃圾",
    "reinspection.from": "2026-08-06T10:05:00+08:00",
    "reinspection.until": "2026-08-06T10:12:00+08:00",
    "reinspection.recorder": "演示员乙",
    "reinspection.card_shown": True,
    "reinspection.party_present": True,
    "reinspection.narrative": "湿垃圾仍在干垃圾收集容器内，当事人表示不愿分拣。",
    "evidence.photos": "1张（编号Z03）",
    "attachments": ["现场照片1张（编号Z03）"],
}
TOLD: dict[str, object] = {"told.card_shown": True, "told.rights_told": True, "told.defence": "none"}
BENCHMARK: dict[str, object] = {
    "benchmark.published": True,
    "benchmark.name": "《上海市生活垃圾管理条例》行政处罚裁量基准",
    "benchmark.row": "湿垃圾混投·首次查处",
    "benchmark.range": "五十元以上一百元以下",
}
DECISION: dict[str, object] = {
    "decision.kind": "fine",
    "decision.amount": 10000,
    "decision.reason": "当事人首次被查处，数量较少。",
    "law.on_spot_limit": 100,
    "law.payment_days": 15,
    "law.surcharge_percent": 3,
    "law.reconsideration_days": 60,
    "law.suit_days": 15,
}
ON_SPOT: dict[str, object] = {"payment.mode": "on_spot", "payment.ground": "at_most_limit"}

COMMON = {**AGENCY, **PERSON, **OFFICERS, **ITEM, **ACT, **ORDER}
VALUES: dict[str, dict[str, object]] = {
    "D08": COMMON,
    "D09": {**COMMON, **REINSPECTION},
    "D10": {**COMMON, **SCENE},
    "D20": {**COMMON, **TOLD, **BENCHMARK, **DECISION, **ON_SPOT},
}
"""What each form needs to be issued."""

BANK = {**VALUES["D20"], "payment.mode": "bank", "payment.ground": None}
"""A decision that is paid at the bank."""
