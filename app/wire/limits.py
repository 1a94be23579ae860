"""How large things on the wire may be: the same figures for whoever sends and whoever receives."""

from __future__ import annotations

from app.domain.canonical import MAX_BYTES

KIB = 1024
MIB = 1024 * KIB

MAX_ENTRIES = 64
"""Entries of one push, and ids of one fetch."""
MAX_BATCH = 256 * KIB
"""Bytes of a push of several entries, unpacked."""
MAX_ORDINARY_BODY = MAX_BYTES
"""Bytes of a body that may travel with others; a larger one travels alone and is refused on its merits."""
MAX_BODY = 4 * MIB
"""Bytes of the largest body that is looked at at all."""
MAX_UNPACKED = 8 * MIB
"""Bytes of any request or answer in JSON, unpacked."""
MAX_PAGE = 1000
"""Changes of one page of the pull."""
MAX_PAGE_BYTES = 4 * MIB
"""Bytes of entries after which a page ends, so that an answer never nears :data:`MAX_UNPACKED`."""
MAX_CHUNK = 8 * MIB
"""Bytes of one chunk of evidence."""
MAX_SMALL = 64 * KIB
"""Bytes of a request that holds no entries."""
