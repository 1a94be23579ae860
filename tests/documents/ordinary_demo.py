"""Invented papers of two ordinary cases: bills on lamp posts (a person), mixed waste (a unit)."""

from __future__ import annotations

from tests.documents.demo import AGENCY, OFFICERS, UNIT

NUMBERS = {
    "D06": "沪示示城管立字〔2026〕第0031号",
    "D22": "沪示示城管立字〔2026〕第0031号",
    "D23": "沪示示城管告字〔2026〕第0014号",
    "D33": "沪示示城管立字〔2026〕第0031号",
    "D35": "沪示示城管罚字〔2026〕第0012号",
    "D40": "沪示示城管罚字〔2026〕第0012号",
    "D58": "沪示示城管结字〔2026〕第0010号",
}

OFFICE: dict[str, object] = {
    **AGENCY,
    "agency.address": "上海市示范区示范路000号",
    "agency.phone": "000-00000000",
    "payment.payee": "示范区财政局",
    "remedy.court": "上海市示范区人民法院",
    "payment.surcharge": True,
    "law.payment_days": 15,
    "law.surcharge_percent": 3,
    "law.reconsideration_days": 60,
    "law.suit_months": 6,
    "law.defence_days": 5,
}
BILLS_PARTY: dict[str, object] = {
    "party.kind": "person",
    "party.name": "演示当事人乙",
    "party.sex": "男",
    "party.born": "1986-03-09",
    "party.identity": "000000198603090000",
    "party.phone": "000-00000000",
    "party.address": "上海市示范区示范路00弄0号000室",
}
BILLS: dict[str, object] = {
    **OFFICE,
    **OFFICERS,
    **BILLS_PARTY,
    "case.cause": "在路灯杆、围墙上张贴宣传品",
    "filing.date": "2026-10-12",
    "act.at": "2026-10-12T09:35:00+08:00",
    "act.place": "示范路（甲路至乙路段）西侧",
    "act.facts": (
        "当事人在5根路灯杆和2处围墙上张贴家政服务宣传品46张。本机关当日责令清除，10月14日复查时已全部清除。"
    ),
    "act.evidence": [
        "现场检查（勘验）笔录",
        "现场照片",
        "询问笔录",
        "财物清单",
        "宣传品样张",
        "复查记录",
        "居民身份证复印件",
    ],
    "evidence.proofs": [
        "《现场检查（勘验）笔录》、照片6张，证明地点和数量",
        "《询问笔录》，证明当事人张贴宣传品的经过",
        "《财物清单》、宣传品样张2张，证明宣传品的内容",
        "《责令改正通知书》《复查记录》，证明改正情况",
        "居民身份证复印件，证明当事人的身份",
    ],
    "item.violated": "《上海市市容环境卫生管理条例》第二十条第一款",
    "item.clause": "《上海市市容环境卫生管理条例》第二十条第五款",
    "item.range": "罚款幅度为100元以上1000元以下",
    "item.refusal_first": False,
    "benchmark.published": False,
    "notice.served_on": "2026-10-22",
    "defence.outcome": "made",
    "defence.date": "2026-10-26",
    "defence.words": "首次张贴且已清除，请求从轻处罚",
    "defence.answer": "情况属实，拟处罚数额已予考虑",
    "decision.kind": "fine",
    "decision.amount": 60000,
    "decision.reason": "当事人首次被查实、按期清除、配合调查；但张贴46张，涉及7处设施，危害后果不属轻微。",
    "decision.leniency": "无法定从轻、减轻、从重情形",
    "issue.date": "2026-11-02",
}
"""The case of the pictures: a person, 600 yuan inside the statutory range, no published level."""

