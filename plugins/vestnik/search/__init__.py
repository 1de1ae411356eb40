"""Search: one analysis of Russian texts, and the indexes made of it."""
