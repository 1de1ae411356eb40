"""The pure core: opens no file, imports neither Pelican nor Jinja."""
