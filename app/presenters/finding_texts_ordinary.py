"""Findings of the ordinary procedure: the fourth part of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from app.presenters.finding_texts import Entry

INQUIRY: Mapping[str, Entry] = {
    "inspection.code_missing": (
        "检查企业、个体工商户须先申领检查码，还没有填检查码。",
        "填写检查码；断网不能申领的，写明理由，联网后补录。",
        "填检查码",
        "field:inspection.code",
    ),
    "inspection.code_pending": (
        "检查码待补：{reason}。",
        "联网后补填检查码；现在办理的，写明已知晓。",
        "补检查码",
        "field:inspection.code",
    ),
    "filing.check_overdue": (
        "立案前核查期限已于 {due} 届满。",
        "写明逾期原因；经批准延长的，写明批准情况。",
        "已说明",
        "act:answer",
    ),
    "evidence.identity_missing": (
        "没有证明当事人身份的材料。",
        "添加身份证件或者营业执照的照片。",
        "添加证据",
        "block:evidence",
    ),
    "act.end_before_refusal": (
        "拒不改正发生在 {refused}，违法行为终了时间不能早于这一天。",
        "把行为终了时间改为拒不改正之日；适用的规定按这一天确定。",
        "改时间",
        "field:act.ended_at",
    ),
    "act.fined_already": (
        "同一当事人的同一行为可能已被罚款（{count} 件，最近 {last}）。",
        "查明是否同一个违法行为，由街道办事处负责人写明判断。",
        "已判断",
        "act:answer",
    ),
    "act.fined_unresolved": (
        "同一行为可能已被罚款（{count} 件，最近 {last}），街道办事处负责人还没有作出判断。",
        "请街道办事处负责人登录，写明是否同一个违法行为。",
        "",
        "",
    ),
}

APPROVALS: Mapping[str, Entry] = {
    "approval.form_unknown": ("{form}不是报批文书。", "按程序报批。", "", ""),
    "approval.wrong_step": (
        "{form}在“{needed}”阶段报批，本案现在是“{step}”。",
        "先办到这一阶段。",
        "",
        "",
    ),
    "approval.no_proposal": ("{form}没有待批的报请，或者已经重新报请。", "刷新后按最新报请审批。", "", ""),
    "approval.not_asked": ("{form}还没有报批。", "写明承办意见，报请审批。", "", ""),
    "approval.missing": ("{form}还没有经{needed}签署。", "请{needed}登录签署，或者登记纸质签署。", "", ""),
    "approval.not_granted": (
        "{form}没有获得同意（{outcome}）：{opinion}。",
        "按意见补充后重新报请。",
        "",
        "",
    ),
    "approval.disowned": (
        "{form}的纸质签署，签署人登录后表示不是本人签署。",
        "查明情况，重新报请审批。",
        "",
        "",
    ),
    "approval.values_differ": ("报批的内容与案件现在的内容不一致（{form}）。", "刷新后重新报批。", "", ""),
    "approval.outdated": ("{form}报批之后改了{fields}。", "按现在的内容重新报请审批。", "", ""),
    "approval.on_paper": ("{form}以纸质签署，签署人还没有登录确认。", "签署人下次登录时确认。", "", ""),
    "approval.paper_open": (
        "有 {count} 份本人纸质签署的文书（{form}）还没有确认。",
        "先逐份确认是否本人签署，再审批。",
        "",
        "",
    ),
    "approval.paper_unconfirmed": (
        "有 {count} 份纸质签署（{form}）签署人还没有登录确认。",
        "请签署人登录确认；不能确认的，写明原因。",
        "已说明",
        "act:answer",
    ),
    "approval.time_impossible": (
        "{form}的签署时间不在报请与登记之间。",
        "核对纸质文书上的签署时间。",
        "",
        "",
    ),
    "approval.own_proposal": (
        "{form}由本案承办人员报请，承办人员不能自己审批。",
        "请其他有权的负责人审批。",
        "",
        "",
    ),
    "approval.leader_absent": (
        "{form}还没有中队长意见。",
        "请中队长签署意见；不经中队长的，写明原因。",
        "已说明",
        "act:answer",
    ),
    "approval.deputy_unauthorised": (
        "分管负责人审批{form}，没有有效的书面授权记录。",
        "登记街道办事处负责人的授权书，或者请负责人本人审批。",
        "",
        "",
    ),
    "approval.unknown": ("本案没有这份纸质签署。", "刷新后再确认。", "", ""),
    "approval.not_the_signer": ("只有签署人本人能够确认纸质签署。", "请签署人登录确认。", "", ""),
    "number.not_given": (
        "文号 {number} 不是审批时给出的文号（{given}）。",
        "使用审批时给出的文号。",
        "",
        "",
    ),
}

NOTICE: Mapping[str, Entry] = {
    "notice.not_served": (
        "还没有向当事人送达行政处罚事先告知书。",
        "出具告知书并送达。",
        "",
        "",
    ),
    "notice.heavier": (
        "告知的罚款是 {told_amount} 元，现在是 {amount} 元，比告知的重。",
        "不得因陈述申辩加重；确有依据的，退回重新告知。",
        "",
        "",
    ),
    "notice.changed": (
        "送达告知书 {number} 之后改了{fields}。",
        "退回“事先告知”，按现在的内容重新告知。",
        "",
        "",
    ),
    "defence.window_open": (
        "陈述、申辩期限到 {until}，当事人没有提出，也没有书面放弃。",
        "期满后再办；当事人书面放弃的，登记放弃声明。",
        "",
        "",
    ),
    "defence.waiver_unwritten": (
        "放弃陈述、申辩没有书面材料。",
        "添加当事人签名的放弃声明后重新登记。",
        "",
        "",
    ),
    "defence.unanswered": (
        "陈述、申辩还没有逐项复核答复。",
        "写明每一项意见的复核结果。",
        "去答复",
        "field:defence.answer",
    ),
    "hearing.due": (
        "当事人有要求听证的权利：{grounds}（拟罚款 {amount} 元，听证标准 {limit} 元，含本数）。",
        "应当出具听证告知书。听证环节本版本没有，本案不能在这里继续，请报区级。",
        "",
        "",
    ),
    "hearing.not_told": (
        "没有告知听证权利：{grounds}（罚款 {amount} 元，听证标准 {limit} 元，含本数）。",
        "退回重新告知听证权利。听证环节本版本没有，请报区级。",
        "",
        "",
    ),
    "hearing.window_open": (
        "要求听证的期限到 {until}；放弃陈述、申辩不等于放弃听证。",
        "期满后再办，或者登记单独的书面放弃听证声明。",
        "",
        "",
    ),
    "hearing.waiver_unwritten": (
        "放弃听证没有书面材料。",
        "添加当事人签名的放弃听证声明后重新登记。",
        "",
        "",
    ),
    "hearing.requested": (
        "当事人在期限内要求听证，还没有举行。",
        "应当组织听证。听证环节本版本没有，请报区级。",
        "",
        "",
    ),
    "hearing.not_due": (
        "不适用听证：拟罚款 {amount} 元，未达到听证标准 {limit} 元（{party}，{source}，数额待核）。",
        "按普通程序继续办理。",
        "",
        "",
    ),
    "hearing.threshold_off": (
        "听证标准已停用，本程序不能判断{party}是否有要求听证的权利。",
        "由法制人员判断并写明结论。",
        "已判断",
        "act:answer",
    ),
    "review.due": (
        "须经法制审核：{grounds}。未经审核或者审核未通过，不得作出决定。",
        "法制审核环节本版本没有，本案不能在这里继续，请报司法所和区级。",
        "",
        "",
    ),
    "review.not_due": (
        "不属于须法制审核的情形：罚款 {amount} 元，未达到 {limit} 元，也没有减轻处罚等情形。",
        "按普通程序继续办理。",
        "",
        "",
    ),
    "discussion.due": (
        "须由负责人集体讨论决定：{grounds}。",
        "集体讨论环节本版本没有，本案不能在这里继续，请报街道办事处负责人。",
        "",
        "",
    ),
    "discussion.not_due": ("不属于须集体讨论的情形。", "按普通程序继续办理。", "", ""),
    "answer.late": ("当事人的答复在期限 {until} 之后。", "照实登记；是否采纳由承办人员判断。", "", ""),
}

DECISION: Mapping[str, Entry] = {
    "decision.late": (
        "自立案（{filed}）起的办案期限已于 {due} 届满。",
        "写明逾期原因；法律、法规、规章另有规定的，写明依据。",
        "已说明",
        "act:answer",
    ),
    "agency.name_missing": ("名册里没有本机关的名称。", "联网更新名册后再办。", "", ""),
    "remedy.court_missing": ("没有填写受理行政诉讼的人民法院。", "联网更新名册后再办。", "", ""),
    "penalty.not_issued": ("还没有出具行政处罚决定书。", "出具决定书。", "", ""),
    "penalty.not_served": ("决定书 {number} 还没有送达。", "送达并登记送达回证。", "", ""),
    "service.nothing_to_list": ("没有需要送达回证的文书。", "先出具要送达的文书。", "", ""),
    "service.return_missing": (
        "{form} {number} 还没有送达回证。",
        "出具送达回证，由受送达人签收。",
        "",
        "",
    ),
    "service.proof_missing": (
        "{form} {number} 没有送达证明。",
        "添加签收后的送达回证或者送达过程的照片、录像。",
        "",
        "block:evidence",
    ),
    "service.consent_missing": (
        "电子送达没有当事人签订的送达地址确认书。",
        "添加确认书，或者换一种送达方式。",
        "",
        "block:evidence",
    ),
    "service.publication_running": (
        "公告送达到 {until} 才视为送达。",
        "期满后再办。",
        "",
        "",
    ),
    "service.late": (
        "决定书 {number} 应当在 {due} 前送达。",
        "照实登记，并写明逾期原因。",
        "已说明",
        "act:answer",
    ),
}

MONEY: Mapping[str, Entry] = {
    "payment.surcharge_open": (
        "逾期 {days} 日，加处罚款还有 {amount} 元没有缴。",
        "催缴；依法减免的，写明依据。",
        "已说明",
        "act:answer",
    ),
    "payment.in_future": ("缴款日期 {paid_on} 在今天之后。", "核对银行回单上的日期。", "", ""),
    "payment.too_much": (
        "已缴 {taken} 元，超过应缴的 {fine} 元。",
        "核对银行回单；多缴的依法退还。",
        "",
        "",
    ),
    "cash.amount_differs": (
        "当场收缴的是 {taken} 元，这里是 {amount} 元。",
        "按实际收缴的数额全部交出。",
        "",
        "",
    ),
    "cash.twice": ("这笔现金已经登记过。", "核对登记，不重复登记。", "", ""),
    "cash.not_handed_in": ("这笔现金还没有交到街道办事处。", "先登记交款，再登记缴付银行。", "", ""),
}

ORDINARY: Mapping[str, Entry] = {**INQUIRY, **APPROVALS, **NOTICE, **DECISION, **MONEY}
