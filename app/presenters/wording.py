"""Words of the window for the codes of the record: roles, steps, acts, papers, fields, parties."""

from __future__ import annotations

from collections.abc import Mapping

from app.presenters import wording_ordinary as ordinary

ROLE_WORDS: Mapping[str, str] = {
    "OFFICER": "执法人员",
    "OFFICER_LEAD": "主办执法人员",
    "OFFICER_ASSIST": "协办执法人员",
    "SQUAD_LEADER": "中队长",
    "AGENCY_HEAD": "街道办事处负责人",
    "LEGAL_REVIEWER": "法制审核员",
    "JUDICIAL_OFFICE": "司法所审核人员",
    "CASHIER": "票据管理员",
    "ARCHIVIST": "档案员",
    "DISTRICT_SUPERVISOR": "区级监督人员",
    **ordinary.ROLES,
}
STAGE_WORDS: Mapping[str, str] = {
    "S_FOUND": "现场发现",
    "S_ELIGIBLE": "适用简易",
    "S_TOLD": "已告知",
    "S_ISSUED": "已决定",
    "S_COLLECTED": "待备案",
    "S_TO_PAY": "待缴款",
    "S_RECORDED": "已备案",
    "S_CLOSED": "已结案",
    "S_ARCHIVED": "已归档",
    "CLUE_TO_FILE": "已转普通程序",
    "CLUE_NOCASE": "不予立案",
    "CLUE_OUT": "已移送",
    **ordinary.STAGES,
}
ON_PAGE = frozenset({"S_FOUND", "S_ELIGIBLE", "S_TOLD"})
"""Steps that are taken on the on-the-spot page; cash on the spot is taken there too."""
STEP_WORDS: Mapping[str, str] = {
    "S_FOUND": "发现",
    "S_ELIGIBLE": "适用",
    "S_TOLD": "告知",
    "S_ISSUED": "决定",
    "S_COLLECTED": "收缴",
    "S_TO_PAY": "缴款",
    "S_RECORDED": "备案",
    "S_CLOSED": "结案",
    "S_ARCHIVED": "归档",
    **ordinary.STEPS,
}
STEP_ACTS: Mapping[str, str] = {
    "S_ELIGIBLE": "确认适用简易程序",
    "S_TOLD": "告知并听取陈述申辩",
    "S_ISSUED": "当场作出处罚决定",
    "S_COLLECTED": "当场收缴罚款",
    "S_TO_PAY": "转当事人自行缴款",
    "S_RECORDED": "报街道办事处备案",
    "S_CLOSED": "结案",
    "S_ARCHIVED": "归档",
    "CLUE_TO_FILE": "转普通程序",
    "CLUE_NOCASE": "不予立案",
    "CLUE_OUT": "移送有管辖权部门",
    **ordinary.STEPS_TAKEN,
}
FORM_WORDS: Mapping[str, str] = {
    "D08": "责令改正通知书",
    "D09": "复查记录",
    "D10": "现场检查笔录",
    "D20": "当场行政处罚决定书",
    **ordinary.FORMS,
}
ACT_WORDS: Mapping[str, str] = {
    "scene": "现场检查",
    "identity": "身份证明",
    "correction": "责令改正",
    "reinspection": "复查",
    "telling": "告知申辩",
    "service": "送达",
    "other": "其他",
    **ordinary.EVIDENCE_OF,
}
PARTY_WORDS: Mapping[str, str] = {"person": "个人", "unit": "单位", "sole_trader": "个体工商户"}
RESULT_WORDS: Mapping[str, str] = {"corrected": "已改正", "refused": "拒不改正", "overdue": "逾期未改正"}
KIND_WORDS: Mapping[str, str] = {"warning": "警告", "fine": "罚款"}
MODE_WORDS: Mapping[str, str] = {
    "DIRECT": "直接送达",
    "LEAVE": "留置送达",
    "POST": "邮寄送达",
    "ELECTRONIC": "电子送达",
    "ENTRUST": "委托送达",
    "NOTICE": "公告送达",
}
GROUND_WORDS: Mapping[str, str] = {
    "at_most_limit": "当场收缴限额以下",
    "hard_later": "事后难以执行",
    "remote": "边远地区当事人提出",
}
SOURCE_WORDS: Mapping[str, str] = {
    "inspection": "巡查发现",
    "complaint": "投诉举报",
    "hotline": "12345诉件",
    "assigned": "上级交办",
    "transferred": "部门移送",
    "media": "媒体曝光",
    "surrender": "当事人自首",
    "other": "其他",
}
FIELD_WORDS: Mapping[str, str] = {
    "case.assist": "协办",
    "party.kind": "当事人",
    "party.name": "姓名",
    "party.sex": "性别",
    "party.born": "出生日期",
    "party.identity": "证件号",
    "party.phone": "电话",
    "party.address": "住址",
    "party.unit_name": "单位名称",
    "party.credit_code": "信用代码",
    "party.representative": "法定代表人",
    "party.unit_address": "单位地址",
    "act.item": "事项",
    "act.at": "时间",
    "act.ended_at": "行为终了",
    "act.place": "地点",
    "act.facts": "经过",
    "act.circumstance": "情形",
    "act.repeat": "查处次数",
    "act.harm_to_life_or_health": "涉生命健康安全",
    "act.gravity": "情节",
    "act.no_penalty_choice": "首违处理",
    "exit.ground": "不予处罚的依据",
    "exit.reason": "离开简易程序的理由",
    "scene.from": "检查开始",
    "scene.until": "检查结束",
    "scene.narrative": "现场情况",
    "scene.witness": "见证人",
    "scene.card_shown": "已出示执法证件",
    "scene.rights_told": "已告知陈述、申辩和申请回避的权利",
    "scene.party_present": "当事人在场",
    "scene.recusal_asked": "申请回避",
    "correction.demand": "改正要求",
    "correction.term": "改正期限",
    "correction.due": "改正截止",
    "reinspection.card_shown": "已出示执法证件",
    "reinspection.party_present": "当事人在场",
    "reinspection.from": "复查开始",
    "reinspection.until": "复查结束",
    "decision.kind": "处罚种类",
    "decision.amount": "金额",
    "decision.branch": "罚则",
    "decision.benchmark": "裁量基准",
    "decision.tier": "档次",
    "decision.reason": "理由",
    "telling.words": "陈述申辩的内容",
    "scene.statement": "现场陈述",
    "decision.other_penalties": "其他处罚",
    "payment.mode": "缴纳",
    "payment.ground": "收缴理由",
    "payment.ground_reason": "理由说明",
    "payment.receipt": "票据号",
    **ordinary.FIELDS,
}


