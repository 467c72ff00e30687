"""An invented record of any size, for tests of the page: words of no language, so that no report is retold."""

import random

from rashomon.spans import cut
from rashomon.types import (
    FORMAT,
    Article,
    Entry,
    Event,
    MadeBy,
    Origin,
    Outlet,
    Point,
    RecordData,
    Side,
    Silence,
    Speaker,
    Statement,
    Story,
    Use,
    When,
    Why,
    Wording,
)  # fmt: skip

WHY = Why("test")
SYLLABLES = ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "ro", "su", "ta", "ve", "wi", "zo"]


def large(reports: int, points: int, seed: int = 1) -> RecordData:
    """Build a record of one story whose points are told by one to five reports each."""
    dice = random.Random(seed)
    articles = tuple(_article(number, dice) for number in range(reports))
    ids = tuple(article.id for article in articles)
    sentences = {article.id: _sentences(article) for article in articles}
    statements = tuple(
        _statement(number, article, sentences, dice) for number, article in enumerate(articles * 20)
    )
    told = tuple(_point(number, articles, sentences, dice) for number in range(points))
    event = Event("e1", sentences[ids[0]][0], _day(3), None, (), (), ids)
    origins = tuple(Origin(f"o{number}", (key,), (), WHY) for number, key in enumerate(ids))
    wordings = tuple(_wording(number, articles, sentences, dice) for number in range(40))
    story = Story("y1", sentences[ids[0]][0], "e1", ids, WHY, origins, told, wordings, ())
    speakers = tuple(
        Speaker(f"p{n}", cut(articles[n], 0, 4), "person", None, (), ()) for n in range(min(20, reports))
    )
    entries = tuple(
        Entry(
            f"w{n}",
            _day(n % 9),
            sentences[ids[n % reports]][n % 5],
            "e1",
            (sentences[ids[n % reports]][n % 5],),
            (),
        )
        for n in range(60)
    )
    return RecordData(
        FORMAT, MadeBy("0", (), {}), articles, speakers, statements, (event,), (story,), entries, ()
    )


def _article(number: int, dice: random.Random) -> Article:
    lines = [
        " ".join("".join(dice.choices(SYLLABLES, k=dice.randint(1, 3))) for _ in range(16)).capitalize() + "."
        for _ in range(45)
    ]
    return Article(f"a{number:016x}", f"{number:03}.txt", "\n".join(lines), Outlet(f"Outlet {number}", None))


def _sentences(article: Article) -> list:
    spans, start = [], 0
    for line in article.text.split("\n"):
        spans.append(cut(article, start, start + len(line)))
        start += len(line) + 1
    return spans


def _statement(number: int, article: Article, sentences: dict, dice: random.Random) -> Statement:
    span = dice.choice(sentences[article.id])
    act = dice.choice(("say", "say", "demand", "deny"))
    return Statement(
        f"s{number:016x}",
        article.id,
        "indirect",
        (span,),
        (),
        None,
        None,
        f"p{number % 20}",
        "name",
        act,
        0.9,
    )


def _point(number: int, articles: tuple, sentences: dict, dice: random.Random) -> Point:
    tellers = sorted(dice.sample(range(len(articles)), min(dice.choice((1, 2, 3, 4, 5)), len(articles))))
    status = dice.choice(("agreed", "disputed", "denied")) if len(tellers) > 1 else "single-source"
    opposed = {"disputed": "differs", "denied": "against"}.get(status, "for")
    sides = tuple(
        Side(
            opposed if place == 1 else "for",
            key,
            (dice.choice(sentences[key]),),
            None,
            "outlet",
            Why("tells-it"),
        )
        for place, key in enumerate(articles[teller].id for teller in tellers)
    )
    told = {side.article for side in sides}
    silent = tuple(
        Silence(article.id, dice.choice(("weak", "medium")), WHY)
        for article in articles
        if article.id not in told
    )
    return Point(f"q{number:016x}", sides[0].spans[0], status, 0.5, len(told), sides, False, silent, WHY)


def _wording(number: int, articles: tuple, sentences: dict, dice: random.Random) -> Wording:
    chosen = dice.sample(articles, min(6, len(articles)))
    uses = tuple(
        Use(article.id, (cut(article, span.start, span.start + 9),), "outlet", False)
        for article in chosen
        for span in [dice.choice(sentences[article.id])]
    )
    return Wording(f"d{number}", uses[0].spans[0], "entity", 0.5, uses)


def _day(number: int) -> When:
    day = f"2031-04-{number + 1:02}"
    return When(day, day, "day", None, WHY)
