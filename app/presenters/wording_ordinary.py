"""Words of the window for the codes of the ordinary procedure."""

from __future__ import annotations

from collections.abc import Mapping

ROLES: Mapping[str, str] = {"AGENCY_DEPUTY": "街道办事处分管负责人"}
STAGES: Mapping[str, str] = {
    "O_PRECHECK": "立案前核查",
    "O_FILING": "立案审批",
    "O_INVEST": "立案调查",
    "O_INV_DONE": "调查终结",
    "O_NOTICE": "事先告知",
    "O_DEFENCE": "陈述申辩",
    "O_DECIDE": "决定审批",
    "O_PENALTY": "作出决定",
    "O_SERVE": "送达",
    "O_PERFORM": "履行",
    "O_CLOSE": "结案审批",
    "O_ARCHIVE": "已归档",
}
STEPS: Mapping[str, str] = {
    "O_PRECHECK": "核查",
    "O_FILING": "立案",
    "O_INVEST": "调查",
    "O_INV_DONE": "终结",
    "O_NOTICE": "告知",
    "O_DEFENCE": "申辩",
    "O_DECIDE": "审批",
    "O_PENALTY": "决定",
    "O_SERVE": "送达",
    "O_PERFORM": "履行",
    "O_CLOSE": "结案",
    "O_ARCHIVE": "归档",
}
STEPS_TAKEN: Mapping[str, str] = {
    "O_FILING": "报请立案",
    "O_INVEST": "立案，开始调查",
    "O_INV_DONE": "调查终结",
    "O_NOTICE": "转入事先告知",
    "O_DEFENCE": "告知书已送达，听取陈述申辩",
    "O_DECIDE": "报请作出决定",
    "O_PENALTY": "作出行政处罚决定",
    "O_SERVE": "决定书已出具，转送达",
    "O_PERFORM": "决定书已送达，待履行",
    "O_CLOSE": "履行完毕，报请结案",
    "O_ARCHIVE": "归档",
}
FORMS: Mapping[str, str] = {
    "D06": "立案审批表",
    "D22": "案件调查终结报告",
    "D23": "行政处罚事先告知书",
    "D24": "行政处罚听证告知书",
    "D33": "行政处罚决定审批表",
    "D35": "行政处罚决定书",
    "D40": "送达回证",
    "D58": "结案审批表",
}
EVIDENCE_OF: Mapping[str, str] = {
    "approval": "签署扫描件",
    "authorisation": "授权书",
    "waiver": "放弃声明",
    "consent": "送达地址确认书",
    "payment": "缴款凭证",
}
FIELDS: Mapping[str, str] = {
    "payment.surcharge": "加处罚款说明",
    "inspection.code": "检查码",
    "inspection.code_reason": "检查码待补理由",
    "filing.grounds": "立案理由",
    "report.course": "调查经过",
    "report.nature": "案件定性",
    "decision.leniency": "从轻、减轻情节",
    "decision.defence_answer": "申辩答复",
    "decision.other_kind": "其他处罚的种类",
    "decision.confiscated_value": "没收金额或者价值",
    "decision.mitigation": "减轻处罚依据",
    "decision.major": "重大、疑难案件",
    "decision.complex": "情节复杂案件",
    "defence.answer": "陈述申辩复核意见",
    "service.recipient": "受送达人",
    "service.relation": "代收人与受送达人的关系",
    "service.place": "送达地点",
    "service.mode": "送达方式",
    "service.remark": "送达备注",
    "close.ground": "结案理由",
    "close.remark": "结案说明",
}
ASKED: Mapping[str, str] = {
    "opinion": "意见",
    "outcome": "结果",
    "role": "签署身份",
    "signed_at": "签署时间",
    "forms": "授权审批的文书",
    "valid_until": "授权期限",
    "notice": "告知书",
    "amount": "金额",
    "reference": "银行回单编号",
    "paid_on": "缴款日期",
    "receiver": "收款人",
    "money": "当场收缴的罚款",
    "where": "公开渠道",
    "published_on": "公开日期",
}
ENTRIES: Mapping[str, str] = {
    "defence.recorded": "陈述申辩",
    "hearing.answered": "听证答复",
    "money.handed_in": "现金交街道办事处",
    "money.banked": "现金缴付银行",
    "payment.recorded": "缴款",
}
OUTCOME_WORDS: Mapping[str, str] = {"approved": "同意", "returned": "退回补充", "refused": "不同意"}
GROUNDS_OF_STAGES: Mapping[str, str] = {
    "fine_amount": "罚款达到听证标准",
    "kind_of_penalty": "处罚种类较重",
    "confiscated_value": "没收数额较大",
    "told": "已告知听证权利",
    "hearing_right": "有要求听证的权利",
    "mitigated": "减轻处罚",
    "flagged": "重大、疑难案件",
    "deviation": "偏离裁量基准",
    "version": "新旧规定比较须由人判断",
    "complex": "情节复杂",
}
CLOSING_WORDS: Mapping[str, str] = {
    "performed": "履行完毕",
    "enforced": "强制执行完毕",
    "terminated": "终止执行",
    "no_penalty": "不予处罚",
    "transferred": "已移送",
    "other": "其他",
}
NUMBERS: Mapping[str, str] = {"立": "立案文号", "罚告": "事先告知书文号", "罚": "行政处罚决定书文号"}