WASTE: dict[str, object] = {
    **OFFICE,
    **OFFICERS,
    **UNIT,
    "case.cause": "未将生活垃圾分别投放至相应收集容器",
    "filing.date": "2026-08-07",
    "act.at": "2026-08-07T09:35:00+08:00",
    "act.place": "上海市示范区示范街道示范路00号门前投放点",
    "act.facts": "当事人将废纸板、塑料瓶等可回收物投入干垃圾收集容器。",
    "act.evidence": ["现场检查（勘验）笔录", "复查记录", "现场照片4张", "音像记录2份"],
    "evidence.proofs": [
        "《现场检查（勘验）笔录》、现场照片2张、音像记录1份，证明违法行为的时间、地点和经过",
        "《责令改正通知书》和送达记录，证明本机关已责令改正",
        "《复查记录》、现场照片2张、音像记录1份，证明当事人拒不改正",
        "营业执照复印件，证明当事人的身份",
    ],
    "item.violated": "《上海市生活垃圾管理条例》第二十四条第一款",
    "item.clause": "《上海市生活垃圾管理条例》第五十七条第一款",
    "item.range": "罚款幅度为5000元以上50000元以下",
    "item.refusal_first": True,
    "correction.number": "沪示示城管责改字〔2026〕第0001号",
    "correction.served_at": "2026-08-07T09:50:00+08:00",
    "correction.outcome": "refused",
    "reinspection.from": "2026-08-10T10:05:00+08:00",
    "benchmark.published": True,
    "benchmark.name": "《上海市生活垃圾管理条例》行政处罚裁量基准",
    "benchmark.row": "可回收物与干垃圾混投·首次查处",
    "benchmark.range": "5000元以上10000元以下",
    "version.applied": "old",
    "version.changed_on": "2026-08-15",
    "version.new_clause": "《上海市生活垃圾管理条例》第五十七条第一款",
    "version.new_range": "罚款幅度为50000元以上500000元以下",
    "version.effect": "heavier",
    "version.text": "《上海市生活垃圾管理条例》",
    "version.text_from": "2019-07-01",
    "notice.number": "沪示示城管告字〔2026〕第0001号",
    "notice.served_on": "2026-08-11",
    "defence.outcome": "none",
    "decision.kind": "fine",
    "decision.amount": 800000,
    "decision.reason": "当事人首次被查处，混投数量约20千克，责令改正后仍未分类。",
    "decision.leniency": "无从轻、减轻或者从重情节",
    "issue.date": "2026-08-19",
}
"""A unit that mixed its waste and refused to correct it just before the law became heavier."""

BILLS_MORE: dict[str, object] = {
    "filing.grounds": "执法人员巡查发现，当事人当场承认。",
    "report.course": (
        "2026年10月12日现场检查、责令改正并经批准立案；10月13日询问当事人；10月14日复查，宣传品已全部清除。"
    ),
    "report.nature": "在公共设施上擅自张贴宣传品。",
    "case.source": "巡查发现",
    "clue.number": "沪示示线字〔2026〕第0158号",
    "filing.number": NUMBERS["D06"],
    "notice.number": NUMBERS["D23"],
    "decision.number": NUMBERS["D35"],
    "decision.date": "2026-11-02",
    "decision.served_on": "2026-11-04",
    "hearing.right": False,
    "review.required": False,
    "collective.required": False,
    "close.ground": "performed",
    "payment.paid_on": "2026-11-10",
    "payment.paid": 60000,
    "payment.reference": "00000000",
    "publication.date": "2026-11-09",
    "close.remark": (
        "责令改正事项经10月14日复查已改正；登记保存的物品于10月19日作出处理决定，样张2张随卷，其余退还。"
    ),
}
WASTE_MORE: dict[str, object] = {
    "filing.grounds": "现场检查发现单位未将生活垃圾分别投放至相应收集容器。",
    "report.course": "8月7日现场检查并责令立即改正，8月10日复查，当事人仍混合投放。",
    "report.nature": "单位未将生活垃圾分别投放至相应收集容器。",
    "case.source": "巡查发现",
    "clue.number": "沪示示线字〔2026〕第0002号",
    "filing.number": "沪示示城管立字〔2026〕第0001号",
    "notice.number": "沪示示城管告字〔2026〕第0001号",
    "decision.number": "沪示示城管罚字〔2026〕第0001号",
    "decision.date": "2026-08-19",
    "decision.served_on": "2026-08-19",
    "hearing.right": False,
    "review.required": False,
    "collective.required": False,
    "close.ground": "performed",
    "payment.paid_on": "2026-09-01",
    "payment.paid": 800000,
    "payment.reference": "00000001",
    "publication.date": "2026-08-27",
}


