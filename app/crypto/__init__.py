"""Keys, signatures and sealing of small things; pure functions over `cryptography` and `argon2-cffi`."""
