"""Findings as text: one canonical form, beside an own entry in the store and inside a signed verdict.

A list of findings is canonical JSON: an array, in the order of the judgement, of objects with the keys
``articles``, ``code``, ``facts``, ``severity`` and ``tag``. Keys that a newer program adds are passed over.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.canonical import Json, canonical_bytes, nfc, parse_canonical
from app.domain.codec import RecordRefused, from_json, to_json
from app.domain.findings import Finding, Findings


def write_findings(findings: Findings) -> str:
    """The canonical text of a judgement's answer; texts of the facts are brought to NFC.

    Raises:
        NotCanonical, RecordRefused: a fact is no text, whole number, yes or no, or list of these.
    """
    return canonical_bytes(findings_json(findings)).decode("utf-8")


def findings_json(findings: Findings) -> list[Json]:
    """The same as a JSON value, to stand inside a signed verdict. Raises RecordRefused."""
    return [_plain(to_json(finding)) for finding in findings]


def read_findings(text: str) -> Findings:
    """Read back what :func:`write_findings` wrote.

    Raises:
        NotCanonical: the text is no canonical JSON.
        RecordRefused: it is no list of findings.
    """
    return findings_of(parse_canonical(text.encode("utf-8", "surrogatepass")))


def findings_of(value: Json) -> Findings:
    """Read back what :func:`findings_json` made. Raises RecordRefused."""
    if not isinstance(value, list):
        raise RecordRefused(record="Findings", field="", reason="no_list")
    return Findings.of(_finding(each) for each in value)


def _finding(value: Json) -> Finding:
    read = from_json(Finding, value)
    facts = {name: tuple(fact) if isinstance(fact, list) else fact for name, fact in read.facts.items()}
    return Finding(read.code, read.severity, read.articles, read.tag, facts)


def _plain(value: Json) -> Json:
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {nfc(name): _plain(each) for name, each in value.items()}
    return value
