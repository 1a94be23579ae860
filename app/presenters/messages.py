"""Errors as officers read them, in three parts: what happened · what it means for the data · what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import AppError, Transient
from app.presenters.error_texts import ERRORS, REASONS
from app.presenters.formats import size_words
from app.presenters.wording import FIELD_WORDS

if TYPE_CHECKING:
    from app.domain.findings import RuleBroken

_SIZES = ("free", "needed", "kept_free", "size")
BUG = "bug"


@dataclass(frozen=True, slots=True)
class Message:
    """What happened, what it means for the data, what to do: one sentence each.

    ``code`` is for the diagnosis file and for tests, never shown.
    """

    what: str
    data: str
    remedy: str
    code: str = ""
    details: tuple[str, ...] = ()


class _Facts(dict[str, str]):
    """A fact that an error did not bring along is left out of the sentence by a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


def message_for(error: BaseException) -> Message:
    """Say in three parts what an error means; anything that is no :class:`AppError` is a bug of ours."""
    if not isinstance(error, AppError):
        return _filled(BUG, {"error": type(error).__name__})
    from app.domain.findings import RuleBroken

    if isinstance(error, RuleBroken):
        return _rule_message(error)
    code = error.code if error.code in ERRORS else BUG
    if code == BUG and isinstance(error, Transient):
        code = Transient.code
    return _filled(code, error.facts, shown=error.code)


def message_of(code: str, **facts: object) -> Message:
    """The message of a code that came without an exception; unknown codes read as a bug."""
    return _filled(code if code in ERRORS else BUG, facts, shown=code)


def _filled(code: str, facts: Mapping[str, object], shown: str = "") -> Message:
    what, data, remedy = ERRORS.get(f"{code}/{facts.get('reason')}", ERRORS[code])
    words = _Facts({name: _word(name, value) for name, value in _with_reserve(facts).items()})
    words["reason_words"] = _reasons(code, facts)
    words["problem_words"] = _problems(facts.get("problems"))
    words["code"] = shown or code
    return Message(
        what.format_map(words), data.format_map(words), remedy.format_map(words), code=shown or code
    )


def _with_reserve(facts: Mapping[str, object]) -> Mapping[str, object]:
    """What must stay free on a disk is needed too."""
    needed, kept_free = facts.get("needed"), facts.get("kept_free")
    if isinstance(needed, int) and isinstance(kept_free, int):
        return {**facts, "needed": needed + kept_free}
    return facts


def _word(name: str, value: object) -> str:
    if name in _SIZES and isinstance(value, int):
        return size_words(value)
    if name == "field":
        return FIELD_WORDS.get(str(value), str(value))
    return str(value)


def _problems(given: object) -> str:
    labels = (
        [str(getattr(problem, "label", problem)) for problem in given] if isinstance(given, tuple) else []
    )
    return "、".join(labels)


def _reasons(code: str, facts: Mapping[str, object]) -> str:
    given = facts.get("reasons", facts.get("reason", facts.get("part", "")))
    reasons = given if isinstance(given, tuple) else (given,)
    known = REASONS.get(code, {})
    return "；".join(known.get(str(reason), str(reason)) for reason in reasons if reason)


def _rule_message(error: RuleBroken) -> Message:
    from app.presenters.finding_words import sentence_for

    sentences = tuple(sentence_for(finding) for finding in error.findings)
    count = len(sentences)
    what = sentences[0].sentence if count == 1 else f"还不能办：有 {count} 项不符合规定。"
    remedy = sentences[0].remedy if count == 1 else "逐项补齐后再办。"
    details = tuple(f"{text.sentence}{_cited(text.articles)}" for text in sentences)
    return Message(what, "没有改动案件，已填内容都在。", remedy, code=error.code, details=details)


def _cited(articles: tuple[str, ...]) -> str:
    return f"（{'、'.join(articles)}）" if articles else ""
