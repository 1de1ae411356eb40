"""The preview: the site with drafts, kept fresh while it is written, on this machine only.

It has an output and a cache of its own, so nothing that is not public gets near those of a build.
"""
