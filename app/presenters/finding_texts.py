"""The catalogue of findings: code → (sentence, remedy, word of the cure's button, where the cure is).

A text may name facts of its finding in braces. Where: ``field:<name>``, ``block:<block>`` of the
on-the-spot page, ``act:<act>``, ``page:<page>``; empty where nothing on this laptop cures it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Entry: TypeAlias = tuple[str, str, str, str]

ITEM: Mapping[str, Entry] = {
    "item.unknown": ("权责清单里没有事项“{item}”。", "重新选择事项。", "选事项", "field:act.item"),
    "branch.unknown": ("所选罚则不在这个事项里。", "重新选择档次。", "选档次", "field:decision.tier"),
    "branch.not_chosen": (
        "同一事项有几条罚则，还没有选定。",
        "按情形选定罚则。",
        "选罚则",
        "field:decision.branch",
    ),
    "branch.none": (
        "这个事项对该行为日、该类当事人没有罚则。",
        "核对当事人种类和行为时间。",
        "核对时间",
        "field:act.at",
    ),
    "branch.other_party": (
        "所选罚则只适用于{subject}。",
        "核对当事人种类，或者改选罚则。",
        "核对当事人",
        "field:party.kind",
    ),
    "citation.none_on_act_date": (
        "行为日 {act_end} 没有可引用的违反条款。",
        "核对行为时间，或者报区级核实条文。",
        "核对时间",
        "field:act.at",
    ),
    "item.lookup_only": (
        "“{name}”只供查询，不能据以处罚：{usability}。",
        "换一个可用的事项，或者报区级核实后再办。",
        "换事项",
        "field:act.item",
    ),
    "figure.unchecked": (
        "这条罚则的数额没有核对过原文，不能用于决定。",
        "报区级核对数额后再办。",
        "换事项",
        "field:act.item",
    ),
    "citation.article_missing": (
        "条号没有核实，不能印在文书上。",
        "报区级补条号后再办。",
        "换事项",
        "field:act.item",
    ),
    "item.not_in_force": (
        "行为日 {act_end} 不在事项的有效期内（{from} 起施行）。",
        "核对行为时间，或者换一个当时有效的事项。",
        "核对时间",
        "field:act.at",
    ),
    "branch.of_other_item": ("所选罚则不属于这个事项。", "重新选择档次。", "选档次", "field:decision.tier"),
    "branch.not_on_act_date": (
        "所选罚则不适用于 {act_end} 的行为。",
        "按行为日重新选择档次。",
        "选档次",
        "field:decision.tier",
    ),
    "law.text_not_read": (
        "罚则所在的条文没有读到原文，不能据以处罚。",
        "报区级核对条文后再办。",
        "换事项",
        "field:act.item",
    ),
    "text.unconfirmed": (
        "“{name}”的现行文本须先核对（{currency}）。",
        "对照现行条文，写明核对结果。",
        "已核对",
        "act:answer",
    ),
    "citation.unconfirmed": (
        "违反条款没有核对过原文：{citations}。",
        "对照条文，写明核对结果。",
        "已核对",
        "act:answer",
    ),
    "benchmark.currency_unconfirmed": (
        "裁量基准{title}是否现行有效没有核实。",
        "核对后写明结果，本案只问一次。",
        "已核对",
        "act:answer",
    ),
    "correction.order_missing": (
        "先责令改正，拒不改正才能罚款：还没有送达责令改正通知书。",
        "出具并送达责令改正通知书。",
        "去责令改正",
        "act:order",
    ),
    "correction.refusal_missing": (
        "先责令改正，拒不改正才能罚款：还没有记录拒不改正。",
        "复查并记录结果，附证据。",
        "去复查",
        "act:reinspect",
    ),
    "item.concurs": (
        "同一行为可能还违反另一事项：{note}。",
        "同一行为只罚一次，择重；写明判断。",
        "已判断",
        "act:answer",
    ),
    "item.taken_back": (
        "“{name}”自 {since} 起已由市里收回，街镇不能办。",
        "移送{receivers}。",
        "换事项",
        "field:act.item",
    ),
    "holder.not_ours": (
        "“{name}”的执法权不在街镇（{level}）。",
        "移送有权机关。",
        "换事项",
        "field:act.item",
    ),
    "withdrawal.unconfirmed": (
        "“{name}”可能已在 {since} 收回，逐项清单没有取得。",
        "向区级核实，写明结果再办。",
        "已核实",
        "act:answer",
    ),
    "withdrawal.open_case": (
        "“{name}”立案后可能被收回（{since}），由谁决定没有读到规定。",
        "请中队长决定并写明理由。",
        "已决定",
        "act:answer",
    ),
    "holder.unconfirmed": (
        "“{name}”由谁办理是推定（{assumed}），官方清单没有取得。",
        "对照本街道公布的清单，写明核对结果。",
        "已核对",
        "act:answer",
    ),
}
