"""The law as tables and pure functions: parameters, calendars, deadlines, procedures, guards."""
