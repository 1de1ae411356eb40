"""Remarks: a `FileFacts.detail` without a fault. The file is published, with a word about it."""

LOCKED = "закрыт паролем"
"""Nobody can read it without its password."""
RESTRICTED = "копирование или печать запрещены"
"""A PDF that opens without a password, but is encrypted."""