ASKED_WORDS: Mapping[str, str] = {
    "defence": "陈述申辩",
    "words": "陈述申辩的内容",
    "recipient": "收件人",
    "mode": "送达方式",
    "reason": "原因",
    "document": "文书",
    "result": "复查结果",
    "narrative": "复查情况",
    "scan": "扫描件",
    "how": "确认方式",
    "clue_number": "线索编号",
    "source": "线索来源",
    **ordinary.ASKED,
}
"""What an act asks for that is no field of the case."""
ENTRY_WORDS: Mapping[str, str] = {
    "evidence.added": "取证",
    "evidence.taken": "拍摄",
    "party.told": "告知",
    "reinspection.recorded": "复查",
    "document.issued": "出具文书",
    "document.served": "送达",
    "document.issued:D08": "出具责令改正通知书",
    "document.served:D08": "送达责令改正通知书",
    "money.taken": "当场收缴",
    "step.taken": "办理步骤",
    "before_newest": "早于最近一条记录",
    "jumped": "跳变",
    "ahead": "快于区级平台的时间",
    **ordinary.ENTRIES,
}


def role_words(roles: tuple[str, ...]) -> str:
    """The first role that has a word; slot headers may write them in small letters."""
    for role in roles:
        if word := ROLE_WORDS.get(role.upper()):
            return word
    return roles[0] if roles else ""


def initial(name: str) -> str:
    """The last character of a name, for the square that stands before it."""
    return name[-1:] or "?"
