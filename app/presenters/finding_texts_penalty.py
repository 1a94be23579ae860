"""Findings about party, evidence, penalty and money: the third part of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from app.presenters.finding_texts import Entry

PARTY: Mapping[str, Entry] = {
    "party.not_identified": (
        "当事人身份没有查明：没有证件号，也没有身份证明。",
        "填写证件号，或者添加身份证明照片；查不明的转普通程序。",
        "填证件号",
        "field:party.identity",
    ),
    "party.under_age": (
        "当事人行为时不满 {under} 周岁，不予处罚。",
        "责令监护人管教，不出决定书。",
        "",
        "field:party.born",
    ),
    "party.minor_not_lightest": (
        "当事人不满 {under} 周岁，罚款 {amount} 元超过最轻一档 {lightest} 元。",
        "在最轻一档内确定金额，或者减轻。",
        "改金额",
        "field:decision.amount",
    ),
    "party.age_unknown": (
        "没有登记出生日期，不能确认当事人是否已满 {under} 周岁。",
        "查明出生日期；查不明的写明判断。",
        "填出生日期",
        "field:party.born",
    ),
    "party.minor": (
        "当事人不满 {under} 周岁，应当从轻或者减轻。",
        "写明从轻或者减轻的考虑。",
        "已说明",
        "act:answer",
    ),
    "no_penalty.must": (
        "轻微、及时改正、没有造成危害后果的，不予处罚。",
        "不出决定书；对当事人进行教育。",
        "",
        "field:act.gravity",
    ),
    "no_penalty.education": (
        "不予处罚的，应当教育当事人；未成年人、不能辨认自己行为的人，由监护人管教、看管。",
        "教育之后写明怎样做的。",
        "已教育",
        "act:answer",
    ),
    "no_penalty.no_ground": (
        "没有不予处罚的依据。",
        "写明轻微改正、首违等情形，或者按程序处罚。",
        "写情形",
        "field:act.gravity",
    ),
    "no_penalty.choice_missing": (
        "初次违法、后果轻微并及时改正的，可以不予处罚：还没有写明选择。",
        "写明处罚或者不处罚的理由。",
        "写明选择",
        "field:act.no_penalty_choice",
    ),
}

EVIDENCE: Mapping[str, Entry] = {
    "evidence.scene_missing": (
        "没有能看清现场的证据。",
        "添加现场照片或者录像。",
        "添加证据",
        "act:evidence",
    ),
    "evidence.unreadable": ("有证据打不开：{titles}。", "能补拍的补拍；写明情况。", "已说明", "act:answer"),
    "evidence.video_missing": (
        "没有录音录像。",
        "添加执法记录仪录像；没有的写明原因。",
        "已说明",
        "act:answer",
    ),
    "evidence.unknown": ("引用的证据不在本案里。", "重新选择证据。", "", "act:evidence"),
    "evidence.from_elsewhere": (
        "文件里的拍摄日期 {taken} 早于本案（{since}）。",
        "核对是不是本案的文件、设备日期是否准确。",
        "",
        "",
    ),
}

PENALTY: Mapping[str, Entry] = {
    "summary.other_kinds": (
        "本事项还规定{others}，当场不能作出。",
        "有违法所得或者应当一并给予的，转普通程序；没有的写明判断。",
        "已判断",
        "act:answer",
    ),
    "summary.other_penalty": (
        "还有其他处罚（{others}），不能当场决定。",
        "转普通程序办理。",
        "",
        "block:penalty",
    ),
    "summary.fine_above_limit": (
        "罚款 {amount} 元超过当场处罚的限额 {limit} 元。",
        "改成限额以内，或者转普通程序。",
        "改金额",
        "field:decision.amount",
    ),
    "decision.kind_not_allowed": (
        "这个事项没有{kind}，只有{allowed}。",
        "改选处罚种类。",
        "选档次",
        "field:decision.tier",
    ),
    "amount.deviates": (
        "罚款 {amount} 元在档次以外，已写明理由。",
        "确认理由充分。",
        "",
        "field:decision.reason",
    ),
    "amount.deviates_without_reason": (
        "罚款 {amount} 元不在“{label}”档内，没有写明理由。",
        "改金额，或者写明理由。",
        "写理由",
        "field:decision.reason",
    ),
    "amount.above_range": (
        "罚款 {amount} 元高于法定幅度。",
        "改成 {high} 元以下。",
        "改金额",
        "field:decision.amount",
    ),
    "amount.below_range": (
        "罚款 {amount} 元低于法定幅度，没有减轻的理由。",
        "改成 {low} 元以上；确需减轻的转普通程序。",
        "改金额",
        "field:decision.amount",
    ),
    "amount.mitigated": ("减轻处罚：{ground}。", "减轻处罚须经法制审核。", "已知悉", "act:answer"),
    "amount.missing": ("还没有填金额。", "在 {low}–{high} 元内确定金额。", "填金额", "field:decision.amount"),
    "amount.zero": ("罚款不能是 0 元。", "改金额，或者改为警告。", "改金额", "field:decision.amount"),
    "amount.base_missing": (
        "这条罚则按基数计算，还没有基数。",
        "查明{base}后再定金额。",
        "",
        "block:penalty",
    ),
    "amount.on_no_fine_level": (
        "这一档不处罚款，却填了金额。",
        "清空金额，或者改选档次。",
        "改金额",
        "field:decision.amount",
    ),
    "amount.outside_reference": (
        "罚款 {amount} 元在参考档次以外。",
        "参考档次不约束，理由写清即可。",
        "",
        "field:decision.amount",
    ),
    "level.unknown": ("所选档次不在这条罚则的裁量表里。", "重新选择档次。", "选档次", "field:decision.tier"),
    "level.not_on_act_date": (
        "所选裁量基准不适用于 {act_end} 的行为。",
        "重新选择档次。",
        "选档次",
        "field:decision.tier",
    ),
    "level.quoted": ("文书引用了未发布的档次。", "只写法定幅度和理由。", "改理由", "field:decision.reason"),
    "tier.unknown": ("没有第 {tier} 档。", "重新选择档次。", "选档次", "field:decision.tier"),
    "tier.not_chosen": (
        "有已发布的裁量基准，还没有选档次。",
        "按情形选定档次。",
        "选档次",
        "field:decision.tier",
    ),
    "tier.none_fits": (
        "查到的情形不落入任何一档。",
        "核对情形，或者写明理由按法定幅度处理。",
        "写理由",
        "field:decision.reason",
    ),
    "tier.circumstances_differ": (
        "“{label}”还要求：{lacking}。",
        "核对情形，改选档次。",
        "选档次",
        "field:decision.tier",
    ),
    "tier.reference_only": (
        "“{label}”只作参考，文书不引用。",
        "文书只写法定幅度和理由。",
        "",
        "field:decision.reason",
    ),
    "benchmark.row_missing": (
        "裁量基准缺“{kind}”一行。",
        "按法定幅度处理并写明理由。",
        "写理由",
        "field:decision.reason",
    ),
    "reason.missing": (
        "没有可引用的档次，也没有写理由。",
        "写明确定金额的理由。",
        "写理由",
        "field:decision.reason",
    ),
    "version.old_applies": ("行为后法律有变化，旧法较轻，适用旧法。", "文书引用 {old_citation}。", "", ""),
    "version.new_lighter": (
        "行为后法律有变化，新法较轻（{new_citations}）。",
        "从旧兼从轻，改用新法或者说明。",
        "已判断",
        "act:answer",
    ),
    "version.review": (
        "行为后法律有变化，轻重须由法制审核判断。",
        "写明判断；拿不准的转普通程序。",
        "已判断",
        "act:answer",
    ),
    "version.no_successor": (
        "行为后这条罚则没有承接条文。",
        "核对行为是否仍须处罚，写明判断。",
        "已判断",
        "act:answer",
    ),
}

MONEY: Mapping[str, Entry] = {
    "bank.incomplete": ("名册里的代收银行资料不全（{missing}）。", "请管理员补齐名册。", "", "block:penalty"),
    "collection.no_ground": (
        "罚款 {amount} 元超过 {limit} 元，没有当场收缴的理由。",
        "改为银行缴纳，或者写明收缴理由。",
        "改银行",
        "field:payment.mode",
    ),
    "collection.ground_without_reason": (
        "当场收缴的理由没有写明。",
        "写明具体情况。",
        "写理由",
        "field:payment.ground_reason",
    ),
    "money.receipt_missing": (
        "当场收缴没有财政票据号。",
        "填写票据号；没有票据的，当事人有权拒绝缴纳。",
        "填票据号",
        "field:payment.receipt",
    ),
    "money.no_decision": ("没有决定书，不能收缴罚款。", "先出具并交付决定书。", "去处罚", "block:penalty"),
    "money.amount_differs": (
        "收缴 {taken} 元与决定的罚款 {fine} 元不一致。",
        "按决定书载明的金额收缴。",
        "",
        "block:penalty",
    ),
    "money.not_taken": ("还没有登记当场收缴。", "登记票据号和收缴。", "填票据号", "field:payment.receipt"),
    "money.already_taken": ("罚款已经当场收缴。", "不需要再缴。", "", ""),
    "payment.nothing_due": ("警告没有罚款要缴。", "直接报备案。", "", ""),
    "payment.open": ("罚款还没有缴清。", "登记缴款后再结案。", "", "block:penalty"),
}

PENALTIES: Mapping[str, Entry] = {**PARTY, **EVIDENCE, **PENALTY, **MONEY}