def opinions(form: str, *days: str, signed_in: bool = True) -> dict[str, object]:
    """Invented opinions of officers, leader and head, so many as there are days."""
    words = {
        "D06": ("初步查明存在违法事实，建议立案。", "情况属实，同意立案，报请审批。", "同意立案。"),
        "D22": ("事实清楚，证据确凿，建议按上述意见处理。", "同意调查终结，报请审批。"),
        "D33": ("建议按上述意见作出行政处罚决定。", "情况属实，同意上述意见，报请审批。", "同意。"),
        "D58": ("本案决定已经履行完毕，建议结案。", "情况属实，同意结案，报请审批。", "同意结案。"),
    }[form]
    found: dict[str, object] = {"approval.signed": "signed_in"} if signed_in else {}
    for role, text, day in zip(("officers", "leader", "head"), words, days, strict=False):
        found |= {f"opinion.{role}.text": text, f"opinion.{role}.date": day}
    if signed_in:
        found |= {"opinion.officers.lead": "演示员甲", "opinion.officers.assist": "演示员乙"}
        for role, name in zip(("leader", "head"), ("演示队长丁", "演示负责人庚"), strict=True):
            found |= {f"opinion.{role}.name": name} if f"opinion.{role}.text" in found else {}
    return found


SERVICE: dict[str, object] = {
    "service.mode": "DIRECT",
    "papers.first.name": "行政处罚决定书",
    "papers.first.copies": "2",
}
CASES: dict[str, dict[str, dict[str, object]]] = {
    "bills": {
        "D06": {**BILLS, **BILLS_MORE, **opinions("D06", "2026-10-12", "2026-10-12", "2026-10-12")},
        "D22": {**BILLS, **BILLS_MORE, **opinions("D22", "2026-10-20", "2026-10-21")},
        "D23": {**BILLS, "issue.date": "2026-10-22"},
        "D33": {**BILLS, **BILLS_MORE, **opinions("D33", "2026-10-29", "2026-10-30", "2026-11-02")},
        "D35": BILLS,
        "D40": {
            **BILLS,
            **SERVICE,
            "papers.first.number": NUMBERS["D35"],
            "service.place": "上海市示范区示范路00弄0号000室",
            "issue.date": "2026-11-04",
        },
        "D58": {
            **BILLS,
            **BILLS_MORE,
            **opinions("D58", "2026-11-12", "2026-11-13", "2026-11-16", signed_in=False),
        },
    },
    "waste": {
        "D06": {**WASTE, **WASTE_MORE, **opinions("D06", "2026-08-07", signed_in=False)},
        "D22": {**WASTE, **WASTE_MORE, **opinions("D22", "2026-08-11", "2026-08-11")},
        "D23": {**WASTE, "issue.date": "2026-08-11"},
        "D33": {**WASTE, **WASTE_MORE, **opinions("D33", "2026-08-19", "2026-08-19", "2026-08-19")},
        "D35": WASTE,
        "D40": {
            **WASTE,
            **SERVICE,
            "papers.first.name": "行政处罚事先告知书",
            "papers.first.number": "沪示示城管告字〔2026〕第0001号",
            "service.mode": None,
            "service.place": "上海市示范区示范街道示范路00号",
            "issue.date": "2026-08-11",
        },
        "D58": {**WASTE, **WASTE_MORE, **opinions("D58", "2026-09-02", "2026-09-02", "2026-09-03")},
    },
}
"""What each form of each case needs to be issued."""
