"""What kinds of text layer a PDF may have (`FileFacts.text_layer`)."""

TEXT, MIXED, SCAN, GARBLED = "text", "mixed", "scan", "garbled"
READABLE = frozenset({TEXT, MIXED})
"""Layers of which a reader who hears the file gets at least half."""
