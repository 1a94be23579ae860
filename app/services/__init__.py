"""One officer action, one class, one transaction."""
