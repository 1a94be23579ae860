"""Findings about people, times, correction, telling and papers: the second part of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from app.presenters.finding_texts import Entry

PEOPLE: Mapping[str, Entry] = {
    "roster.unknown_officer": (
        "人员“{officer}”不在名册上。",
        "选择名册内的执法人员。",
        "选协办",
        "act:assist",
    ),
    "grant.unknown": ("这名人员的授权不在名册上。", "联网更新名册后再办。", "", ""),
    "grant.other_officer": ("签名所用的授权是别人的。", "退出后用本人口令重新登录。", "", ""),
    "grant.not_valid": (
        "授权自 {valid_from} 至 {valid_until} 有效，不含 {day}。",
        "联网更新授权后再办。",
        "",
        "",
    ),
    "officers.too_few": (
        "执法人员只有 {named} 名，不得少于 {needed} 名。",
        "选定协办执法人员。",
        "选协办",
        "act:assist",
    ),
    "officers.card_invalid": (
        "{name}的执法证在 {day} 无效（有效期至 {valid_until}）。",
        "换持有效证件的执法人员。",
        "换协办",
        "act:assist",
    ),
    "officers.not_confirmed": (
        "有 {count} 项现场行为，协办还没有确认。",
        "请协办输入本人口令确认。",
        "去确认",
        "act:confirm",
    ),
    "officers.act_without_card": (
        "{kind}时{names}的执法证不在有效期内。",
        "由两名证件有效的执法人员重新办理这一步。",
        "",
        "",
    ),
    "officers.act_alone": (
        "{kind}是一个人办的，不能作为决定的依据。",
        "两人一起重新办理这一步。",
        "",
        "block:evidence",
    ),
    "officers.evidence_alone": (
        "有证据是一个人取得的。",
        "写明情况；能重新取证的重新取证。",
        "已说明",
        "act:answer",
    ),
    "recusal.asked": (
        "当事人申请回避。",
        "报街道办事处负责人决定；决定前不停止调查。写明报告情况。",
        "已报告",
        "act:answer",
    ),
    "confirm.own_acts": ("自己办的事不能由自己确认。", "请协办确认。", "去确认", "act:confirm"),
    "confirm.unknown_acts": ("要确认的记录不在本案里。", "刷新本页后再确认。", "", ""),
    "role.not_allowed": ("这一步须由{needed}办理。", "请有权的人员登录办理。", "", ""),
}

TIMES: Mapping[str, Entry] = {
    "clock.unsure": ("本机时间不可信（{reason}）。", "核对系统时间；写明实际时间。", "已核对", "act:answer"),
    "clock.difference": ("所填时间与本机时间相差 {minutes} 分钟。", "确认所填时间是实际时间。", "", ""),
    "time.in_future": ("所填时间 {stated} 在现在之后。", "改成实际时间。", "改时间", "field:act.at"),
    "time.unreadable": ("“{field}”不是时间。", "重新填写。", "改时间", "field:{field}"),
    "time.reversed": ("“{field}”早于开始时间。", "核对起止时间。", "改时间", "field:{field}"),
    "time.after_act": ("“{field}”晚于这一步的时间。", "核对时间。", "改时间", "field:{field}"),
    "time.born_after_act": (
        "出生日期 {born} 晚于行为日 {act}。",
        "核对出生日期。",
        "改日期",
        "field:party.born",
    ),
    "time.out_of_order": (
        "时间先后不对：{effect} 早于 {cause}。",
        "核对两步的时间。",
        "",
        "",
    ),
    "limitation.passed": (
        "已过追责时效：{ended} 终了，{limit} 届满，{found} 才发现。",
        "不再给予行政处罚。",
        "核对时间",
        "field:act.ended_at",
    ),
    "correction.due_in_past": (
        "改正截止时间不晚于现在。",
        "改成以后的时间。",
        "改截止",
        "field:correction.due",
    ),
}

CORRECTION: Mapping[str, Entry] = {
    "correction.order_absent": ("还没有责令改正。", "处罚时应当责令改正；写明情况。", "已说明", "act:answer"),
    "correction.corrected": (
        "当事人已经改正，这条罚则只罚拒不改正。",
        "不罚款，按不予立案结束。",
        "不予立案",
        "step:CLUE_NOCASE",
    ),
    "correction.refusal_unproven": (
        "拒不改正没有证据。",
        "添加复查时的照片或者录像。",
        "添加证据",
        "act:reinspect",
    ),
    "correction.term_running": ("改正期限 {due} 还没有到。", "期满后再复查。", "", "block:evidence"),
    "correction.overdue_not_refusal": (
        "条文只写“{when}”，记录的是逾期未改正。",
        "写明为什么属于拒不改正。",
        "已说明",
        "act:answer",
    ),
    "reinspection.missing": ("还没有记录复查结果。", "先复查并记录结果。", "去复查", "act:reinspect"),
}

TELLING: Mapping[str, Entry] = {
    "telling.missing": ("还没有告知并听取陈述申辩。", "当面告知后记录。", "去告知", "act:tell"),
    "telling.card_not_shown": ("没有出示执法证件。", "出示证件后重新告知。", "重新告知", "act:tell"),
    "telling.rights_not_told": (
        "没有告知事实、理由、依据和权利。",
        "补充告知后重新记录。",
        "重新告知",
        "act:tell",
    ),
    "telling.defence_not_recorded": (
        "陈述申辩没有记录。",
        "写明当事人的陈述申辩，或者选“未提出”。",
        "补记",
        "act:tell",
    ),
    "telling.facts_changed": (
        "告知之后改过{fields}。",
        "按现在的事实重新告知；只改错字的写明情况。",
        "重新告知",
        "act:tell",
    ),
    "telling.outdated": ("告知之后换了事项。", "按现在的事项重新告知。", "重新告知", "act:tell"),
    "telling.new_fact": ("陈述申辩提出了需要核实的新事实。", "转普通程序办理。", "", "act:tell"),
}

PAPERS: Mapping[str, Entry] = {
    "paper.form_unknown": ("本案的程序里没有这种文书（{form}）。", "按程序出具文书。", "", ""),
    "decision.unserved_exists": (
        "已出具的决定书 {number} 还没有交付。",
        "交付原决定书；确需重新出具的，先写明原因。",
        "已说明",
        "act:answer",
    ),
    "surcharge.not_printed": (
        "决定书没有写明加处罚款，逾期 {days} 日也不能加收。",
        "按决定书载明的金额收缴。",
        "",
        "",
    ),
    "number.wrong_class": ("文号类别“{number_class}”不是{form}用的。", "重新取号。", "", ""),
    "field.missing": ("还没有填“{label}”。", "填写这一项。", "去填写", "field:{field}"),
    "text.too_long": (
        "“{field}”在{form}上写不下，超出 {over} 字。",
        "删减到 {most} 字以内。",
        "去删减",
        "field:{field}",
    ),
    "text.no_glyph": (
        "“{field}”里的“{character}”没有字形，印不出来。",
        "核对用字；确为生僻字的，请管理员安装含这个字的字库。",
        "去改正",
        "field:{field}",
    ),
    "field.refused": ("“{field}”填写不合要求。", "改正这一项。", "去改正", "field:{field}"),
    "field.frozen": ("“{field}”已印在{form}上，不能再改。", "需要更正的，报中队长按更正程序办理。", "", ""),
    "number.taken": ("文号 {number} 已经用过。", "重新取号。", "", ""),
    "number.written_off": ("文号 {number} 已经注销，不能再用。", "重新取号。", "", ""),
    "number.not_leased": (
        "文号 {number} 不在本机的号段内。",
        "用本机号段的文号；号段不对的，请管理员联系区级。",
        "",
        "",
    ),
    "number.elsewhere": ("文号 {number} 用在另一个案件的文书上。", "到那个案件里作废。", "", ""),
    "number.other_year": ("文号 {number} 不是本年的。", "换本年的号段。", "", ""),
    "number.served": (
        "文号 {number} 的文书已经送达，不能作废。",
        "需要更正的，报中队长按更正程序办理。",
        "",
        "",
    ),
    "remedy.body_missing": ("名册里没有复议机关。", "请管理员补齐名册后再出具。", "", ""),
    "decision.not_issued": ("还没有出具当场处罚决定书。", "出具并交付决定书。", "去处罚", "block:penalty"),
    "decision.not_served": ("决定书 {number} 还没有交付。", "当场交付当事人。", "去交付", "block:penalty"),
    "decision.exists": ("本案已有决定书 {number}，同一行为不得罚两次。", "核对是否重复办理。", "", ""),
    "decision.made": ("决定已经作出，不能再走这一步。", "按已作决定继续办理。", "", ""),
    "service.refusal_without_reason": ("拒绝签收没有写明原因。", "写明拒签原因。", "", "block:penalty"),
    "service.leaving_unproven": (
        "留置送达没有见证人，也没有送达的照片录像。",
        "填写见证人，或者添加送达过程的照片录像。",
        "填见证人",
        "field:scene.witness",
    ),
    "service.repeated": ("{number} 已经送达过一次。", "确认为什么再次送达。", "已说明", "act:answer"),
    "summary.not_recorded": (
        "街道办事处还没有收到备案。",
        "本版本还不能联网报送，请持存档联到街道办事处登记；案件停在待备案。",
        "",
        "",
    ),
    "exit.reason_missing": (
        "没有写明离开简易程序的理由。",
        "写明为什么转普通程序、不予立案或者移送。",
        "写理由",
        "field:exit.reason",
    ),
    "remedy.body_wrong": (
        "名册里的复议机关“{body}”不是区人民政府。",
        "对街道、镇的决定，由区人民政府复议；请管理员更正名册。",
        "",
        "",
    ),
    "decision.not_by_hand": (
        "决定书没有当场交付（{mode}）。",
        "当场处罚决定书须当场交付当事人；写明情况。",
        "已说明",
        "act:answer",
    ),
    "paper.unknown": ("本案没有这份文书。", "刷新本页后再办。", "", ""),
    "paper.wrong_step": ("本案还没有走到出具这份文书的一步。", "先办完前面的步骤。", "", ""),
    "step.unknown": ("程序里没有这一步。", "按程序的下一步办理。", "", ""),
    "history.local_only": (
        "首次与否只核对了本机记录。",
        "写明已知情况；联网核对由区级以后的版本提供。",
        "已知悉",
        "act:answer",
    ),
    "history.not_first": (
        "{months} 个月内同类处罚已有 {count} 次，最近一次 {last}。",
        "核对查处次数，改选档次。",
        "核对",
        "field:decision.tier",
    ),
    "entry.unreadable": ("这条记录读不懂（{field}）。", "请管理员运行 fieldcase doctor。", "", ""),
    "case.not_docketed": ("线索还没有登记，不能办这一步。", "先登记线索。", "", ""),
    "procedure.unknown": ("本程序不认识案件的办理程序（{procedure}）。", "请升级程序后再办。", "", ""),
    "release.not_pinned": ("这一步用的权责清单版本与本案不一致。", "刷新本页后再办。", "", ""),
    "step.not_here": ("本案已经不在原来的步骤（现在：{step}）。", "刷新本页后再办。", "", ""),
    "law.unavailable": ("法定参数读不出来，不能判断（{error}）。", "请更新数据版本或者重新安装。", "", ""),
}

ACTS: Mapping[str, Entry] = {**PEOPLE, **TIMES, **CORRECTION, **TELLING, **PAPERS}
