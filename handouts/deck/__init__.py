"""Slides: one file to present from."""
