"""The style sheet for the parts that Qt paints itself: menus, tables, scroll bars, tool tips."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

SHEET = Template(
    """
QToolTip { background: $tip; color: $on_tip; border: none;
  padding: ${tip_pad_y}px ${tip_pad_x}px; font-size: ${caption}px; }
QMenu { background: $raised; color: $text; border: ${hair}px solid $line_strong;
  border-radius: ${radius}px; padding: ${menu_pad}px; }
QMenu::item { min-height: ${menu_item}px; padding: ${xs}px ${m}px; border-radius: ${radius_small}px; }
QMenu::item:selected { background: $accent_ground; color: $accent; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: ${s}px; }
QMenu::separator { height: ${hair}px; background: $line; margin: ${xs}px ${s}px; }
QLineEdit, QPlainTextEdit { background: transparent; border: none; color: $text;
  selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $muted; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: $disabled; }
QAbstractScrollArea { background: transparent; border: none; }
QAbstractItemView { background: $surface; color: $text; border: none; outline: none;
  selection-background-color: $accent_ground; selection-color: $text; }
QComboBox QAbstractItemView { background: $raised; border: ${hair}px solid $line_strong;
  padding: ${menu_pad}px; }
QComboBox QAbstractItemView::item { min-height: ${control}px; padding: 0 ${xs}px;
  border-radius: ${radius_small}px; }
QComboBox QAbstractItemView::item:selected { background: $accent_ground; color: $accent; }
QTreeView { selection-background-color: transparent; show-decoration-selected: 0; }
QHeaderView { background: $ground; border: none; }
QHeaderView::section { background: $ground; color: $muted; border: none; font-size: ${caption}px;
  font-weight: 700; border-bottom: ${hair}px solid $line; padding: 0 ${row_pad}px; }
QScrollBar:vertical { background: transparent; width: ${scroll_bar}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${scroll_bar}px; margin: 0; }
QScrollBar::handle { background: $line_strong; border-radius: ${radius_bar}px; }
QScrollBar::handle:vertical { margin: ${radius_bar}px; min-height: ${scroll_min}px; }
QScrollBar::handle:horizontal { margin: ${radius_bar}px; min-width: ${scroll_min}px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
"""
)


def style_sheet(colours: Mapping[str, str], sizes: Mapping[str, int], caption: float) -> str:
    """Fill the sheet from the tokens of one scheme."""
    tokens = {**colours, **sizes, "caption": f"{caption:g}"}
    return SHEET.substitute({key.replace("-", "_"): str(value) for key, value in tokens.items()})
