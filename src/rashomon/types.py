"""The nouns of record format 1, and the working nouns that carry them from room to room.

Everything here is frozen and holds no behaviour beyond its own invariants. `None` means that the text does not say;
an empty tuple means that we looked and found nothing. Times are calendar days (ISO 8601), offsets are Unicode code
points, half-open. Source: the record format, `docs/record-format.md`.
"""

from typing import Literal

import msgspec
from msgspec import Struct, field

FORMAT = "rashomon-record/1"

MarkKind = Literal["boilerplate", "repeat", "caption", "headline", "byline", "dateline", "cut"]
Precision = Literal["minute", "day", "month", "year", "vague"]
SpeakerKind = Literal["person", "organisation", "group", "unnamed"]
StatementKind = Literal["direct", "indirect", "mixed"]
How = Literal["name", "role", "pronoun", "metonymy", "anonymous", "inferred"]
Act = Literal[
    "say", "claim-agreement", "deny", "demand", "propose", "promise", "accuse", "warn", "refuse", "praise", "ask", "believe"
]  # fmt: skip
Status = Literal["agreed", "disputed", "denied", "single-source"]
Stance = Literal["for", "against", "differs"]
Voice = Literal["source", "outlet"]
Strength = Literal["strong", "medium", "weak", "not-applicable"]
ThingKind = Literal["entity", "event", "group", "place"]
Scope = Literal["report", "quote", "photo"]
PassageKind = Literal["copy", "shared-quote"]
Verdict = Literal["yes", "no", "unsure"]
Relation = Literal[
    "same-story", "same-event", "same-speaker", "same-point", "same-utterance", "denies", "opposes", "copies"
]  # fmt: skip
Outcome = Literal["read", "duplicate", "skipped"]


# The commonest Structs hold no cycle, and a story has 100,000 of them: not walking them in garbage collection (gc=False)
# takes the reading of 60 reports and 1,500 points from 0.26 s to 0.04 s.
class Span(Struct, frozen=True, gc=False, order=True):
    """Words of one article: code points `start` up to, not including, `end`; `text` is exactly that slice.

    >>> Span("a1", 4, 8, "rain").text
    'rain'
    >>> Span("a1", 8, 8, "")
    Traceback (most recent call last):
        ...
    ValueError: span 8:8 of article a1 is empty or runs backwards
    """

    article: str
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(
                f"span {self.start}:{self.end} of article {self.article} is empty or runs backwards"
            )


class Why(Struct, frozen=True, gc=False, order=True):
    """The reason of a decision: a short code, and the words that decided it."""

    code: str
    spans: tuple[Span, ...] = ()


class When(Struct, frozen=True, gc=False):
    """A stretch of days, as exact as the text allows: `2014-03-01` to `2014-03-31` with precision *month*."""

    start: str = field(name="from")
    end: str = field(name="to")
    precision: Precision
    span: Span | None
    why: Why


class Outlet(Struct, frozen=True):
    """Who published a report. `evidence` is None where the name came from outside the text."""

    name: str
    evidence: Span | None


class Credit(Struct, frozen=True):
    """An agency named in a report, and how far that credit reaches."""

    agency: str
    span: Span
    scope: Scope
    covers: tuple[Span, ...]


class Mark(Struct, frozen=True):
    """A stretch that is not running report text. `of` is the first copy of a repeat. A *cut* breaks off here."""

    span: Span
    kind: MarkKind
    why: Why
    of: Span | None = None


class Article(Struct, frozen=True):
    """One report: a fixed text and what is known of it. `source` is the file name, link or row it came from."""

    id: str
    source: str
    text: str
    outlet: Outlet | None = None
    published: When | None = None
    captured: When | None = None
    dateline: Span | None = None
    byline: Span | None = None
    language: str = "und"
    title: Span | None = None
    credits: tuple[Credit, ...] = ()
    marks: tuple[Mark, ...] = ()
    url: str | None = None


class Speaker(Struct, frozen=True):
    """Somebody who says things: a person, a body, a group, or a source whom the report leaves unnamed.

    `members` are the speakers of whom a group is made, where the report tells them ("Lind and Pell", "both men").
    """

    id: str
    name: Span
    kind: SpeakerKind
    role: Span | None
    aliases: tuple[str, ...]
    mentions: tuple[Span, ...]
    members: tuple[str, ...] = ()


