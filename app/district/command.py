"""The command ``fieldcase-district``: makes a district, enters its people, serves it, backs it up.

What a program may want to read (a code, an address, a path) stands alone on standard output; words for people
go to standard error.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import __version__
from app.district.errors import DistrictUnusable
from app.district.told_clock import VARIABLE as CLOCK
from app.district.told_clock import ToldClock
from app.district.words import sentence_for
from app.domain.errors import AppError

if TYPE_CHECKING:
    from app.district.district import District
    from app.district.street_file import CardFacts

HOME, DATABASE = "FIELDCASE_DISTRICT_HOME", "FIELDCASE_DISTRICT_DATABASE"
EVIDENCE = "FIELDCASE_DISTRICT_EVIDENCE"
DEFAULT_HOME = "/var/lib/fieldcase-district"
FAILED = 1

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Run a district of Fieldcase (街镇执法·外勤办案 区级平台).",
)

Home = Annotated[Path, typer.Option(envvar=HOME, help="the district's folder")]
Street = Annotated[str, typer.Option(help="id of the street; may be left out where there is one alone")]


def main() -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    os.umask(0o027)
    from app.crypto.memory import forbid_core_dumps

    forbid_core_dumps()
    try:
        app(standalone_mode=True)
    except AppError as error:
        _say(sentence_for(error))
        return FAILED
    return 0


@app.command()
def version() -> None:
    """Print the version."""
    print(f"fieldcase-district {__version__}")


@app.command()
def init(
    name: Annotated[str, typer.Option(help="what laptops show of the district")],
    home: Home = Path(DEFAULT_HOME),
) -> None:
    """Make a district: keys, database, the first epoch."""
    from app.district.district import make_district

    made = make_district(
        home, name, os.environ.get(DATABASE), _told_clock(), evidence=os.environ.get(EVIDENCE)
    )
    try:
        print(made.key)
        _say(
            f"区级平台已建好：{home}。密钥在 keys.json，请另存一份到保险柜；没有它，平台不能再签发任何内容。"
        )
    finally:
        made.close()


@app.command()
def street(
    file: Annotated[Path, typer.Argument(help="YAML or JSON: agency, numbers, register, officers")],
    home: Home = Path(DEFAULT_HOME),
) -> None:
    """Enter a street from its file, or change what is known of it."""
    from app.district.administration import put_street
    from app.district.street_file import read_street_file

    facts = read_street_file(file)
    with _opened(home) as district:
        put_street(district, facts)
    print(facts.agency.id)
    _say(f"街道已登记：{facts.agency.name}，人员 {len(facts.officers)} 名，文号 {len(facts.numbers)} 类。")


@app.command()
def ca(
    host: Annotated[list[str], typer.Option(help="a name or address by which laptops reach the server")],
    home: Home = Path(DEFAULT_HOME),
) -> None:
    """Make the district's certificate authority and the certificate of its server; print the fingerprint."""
    from app.district.authority import make_certificates
    from app.district.state import AUTHORITY, NAME, put_setting, setting_of

    with _opened(home) as district:
        with district.reading() as connection:
            name = setting_of(connection, NAME)
        made = make_certificates(home, name, host)
        with district.writing() as connection:
            put_setting(connection, AUTHORITY, made.authority)
    print(made.fingerprint)
    _say(f"证书已建好，服务器证书有效至 {made.valid_until:%Y-%m-%d}。此前打印的登记码请作废重打。")


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port to listen on; 0 takes a free one", min=0, max=65535)] = 8443,
    plain: Annotated[bool, typer.Option("--plain", help="HTTP without TLS, on loopback alone")] = False,
    home: Home = Path(DEFAULT_HOME),
) -> None:
    """Serve the district; prints its address once it takes requests."""
    from app.district.api import make_app
    from app.district.authority import has_certificate
    from app.district.serving import is_loopback
    from app.district.serving import serve as serve_on

    if os.environ.get(CLOCK) and not ((plain or not has_certificate(home)) and is_loopback(host)):
        raise DistrictUnusable(reason="clock_real")
    with _opened(home) as district:
        serve_on(
            make_app(district), home, host, port, plain=plain, listening=lambda at: print(at, flush=True)
        )


