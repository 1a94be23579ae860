"""The on-the-spot page in its parts."""
