"""How long to wait before trying again: the link and each file have pauses of their own."""

from __future__ import annotations

LINK_FIRST_MS, LINK_MOST_MS = 2_000, 60_000
"""[P] The link waits 2 s, then twice as long each time, up to a minute."""
FILE_FIRST_MS, FILE_MOST_MS = 25_000, 3_600_000
"""[P] A file at which the district failed waits 25 s, then three times as long, up to an hour."""
_MOST_DOUBLINGS = 20


def link_pause_ms(failures: int, jitter: float) -> int:
    """Milliseconds after so many failures in a row; ``jitter`` from 0 to 1 spreads laptops over the half."""
    whole = min(LINK_FIRST_MS << min(failures - 1, _MOST_DOUBLINGS), LINK_MOST_MS) if failures else 0
    return int(whole * (1 + jitter) / 2)


def file_pause_ms(attempts: int, jitter: float) -> int:
    """Milliseconds after so many failures of one file; ``jitter`` as above."""
    whole = min(FILE_FIRST_MS * 3 ** min(attempts - 1, _MOST_DOUBLINGS), FILE_MOST_MS) if attempts else 0
    return int(whole * (1 + jitter) / 2)
