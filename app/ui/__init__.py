"""The window: views, kit, theme and thread bridge. The only package that knows PySide6."""
