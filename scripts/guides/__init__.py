"""The tables of the guides, made from the code: fields, settings, commands, messages."""
