"""What several test files need: stores on both engines."""

from itertools import count

import pytest
from tests.postgres_server import binaries, server

from rashomon.stores.store import open_store

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
