"""One writer for each store: a lock that the kernel takes back when its holder dies."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from time import monotonic, sleep

from rashomon.storing import StoreBusyError, StoreError

PAUSE = 0.05


class WriterLock:
    """Holds `<store>.lock` until it is closed. The file stays: removing it would let two holders in."""

    def __init__(self, store: Path, *, wait: float) -> None:
        self.path = store.with_name(store.name + ".lock")
        try:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be made ({error.strerror})") from error
        try:
            self._take(wait)
        except BaseException:
            os.close(self._file)
            raise

    def _take(self, wait: float) -> None:
        until = monotonic() + wait
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if monotonic() >= until:
                    holder = os.pread(self._file, 20, 0).decode("ascii", "replace").strip() or "unknown"
                    raise StoreBusyError(
                        f"{self.path.name.removesuffix('.lock')}: process {holder} is writing into this store;"
                        f" waited {wait:g} s. Wait for it, or stop it, then try again"
                    ) from None
                sleep(PAUSE)
            else:
                os.ftruncate(self._file, 0)
                os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)
                return

    def close(self) -> None:
        """Let the next writer in."""
        os.close(self._file)
