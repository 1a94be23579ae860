"""Every error has its three parts and every finding its sentence; nothing shows a code to an officer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import AppError, Transient
from app.domain.fields import FIELDS
from app.domain.findings import Finding, RuleBroken, Severity
from app.ports.keys import WrongPassphrase
from app.ports.vault import DiskFull
from app.presenters.error_texts import ERRORS
from app.presenters.finding_words import FINDINGS, sentence_for
from app.presenters.messages import message_for

APP = Path(__file__).parents[2] / "app"
ROOTS = {"AppError", "Transient"}
MAKERS = {"block", "warn", "note", "report", "Finding", "_block"}


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(APP.rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def _error_codes() -> dict[str, str]:
    """Code → class of every foreseen error in the program, found in its source."""
    bases: dict[str, list[str]] = {}
    codes: dict[str, str] = {}
    for _, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = [base.id for base in node.bases if isinstance(base, ast.Name)]
                for line in node.body:
                    if (found := _code_of(line)) is not None:
                        codes[node.name] = found
    errors = set(ROOTS)
    while fresh := {name for name, above in bases.items() if set(above) & errors and name not in errors}:
        errors |= fresh
    return {codes[name]: name for name in errors if name in codes}


def _code_of(line: ast.stmt) -> str | None:
    target: ast.expr | None = None
    value: ast.expr | None = None
    if isinstance(line, ast.AnnAssign):
        target, value = line.target, line.value
    elif isinstance(line, ast.Assign):
        target, value = line.targets[0], line.value
    if isinstance(target, ast.Name) and target.id == "code" and isinstance(value, ast.Constant):
        return str(value.value)
    return None


def _finding_codes() -> set[str]:
    """Every code that a judgement can name, found in the source of the domain."""
    found = set()
    for path, tree in _trees():
        if "domain" not in path.parts:
            continue
        for node in ast.walk(tree):
            found |= set(_codes_made(node))
    return found


def _codes_made(node: ast.AST) -> Iterator[str]:
    """Codes in calls that make findings, and in tables of codes beside them."""
    if isinstance(node, ast.Call) and node.args:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in MAKERS:
            yield from _dotted(node.args[0])
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        for inner in ast.walk(node.value):
            if isinstance(inner, ast.IfExp):
                yield from _dotted(inner)


def _dotted(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            head, _, tail = inner.value.partition(".")
            word = head.isidentifier() and head.islower() and tail.replace("_", "a").isalpha()
            if word and inner.value not in FIELDS:
                yield inner.value


ERROR_CODES = _error_codes()
FINDING_CODES = _finding_codes()


def test_the_source_was_read() -> None:
    assert len(ERROR_CODES) > 40
    assert len(FINDING_CODES) > 80


@pytest.mark.parametrize("code", sorted(ERROR_CODES))
def test_every_foreseen_error_has_three_parts(code: str) -> None:
    assert code in ERRORS, f"{ERROR_CODES[code]} has no message"
    assert all(part.strip() for part in ERRORS[code])


@pytest.mark.parametrize("code", sorted(FINDING_CODES))
def test_every_finding_of_the_law_has_its_sentence(code: str) -> None:
    assert code in FINDINGS
    sentence, remedy, _, _ = FINDINGS[code]
    assert sentence.endswith("。") and remedy.endswith("。")


def test_every_cure_names_a_place_that_pages_know() -> None:
    kinds = {goes_to.partition(":")[0] for _, _, _, goes_to in FINDINGS.values()}
    assert kinds <= {"", "field", "block", "act", "step"}
    assert all(goes_to for _, _, cure, goes_to in FINDINGS.values() if cure)


def test_a_bug_is_told_as_such_and_says_what_is_safe() -> None:
    message = message_for(ZeroDivisionError())
    assert message.code == "bug"
    assert "此前保存的内容都在" in message.data


class _Novel(AppError):
    code = "novel.trouble"


class _NovelWeather(Transient):
    code = "novel.weather"


def test_an_error_without_a_text_is_still_three_parts() -> None:
    message = message_for(_Novel())
    assert message.what and message.data and message.remedy
    assert message.code == "novel.trouble"


def test_passing_trouble_without_a_text_says_to_try_again_later() -> None:
    assert "稍后再试" in message_for(_NovelWeather()).remedy


def test_sizes_are_told_in_words() -> None:
    message = message_for(DiskFull(free=5 * 1024**2, needed=3 * 1024**3, kept_free=0))
    assert "3.00 GB" in message.what and "5.0 MB" in message.what


def test_a_refusal_by_the_law_tells_all_reasons_with_their_articles() -> None:
    findings = (
        Finding("officers.too_few", Severity.BLOCK, ("《甲法》第一条",), "L", {"named": 1, "needed": 2}),
        Finding("telling.missing", Severity.BLOCK, ("《乙法》第二条",)),
    )
    message = message_for(RuleBroken(findings))
    assert "2 项" in message.what
    assert len(message.details) == 2
    assert "第一条" in message.details[0] and "第二条" in message.details[1]


def test_one_reason_is_told_by_itself_with_its_remedy() -> None:
    message = message_for(RuleBroken((Finding("telling.missing", Severity.BLOCK),)))
    assert message.what == "还没有告知并听取陈述申辩。"
    assert message.remedy == "当面告知后记录。"


def test_amounts_in_findings_are_yuan_with_two_decimals() -> None:
    found = Finding("summary.fine_above_limit", Severity.BLOCK, (), "L", {"amount": 20_001, "limit": 20_000})
    assert "200.01 元" in sentence_for(found).sentence
    assert "200.00 元" in sentence_for(found).sentence


def test_a_missing_field_of_a_guard_leads_to_its_editor() -> None:
    text = sentence_for(Finding("field.missing", Severity.BLOCK, (), "L", {"field": "party.name"}))
    assert text.sentence == "还没有填“姓名”。"
    assert text.goes_to == "field:party.name"


def test_a_missing_field_of_a_form_is_named_by_its_label_and_leads_to_its_editor() -> None:
    text = sentence_for(
        Finding("field.missing", Severity.BLOCK, (), "L", {"field": "party.born", "label": "出生日期"})
    )
    assert text.sentence == "还没有填“出生日期”。"
    assert text.goes_to == "field:party.born"


def test_hostile_facts_are_shown_as_they_are() -> None:
    text = sentence_for(Finding("item.unknown", Severity.BLOCK, (), "L", {"item": "{0}<b>"}))
    assert "{0}<b>" in text.sentence


def test_an_unknown_finding_is_shown_and_not_swallowed() -> None:
    text = sentence_for(Finding("novel.rule", Severity.BLOCK))
    assert "novel.rule" in text.sentence
    assert text.blocks


def test_a_message_of_a_wrong_passphrase_leaves_no_brace_behind() -> None:
    message = message_for(WrongPassphrase(officer="x"))
    assert "{" not in message.what + message.data + message.remedy
