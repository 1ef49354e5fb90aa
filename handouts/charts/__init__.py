"""Charts become drawings, in one Chrome for all."""
