"""The catalogue of errors: code → (what happened, what it means for the data, what to do).

A text may name facts of its error in braces, and ``{reason_words}`` for its reason in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from app.presenters.error_texts_district import DISTRICT, DISTRICT_REASONS
from app.presenters.start_texts import START, START_REASONS

Parts: TypeAlias = tuple[str, str, str]

_KEPT = "已保存的内容都在，没有改动。"
_NOT_SAVED = "这一步没有保存，此前保存的内容都在。"
_LOCKED = "本机存储没有打开，内容没有改动。"
_ORIGINAL = "原文件没有动，本机没有留下半份文件。"

SIGN_IN: Mapping[str, Parts] = {
    "passphrase.wrong": ("口令不对。", _LOCKED, "重新输入；看看大写锁定和输入法。忘记了可用恢复码进入。"),
    "passphrase.weak": ("新口令不能用：{reason_words}。", _LOCKED, "换一个更长、不含姓名和证号的口令。"),
    "slot.damaged": (
        "这名人员在本机的登录凭据已损坏。",
        "案件和证据没有损坏，仍加密存着。",
        "请其他人员登录，或者用恢复码进入后重设口令。",
    ),
    "slot.newer": (
        "登录凭据由更新版本的程序写成。",
        _LOCKED,
        "请安装新版程序后再登录。",
    ),
    "slot.missing": ("本机没有这名人员的登录凭据。", _LOCKED, "请换一名人员登录，或者请中队登记新人员。"),
    "laptop_secret.missing": (
        "系统密钥环里没有本机密钥。",
        "案件和证据都在，仍加密存着。",
        "确认用平时的系统账户登录；密钥环已重置的，用恢复码进入。",
    ),
    "laptop_secret.wrong": (
        "系统密钥环里的密钥不是这套存储的。",
        "案件和证据都在，仍加密存着。",
        "确认存储没有从别的笔记本搬来；确需使用的，用恢复码进入。",
    ),
    "laptop_secret.exists": (
        "本机密钥已经存在，没有再建。",
        _KEPT,
        "不需要处理；重新安装前请先核对存储位置。",
    ),
    "laptop_secret.damaged": (
        "系统密钥环给出的内容不是本机密钥。",
        "案件和证据都在，仍加密存着。",
        "重新启动后再试；仍不行的，用恢复码进入。",
    ),
    "keyring.refused": (
        "当前的系统密钥环（{name}）不保护密钥，不能使用。",
        _LOCKED,
        "请管理员启用 GNOME 密钥环或者 KWallet 后再登录。",
    ),
    "keyring.missing": (
        "没有找到系统密钥环。",
        _LOCKED,
        "请管理员安装并启动系统密钥环；急用时用恢复码进入。",
    ),
    "keyring.locked": ("系统密钥环没有解锁。", _LOCKED, "在系统弹出的窗口里解锁密钥环，然后再试。"),
    "recovery.mistyped": (
        "恢复码输入有误：{reason_words}。",
        _LOCKED,
        "照纸上的七组字符逐组核对后重新输入。",
    ),
    "recovery.wrong": ("这不是本机的恢复码。", _LOCKED, "核对恢复码的纸面登记，换对应本机的那一份。"),
    "memory.short": ("内存不够，不能验证口令。", _LOCKED, "关掉其他程序后再试。"),
    "confirm.not_second": (
        "只有本案的协办人员可以确认。",
        _NOT_SAVED,
        "请协办本人选自己的姓名、输入自己的口令。",
    ),
    "confirm.nothing": ("没有等待确认的记录。", _KEPT, "可以继续办理。"),
}

STORE: Mapping[str, Parts] = {
    "store.busy": ("另一项操作正占用存储。", _NOT_SAVED, "稍等几秒再试一次。"),
    "store.read_only": (
        "本机存储只能查看和上传：{reason_words}。",
        "已保存的内容都在，可以查看和上传；新的内容没有写入。",
        "联网与区级联系，或者用恢复码进入。",
    ),
    "case.unknown": ("本机没有这个案件。", _KEPT, "回到案件列表重新选择。"),
    "entry.damaged": (
        "办案记录校验不通过（第 {seq} 条，{reason_words}）。",
        "其余记录没有受影响；受损的一条保持原样，没有改写。",
        "停止办理本案，请管理员运行 fieldcase doctor，并保留这台笔记本。",
    ),
    "entry.too_large": ("内容太长，一次记录放不下。", _NOT_SAVED, "把文字缩短，长材料作为证据附件添加。"),
    "record.refused": (
        "有一条记录的内容读不懂。",
        "这条记录原样保留，没有丢弃。",
        "请升级程序后再打开本案。",
    ),
    "canonical.refused": ("内容含有不能保存的字符。", _NOT_SAVED, "删去看不见的特殊字符后再保存。"),
    "statement.refused": (
        "区级下发的数据签名或者格式不对。",
        "没有采用这份数据，原有数据不变。",
        "请管理员向区级重新索取。",
    ),
    "signature.wrong": (
        "签名校验不通过。",
        "没有采用这份内容，原有数据不变。",
        "请管理员核对来源并运行 fieldcase doctor。",
    ),
    "key.malformed": ("密钥内容读不懂。", _KEPT, "请管理员运行 fieldcase doctor。"),
    "seal.broken": (
        "加密内容校验不通过。",
        "没有改写，原样保留。",
        "请管理员运行 fieldcase doctor，并保留这台笔记本。",
    ),
    "seal.unknown": ("加密格式由更新版本的程序写成。", "没有改写，原样保留。", "请安装新版程序。"),
    "number.used_up": (
        "本机的{number_class}文号已用完。",
        _NOT_SAVED,
        "换有余号的笔记本出具，或者请区级下发新号段。",
    ),
    "number.store_restored": (
        "存储是从备份恢复的，文号可能已用到更后面。",
        "案件内容都在；为避免重号，暂不编号。",
        "请报区级核对；核对以前可以办案和取证，不能出具编号的文书。",
    ),
    "roster.unknown_officer": (
        "人员名册里没有这名人员。",
        _NOT_SAVED,
        "请选择名册内的人员，或者等名册更新。",
    ),
    "transient": ("暂时没有成功（{code}）。", _KEPT, "稍后再试一次。"),
}

EVIDENCE: Mapping[str, Parts] = {
    "evidence.unknown": ("本案没有这份证据。", _KEPT, "刷新本页后再选。"),
    "evidence.altered": (
        "这份证据与封存时不一致。",
        "原封存文件保持现状，没有改写；结案前必须处理。",
        "停止使用这份证据，报告中队长，并保留这台笔记本。",
    ),
    "evidence.missing": (
        "没有找到这份证据的封存文件。",
        "案件记录仍在，文件本身缺失。",
        "请管理员运行 fieldcase doctor找回文件。",
    ),
    "disk.full": (
        "磁盘空间不够：需要 {needed}，现有 {free}。",
        "这一步没有做，此前保存的内容都在。",
        "清理磁盘空间后再试；要导入的原文件请先留在原处。",
    ),
    "vault.unusable": (
        "证据库所在的磁盘不能读写（{reason}）。",
        "已封存的证据没有改动。",
        "检查磁盘后重新启动程序。",
    ),
    "source.unreadable": ("原文件读不出来（{reason}）。", _ORIGINAL, "重新插好存储卡再导入。"),
    "source.changed": ("两次读取原文件，内容不一致。", _ORIGINAL, "确认录制已停止、存储卡完好，再导入一次。"),
    "vault.cancelled": ("导入已停止。", _ORIGINAL, "需要时重新添加。"),
    "media.damaged": (
        "这份照片或者录像打不开。",
        _ORIGINAL,
        "换一份完好的；确需保留的，选“仍然封存”，并写明原因。",
    ),
}

LAW: Mapping[str, Parts] = {
    "rule.broken": ("还不能办：不符合规定。", _NOT_SAVED, "逐项补齐后再办。"),
    "field.refused": ("“{field}”填写有误：{reason_words}。", _NOT_SAVED, "改正后离开输入框，会自动保存。"),
    "money.unreadable": ("金额读不懂：{reason_words}。", _NOT_SAVED, "写成 100 或者 100.00，单位是元。"),
    "amount.refused": ("金额不能用：{amount}。", _NOT_SAVED, "写成不超过两位小数的正数。"),
    "amount.base_missing": (
        "这条罚则按基数计算，还没有基数。",
        _NOT_SAVED,
        "先查明基数（{base}），此类案件用普通程序。",
    ),
    "date.unreadable": ("日期读不懂：{text}。", _NOT_SAVED, "写成 2026-01-31 或者 2026-01-31 09:30。"),
    "date.out_of_range": ("日期超出可以计算的范围。", _NOT_SAVED, "核对起算日期。"),
    "reinspection.no_order": (
        "还没有送达责令改正通知书，不能复查。",
        _NOT_SAVED,
        "先出具并送达责令改正通知书。",
    ),
    "law.rule_has_no_end": ("这条期限规则不能算出截止日。", _KEPT, "请管理员核对期限参数。"),
    "law.parameter_unknown": ("法定参数缺少“{id}”。", _KEPT, "请更新数据版本。"),
    "law.rule_unknown": ("期限规则缺少“{id}”。", _KEPT, "请更新数据版本。"),
    "law.file_invalid": (
        "法定参数文件有误（{file} 第 {line} 行）。",
        _KEPT,
        "请重新安装程序或者更新数据版本。",
    ),
    "catalogue.no_such_row": ("权责清单里没有“{id}”。", _KEPT, "核对事项编码，或者更新权责清单。"),
}

PAPERS: Mapping[str, Parts] = {
    "document.unknown": ("本案没有这份文书。", _KEPT, "刷新本页后再选。"),
    "approval.no_such_form": ("{form}不需要报批。", _KEPT, "选需要报批的文书。"),
    "notice.none": ("还没有送达告知书。", _KEPT, "先送达告知书，再登记当事人的答复。"),
    "money.no_cash": ("本案没有可以登记的现金。", _KEPT, "核对当场收缴和交款的登记。"),
    "document.copy_not_written": (
        "副本没有写成（{name}：{reason}）。",
        "文书在本机完好，没有计入份数。",
        "换一个能写的位置再存。",
    ),
    "print.failed": ("没有打印出来：{reason}。", "文书在本机完好，没有计入份数。", "检查打印机后再打印。"),
    "paper.form_unknown": ("没有这种文书样式（{form}）。", _NOT_SAVED, "请更新数据版本。"),
    "paper.form_broken": (
        "文书样式文件有误（{file} 第 {line} 行）。",
        _NOT_SAVED,
        "请重新安装程序或者更新数据版本。",
    ),
    "paper.fields_missing": ("文书还缺：{problem_words}。", "没有编号，没有占用文号。", "补齐后再出具。"),
    "paper.value_unprintable": (
        "“{label}”的内容印不出来。",
        "没有编号，没有占用文号。",
        "改正这一项后再出具。",
    ),
    "paper.missing_glyph": (
        "“{label}”里的“{character}”没有字形，印不出来。",
        "没有编号，没有占用文号。",
        "核对用字；确为生僻字的，请管理员安装含这个字的字库。",
    ),
    "paper.text_too_long": (
        "“{label}”太长，一页放不下，至少要减 {over} 个字。",
        "没有编号，没有占用文号。",
        "缩短文字后再出具。",
    ),
    "paper.worker_lost": ("排版没有完成。", "没有编号，没有印出任何内容。", "再试一次。"),
    "paper.too_slow": ("排版超过 {seconds} 秒没有完成。", "没有编号，没有印出任何内容。", "再试一次。"),
}

OTHER: Mapping[str, Parts] = {
    "app": (
        "这一步没有办成（{code}）。",
        _NOT_SAVED,
        "再试一次；仍不行的，请管理员运行 fieldcase doctor，并记下括号里的代码。",
    ),
    "bug": (
        "程序出了差错（{error}）。",
        "此前保存的内容都在；这一步没有保存。",
        "再试一次；仍不行的，请管理员运行 fieldcase doctor，并记下括号里的代码。",
    ),
}

ERRORS: Mapping[str, Parts] = {**SIGN_IN, **START, **STORE, **EVIDENCE, **LAW, **PAPERS, **DISTRICT, **OTHER}

REASONS: Mapping[str, Mapping[str, str]] = {
    "passphrase.weak": {"too_short": "太短", "too_uniform": "字符太单一", "own_name": "与姓名或者证号相同"},
    "recovery.mistyped": {"length": "位数不对", "character": "有不该出现的字符", "check": "校验位不对"},
    "field.refused": {
        "unknown": "没有这一项",
        "type": "内容类型不对",
        "amount": "金额不对",
        "too_long": "太长",
        "no_choice": "不在可选范围内",
        "no_date": "不是日期或者时间",
        "time_zone": "须为北京时间",
        "empty": "没有填写",
    },
    "money.unreadable": {
        "empty": "没有填写",
        "no_amount": "不是金额",
        "negative": "不能是负数",
        "too_precise": "最多两位小数",
        "too_large": "太大",
    },
    "entry.damaged": {"header": "抬头", "body": "正文", "chain": "次序", "signature": "签名"},
    "store.read_only": {"lease": "与区级失联超过规定天数"},
    **START_REASONS,
    **DISTRICT_REASONS,
}
