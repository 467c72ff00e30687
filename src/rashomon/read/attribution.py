"""Who says each statement, by which words we know it, and when it was said."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from rashomon.read.joint import Resolver, find_pairs, joint_speaker, tie_pair
from rashomon.read.names import head_of
from rashomon.read.people import NEAREST
from rashomon.read.people_words import gender_of, pronouns
from rashomon.read.pronouns import Candidate, resolve, subject_of
from rashomon.read.scene import Scene, nearby, open_scene, placed, words_of
from rashomon.read.things import behind, speechless
from rashomon.read.voices import NOBODY, spoken_to
from rashomon.spans import cut, make_id
from rashomon.types import Article, Dated, Gap, How, Mention, Sentence, Span, Speaker, Statement, Token, When

PLURAL = frozenset({"NNS", "NNPS"})
# More than two sentences away nobody is sure who goes on speaking. A quotation alone in its paragraph was in ten of ten
# cases (twelve news clusters) spoken by whoever spoke last before it.
GOES_ON = 400
MARKS = " \"'`”’“‘()[]"  # what may stand between a quotation and the edge of its paragraph


def attribute(  # noqa: PLR0917 - the order of the stages, agreed between the rooms
    article: Article,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    speakers: Sequence[Speaker],
    times: Sequence[Dated],
) -> tuple[tuple[Statement, ...], tuple[Mention, ...], tuple[Speaker, ...], tuple[Gap, ...]]:
    """Give each statement its speaker, how we know, and its time.

    A source that no mention covers becomes a speaker of its own. A quotation without a source goes on from the one
    before it in its paragraph; where there is none, the speaker stays None and a gap says so.
    """
    scene = open_scene(article, tokens, sentences, mentions, speakers)
    scene.pairs = find_pairs(scene)
    order = sorted(statements, key=lambda s: (_anchor(s), s.id))
    found: dict[str, Statement] = {}
    before: Statement | None = None
    for statement in (spoken_to(scene, statement) for statement in order):
        who, how = _who(scene, statement, before)
        when = statement.when or _when(scene, statement, times)
        told = msgspec.structs.replace(statement, speaker=who, how=how, when=when)
        found[statement.id] = told
        before = told if who and not _nested(statement, before) else before
    unknown = (found[statement.id] for statement in order if found[statement.id].speaker is None)
    gaps = [Gap(article.id, item.content[0], "speaker", _why(scene, item)) for item in unknown]
    ordered = tuple(
        sorted(set(scene.mentions), key=lambda m: (m.span.start, m.span.end, m.how, m.speaker or ""))
    )
    cast = tuple(sorted(scene.speakers.values(), key=lambda s: (s.name.start, s.id)))
    return tuple(found[s.id] for s in statements), ordered, cast, tuple(gaps)


def _why(scene: Scene, statement: Statement) -> str:
    """Say why nobody is known as the speaker of a statement."""
    if statement.source is None:
        return "no-source"
    first, last = words_of(scene, statement.source)
    return (
        "source-cannot-speak"
        if last - first > 1 or speechless(scene.tokens, first, last)
        else "pronoun-unclear"
    )


def _anchor(statement: Statement) -> int:
    return (statement.source or statement.cue or statement.content[0]).start


def _who(scene: Scene, statement: Statement, before: Statement | None) -> tuple[str | None, How | None]:
    if statement.source is None:
        return _going_on(scene, statement, before)
    first, last = words_of(scene, statement.source)
    if first >= last:
        return None, None
    low = scene.tokens[first].text.casefold()
    if last - first == 1 and low in NOBODY:
        return None, None
    if last - first == 1 and low in pronouns():
        return _pronoun(scene, first, statement, before)

    def pronoun(index: int) -> str | None:
        return _pronoun(scene, index, statement, before)[0]

    joint = joint_speaker(scene, statement.source, first, last, pronoun)
    if joint is not None:
        return joint
    return _of_phrase(scene, statement.source, first, last, pronoun)


def _of_phrase(
    scene: Scene, source: Span, first: int, last: int, pronoun: Resolver
) -> tuple[str | None, How | None]:
    """Find the speaker of a source that is no pronoun and no list: who stands behind it, a mention, or a new one."""
    owner = behind(scene, source, first, last, pronoun)
    if owner is not None or speechless(scene.tokens, first, last):
        return owner or (None, None)
    mention = _best_mention(scene, source, first, last)
    if mention is not None and mention.speaker:
        tie_pair(scene, mention.speaker, first, last)
        return mention.speaker, mention.how
    return _new_speaker(scene, source, first, last)


def _best_mention(scene: Scene, source: Span, first: int, last: int) -> Mention | None:
    """The mention that holds the head of the source; of several the one that names, then the longest."""
    head = head_of(scene.tokens, first, last)
    word = scene.tokens[head]
    near = [m for m in nearby(scene, source) if m.how != "pronoun"]
    holding = [m for m in near if m.span.start <= word.start < m.span.end]
    opening = [
        m
        for m in near
        if m.span.start <= scene.tokens[first].start < m.span.end and m.kind == "person" and m.how == "name"
    ]
    pool = [m for m in holding if m.speaker] or opening
    chosen = max(pool, key=lambda m: (m.how == "name", len(m.span.text), -m.span.start), default=None)
    if chosen is None:
        return placed(scene, holding)
    named = [m for m in near if m.speaker == chosen.speaker and m.how == "name"]
    return named[0] if named else chosen


def _new_speaker(scene: Scene, source: Span, first: int, last: int) -> tuple[str, How]:
    who = make_id("p", scene.article.id, source.start, source.end)
    head = scene.tokens[head_of(scene.tokens, first, last)]
    named = head.pos == "PROPN"
    kind = "organisation" if named else "group" if head.tag in PLURAL and head.ent else "unnamed"
    how: How = "name" if named else "anonymous"
    name = _name(scene, source, first, last)
    scene.speakers[who] = Speaker(who, name, kind, None, tuple(sorted({name.text, source.text})), (name,))
    scene.mentions.append(Mention(source, kind, how, who))
    return who, how


def _name(scene: Scene, source: Span, first: int, last: int) -> Span:
    """Return a source without what is told of it behind a comma: "The act, signed in May", "The file, compiled by Orr"."""
    for index in range(first + 1, min(last, len(scene.tokens) - 1)):
        if scene.tokens[index].text == "," and scene.tokens[index + 1].tag in {"VBN", "VBG", "WP", "WDT"}:
            return cut(scene.article, source.start, scene.tokens[index - 1].end)
    return source


def _pronoun(
    scene: Scene, index: int, statement: Statement, before: Statement | None
) -> tuple[str | None, How | None]:
    """Resolve a source that is a pronoun, with the words of this statement out of the running."""
    high = bisect_right(scene.heads, index - 1, key=lambda item: item[0])
    near = [
        Candidate(head, m.speaker or "", m.kind, _gender(scene, m, head), _plural(scene, head))
        for head, m in scene.heads[max(0, high - NEAREST) : high]
        if head not in scene.inside
        and not _in_content(m.span, statement)
        and _speaks(scene, m)
        and not _captioned(scene, head, index)
    ]
    who = resolve(
        scene.tokens,
        scene.sentences,
        index,
        near,
        rank=scene.rank,
        last_speaker=before.speaker if before and not _subject_before(scene, index, near) else None,
    )
    if who is None:
        return None, None
    kind = pronouns()[scene.tokens[index].text.casefold()]
    if kind in {"male", "female"}:
        scene.called.setdefault(who, kind)
    return who, "name" if kind == "relative" else "pronoun"


def _captioned(scene: Scene, head: int, index: int) -> bool:
    """Say whether a word stands under a picture and the pronoun does not: the report goes on as if it were not there."""
    there, here = (scene.sentences[scene.tokens[word].sent].kind for word in (head, index))
    return there == "caption" and here != "caption"


def _nested(statement: Statement, before: Statement | None) -> bool:
    """Say whether a statement stands inside another's words; who spoke those goes on speaking."""
    return before is not None and statement.cue is not None and _in_content(statement.cue, before)


