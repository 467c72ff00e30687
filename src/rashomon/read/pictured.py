"""Whether a paragraph tells what a picture shows: who stands left and right, whose picture it is, a scene without a verb."""

from __future__ import annotations

import re

from rashomon.read.lines import is_terminated, sentences_of, word_count
from rashomon.read.people_words import words as listed
from rashomon.read.verbless import is_verbless

# Captions of 218 news texts have up to 60 words.
LONGEST = 60
PICTURE = r"(?:photo(?:graph)?|picture|image|still|screenshot|frame grab)s?"
FILM = r"(?:video|footage|clip|film)"
GIVEN_OUT = r"(?:released|provided|supplied|distributed|issued|handed out|made available|taken|published)"
# A name, then the place of its bearer in the picture, set off by commas or in brackets.
POSED = re.compile(
    r"\b[A-ZÀ-Þ][\w.'’-]{0,40}\s?(?:,|\() ?(?:(?:far|top|bottom|front|second|third|second from|third from|from|at) )?"
    r"(?:left|right|cent(?:er|re)|foreground|background)(?:[,.;)]|$)"
    r"|(?:^|, )(?:[Cc]lockwise )?[Ff]rom (?:top |bottom |far )?left[,:] [A-ZÀ-Þ]"
)
SHOWN = re.compile(
    rf"^(?:An?|This|The) (?:[\w’'-]+ ){{0,4}}?{PICTURE}\b,? {GIVEN_OUT} (?:by|in|from|on|at|to)\b[^.]{{2,120}}\b(?:shows?|showing|depicts?|appears? to show)\b"
)
PICTURED = re.compile(
    rf"^(?:An?|This|The) (?:[\w’'-]+ ){{0,4}}?(?:{PICTURE}|{FILM})\b[^.]{{0,140}}\b(?:shows?|showing|depicts?|appears? to show)\b"
)
FILED = re.compile(
    rf"\b(?:in|from) (?:an?|this) (?:[\w.,]+ ){{0,5}}?(?:file|handout|archive) {PICTURE}\b|\bin this undated {PICTURE}\b"
)
SPOKEN = re.compile(r"\b(?:said|says|told|tells|added|adds)\b")
TIME = re.compile(
    r"\b(?:in|on|since|during) (?:\w+\.? (?:\d{1,2}, )?)?(?:19|20)\d\d\b|\b(?:last|earlier this) (?:year|month|week|spring|summer|autumn|fall|winter|January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
SCENE = re.compile(r" (?:with|at|in|outside|near|on|during|before|after|aboard|inside)\b")
# What may stand before that: a bare noun with an article ("A protest in ..."), or names and what ties them.
BARE_NOUN = re.compile(r"^(?:An?|The) (?:[a-z-]+ )?[a-z-]+$")
TIES = frozenset(["a", "an", "the", "and", "of", "his", "her", "their", "wife", "husband", "son", "daughter"])
LEAST_SCENE = 7
# A shorter sentence on a bare noun may be the report's: "What comes next? A vote in Elva on Monday."
LEAST_BARE = 10
TOKEN = re.compile(r"[^\W\d_][\w'’.-]*")


def tells_a_picture(text: str, *, above_the_report: bool = False) -> bool:
    """Say whether a paragraph of its own is a caption by its wording.

    `above_the_report`: it stands over the paragraph that the dateline opens, where nothing of the report stands.

    >>> tells_a_picture("Ana Belkor, right, the fisheries minister, with Mr. Orsk in May 2031. She left at noon.")
    True
    >>> tells_a_picture("Ana Belkor, the fisheries minister, left in May 2031, officials said.")
    False
    """
    if not 4 <= word_count(text) <= LONGEST or text[:1] in "\"“'‘":
        return False
    first = text[slice(*sentences_of(text)[0])]
    if SHOWN.match(text) or FILED.search(first):
        return True
    if POSED.search(first) and not SPOKEN.search(first):
        return True
    if above_the_report and PICTURED.match(text):
        return True
    return _is_scene(first)


def _is_scene(sentence: str) -> bool:
    # people, a place and a time, and nobody does anything: "Ms. Belkor with fishermen at the harbour in 2029."
    if not is_terminated(sentence) or word_count(sentence) < LEAST_SCENE or sentence.endswith(("?", "!")):
        return False
    where = SCENE.search(sentence)
    if where is None or not TIME.search(sentence) or not _is_nominal(sentence[: where.start()]):
        return False
    if BARE_NOUN.match(sentence[: where.start()]) and word_count(sentence) < LEAST_BARE:
        return False
    # a time stands for a name: behind neither does a word in small letters go on but as a preposition
    return is_verbless(TIME.sub("Then", sentence))


def _is_nominal(subject: str) -> bool:
    known = TIES | listed("roles") | listed("role_modifiers")
    lower = [word for word in TOKEN.findall(subject) if word[:1].islower()]
    named = subject[:1].isupper() and subject.rsplit(maxsplit=1)[-1][:1].isupper()
    return BARE_NOUN.match(subject) is not None or (named and all(word in known for word in lower))
