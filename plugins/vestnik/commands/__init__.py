"""The `vestnik` command."""

from __future__ import annotations

import sys

if not {"msgspec", "typing_extensions"} & sys.modules.keys():
    # msgspec takes the reading of annotations from `typing_extensions` where it is installed, from
    # Python's own `typing` elsewhere. Both are the same since Python 3.11, but the first brings
    # `inspect` and Python's parser with it: a tenth of a build that has nothing to do.
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    import msgspec  # noqa: F401

    del sys.modules["typing_extensions"]
