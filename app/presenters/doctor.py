"""What the doctor found, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.numbers import DocumentNumber
from app.ports.vault import MendReport
from app.services.doctor import Fault

_PARTS = {
    "pages": "存储页损坏",
    "row": "整条无法读取",
    "header": "记录头被改动",
    "body": "内容被改动",
    "columns": "索引与记录头不一致",
    "gap": "前面缺一条记录",
    "prev": "与前一条接不上",
    "device": "不是本机的记录",
    "device_signature": "本机签名不符",
    "officer_signature": "执法人员签名不符",
    "judgement": "办理时的规则意见缺失或者读不出来",
    "missing": "封存文件不在了",
    "segment": "封存文件有一段被改动",
    "truncated": "封存文件被截短",
    "size": "封存文件长度不符",
    "hash": "内容摘要不符",
}


def fault_words(fault: Fault) -> str:
    """One line for one fault: what, where, which."""
    what = _PARTS.get(fault.part, fault.part)
    if fault.where == "vault":
        return f"证据 {fault.name}：{what}"
    place = "" if fault.seq is None else f"第 {fault.seq} 条 "
    return f"办案记录 {place}{fault.name}：{what}"


def page_words(pages: Sequence[int]) -> tuple[str, ...]:
    """One line for each page of a store that is too damaged to be opened."""
    return tuple(f"存储第 {page} 页：{_PARTS['pages']}" for page in pages)


def repair_words(report: MendReport) -> tuple[str, ...]:
    """What start put right after a run that was cut off; empty when nothing was."""
    lines = (
        (report.removed, "上次没有写完的 {0} 个半截文件已清除，原件不受影响。"),
        (report.quarantined, "{0} 个没有记录指向的完整文件已移到 lost+found 保存，没有删除。"),
        (report.restored, "{0} 个证据文件已从 lost+found 找回。"),
        (report.missing, "{0} 个证据文件不在原处，请运行 fieldcase doctor 并联系区级。"),
    )
    return tuple(words.format(len(names)) for names, words in lines if names)


def written_off_words(numbers: Sequence[DocumentNumber]) -> tuple[str, ...]:
    """Which numbers a run that was cut off had taken and not used; empty when there were none."""
    if not numbers:
        return ()
    written = "、".join(number.written for number in numbers)
    return (f"上次中断时已取出、没有用上的文号已登记注销，不再使用：{written}。",)