def _subject_before(scene: Scene, index: int, near: Sequence[Candidate]) -> bool:
    """Say whether the sentence of a pronoun has a subject before it: that one goes on, not who spoke last."""
    sent = scene.tokens[index].sent
    same = [c for c in near if scene.tokens[c.head].sent == sent and c.head < index and c.kind == "person"]
    return any(subject_of(scene.tokens, c.head) is not None for c in same)


def _speaks(scene: Scene, mention: Mention) -> bool:
    return mention.speaker in scene.speakers


def _in_content(span: Span, statement: Statement) -> bool:
    return any(piece.start <= span.start < piece.end for piece in statement.content)


def _plural(scene: Scene, head: int) -> bool:
    return scene.tokens[head].tag in PLURAL or scene.tokens[head].text.casefold() in {"they", "people"}


def _gender(scene: Scene, mention: Mention, head: int) -> str:
    """A gender told by a title or given name anywhere in the speaker's names, else by the first pronoun they were given.

    A description without a name tells it by its noun: "the woman", "a spokesman".
    """
    speaker = scene.speakers.get(mention.speaker or "")
    if speaker is None or speaker.kind != "person":
        return gender_of("", (scene.tokens[head].text.casefold(),)) if speaker else ""
    titles = tuple(alias.split()[0].casefold() for alias in speaker.aliases if alias.strip())
    return gender_of(speaker.name.text.split()[0], titles) or scene.called.get(speaker.id, "")