class Statement(Struct, frozen=True, gc=False):
    """What a report attributes to somebody. `content` has several spans where a quotation is broken."""

    id: str
    article: str
    kind: StatementKind
    content: tuple[Span, ...]
    quoted: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    speaker: str | None
    how: How | None
    act: Act
    score: float
    to: Span | None = None
    via: Span | None = None
    on_behalf_of: Span | None = None
    when: When | None = None
    event: str | None = None
    denies: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()


class Event(Struct, frozen=True):
    """A happening that one or more reports tell. `articles` report it as news, not as background."""

    id: str
    name: Span
    when: When | None
    where: Span | None
    participants: tuple[str, ...]
    mentions: tuple[Span, ...]
    articles: tuple[str, ...]


class Passage(Struct, frozen=True):
    """Words that stand in two or more reports: taken over (*copy*), or one public quotation heard by both."""

    spans: tuple[Span, ...]
    kind: PassageKind


class Origin(Struct, frozen=True):
    """Reports that count as one witness, and the passages that show it."""

    id: str
    articles: tuple[str, ...]
    passages: tuple[Passage, ...]
    why: Why


class Side(Struct, frozen=True, gc=False):
    """What one report says on a point, in its own voice or a source's."""

    stance: Stance
    article: str
    spans: tuple[Span, ...]
    statement: str | None
    voice: Voice
    why: Why


class Silence(Struct, frozen=True, gc=False):
    """A report that does not tell a point, graded by what it could have known."""

    article: str
    strength: Strength
    why: Why


class Point(Struct, frozen=True, gc=False):
    """One claim, and how each report stands to it. `origins` counts independent tellers; `whole`: its gist can stand by itself."""

    id: str
    gist: Span
    status: Status
    score: float
    origins: int
    sides: tuple[Side, ...]
    speakers_differ: bool
    silent: tuple[Silence, ...]
    why: Why
    whole: bool = True


class Use(Struct, frozen=True, gc=False):
    """How one report calls a thing."""

    article: str
    spans: tuple[Span, ...]
    voice: Voice
    loaded: bool


class Wording(Struct, frozen=True):
    """The names that several reports give to the same thing."""

    id: str
    thing: Span
    kind: ThingKind
    score: float
    uses: tuple[Use, ...]


class Value(Struct, frozen=True):
    """A quantity as one report gives it, from `low` to `high` in `unit` ("" for plain counts)."""

    article: str
    span: Span
    low: float
    high: float
    unit: str
    approximate: bool


class Number(Struct, frozen=True):
    """One quantity beside itself across reports. `agree`: can all values hold at once?"""

    id: str
    quantity: Span
    values: tuple[Value, ...]
    agree: bool


class Story(Struct, frozen=True):
    """The reports whose news is one event, and what comparing them gave."""

    id: str
    title: Span
    event: str | None
    articles: tuple[str, ...]
    why: Why
    origins: tuple[Origin, ...]
    points: tuple[Point, ...]
    wordings: tuple[Wording, ...]
    numbers: tuple[Number, ...]


class Entry(Struct, frozen=True):
    """A dated line of the timeline. `conflict`: entries that put the same happening on other days."""

    id: str
    when: When
    what: Span
    event: str | None
    mentions: tuple[Span, ...]
    conflict: tuple[str, ...]


class Gap(Struct, frozen=True):
    """Something that could not be decided. Not knowing is data. `article` is None where no article exists."""

    article: str | None
    span: Span | None
    what: str
    why: str


class Link(Struct, frozen=True):
    """A decision about two items: yes, no or unsure, with its score, its maker and its reason. Never edited."""

    id: str
    relation: Relation
    left: str
    right: str
    verdict: Verdict
    score: float
    made_by: str
    why: Why


class Decision(Struct, frozen=True):
    """What a person decided about two items of a record: their ids there, and the words by which to find them again.

    The ids of joined items change when a record is built anew; the words do not.
    """

    relation: Relation
    left: str
    right: str
    left_spans: tuple[Span, ...]
    right_spans: tuple[Span, ...]
    verdict: Verdict
    maker: str


class Taken(Struct, frozen=True):
    """What became of one thing that was offered. `why` is empty for what was read."""

    source: str
    outcome: Outcome
    why: str
    article: str | None


class Intake(Struct, frozen=True):
    """The account of everything offered: `offered == read + duplicate + skipped`, exactly."""

    offered: int
    read: int
    duplicate: int
    skipped: int
    sources: tuple[Taken, ...]


class Model(Struct, frozen=True):
    """A model that took part, with the digest of its weights."""

    name: str
    digest: str


