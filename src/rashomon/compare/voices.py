"""How much two statements of a story have in common: who speaks, the words that both share, what the one quotes of the other."""

from __future__ import annotations

from msgspec import Struct

from rashomon.compare.cues import words
from rashomon.compare.mouths import called, may_be_one
from rashomon.compare.occasions import acts_apart, told_apart
from rashomon.compare.pairs import Gauge, likeness, meets
from rashomon.compare.renderings import Rendering, Shared, shared_quote
from rashomon.types import Speaker

# Best F1 of these three lies at .55 to .57 on two gold stories and the example, each left out in turn (F1 .73, .94, 1.0);
# cosine alone gives .53 and .65, shared words alone .72 and .94.
COSINE, WORDS, QUOTE = 0.5, 0.3, 0.2
# Shared words count in full from this weight on: one rare word alone is no rendering.
ENOUGH = 4.0
# Two speakers not known to be one (a body and its spokesman, "he" and a name) need this run of quoted words in common, rare
# enough that it is not the name of something; in one report all words of a shorter quotation will do, as a lead quotes what
# the body quotes in full. In two reports a short one may be anybody's catchword: two stories gave one right and eight wrong.
RUN, SHORTEST = 5, 2
RARE, RARE_RUN = 6.0, 8.0
# A part is known by words that it quotes from the whole, where these are so much of it: four quoted words in a sentence of
# twenty may be the name of a thing that both speak of.
MOSTLY = 0.5
# Told in other words, it is known by its likeness, by which part of the words it shares with the whole and how rare these
# are: of the pairs of one speaker in nine gold stories 50, 70, 8 and 60 right ones lie above these bounds, and no wrong one,
# whichever story is left out.
PARTS = ((0.65, 0.8, 10.0), (0.75, 0.5, 8.0), (0.65, 0.95, 6.0), (0.6, 0.65, 12.0))
# What a source without a name says is one with what another says in nearly the same words, by the same three bounds: of the
# pairs in nine gold stories 28 right ones lie above one of them and 2 wrong ones.
RETOLD = ((0.75, 0.6, 12.0), (0.8, 0.5, 12.0))
# Where nobody is known to speak, hardly another word is left over; and then fewer will do.
WORD_FOR_WORD = (0.9, 0.95, 6.0)
# Two sources called by one word ("protesters") are one where two reports tell the same from word to word, and so many.
TEXT = 6


class Common(Struct, frozen=True):
    """What two statements have in common: `part`, of the words of the one that has fewer, by rarity; `weight`, theirs."""

    cosine: float
    part: float
    weight: float
    quote: Shared
    quoted: float
    apart: bool

    def score(self) -> float:
        """Weigh it all, 0 to 1; nothing where the two are surely two utterances."""
        if self.apart:
            return 0.0
        shared = self.part * min(1.0, self.weight / ENOUGH)
        said = self.quote.share if self.quote.words >= 3 or self.weight >= ENOUGH else 0.0
        return round(min(1.0, COSINE * self.cosine + WORDS * shared + QUOTE * said), 6)

    def holds_all(self) -> bool:
        """Say whether the one mostly quotes the other, or holds nearly all of its words, and enough to know it by."""
        return self.reaches(*PARTS) or (self.quoted >= MOSTLY and self.weight >= RARE)

    def reaches(self, *bounds: tuple[float, float, float]) -> bool:
        """Say whether likeness, part and weight lie above one of several bounds."""
        return any(
            self.cosine >= near and self.part >= part and self.weight >= weight
            for near, part, weight in bounds
        )

    def quotes_one(self, *, near: bool) -> bool:
        """Say whether what both share word for word is enough to take them for one; `near`: they stand in one report."""
        if self.quote.words >= RUN:
            return self.weight >= RARE_RUN
        return near and self.quote.words >= SHORTEST and self.quote.share == 1.0 and self.weight >= RARE


class Voices(Struct, frozen=True):
    """What comparing renderings looks up: the units that are statements, their words, and their speakers.

    `tied`: pairs of speakers of whom the one is called by words of the other's name and office.
    """

    gauge: Gauge
    renderings: dict[int, Rendering]
    speakers: dict[str, Speaker]
    tied: frozenset[tuple[str, str]]

    def one(self, a: int, b: int) -> bool:
        """Say whether two statements are known to have one speaker."""
        left, right = self.gauge.units[a].speaker, self.gauge.units[b].speaker
        return left is not None and left == right

    def fit(self, a: int, b: int) -> bool:
        """Say whether the speaker of the one is called as who speaks the other."""
        left, right = self.gauge.units[a].speaker or "", self.gauge.units[b].speaker or ""
        return (left, right) in self.tied or (right, left) in self.tied

    def may_be_one(self, a: int, b: int) -> bool:
        """Say whether two statements may have one speaker."""
        return may_be_one(self._who(a), self._who(b)) or self.fit(a, b)

    def is_nameless(self, a: int) -> bool:
        """Say whether no person by name speaks a statement."""
        speaker = self._who(a)
        return speaker is None or speaker.kind != "person"

    def retells(self, a: int, b: int, common: Common) -> bool:
        """Say whether what a source without a name says is nearly what another says, or word for word of one called alike."""
        left, right = self._who(a), self._who(b)
        if left is None or right is None:
            refused = "refuse" in {self.renderings[i].statement.act for i in (a, b)}
            return not refused and common.reaches(WORD_FOR_WORD)
        mine, yours = called(left.name.text), called(right.name.text)
        papers = words("court_papers")
        shared = mine & yours or (mine & papers and yours & papers)
        unnamed = [speaker.kind == "unnamed" for speaker in (left, right)]
        # two witnesses without a name tell alike what both saw
        if any(unnamed) and (shared or not all(unnamed)) and common.reaches(*RETOLD):
            return True
        text = self.renderings[a].words
        return len(text) >= TEXT and text == self.renderings[b].words and mine == yours

    def _who(self, a: int) -> Speaker | None:
        return self.speakers.get(self.gauge.units[a].speaker or "")


def common(voices: Voices, a: int, b: int) -> Common:
    """Measure what two statements have in common, beyond the names of the story."""
    left, right = voices.gauge.units[a], voices.gauge.units[b]
    mine, yours = voices.renderings[a], voices.renderings[b]
    names, rarity = left.names | right.names, voices.gauge.rarity

    def weigh(lemmas: frozenset[str]) -> float:
        return sum(rarity.get(lemma, 0.0) for lemma in sorted(lemmas))

    quote = shared_quote(mine, yours)
    ours, theirs = left.lemmas - names, right.lemmas - names
    weight, least = weigh(ours & theirs), min(weigh(ours), weigh(theirs))
    return Common(
        cosine=likeness(voices.gauge, a, b).cosine,
        part=weight / least if least else 0.0,
        weight=weight,
        quote=quote,
        quoted=quote.quoted,
        apart=mine.apart(yours)
        or acts_apart(left, right, mine, yours)
        or told_apart(left, right, quote.words),
    )


def told_within(voices: Voices) -> frozenset[tuple[int, int]]:
    """List pairs of statements of which the one is told within the other: "it rained after what it said was a storm".

    Two attributions are two utterances, whatever words they share.
    """
    units = voices.gauge.units
    order = sorted(voices.renderings, key=lambda i: (units[i].article, units[i].spans[0].start, i))
    found: set[tuple[int, int]] = set()
    for place, a in enumerate(order):
        for b in order[place + 1 :]:
            if units[b].article != units[a].article or units[b].spans[0].start >= units[a].spans[-1].end:
                break
            if meets(units[a], units[b]):
                found.add((min(a, b), max(a, b)))
    return frozenset(found)
