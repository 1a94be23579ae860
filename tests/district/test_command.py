"""The command as an administrator runs it: real processes, real TLS, real files."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from app.domain.clock import moment
from app.domain.verdict import Outcome
from app.machine import SystemClock
from app.places import resources_dir
from app.releases.release import load_release
from app.wire.codes import mark_of, read_code
from tests.district.conftest import NAME, STREET
from tests.district.laptop import Laptop
from tests.district.story import Story

SQUAD = resources_dir() / "demonstration" / "squad.json"
SECONDS = 60


class Admin:
    """Runs the command for one district."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        self._environment = {**os.environ, "FIELDCASE_DISTRICT_HOME": str(home), **environment}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "app.district", *arguments],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *arguments: str) -> tuple[int, str, str]:
        process = self.start(*arguments)
        out, err = process.communicate(timeout=SECONDS)
        return process.returncode, out.strip(), err.strip()

    def said(self, *arguments: str) -> str:
        code, out, err = self.run(*arguments)
        assert code == 0, err
        return out

    @contextmanager
    def serving(self, *arguments: str) -> Iterator[str]:
        """A server until the test is done with it; its address."""
        process = self.start("serve", "--port", "0", *arguments)
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            assert address, process.communicate(timeout=SECONDS)[1]
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=SECONDS)
        assert err.strip() == "", err


@pytest.fixture
def admin(tmp_path: Path) -> Admin:
    """A district with the demonstration street."""
    made = Admin(tmp_path / "district")
    made.said("init", "--name", NAME)
    made.said("street", str(SQUAD))
    return made


def laptop_at(address: str, http: httpx.Client) -> Laptop:
    told = http.get(f"{address}/v1/district").json()
    return Laptop(http, SystemClock(), told["district"], load_release(resources_dir(), verify=False).id)


def play(admin: Admin, laptop: Laptop) -> None:
    """Enrol, become two officers, push an entry and pull it."""
    assert laptop.enrol(admin.said("enrol", "--laptop", "SF-SFJD-01")).status_code == 201
    for officer in ("demo-jia", "demo-yi"):
        laptop.become(officer, admin.said("officer", "--id", officer))
    assert laptop.outcomes(Story(laptop).docket()) == [Outcome.APPLIED]
    assert len(laptop.pull()) == 1


def test_a_district_is_made_served_and_used_over_plain_http_on_loopback(admin: Admin) -> None:
    with admin.serving() as address, httpx.Client(base_url=address, trust_env=False) as http:
        assert address.startswith("http://127.0.0.1:")
        play(admin, laptop_at(address, http))


def test_a_district_is_used_over_tls_with_its_own_authority(admin: Admin) -> None:
    fingerprint = admin.said("ca", "--host", "127.0.0.1", "--host", "localhost")
    with admin.serving() as address:
        assert address.startswith("https://127.0.0.1:")
        with httpx.Client(verify=False, trust_env=False) as anyone:
            told = anyone.get(f"{address}/v1/district").json()
        der = x509.load_pem_x509_certificate(told["authority"].encode()).public_bytes(Encoding.DER)
        code = admin.said("enrol", "--laptop", "SF-SFJD-01")
        assert read_code(code).mark == mark_of(told["district"], der)
        assert fingerprint.replace(":", "").lower() == hashlib.sha256(der).hexdigest()
        trust = ssl.create_default_context(cadata=told["authority"])
        with httpx.Client(base_url=address, verify=trust, trust_env=False) as http:
            play(admin, laptop_at(address, http))
        with httpx.Client(trust_env=False) as stranger, pytest.raises(httpx.ConnectError):
            stranger.get(f"{address}/v1/district")


def test_tls_older_than_1_2_is_not_spoken(admin: Admin) -> None:
    admin.said("ca", "--host", "127.0.0.1")
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):
        old.minimum_version = ssl.TLSVersion.TLSv1
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        admin.serving() as address,
        httpx.Client(verify=old, trust_env=False) as http,
        pytest.raises(httpx.ConnectError),
    ):
        http.get(f"{address}/v1/district")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "example.invalid"])
def test_plain_http_beyond_loopback_is_refused(admin: Admin, host: str) -> None:
    code, out, err = admin.run("serve", "--host", host, "--port", "0")
    assert (code, out) == (1, "") and host in err and "fieldcase-district ca" in err


def test_plain_http_beyond_loopback_is_refused_even_with_a_certificate(admin: Admin) -> None:
    admin.said("ca", "--host", "127.0.0.1")
    assert admin.run("serve", "--host", "0.0.0.0", "--plain", "--port", "0")[0] == 1


def test_keys_lie_where_their_owner_alone_reads_them(admin: Admin) -> None:
    admin.said("ca", "--host", "127.0.0.1")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in admin.home.iterdir()}
    assert {modes[name] for name in ("keys.json", "ca.key", "server.key")} == {0o600}
    assert not [name for name, mode in modes.items() if mode & 0o007]
    (admin.home / "keys.json").chmod(0o640)
    code, _, err = admin.run("enrol", "--laptop", "x")
    assert code == 1 and "640" in err