class MadeBy(Struct, frozen=True):
    """What made a record: no clock time, so the same input gives the same bytes."""

    version: str
    models: tuple[Model, ...]
    settings: dict[str, str | int | float | bool | None]


class RecordData(Struct, frozen=True):
    """A whole record, as it stands in `record.json`."""

    format: str
    made_by: MadeBy
    articles: tuple[Article, ...]
    speakers: tuple[Speaker, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    stories: tuple[Story, ...]
    timeline: tuple[Entry, ...]
    gaps: tuple[Gap, ...]
    links: tuple[Link, ...] = ()
    intake: Intake | None = None


# The working nouns: what the rooms hand to one another and no record holds.


class Token(Struct, frozen=True, array_like=True, gc=False):
    """One parsed word. Offsets are those of the text it came from; `head` and `sent` are indices in the same list.

    `pos`, `tag`, `dep` follow Universal Dependencies and OntoNotes as spaCy's English models give them; `ent` is
    the entity label with its position ("B-PERSON", "I-PERSON", "").
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str
    sent: int


class Sentence(Struct, frozen=True):
    """A sentence of running report text: its words are `tokens[first:last]` of its reading."""

    span: Span
    first: int
    last: int
    paragraph: int
    kind: Literal["body", "headline", "caption"] = "body"


class Mention(Struct, frozen=True):
    """Words that stand for a person, a body, a group, a place. `speaker` is an id of the reading, where one is known."""

    span: Span
    kind: Literal["person", "organisation", "group", "unnamed", "place", "other"]
    how: How
    speaker: str | None


class Dated(Struct, frozen=True):
    """A time expression and what it comes to. `when` is None where the text does not give enough."""

    span: Span
    when: When | None


class Quantity(Struct, frozen=True):
    """A number in the text: `low` to `high` of `unit`; `noun` is what is counted."""

    span: Span
    low: float
    high: float
    unit: str
    approximate: bool
    noun: Span | None


class Happening(Struct, frozen=True):
    """One telling of something that happened or will happen: a clause or an event noun, with its time and people.

    `span` is the telling, `head` its predicate word, `participants` are speaker ids of the reading; `news` tells the
    report's own news from background; `time` is the words that date it, also where they come to nothing by themselves.
    """

    id: str
    span: Span
    head: Span
    lemma: str
    when: When | None
    where: Span | None
    participants: tuple[str, ...]
    news: bool
    time: Span | None = None


class Reading(Struct, frozen=True):
    """What one article says by itself. Speaker ids are those of this reading until `group` joins them."""

    article: Article
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    statements: tuple[Statement, ...] = ()
    times: tuple[Dated, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    happenings: tuple[Happening, ...] = ()
    gaps: tuple[Gap, ...] = ()


class Attribution(Struct, frozen=True):
    """What a tagger finds in a text: offsets of content pieces, cue and source, with a score."""

    content: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    score: float


class Grouping(Struct, frozen=True):
    """What belongs together across all readings.

    `stories` lists article ids with the id of the main event and the reason; `copies` the passages shared between two
    reports; `speaker_of` maps the speaker ids of the readings to the joined ones.
    """

    stories: tuple["Cluster", ...]
    copies: tuple[Passage, ...]
    speakers: tuple[Speaker, ...]
    speaker_of: dict[str, str]
    events: tuple[Event, ...]
    links: tuple[Link, ...] = ()
    gaps: tuple[Gap, ...] = ()
    decisions: tuple[Decision, ...] = ()


class Cluster(Struct, frozen=True):
    """The articles of one story before they are compared."""

    articles: tuple[str, ...]
    event: str | None
    why: Why


class Dossier(Struct, frozen=True):
    """All that comparing one story may look at: its readings, and what grouping found about them."""

    cluster: Cluster
    readings: tuple[Reading, ...]
    copies: tuple[Passage, ...]
    speakers: tuple[Speaker, ...]
    speaker_of: dict[str, str]
    events: tuple[Event, ...]
    decisions: tuple[Decision, ...] = ()


class Comparison(Struct, frozen=True):
    """A compared story, its timeline, and the links between statements that comparing it found."""

    story: Story
    timeline: tuple[Entry, ...] = ()
    links: tuple[Link, ...] = ()
    gaps: tuple[Gap, ...] = ()


def decode_record(raw: bytes) -> RecordData:
    """Read a record from its JSON bytes, checking every type on the way.

    Raises:
        msgspec.ValidationError: where the bytes are no record of format 1.
    """
    return msgspec.json.decode(raw, type=RecordData)
