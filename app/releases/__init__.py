"""Reading and checking resources and releases; nothing here trusts a file that it reads."""
