"""The case page in its parts."""
