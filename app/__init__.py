"""Fieldcase: the desktop client for street-level law enforcement cases in Shanghai."""

__version__ = "0.1.0"
