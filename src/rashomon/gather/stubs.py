"""Pages that answer "found" and tell nothing: error pages, walls of consent, the first lines before a paywall.

Such a page is `low_content` and no report. Judged by length together with what the page says about itself: a short
report is a report, and a long text may speak of cookies.
"""

from __future__ import annotations

import re

# A report of fewer words hardly tells an event (a wire flash has about 40); a stub seldom has more than 150.
FEWEST_WORDS = 15
STUB_WORDS = 150
# Each is what a site says of its own page, not of the news.
SAYS = re.compile(
    r"\b(?:page|article|story|content) (?:you (?:requested|are looking for) )?(?:(?:was|is|could|can|does|has) ?(?:not|n.t|no longer)|cannot) (?:be )?(?:found|available|exist|been)"
    r"|\b(?:404|page) (?:error|not found)\b"
    r"|\b(?:accept|manage|reject|use|uses) (?:all )?(?:our |of )?(?:cookies|cookie settings|consent)\b"
    r"|\b(?:subscribe|sign in|log in|register|create (?:a|your) (?:free )?account) (?:now |today )?(?:to|and) (?:continue|read|keep reading|unlock|access)\b"
    r"|\b(?:already a subscriber|subscribers only|to continue reading|this (?:article|content) is (?:reserved )?for subscribers)\b"
    r"|\b(?:enable|turn on|requires?) javascript\b|\b(?:verify|checking) (?:that )?you(?:r browser| are (?:a )?human)\b",
    re.IGNORECASE,
)


def low_content(text: str) -> str:
    """Say why the text of a page is no report, or return an empty string.

    >>> low_content("Sorry, the page you requested was not found. Go to the front page of our paper, or search for it.")
    'low_content'
    """
    words = len(text.split())
    if words < FEWEST_WORDS:
        return "low_content"
    return "low_content" if words < STUB_WORDS and SAYS.search(text) else ""
