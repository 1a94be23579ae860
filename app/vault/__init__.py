"""Sealed evidence files, what can be read from them, and where slots and the laptop secret are kept."""
