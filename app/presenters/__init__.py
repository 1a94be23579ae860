"""What each screen shows and does, as plain data, and every text that an officer reads. No Qt."""
