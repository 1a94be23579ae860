"""The catalogue of errors at set-up, start and unlock: code → (what happened, what it means, what to do).

A key ``code/reason`` stands for one reason of a code that needs other words than the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

_CLOSED = "本机存储没有打开，案件和证据没有改动。"
_UNTOUCHED = "文件夹里的内容没有改动。"
_READING = "已有内容都在，可以查看；现在不能办理和出具文书。"

START: Mapping[str, tuple[str, str, str]] = {
    "laptop.not_set_up": (
        "这台笔记本还没有登记（{folder}）。",
        "没有写入任何内容。",
        "请管理员完成登记；只想试用的，运行 fieldcase set-up 建一个演示中队。",
    ),
    "laptop.facts_damaged": (
        "本机登记信息（laptop.json）读不出来（{reason}）。",
        "案件和证据没有改动，仍加密存着。",
        "不要重新登记；请管理员从同一文件夹的副本或者备份恢复 laptop.json。",
    ),
    "laptop.newer": (
        "这台笔记本由更新版本的程序登记（格式 {version}，本程序认得 {known}）。",
        _CLOSED,
        "请安装新版程序后再登录。",
    ),
    "laptop.already_set_up": (
        "这个文件夹（{folder}）已经属于一台登记过的笔记本。",
        "没有重新登记，" + _UNTOUCHED,
        "直接登录；确要另建的，换一个空文件夹。",
    ),
    "laptop.folder_foreign": (
        "这个文件夹（{folder}）里有别的文件，例如“{name}”。",
        "没有登记，" + _UNTOUCHED,
        "换一个空文件夹再登记。",
    ),
    "laptop.unusable": (
        "数据文件夹不能读写（{reason}）。",
        _CLOSED,
        "请管理员检查磁盘是否只读、文件夹权限是否属于执法人员的用户组，然后再试。",
    ),
    "store.missing": (
        "没有找到本机存储（{name}）。",
        "没有新建空的存储，其他文件没有改动。",
        "确认数据盘已接好；文件被移走的，请管理员放回原处后再登录。",
    ),
    "store.exists": ("本机存储已经存在（{name}）。", "没有覆盖，" + _UNTOUCHED, "直接登录，不需要重新登记。"),
    "store.wrong_key": (
        "这份存储不是用本机的密钥写成的，或者整个文件已被覆盖。",
        _CLOSED,
        "确认存储没有被别的笔记本的文件替换；请管理员把原来的 store.db 放回后再登录。",
    ),
    "store.damaged": (
        "本机存储已损坏：{reason_words}。",
        "没有改写任何内容，未损坏的部分保持原样。",
        "不要再写入这块磁盘；请管理员运行 fieldcase doctor 查明损坏处，再从 backups 文件夹或者备份恢复。",
    ),
    "store.newer": (
        "本机存储由更新版本的程序写成（版本 {version}，本程序到 {known}）。",
        _CLOSED,
        "请安装新版程序后再登录，不要用旧程序强行打开。",
    ),
    "store.older": (
        "本机存储是旧版本（{version}），还没有升级。",
        _CLOSED,
        "重新启动程序，会先备份再自动升级。",
    ),
    "store.unusable": (
        "本机存储所在的磁盘不能用：{reason_words}。",
        "此前保存的内容没有改动。",
        "请管理员检查磁盘和文件夹权限，然后再登录。",
    ),
    "store.migration_failed": (
        "存储升级没有成功，仍是原来的版本（{version}）。",
        "升级前的内容都在，另有备份 backups/{backup}。",
        "请先用原来版本的程序办案，并报告管理员。",
    ),
    "store.read_only/no_grant": (
        "本机存储现在只能查看：这名人员的新密钥还没有区级授权。",
        _READING,
        "请区级为新密钥核发授权；急办的，由其他人员登录办理。",
    ),
    "store.read_only/no_keyring": (
        "本机存储现在只能查看：用恢复码进入，但系统密钥环不能用。",
        _READING + "原来的登录凭据保留，新口令没有设。",
        "请管理员修好系统密钥环，再用恢复码进入一次设新口令。",
    ),
    "grant.missing": (
        "这名人员的密钥还没有区级授权，不能签署。",
        "这一步没有保存，此前保存的内容都在。",
        "请区级核发授权，或者由其他有授权的人员确认。",
    ),
    "contact.warned": (
        "已有一段时间没有与区级联系，还剩 {days_left} 天。",
        "内容都在，可以照常办案。",
        "请在期限内联网一次；到期后只能查看和上传，直到联系上区级或者使用恢复码。",
    ),
    "contact.unsure": (
        "本机时间不准，不能确认多久没有与区级联系。",
        "内容都在，可以照常办案。",
        "请核对系统日期和时间，并尽快联网。",
    ),
    "enrolment.missing": (
        "本机登记不能用：{reason_words}。",
        _CLOSED,
        "请管理员联系区级重新核发登记，不要删除数据文件夹。",
    ),
    "release.missing": (
        "没有找到权责清单和参数（{folder}）。",
        "案件和证据没有改动。",
        "请重新安装程序；仍不行的，请区级重新发布数据版本。",
    ),
    "release.unreadable": (
        "权责清单的数据版本读不懂（{file}，{reason}）。",
        "没有采用，案件和证据没有改动。",
        "请重新安装程序；仍不行的，请区级重新发布数据版本。",
    ),
    "release.newer_format": (
        "权责清单的数据版本由更新的程序制作（格式 {format}，本程序认得 {known}）。",
        "没有采用，案件和证据没有改动。",
        "请安装新版程序后再登录。",
    ),
    "release.damaged": (
        "权责清单的数据文件缺失或者被改动（{file}）。",
        "没有采用被改动的数据，案件和证据没有改动。",
        "请重新安装程序；仍不行的，请区级重新发布数据版本。",
    ),
    "release.file_not_listed": (
        "数据版本里没有列出文件“{file}”。",
        "没有采用，案件和证据没有改动。",
        "请重新安装程序或者更新数据版本。",
    ),
    "release.refused": (
        "这份数据版本不能采用：{reason_words}。",
        "继续使用原来的数据版本，案件和证据没有改动。",
        "请管理员向区级重新索取。",
    ),
    "release.sheet_refused": (
        "权责清单的表格有误，共 {count} 处，第一处在 {file} 第 {line} 行。",
        "没有采用，案件和证据没有改动。",
        "请制表人员改正后重新发布。",
    ),
}

START_REASONS: Mapping[str, Mapping[str, str]] = {
    "store.damaged": {
        "empty": "文件是空的",
        "not_encrypted": "原处是一份没有加密的数据库",
        "too_short": "文件被截短",
        "page": "部分内容被改动或者读不出来",
        "schema": "内部的表缺失",
        "version": "版本标记不对",
    },
    "store.unusable": {"open": "文件打不开", "read_only": "磁盘或者文件夹是只读的", "disk": "磁盘读写出错"},
    "enrolment.missing": {
        "statements": "登记数据缺失或者读不懂",
        "device_key": "设备密钥与证书不符",
        "certificate": "设备证书与设备不符",
    },
    "release.refused": {
        "older": "比现有的旧",
        "forked": "与现有版本编号相同而内容不同",
        "rows_removed": "删去了已有的条目",
        "signature": "签名不符合要求",
    },
}
