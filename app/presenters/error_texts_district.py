"""The catalogue of errors between laptop and district: what the district refused, and what that means."""

from __future__ import annotations

from collections.abc import Mapping

_QUEUED = "本机的内容都在，仍在待上传队列里。"
_KEPT = "本机的内容都在，没有改动。"
_BY_ITSELF = "不需要操作，程序稍后自动再试。"
_ADMIN = "请管理员记下这一条，与区级平台联系。"

DISTRICT: Mapping[str, tuple[str, str, str]] = {
    "district.unreachable": ("连不上区级平台。", _QUEUED, "有网络时程序自动再试；办案照常进行。"),
    "district.silent": ("区级平台 {seconds} 秒没有回应。", _QUEUED, _BY_ITSELF),
    "district.foreign": (
        "应答的不是区级平台，可能是要先登录的网络。",
        "没有采用对方的任何内容；" + _QUEUED,
        "在浏览器里完成网络登录，或者换一个网络；程序自动再试。",
    ),
    "district.certificate": (
        "不能确认对方是区级平台：{reason_words}。",
        "没有发出任何案件内容；" + _QUEUED,
        "先核对本机日期和时间，再换一个网络试；仍不行的，联系区级平台。",
    ),
    "district.answer": ("区级平台的应答不完整（{field}），没有采用。", _QUEUED, _BY_ITSELF),
    "district.address": (
        "区级平台的地址不能用：{reason_words}。",
        "没有连接，没有写入任何内容。",
        "照区级平台给的地址重新填写，以 https:// 开头。",
    ),
    "district.not_of_code": (
        "这个地址上的不是发码的区级平台。",
        "没有登记，没有向对方发送任何内容。",
        "核对地址和登记码是否同一张纸上的；仍不行的，联系区级平台。",
    ),
    "push.stopped": (
        "区级平台没有接着收本机第 {seq} 条办案记录：{reason_words}。",
        _QUEUED,
        "请管理员运行 fieldcase doctor 检查本机记录，并与区级平台联系。",
    ),
    "arrival.refused": ("收到的内容核对不上（{part}），没有采用。", _KEPT, _ADMIN),
    "download.altered": (
        "下载的证据与原件校验值不一致，没有采用。",
        _KEPT,
        "稍后重新下载；仍不行的，联系区级平台。",
    ),
    "district.refused": (
        "区级平台没有受理（{told}）。",
        _QUEUED,
        "请升级程序后再试；仍不行的，联系区级平台。",
    ),
    "request.malformed": ("区级平台读不懂本机发出的内容（{field}）。", _QUEUED, _ADMIN),
    "request.too_large": ("一次发出的内容太大。", _QUEUED, "不需要操作，程序改为分批发送。"),
    "token.missing": ("区级平台要求重新验证本机。", _QUEUED, _BY_ITSELF),
    "token.expired": ("本机的登录凭证已过时。", _QUEUED, _BY_ITSELF),
    "token.refused": ("区级平台不认可本机的登录凭证。", _QUEUED, _ADMIN),
    "token.clock": (
        "本机时间与区级平台相差太大。",
        _QUEUED,
        "核对系统的日期、时间和时区；程序已按区级时间再试一次。",
    ),
    "device.blocked": (
        "区级平台已停用这台笔记本。",
        "本机的内容都在，不再上传和接收。",
        "请中队与区级平台联系；确需继续使用的，由区级平台恢复。",
    ),
    "device.demonstration": (
        "这台笔记本是演示用的，不属于本区。",
        "本机的内容都在，不会上传。",
        "正式使用须由区级平台发登记码，在空文件夹里重新登记。",
    ),
    "evidence.not_in_district": ("区级平台没有这份证据，或者不向本机提供。", _KEPT, "刷新案件后再试。"),
    "upload.unknown": ("区级平台没有这次上传的记录。", _QUEUED, "不需要操作，程序重新开始这一份的上传。"),
    "upload.offset": ("上传的位置与区级平台不一致。", _QUEUED, "不需要操作，程序从区级平台已存的位置继续。"),
    "upload.hash": (
        "区级平台收到的证据与原件校验值不一致，已作废。",
        "本机的原件没有改动。",
        "程序从头再传；仍不行的，请管理员运行 fieldcase doctor。",
    ),
    "upload.busy": ("这份证据正由另一个连接上传。", _QUEUED, _BY_ITSELF),
    "upload.checksum": ("有一段数据在途中损坏，没有采用。", _QUEUED, "不需要操作，程序重发这一段。"),
    "code.unknown": (
        "区级平台没有这个登记码，或者已过期。",
        "没有登记，没有写入任何内容。",
        "请区级平台重新发码。",
    ),
    "code.used": ("这个登记码已经用过。", "没有登记，没有写入任何内容。", "请区级平台另发一个登记码。"),
    "code.mistyped": (
        "登记码输入有误：{reason_words}。",
        "没有登记，没有写入任何内容。",
        "照纸上的十组字符逐组核对后重新输入。",
    ),
    "enrolment.proof": ("区级平台不能确认密钥属于本机。", "没有登记，没有写入任何内容。", _ADMIN),
    "block.class": (
        "区级平台不发放{number_class} {year} 年的号段。",
        _KEPT,
        "核对文书种类和年份；次年号段从规定日期起发放。",
    ),
    "path.unknown": ("区级平台不认识这个请求。", _QUEUED, "请核对程序版本；仍不行的，联系区级平台。"),
    "cursor.stale": ("区级平台的记录次序已更新。", _KEPT, "不需要操作，程序从头核对一遍。"),
    "epoch.new": (
        "区级平台从备份恢复过，本机正在补传。",
        "本机的内容都在，已上传的也会再核对一遍。",
        _BY_ITSELF,
    ),
    "server.fault": ("区级平台的程序出了差错。", _QUEUED, "程序稍后自动再试；一直不行的，联系区级平台。"),
    "server.busy": ("区级平台正忙。", _QUEUED, _BY_ITSELF),
    "server.full": ("区级平台的存储空间已满。", _QUEUED, "程序稍后自动再试；请告知区级平台。"),
    "district.unusable": (
        "区级平台不能启动或者不能办这一步（{reason}）。",
        "平台已有的数据没有改动。",
        "请平台管理员按命令行的提示处理。",
    ),
    "district.street_file": (
        "街道文件有误（{field}）。",
        "平台已有的数据没有改动。",
        "请平台管理员改正文件后再试。",
    ),
    "packed.too_large": ("收到的数据太大，没有采用。", _KEPT, _ADMIN),
    "packed.unreadable": ("收到的数据读不懂，没有采用。", _KEPT, _BY_ITSELF),
}

DISTRICT_REASONS: Mapping[str, Mapping[str, str]] = {
    "district.certificate": {
        "clock": "对方证书不在有效期内，或者本机时间不对",
        "name": "对方证书上的名称不符",
        "authority": "对方证书不是本区签发的",
        "other": "加密连接没有建成",
    },
    "push.stopped": {
        "header": "记录抬头不合规定",
        "device": "记录不是本机的",
        "prev": "记录接不上前一条",
        "device_signature": "本机签名不对",
        "order": "平台在等另一条记录",
    },
    "district.address": {"form": "格式不对", "plain": "没有加密的地址只能用于本机"},
    "code.mistyped": {"length": "位数不对", "character": "有不该出现的字符"},
}
