"""Findings of the district: what laptops did at once, what was refused, what the leader may decide."""

from __future__ import annotations

from collections.abc import Mapping

from app.presenters.finding_texts import Entry

MERGE: Mapping[str, Entry] = {
    "merge.field": (
        "“{field}”已由别人改成不同的内容，两份内容都保留着。",
        "由中队长对照原值和两份内容后决定。",
        "",
        "",
    ),
    "merge.step": (
        "这一步从“{start}”办起，而本案已在“{step}”。",
        "由中队长决定；已经交付的文书照样有效，期限照样计算。",
        "",
        "",
    ),
    "merge.waits": (
        "同一人员在本案还有 {count} 条记录待决，这一条等它先决定。",
        "由中队长先决定前面的一条。",
        "",
        "",
    ),
    "case.damaged": (
        "本案有 {count} 条记录被区级平台拒收，本案其后的办理暂停。",
        "由中队长查明原因后决定继续办理。",
        "",
        "",
    ),
    "settle.not_held": ("这一条没有待决，或者已经决定过。", "刷新本页，看已有的决定。", "", ""),
    "settle.own": ("待决的记录是本人所写，不能由本人决定。", "请另一名中队长决定。", "", ""),
    "settle.stays_refused": ("被拒收的记录不能改为采用。", "确认拒收后由原办案人员重新记录。", "", ""),
    "settle.against_law": (
        "这一条还有法定条件没有满足，不能采用。",
        "先补齐条件，或者决定不采用、由办案人员重新办理。",
        "",
        "",
    ),
    "settle.no_such_outcome": ("决定只能是采用或者不采用。", "重新选择。", "", ""),
}

REFUSED: Mapping[str, Entry] = {
    "entry.officer_signature": (
        "{kind}：执法人员的签名不对，区级平台没有采用。",
        "由中队长查明后决定继续办理。",
        "",
        "",
    ),
    "entry.grant": ("{kind}：区级平台没有这名人员的授权，没有采用。", "由中队长查明后决定继续办理。", "", ""),
    "entry.commitment": (
        "{kind}：内容与抬头的校验值不符，区级平台没有采用。",
        "由中队长查明后决定继续办理。",
        "",
        "",
    ),
    "entry.body": ("{kind}：内容读不懂，区级平台没有采用。", "由中队长查明后决定继续办理。", "", ""),
    "entry.too_large": (
        "{kind}：内容超过 {limit} 字节，区级平台没有采用。",
        "由中队长决定继续办理；长材料作为证据附件添加。",
        "",
        "",
    ),
    "entry.body_missing": (
        "{kind}：内容在笔记本上已损坏，只收到抬头。",
        "由中队长查明后决定继续办理。",
        "",
        "",
    ),
    "law.other_release": (
        "区级平台没有本案所用的清单版本，按最新版本核对。",
        "请区级平台补上这一版本；本案仍以原版本为准。",
        "",
        "",
    ),
    "entry.unknown_kind": ("这是更新版本程序的记录，原样保留。", "升级程序后可以看到内容。", "", ""),
}

FROM_DISTRICT: Mapping[str, Entry] = {**MERGE, **REFUSED}
