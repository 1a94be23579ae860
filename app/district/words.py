"""What the command tells whoever runs a district, by the reason of the trouble."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.errors import AppError

REASONS: Mapping[str, str] = {
    "address": "地址 {host}:{port} 不能使用，可能已被占用。",
    "backup": "备份没有完成（{step}），水位没有移动，原有备份不受影响。",
    "certificate": "证书文件 {file} 读不出来；请从备份恢复，不要重新生成，否则所有笔记本须重新登记。",
    "clock": "时钟文件 {file} 读不出时间；应写一个带时区的时间，例如 2026-08-06T09:00:00+08:00。",
    "clock_real": "设定时钟只供试用：平台已有证书，或者服务地址不是本机。",
    "database_address": "数据库地址不对；应以 postgresql:// 开头，或者不填而使用内置数据库。",
    "device": "找到 {found} 台“{device}”；请用设备编号指明一台。",
    "evidence": "证据存放处不能使用（{error}）。",
    "folder": "文件夹不能写入（{file}，{error}）。",
    "host": "主机名“{host}”不对；用 --host 写明笔记本访问平台所用的名称或者地址。",
    "keys": "密钥文件 {file} 读不懂；请从备份恢复。",
    "keys_open": "密钥文件 {file} 的权限是 {mode}，别人可以读；请改为 600 后再试。",
    "laptop_name": "笔记本名称不能为空，也不能叫 register。",
    "made": "这里已经有一个区级平台（{file}），没有重新建立。",
    "newer": "数据库由更新版本的程序建立（{version}，本程序认得 {known}）；请安装新版程序。",
    "not_made": "这里还没有区级平台（缺 {file}）；请先运行 fieldcase-district init。",
    "officer": "名册上没有“{officer}”。",
    "other_keys": "密钥文件与数据库不属于同一个区级平台。",
    "pg_dump": "没有找到 {program}；请安装 PostgreSQL 的客户端程序。",
    "plain_http": "没有证书时只能在本机地址上服务，不能在 {host} 上；请先运行 fieldcase-district ca。",
    "settings": "策略值 {setting} 缺失或者不对。",
    "street": "没有街道“{street}”。",
}
STREET_FILE = "街道文件 {file} 有误：{field}（{reason}）。"
OTHER = "没有办成（{code}）。"


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "—"


def sentence_for(error: AppError) -> str:
    """One sentence for a trouble of the command."""
    facts = _Facts({name: str(value) for name, value in error.facts.items()})
    if error.code == "district.street_file":
        return STREET_FILE.format_map(facts)
    facts["code"] = error.code
    return REASONS.get(facts.get("reason", ""), OTHER).format_map(facts)
