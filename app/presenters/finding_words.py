"""Findings of the law as sentences: what is missing, on which article, how to cure it and where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.dates import moment_of
from app.domain.findings import Finding, Severity
from app.presenters.finding_texts import ITEM, Entry
from app.presenters.finding_texts_acts import ACTS
from app.presenters.finding_texts_district import FROM_DISTRICT
from app.presenters.finding_texts_ordinary import ORDINARY
from app.presenters.finding_texts_penalty import PENALTIES
from app.presenters.formats import minute, yuan
from app.presenters.wording import (
    ASKED_WORDS,
    ENTRY_WORDS,
    FIELD_WORDS,
    FORM_WORDS,
    GROUND_WORDS,
    KIND_WORDS,
    PARTY_WORDS,
    ROLE_WORDS,
    STAGE_WORDS,
)
from app.presenters.wording_ordinary import GROUNDS_OF_STAGES, OUTCOME_WORDS

FINDINGS: Mapping[str, Entry] = {**ITEM, **ACTS, **PENALTIES, **FROM_DISTRICT, **ORDINARY}
_VOCABULARIES = (
    FIELD_WORDS,
    FORM_WORDS,
    STAGE_WORDS,
    KIND_WORDS,
    PARTY_WORDS,
    GROUND_WORDS,
    ENTRY_WORDS,
    ROLE_WORDS,
    OUTCOME_WORDS,
    GROUNDS_OF_STAGES,
)
_MONEY_NAMES = ("amount", "cap", "limit", "low", "high", "max", "min", "fine", "lightest", "taken")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+]08:00")
UNKNOWN = ("有一项规定没有满足（{code}）。", "核对条文后补齐。", "", "")


@dataclass(frozen=True, slots=True)
class FindingText:
    """One reason as it is shown.

    Attributes:
        severity: block, warn or note.
        cure: the word of the button that cures it; empty where no button does.
        goes_to: what that button opens, such as ``field:party.name``, ``block:telling``, ``act:confirm``.
    """

    code: str
    severity: str
    sentence: str
    articles: tuple[str, ...]
    remedy: str
    cure: str
    goes_to: str

    @property
    def basis(self) -> str:
        """The articles as a caption, laws by their short titles."""
        return "、".join(article.replace("中华人民共和国", "") for article in self.articles)

    @property
    def blocks(self) -> bool:
        """Whether it stops the act."""
        return self.severity == Severity.BLOCK.value


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "—"


def sentence_for(finding: Finding) -> FindingText:
    """The sentence of a finding with its facts filled in; an unknown code is shown as such."""
    sentence, remedy, cure, goes_to = FINDINGS.get(finding.code, UNKNOWN)
    words = _Facts({name: _word(name, value) for name, value in finding.facts.items()})
    words["code"] = finding.code
    raw = _Facts({name: str(value) for name, value in finding.facts.items()})
    if finding.code == "field.missing":
        raw["field"], words["label"] = _missing_field(finding.facts)
    return FindingText(
        code=finding.code,
        severity=finding.severity.value,
        sentence=sentence.format_map(words),
        articles=finding.articles,
        remedy=remedy.format_map(words),
        cure=cure,
        goes_to=goes_to.format_map(raw),
    )


def _word(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int) and name.endswith(_MONEY_NAMES):
        return yuan(value)
    if isinstance(value, tuple | list):
        return "、".join(_word(name, part) for part in value)
    for words in _VOCABULARIES:
        if isinstance(value, str) and value in words:
            return words[value]
    return minute(moment_of(value)) if isinstance(value, str) and _MOMENT.fullmatch(value) else str(value)


def _missing_field(facts: Mapping[str, object]) -> tuple[str, str]:
    """Name and label of an empty field: guards name the field, forms the label that they print too."""
    field, label = str(facts.get("field", "")), str(facts.get("label", ""))
    return field, label or ASKED_WORDS.get(field) or FIELD_WORDS.get(field, field)


def texts_of(findings: tuple[Finding, ...]) -> tuple[FindingText, ...]:
    """All sentences, in the order of the findings."""
    return tuple(sentence_for(finding) for finding in findings)


def blocking(texts: tuple[FindingText, ...]) -> tuple[FindingText, ...]:
    """Those that stop the act."""
    return tuple(text for text in texts if text.blocks)
