"""The district's own certificate authority and the certificate of its server (RFC 5280, TLS 1.2 and newer).

Certificates live by the system's clock: browsers and laptops judge them by theirs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.district.errors import DistrictUnusable
from app.district.keys import read_private, write_private
from app.durable import replace_whole

CA_KEY, CA_CERTIFICATE = "ca.key", "ca.pem"
SERVER_KEY, SERVER_CERTIFICATE = "server.key", "server.pem"
CA_DAYS = 20 * 365
"""A laptop trusts the authority for its own life; a new one means enrolling anew."""
SERVER_DAYS = 730
_EARLIER = timedelta(minutes=5)
"""Certificates begin a little before now, for laptops whose clocks are slow."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the authority as PEM, its fingerprint, and the end of the server's certificate."""

    authority: str
    fingerprint: str
    valid_until: datetime


def make_certificates(home: Path, name: str, hosts: Sequence[str]) -> Made:
    """Make the authority where there is none, and a server certificate for hosts; an old one gives way.

    Args:
        hosts: names and addresses under which laptops reach the server.

    Raises:
        DistrictUnusable: no host was named, one is none (``host``), or the folder takes no files.
    """
    names = [_name_of(host) for host in hosts]
    if not names:
        raise DistrictUnusable(reason="host", host="")
    now = datetime.now(UTC) - _EARLIER
    if not (home / CA_KEY).exists():
        _make_authority(home, name, now)
    authority, key = _authority(home)
    until = min(now + timedelta(days=SERVER_DAYS), authority.not_valid_after_utc)
    server_key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(_subject(hosts[0]))
        .issuer_name(authority.subject)
        .public_key(server_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_authority_id(authority), critical=False)
        .sign(key, SHA256())
    )
    (home / SERVER_KEY).unlink(missing_ok=True)
    write_private(home / SERVER_KEY, _key_pem(server_key))
    _write(home / SERVER_CERTIFICATE, certificate.public_bytes(Encoding.PEM))
    der = authority.public_bytes(Encoding.DER)
    return Made(authority.public_bytes(Encoding.PEM).decode("ascii"), fingerprint_of(der), until)


def has_certificate(home: Path) -> bool:
    """Whether the server can speak TLS."""
    return (home / SERVER_KEY).exists() and (home / SERVER_CERTIFICATE).exists()


def fingerprint_of(der: bytes) -> str:
    """SHA-256 of a certificate as people compare it: pairs of hex digits with colons."""
    return ":".join(f"{byte:02X}" for byte in hashlib.sha256(der).digest())


def der_of(pem: str) -> bytes:
    """The bytes that a certificate is hashed by."""
    return x509.load_pem_x509_certificate(pem.encode("ascii")).public_bytes(Encoding.DER)


def _make_authority(home: Path, name: str, now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _subject(f"{name} Fieldcase CA")
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=CA_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    _write(home / CA_CERTIFICATE, certificate.public_bytes(Encoding.PEM))
    write_private(home / CA_KEY, _key_pem(key))


def _authority(home: Path) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    try:
        certificate = x509.load_pem_x509_certificate((home / CA_CERTIFICATE).read_bytes())
        key = load_pem_private_key(read_private(home / CA_KEY), None)
    except (OSError, ValueError, TypeError) as error:
        raise DistrictUnusable(reason="certificate", file=CA_CERTIFICATE) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise DistrictUnusable(reason="certificate", file=CA_KEY)
    return certificate, key


def _authority_id(authority: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    found = authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(found.value)


def _usage(signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )


def _subject(name: str) -> x509.Name:
    # A common name has at most 64 characters (RFC 5280, appendix A).
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _name_of(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        pass
    try:
        return x509.DNSName(host.encode("idna").decode("ascii"))
    except (UnicodeError, ValueError) as error:
        raise DistrictUnusable(reason="host", host=host) from error


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, data: bytes) -> None:
    try:
        replace_whole(path, data, aside=path.with_name(f".{path.name}.part"))
    except OSError as error:
        raise DistrictUnusable(reason="folder", file=path.name, error=type(error).__name__) from error
