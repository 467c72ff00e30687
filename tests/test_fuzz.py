"""A short run of what `make nightly` runs long: every reader takes anything."""

import pytest
from tests.fuzz_readers import READERS, once


@pytest.mark.parametrize("name", READERS)
def test_promise_9_a_reader_takes_whatever_it_is_given(name):
    assert once(name, turn=1, most=100) >= 50
