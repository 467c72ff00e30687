"""What several test files need: stores on both engines; and how property tests run.

The same examples every time, and no clock in their verdict; nightly fuzzing looks for new ones.
"""

from itertools import count

import pytest
from hypothesis import settings
from tests.postgres_server import binaries, server

from rashomon.stores.store import open_store

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

_number = count()


@pytest.fixture(scope="session")
def postgres():
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def place(request, tmp_path):
    """The name of a store that does not exist yet, on each engine."""
    if request.param == "sqlite":
        return str(tmp_path / "news.db")
    return f"{request.getfixturevalue('postgres')}#store_{next(_number)}"


@pytest.fixture
def store(place):
    opened = open_store(place)
    if opened.upkeep.facts()["kind"] == "sqlite":
        # what these tests ask has nothing to do with power cuts, and an fsync a transaction takes minutes
        opened.db.rows("PRAGMA synchronous = NORMAL")
    yield opened
    opened.close()
