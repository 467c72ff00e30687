"""One reader under libFuzzer, guided by coverage: `python -m tests.fuzz_guided READER [-max_total_time=60 ...]`.

Needs atheris (`uv sync --group nightly`, Linux); the options after the reader are libFuzzer's own. A failing input is
written to a file `crash-...`; keep it as a test.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["rashomon"]):
    from tests.fuzz_readers import READERS, TEXTS


def main(name: str, rest: list[str]) -> None:
    """Run one reader until libFuzzer's options say that it is enough."""
    _, check = READERS[name]

    def once(raw: bytes) -> None:
        check(raw.decode("utf-8", "replace") if name in TEXTS else raw)

    # an archive or a page is some hundred bytes at least; without a length libFuzzer stays very short for long
    atheris.Setup([sys.argv[0], "-len_control=0", "-max_len=600", "-timeout=20", *rest], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
