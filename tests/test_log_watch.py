"""A line that nobody expected in the log fails the test that made it."""

from __future__ import annotations

from pathlib import Path

import pytest

THREE_TESTS = """
import logging
log = logging.getLogger("fieldcase")

def test_quiet():
    log.info("opened")

def test_expected(caplog):
    with caplog.at_level(logging.WARNING):
        log.warning("the list is old")
    assert "the list is old" in caplog.text

def test_surprised():
    log.warning("the list is old")
"""


def test_an_unexpected_warning_fails_its_test(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(Path(__file__).with_name("conftest.py").read_text("utf-8"))
    pytester.makepyfile(THREE_TESTS)
    result = pytester.runpytest_subprocess("-p", "no:randomly")
    result.assert_outcomes(passed=3, errors=1)
    result.stdout.fnmatch_lines(
        ["*ERROR at teardown of test_surprised*", "*fieldcase WARNING: the list is old*"]
    )
