"""Attachments and pictures: what a file is, what is wrong with it, what is made of it.

`stage.process` is what a build calls. It sends each file to a worker process that can be killed
(`workers`), where `describe` reads its facts, and `pictures` or `thumbnails` make the files that
are published; `cache` keeps those by content. `problems` turns faults into words for an officer.

The package itself imports nothing, so that a build without new files pays for none of it.
"""
