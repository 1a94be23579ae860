"""The parts that every page is built of, one family a module.

All colours, sizes and fonts come from ``app.ui.theme``; every interactive part takes an object name and
speaks an accessible name. Parts decide nothing: they show what they are told and say what was asked.
"""
