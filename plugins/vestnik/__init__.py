"""Vestnik («Вестник»): a folder of Markdown and attachments becomes a municipality's website."""

__version__ = "0.1.0"
