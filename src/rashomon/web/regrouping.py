"""Stories joined and parted by hand: what a person says of a report and a story, as decisions about their reports."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.decisions import DecisionError, places, settle
from rashomon.ports import Store
from rashomon.show.views import outlet_name, short
from rashomon.stored import Headline
from rashomon.types import Article, Decision, RecordData, Span, Verdict

# So many other stories are offered where nobody searched; beyond them, words find the one that is meant.
OFFERED = 40


def regroups(record: RecordData, item: str) -> bool:
    """Say whether an item is the story of a record or one of its reports."""
    return item == record.stories[0].id or item in record.stories[0].articles


def regrouped(
    store: Store, record: RecordData, pair: tuple[str, str], verdict: Verdict, maker: str
) -> tuple[Decision, ...]:
    """Put a verdict on a story or report (`pair[0]`, of `record`) and another one into decisions.

    A report that is said to be of another story is taken out of its own as well; what was decided to the contrary
    before is answered pair by pair, so that the last word of a maker holds.

    Raises:
        DecisionError: there is no such story or report, or both are one.
    """
    known = {article.id: article for article in record.articles}
    left, right = _meant(record, pair[0]), _meant(record, pair[1])
    moved = not right
    if moved:
        other = store.stories.story(pair[1]) or store.stories.story(store.stories.story_of(pair[1]) or "")
        known |= {article.id: article for article in other.articles} if other else {}
        right = set(other.stories[0].articles) if other else set[str]()
    # of a story and one of its reports, the report is set against the others
    left, right = (left, right - left) if len(left) < len(right) else (left - right, right)
    if not left or not right or not maker.strip():
        raise DecisionError("a decision needs two stories or reports, and the name of its maker")
    said = [_decision(known, left, right, verdict, maker)]
    rest = set(record.stories[0].articles) - left
    if moved and rest and verdict == "yes":
        said.append(_decision(known, rest, left, "no", maker))
    if verdict == "yes":
        said += _answered(store.decisions.decisions(), left, right, maker)
    return tuple(said)


def _meant(record: RecordData, item: str) -> set[str]:
    told = record.stories[0]
    return set(told.articles) if item == told.id else {item} & set(told.articles)


def _decision(
    known: dict[str, Article], left: set[str], right: set[str], verdict: Verdict, maker: str
) -> Decision:
    # what leaves stands on the right; reports keep their names when their stories change
    stay, leave = (right, left) if verdict == "no" and len(left) < len(right) else (left, right)
    spans = [
        tuple(Span(key, 0, 1, known[key].text[0]) for key in sorted(side) if known[key].text)
        for side in (stay, leave)
    ]
    return Decision("same-story", min(stay), min(leave), spans[0], spans[1], verdict, maker.strip())


def _answered(decisions: Sequence[Decision], left: set[str], right: set[str], maker: str) -> list[Decision]:
    """Answer every decision that keeps apart what is said to be one story."""
    return [
        Decision("same-story", one.left, one.right, one.left_spans, one.right_spans, "yes", maker.strip())
        for one in settle(decisions)[0]
        if one.relation == "same-story"
        and one.verdict == "no"
        and _across(places(one.left_spans), places(one.right_spans), left, right)
    ]


def _across(one: set[str], other: set[str], left: set[str], right: set[str]) -> bool:
    return bool((one & left and other & right) or (one & right and other & left))


def item_label(record: RecordData, item: str) -> tuple[str, str]:
    """Return the kind and the words of a story or report."""
    told = record.stories[0]
    if item == told.id:
        return "story", short(told.title.text, 150)
    article = next(article for article in record.articles if article.id == item)
    title = article.title.text if article.title else article.text
    return "report", f"{outlet_name(article)}: {short(title, 140)}"


def offered(store: Store, record: RecordData, item: str, words: str) -> list[tuple[str, str]]:
    """List what a story or report can be set against, by id and label: its own story, then others (found by `words`)."""
    told = record.stories[0]
    own = [(told.id, "the other reports of this story")] if item != told.id and len(told.articles) > 1 else []
    if words.strip():
        keys = dict.fromkeys(hit.story for hit in store.stories.search(words, OFFERED * 5) if hit.story)
        found = [one for key in keys if (one := store.stories.story(key))][:OFFERED]
        others = [(one.stories[0].id, one.stories[0].title.text, len(one.articles), "") for one in found]
    else:
        others = [_line(line) for line in store.stories.headlines(OFFERED + 1)]
    return own + [
        (key, f"{short(title, 130)} ({reports} report{'' if reports == 1 else 's'}{day and f', {day}'})")
        for key, title, reports, day in others
        if key != told.id
    ]


def _line(line: Headline) -> tuple[str, str, int, str]:
    return line.id, line.title, line.reports, line.day
