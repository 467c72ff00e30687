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
PLACE = r"(?:(?:far|top|bottom|front|at) )?(?:left|right|cent(?:er|re)|foreground|background)"
POSED = re.compile(
    rf"(?<=[\w.’'])\s?(?:,|\() ?{PLACE}(?:[,;)]+|(?=\.?$))|^(?:[Cc]lockwise )?[Ff]rom (?:top |bottom |far )?left[,:](?= [A-ZÀ-Þ])"
)
# Only a picture has a second from the left.
COUNTED = re.compile(
    r"\b[A-ZÀ-Þ][\w.'’-]{0,40}\s?(?:,|\() ?(?:second|third|fourth|fifth) from (?:the )?(?:left|right)(?:[,;)]|\.?$)"
)
# What a picture shows is news as often as a caption ("A picture released by the police shows two men"): somebody in it
# must stand left, right or in the middle.
SHOWN = re.compile(
    rf"^(?:An?|This|The) (?:[\w’'-]+ ){{0,4}}?{PICTURE}\b,? {GIVEN_OUT} (?:by|in|from|on|at|to)\b[^.]{{2,120}}\b(?:shows?|showing|depicts?|appears? to show)\b"
    rf"[^.]{{0,80}}[A-ZÀ-Þ][\w.'’-]{{0,40}}(?:, {PLACE}[,.]| \({PLACE}\))"
)
PICTURED = re.compile(
    rf"^(?:An?|This|The) (?:[\w’'-]+ ){{0,4}}?(?:{PICTURE}|{FILM})\b[^.]{{0,140}}\b(?:shows?|showing|depicts?|appears? to show)\b"
)
# "in this file photo" points at the picture; "in a file photo" is where police found a man.
FILED = re.compile(
    rf"\bin this (?:[\w.,’'-]+ ){{0,5}}?(?:undated|file|handout|archive) {PICTURE}\b(?:[,.]|$| {GIVEN_OUT} )"
)
# Whose words a sentence is: a caption is nobody's.
SPOKEN = re.compile(
    r"\b(?:sa(?:id|ys?)|tells?|told|add(?:s|ed)|according to|announce[sd]?|alleg(?:es?|ed)|believed?s?|claim(?:s|ed)?|insist(?:s|ed)?"
    r"|testif(?:y|ies|ied)|argue[sd]?|wrote|writes|report(?:s|ed)|confirm(?:s|ed)|heard|ask(?:s|ed)|call(?:s|ed))\b|[\"“”]"
)
# A second clause is no picture's: "..., and detectives appealed for witnesses".
JOINED = re.compile(r"[,;] (?:and|but|while) \w+ \w+ed\b|;")
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

    >>> tells_a_picture("Ana Belkor, right, the foreign minister, with Mr. Orsk in May 2031. She left at noon.")
    True
    >>> tells_a_picture("Ana Belkor, the fisheries minister, left in May 2031, officials said.")
    False
    """
    if not 4 <= word_count(text) <= LONGEST or text[:1] in "\"“'‘":
        return False
    first = text[slice(*sentences_of(text)[0])]
    if SPOKEN.search(first):
        return False
    shown = SHOWN.match(first) is not None and not JOINED.search(first)
    if shown or FILED.search(first) or COUNTED.search(first) or (above_the_report and PICTURED.match(text)):
        return True
    return _is_posed(first) or _is_scene(first)


def _is_posed(sentence: str) -> bool:
    # "Mr. Orsk, left, resigned" and "the Left, right and centre" are no poses: nobody in a picture may do a thing
    return POSED.search(sentence) is not None and is_verbless(TIME.sub("Then", POSED.sub(", ", sentence)))


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