@app.command()
def enrol(
    laptop: Annotated[str, typer.Option(help="what the district calls the laptop")],
    street: Street = "",
    home: Home = Path(DEFAULT_HOME),
) -> None:
    """Print a code for a laptop."""
    from app.district.administration import laptop_code

    with _opened(home) as district:
        print(laptop_code(district, _street(district, street), laptop))
        _say(f"登记码供“{laptop}”使用一次，{district.policies.code_days} 天内有效。")


@app.command()
def officer(
    id: Annotated[str, typer.Option(help="roster id")],
    name: Annotated[str, typer.Option(help="as on the enforcement card; needed for a new officer")] = "",
    role: Annotated[list[str] | None, typer.Option(help="OFFICER, SQUAD_LEADER, AGENCY_HEAD …")] = None,
    squad: Annotated[str, typer.Option(help="the squad")] = "",
    card: Annotated[list[str] | None, typer.Option(help="NUMBER,FROM,UNTIL with ISO days")] = None,
    until: Annotated[str, typer.Option(help="the last day of his rights (ISO); prints no code")] = "",
    street: Street = "",
    home: Home = Path(DEFAULT_HOME),
) -> None:
    """Enter an officer on the roster, or change him, and print a code for his key."""
    from app.district.administration import officer_code, person, put_person
    from app.district.street_file import OfficerFacts

    with _opened(home) as district:
        at = _street(district, street)
        known = person(district, at, id) or OfficerFacts(id, "", (), "")
        told = replace(
            known,
            name=name or known.name,
            roles=tuple(role or known.roles),
            squad=squad or known.squad,
            cards=tuple(_card(each) for each in card) if card else known.cards,
        )
        if told != known or until:
            put_person(district, at, told, until or None)
            _say(f"名册已更新：{told.name}。")
        if not until:
            print(officer_code(district, at, id))
            _say(f"登记码供{told.name}使用一次，{district.policies.code_days} 天内有效。")


@app.command("block-device")
def block_device(
    device: Annotated[str, typer.Argument(help="the device's id, or the name of its laptop")],
    lift: Annotated[bool, typer.Option("--lift", help="let it in again")] = False,
    home: Home = Path(DEFAULT_HOME),
) -> None:
    """Refuse a device from now on."""
    from app.district.administration import block

    with _opened(home) as district:
        print(block(district, device, not lift))
        _say("已恢复。" if lift else "已停用：不再接收它的数据，也不再向它提供数据。")


@app.command()
def backup(
    to: Annotated[Path | None, typer.Option(help="folder; otherwise backups in the district's own")] = None,
    home: Home = Path(DEFAULT_HOME),
) -> None:
    """Copy database and evidence, prove the copies, and let laptops rely on them."""
    from app.district.backup import FOLDER, back_up
    from app.district.files_backup import keep_evidence

    with _opened(home) as district:
        kept = back_up(district, to or home / FOLDER, [keep_evidence(district.files.blobs)])
    print(kept.path)
    _say(f"备份已核对，水位移到 {kept.commit_seq}。keys.json 不在备份里，请另行保管。")


@contextmanager
def _opened(home: Path) -> Iterator[District]:
    from app.district.district import open_district
    from app.district.state import AUTHORITY, setting_of

    clock = _told_clock()
    district = open_district(home, os.environ.get(DATABASE), clock, evidence=os.environ.get(EVIDENCE))
    try:
        with district.reading() as connection:
            if clock is not None and setting_of(connection, AUTHORITY):
                raise DistrictUnusable(reason="clock_real")
        yield district
    finally:
        district.close()


def _told_clock() -> ToldClock | None:
    told = os.environ.get(CLOCK)
    return ToldClock(Path(told)) if told else None


def _street(district: District, told: str) -> str:
    from app.district.administration import street_ids

    if told:
        return told
    known = street_ids(district)
    if len(known) != 1:
        raise DistrictUnusable(reason="street", street="、".join(known))
    return known[0]


def _card(text: str) -> CardFacts:
    from app.district.street_file import CardFacts

    number, *days = text.split(",")
    if len(days) != 2:
        raise typer.BadParameter(text, param_hint="--card")
    return CardFacts(number.strip(), days[0].strip(), days[1].strip())


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
