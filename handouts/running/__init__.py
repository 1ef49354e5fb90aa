"""Running notebooks: each in a fresh process, every one once."""