def test_a_district_is_never_made_over_another(admin: Admin) -> None:
    before = (admin.home / "keys.json").read_bytes()
    code, out, err = admin.run("init", "--name", "另一个")
    assert (code, out) == (1, "") and "没有重新建立" in err
    assert (admin.home / "keys.json").read_bytes() == before


def test_nothing_works_before_a_district_is_made(tmp_path: Path) -> None:
    nothing = Admin(tmp_path / "none")
    for command in (["enrol", "--laptop", "x"], ["serve"], ["backup"], ["ca", "--host", "x"]):
        code, out, err = nothing.run(*command)
        assert (code, out) == (1, "") and "init" in err


def test_keys_of_another_district_open_nothing(admin: Admin, tmp_path: Path) -> None:
    other = Admin(tmp_path / "other")
    other.said("init", "--name", "另一个")
    (admin.home / "keys.json").unlink()
    (other.home / "keys.json").rename(admin.home / "keys.json")
    code, _, err = admin.run("enrol", "--laptop", "x")
    assert code == 1 and "不属于同一个" in err


def test_an_officer_is_entered_with_role_and_card_and_gets_a_code(admin: Admin) -> None:
    code = admin.said(
        *("officer", "--id", "demo-xin", "--name", "演示员辛", "--role", "SQUAD_LEADER", "--role", "OFFICER"),
        *("--squad", "示范街道综合行政执法队", "--card", "演示-0199,2026-01-01,2030-12-31"),
    )
    assert re.fullmatch(r"([0-9A-Z]{4}-){9}[0-9A-Z]{4}", code)
    refused, _, err = admin.run("officer", "--id", "demo-nobody")
    assert refused == 1 and "demo-nobody" in err
    assert admin.run("officer", "--id", "demo-xin", "--card", "x,2026-13-01,2030-01-01")[0] == 1
    assert admin.said("officer", "--id", "demo-xin", "--until", "2026-12-31") == ""


def test_a_street_is_named_where_there_are_several(admin: Admin, tmp_path: Path) -> None:
    squad = json.loads(SQUAD.read_text("utf-8"))
    squad["agency"]["id"] = "DEMO-LJZ"
    other = tmp_path / "other.json"
    other.write_text(json.dumps(squad), "utf-8")
    assert admin.said("street", str(other)) == "DEMO-LJZ"
    code, _, err = admin.run("enrol", "--laptop", "x")
    assert code == 1 and STREET in err and "DEMO-LJZ" in err
    assert admin.said("enrol", "--street", STREET, "--laptop", "x")
    assert admin.run("enrol", "--street", "nowhere", "--laptop", "x")[0] == 1


@pytest.mark.parametrize("text", ["", "[]", "{", "agency: 3", "a: &a [*a]", "{agency: {id: x}}"])
def test_a_street_file_that_says_something_else_is_refused(admin: Admin, tmp_path: Path, text: str) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(text, "utf-8")
    code, out, err = admin.run("street", str(bad))
    assert (code, out) == (1, "") and "街道文件" in err


def test_a_blocked_laptop_is_refused_and_let_in_again(admin: Admin) -> None:
    with admin.serving() as address, httpx.Client(base_url=address, trust_env=False) as http:
        laptop = laptop_at(address, http)
        play(admin, laptop)
        assert admin.said("block-device", "SF-SFJD-01") == laptop.device
        assert laptop.call("GET", "/v1/changes").json()["code"] == "device.blocked"
        admin.said("block-device", laptop.device, "--lift")
        assert laptop.call("GET", "/v1/changes").status_code == 200
    assert admin.run("block-device", "nobody")[0] == 1


def test_a_told_clock_is_for_trials_on_loopback_alone(tmp_path: Path) -> None:
    told = tmp_path / "now"
    told.write_text("2026-08-06T09:00:00+08:00", "ascii")
    trial = Admin(tmp_path / "district", FIELDCASE_DISTRICT_CLOCK=str(told))
    trial.said("init", "--name", NAME)
    with trial.serving() as address, httpx.Client(base_url=address, trust_env=False) as http:
        first = int(http.get("/v1/district").headers["Fieldcase-Time"])
        assert f"{moment(first):%Y-%m-%d %H}" == "2026-08-06 09"
        told.write_text("2026-08-10T08:30:00+08:00", "ascii")
        later = int(http.get("/v1/district").headers["Fieldcase-Time"])
        assert f"{moment(later):%Y-%m-%d %H}" == "2026-08-10 08"
    assert trial.run("serve", "--host", "0.0.0.0")[0] == 1
    trial.said("ca", "--host", "127.0.0.1")
    for command in (["serve"], ["enrol", "--laptop", "x"]):
        code, _, err = trial.run(*command)
        assert code == 1 and "试用" in err
    told.write_text("yesterday", "ascii")
    assert Admin(tmp_path / "x", FIELDCASE_DISTRICT_CLOCK=str(told)).run("init", "--name", NAME)[0] == 1


def test_a_port_in_use_is_told(admin: Admin) -> None:
    with admin.serving() as address:
        code, _, err = admin.run("serve", "--port", address.rpartition(":")[2])
    assert code == 1 and "占用" in err


def test_the_version_is_told(admin: Admin) -> None:
    assert admin.said("version").startswith("fieldcase-district ")
