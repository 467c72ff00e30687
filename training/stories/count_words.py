"""Write the table of general words: `python training/stories/count_words.py` with `wordfreq` installed beside it.

Source: wordfreq 3.1.1, list `large_en` (R. Speer, 2022; data CC BY-SA 4.0). The share of reports that hold a word is
estimated from its frequency for reports of LENGTH words; words of one stem are added up. Only what is more common than
RARE is written: anything rarer weighs the same.
"""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path

from wordfreq import get_frequency_dict

from rashomon.group.stories_words import RARE, stem

LENGTH = 500
STEPS = 8  # tiers for each factor of e: a weight is at most .0625 off
OUT = Path(__file__).parents[2] / "src" / "rashomon" / "group" / "words" / "general_en.toml"
HEAD = """# General English words as stems, by the share of reports that hold them (estimated for 500 words a report).
# Derived from wordfreq 3.1.1, list large_en, by Robyn Speer (data CC BY-SA 4.0; this table is under CC BY-SA 4.0 too).
# Made by training/stories/count_words.py; a word that is not here is as rare as can be told.
"""


def main() -> None:
    """Write the table."""
    frequency: dict[str, float] = defaultdict(float)
    for word, value in get_frequency_dict("en", wordlist="large").items():
        if word.isascii() and word.replace("'", "").isalnum() and not word.isdigit():
            frequency[stem(word)] += value
    tiers: dict[int, list[str]] = defaultdict(list)
    for word, value in frequency.items():
        weight = -math.log(1 - math.exp(-value * LENGTH))
        if weight < RARE:
            tiers[round(weight * STEPS)].append(word)
    parts = [HEAD]
    for step, words in sorted(tiers.items()):
        share = math.exp(-step / STEPS)
        parts.append(f'\n[[tier]]\nshare = {share:.5f}\nwords = """\n{_lines(sorted(words))}"""\n')
    OUT.write_text("".join(parts), encoding="utf-8")


def _lines(words: list[str], width: int = 110) -> str:
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) >= width:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
    return "\n".join([*lines, line]) + "\n"


if __name__ == "__main__":
    main()