def _going_on(scene: Scene, statement: Statement, before: Statement | None) -> tuple[str | None, How | None]:
    """A quotation without a source: whoever was quoted before it, in its paragraph or right above it, goes on speaking."""
    if before is None or statement.cue is not None or not statement.quoted:
        return None, None
    left, right = before.content[-1].end, statement.content[0].start
    if _paragraph(scene, before.content[-1]) != _paragraph(scene, statement.content[0]):
        near = _paragraph_alone(scene, statement) and _told_between(scene, left, right) <= GOES_ON
    else:
        near = right - left <= GOES_ON
    return (before.speaker, "inferred") if near else (None, None)


def _paragraph_alone(scene: Scene, statement: Statement) -> bool:
    """Say whether a statement begins its paragraph and ends one: words of the report around it would tell who speaks."""
    first, last = words_of(scene, statement.content[0])[0] - 1, words_of(scene, statement.content[-1])[1]
    while first >= 0 and not scene.tokens[first].text.strip(MARKS):
        first -= 1
    while last < len(scene.tokens) and not scene.tokens[last].text.strip(MARKS):
        last += 1
    begins = first < 0 or _paragraph_of(scene, first) != _paragraph(scene, statement.content[0])
    ends = last >= len(scene.tokens) or _paragraph_of(scene, last) != _paragraph(scene, statement.content[-1])
    return begins and ends


def _told_between(scene: Scene, left: int, right: int) -> int:
    """Count the code points of the report's own sentences between two places; captions are none."""
    first = bisect_left(scene.sentences, left, key=lambda sentence: sentence.span.start)
    told = 0
    for sentence in scene.sentences[first:]:
        if sentence.span.end > right or told > GOES_ON:
            break
        told += sentence.span.end - sentence.span.start if sentence.kind == "body" else 0
    return told


def _paragraph(scene: Scene, span: Span) -> int:
    return _paragraph_of(scene, min(words_of(scene, span)[0], len(scene.tokens) - 1))


def _paragraph_of(scene: Scene, word: int) -> int:
    return scene.sentences[scene.tokens[word].sent].paragraph


def _when(scene: Scene, statement: Statement, times: Sequence[Dated]) -> When | None:
    """The time that hangs on the cue: outside the content, and the cue is the first verb above it."""
    if statement.cue is None or not scene.tokens:
        return None
    first, last = words_of(scene, statement.cue)
    if first >= last:
        return None
    for dated in times:
        if dated.when is None or _in_content(dated.span, statement):
            continue
        start, stop = words_of(scene, dated.span)
        if (
            start < stop
            and scene.tokens[start].sent == scene.tokens[first].sent
            and _hangs(scene, start, stop, first, last)
        ):
            return dated.when
    return None


def _hangs(scene: Scene, start: int, stop: int, first: int, last: int) -> bool:
    index = head_of(scene.tokens, start, stop)
    for _ in range(6):
        index = scene.tokens[index].head
        if first <= index < last:
            return True
        if scene.tokens[index].pos in {"VERB", "AUX"}:
            return False
    return False
