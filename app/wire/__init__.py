"""Bytes that travel: signed statements and entries, written and read with shared limits."""
