"""Starting fresh processes from wherever the program is used."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def caller_unseen() -> Generator[None]:
    """Keep a process spawned inside this block from running the caller's script again.

    Spawn does so where it finds the script's file, and a plain script that says `rashomon.read(...)` without a
    `__main__` guard would then start itself over and over. Our work never lives in that script.
    Source: Python 3.12, `multiprocessing.spawn.get_preparation_data`.
    """
    main = sys.modules["__main__"].__dict__
    hidden = {name: main.pop(name) for name in ("__file__", "__spec__") if name in main}
    main["__spec__"] = None
    try:
        yield
    finally:
        main.update({"__spec__": None} | hidden)
