"""Papers: forms as data, set in Chinese type and written as PDF by a process of their own."""
