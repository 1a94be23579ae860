"""No message waits for a case that cannot happen: each code is raised or found by the program itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from app.presenters.error_texts import ERRORS
from app.presenters.finding_words import FINDINGS

APP = Path(__file__).parents[2] / "app"
TOLD_BY_PRESENTERS = {"bug", "contact.unsure", "contact.warned", "print.failed"}
"""Codes of presenters' own messages, which no layer below raises."""


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of the program by its path under ``app``."""
    return {
        path.relative_to(APP).as_posix(): ast.parse(path.read_text("utf-8")) for path in APP.rglob("*.py")
    }


@cache
def texts(with_presenters: bool) -> frozenset[str]:
    """Every text in the source, without the catalogues of messages themselves."""
    return frozenset(
        node.value
        for path, tree in trees().items()
        if "_texts" not in path and (with_presenters or not path.startswith("presenters/"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def used_names(tree: ast.AST) -> Iterator[str]:
    """Names that are used: called, raised, listed. Who only catches or annotates does not use an error."""
    caught = {id(node.type) for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) | ast.Raise(exc=ast.Name(id=name)):
                yield name
            case ast.Tuple(elts=elements) | ast.List(elts=elements) if id(node) not in caught:
                yield from (each.id for each in elements if isinstance(each, ast.Name))


@cache
def raised_codes() -> frozenset[str]:
    """The code of every error class that something makes."""
    used: set[str] = set()
    codes: dict[str, str] = {}
    for tree in trees().values():
        used |= set(used_names(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                codes |= dict(code_of(node))
    return frozenset(code for name, code in codes.items() if name in used)


def code_of(shape: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """The class and the code that it states."""
    for line in shape.body:
        match line:
            case (
                ast.AnnAssign(target=ast.Name(id="code"), value=ast.Constant(value=str(code)))
                | ast.Assign(targets=[ast.Name(id="code")], value=ast.Constant(value=str(code)))
            ):
                yield shape.name, code


@pytest.mark.parametrize("code", sorted(FINDINGS))
def test_every_sentence_of_a_finding_is_found_somewhere(code: str) -> None:
    assert code in texts(with_presenters=False), "no guard says this"


@pytest.mark.parametrize("code", sorted({code.partition("/")[0] for code in ERRORS}))
def test_every_message_of_an_error_is_raised_somewhere(code: str) -> None:
    if code in TOLD_BY_PRESENTERS:
        assert code in texts(with_presenters=True)
    else:
        assert code in raised_codes() | {"transient"}, "nothing raises this"


def test_the_list_of_exceptions_holds_nothing_idle() -> None:
    assert set(ERRORS) >= TOLD_BY_PRESENTERS


LEGAL_FIGURE = re.compile(r"(?<![0-9])(?!0 ?元)[0-9一二三四五六七八九十百千]+ ?(元|周岁|个工作日|日内|小时)")


@pytest.mark.parametrize("code", sorted({**FINDINGS, **ERRORS}))
def test_no_sentence_holds_a_figure_that_belongs_to_the_law(code: str) -> None:
    words = "".join((*FINDINGS.get(code, ()), *ERRORS.get(code, ())))
    assert LEGAL_FIGURE.search(words) is None, "name a fact of the finding instead"
