"""The pages of the window: each shows a presenter's state and says what was asked; none decides anything."""
