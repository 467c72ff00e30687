"""A real PostgreSQL server for the tests: Debian's binaries, a private folder, a socket and no network."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def _owner() -> str | None:
    # the server refuses to run as root
    if os.geteuid() != 0:
        return None
    return next(
        name for name in ("postgres", "nobody") if any(user.pw_name == name for user in pwd.getpwall())
    )


@contextmanager
def server():
    """Start a server and yield its address."""
    folder, owner, programs = Path(tempfile.mkdtemp(prefix="rashomon-pg-")), _owner(), binaries()
    data = folder / "data"
    if owner:
        shutil.chown(folder, owner)

    def run(*command):
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)}
        subprocess.run(
            command, user=owner, check=True, env=environment, cwd=folder, stdout=subprocess.DEVNULL
        )

    try:
        run(programs / "initdb", "-D", data, "-U", "tests", "-A", "trust", "--no-sync", "-E", "UTF8")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
        run(programs / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", folder / "log", "-o", options, "start")
        yield f"postgresql://tests@/postgres?host={folder}"
    finally:
        if (data / "postmaster.pid").exists():
            run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
