"""What holds for every test: no window, no home folder, no network of the developer, no silent log line."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["pytester"]

_HOME = Path(tempfile.mkdtemp(prefix="fieldcase-tests-"))


def _leave_the_developer_alone() -> None:
    """Point everything that a program writes by habit into a folder that is thrown away.

    This stands at import time: Qt reads its platform, and hypothesis its folder, once and early.
    """
    os.environ["QT_QPA_PLATFORM"] = os.environ.get("FIELDCASE_TEST_PLATFORM", "offscreen")
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(_HOME / "hypothesis")
    for name, folder in (
        ("HOME", "home"),
        ("FIELDCASE_HOME", "fieldcase"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
    ):
        path = _HOME / folder
        path.mkdir()
        os.environ[name] = str(path)


_leave_the_developer_alone()

settings.register_profile("developer", deadline=None, database=None)
settings.register_profile("ci", deadline=None, database=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "developer")


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


class _Watch(logging.Handler):
    """Keep every warning and error that the running test did not say it expects."""

    def __init__(self, expected: logging.Handler) -> None:
        super().__init__(logging.WARNING)
        self._expected = expected
        self.surprises: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not (logging.WARNING <= self._expected.level <= record.levelno):
            self.surprises.append(f"{record.name} {record.levelname}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_log_lines(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test during which something was logged at WARNING or above.

    A test that expects such a line says so around the act, and then reads it:
    ``with caplog.at_level(logging.WARNING): ...``
    """
    watch = _Watch(caplog.handler)
    root = logging.getLogger()
    root.addHandler(watch)
    yield
    root.removeHandler(watch)
    if watch.surprises:
        pytest.fail("logged, and the test did not expect it:\n" + "\n".join(watch.surprises), pytrace=False)
