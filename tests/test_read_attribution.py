"""Who said it, on invented reports."""

from rashomon.models.spacy import SpacyParser
from rashomon.read.attribution import attribute
from rashomon.read.body import mark_body
from rashomon.read.people import find_people
from rashomon.read.sentences import split_sentences
from rashomon.spans import cut
from rashomon.types import Article, Dated, Gap, Span, Statement, When, Why

PARSER = SpacyParser()


def said(
    told_in: str | Article, parts: list[tuple[str, str | None, str | None]], time: str | None = None
) -> tuple[list[tuple[str | None, str | None]], list[Statement], tuple[Gap, ...]]:
    """Attribute statements given as (content, source, cue); returns name and how of each."""
    article = Article("a1", "a.txt", told_in) if isinstance(told_in, str) else told_in
    text, reached = article.text, 0

    def find(words: str | None) -> Span | None:
        start = text.index(words, reached) if words else 0
        return cut(article, start, start + len(words)) if words else None

    made: list[Statement] = []
    for number, (content, source, cue) in enumerate(parts):
        span = find(content)
        assert span is not None
        made.append(
            Statement(
                f"s{number}",
                "a1",
                "direct",
                (span,),
                (span,),
                find(cue),
                find(source),
                None,
                None,
                "say",
                1.0,
            )
        )
    tokens, sentences = split_sentences(article, PARSER)
    mentions, speakers = find_people(article, tokens, sentences)
    day = find(time)
    times = (Dated(day, When("2020-01-07", "2020-01-07", "day", day, Why("weekday"))),) if day else ()
    told, _, cast, gaps = attribute(article, tokens, sentences, made, mentions, speakers, times)
    names = {speaker.id: speaker.name.text for speaker in cast}
    return [(names.get(s.speaker or ""), s.how) for s in told], list(told), gaps


def test_a_surname_source_is_the_person_told_in_full() -> None:
    text = "Anna Holm came late. “The road was closed,” Holm said."
    assert said(text, [("The road was closed", "Holm said"[:4], "said")])[0] == [("Anna Holm", "name")]


def test_a_quotation_alone_in_its_paragraph_is_spoken_by_who_spoke_last() -> None:
    text = "Anna Holm came late. “The road was closed,” Holm said.\n“Nobody told us.”\nThe council met."
    parts: list[tuple[str, str | None, str | None]] = [
        ("The road was closed", "Holm", "said"),
        ("Nobody told us.", None, None),
    ]
    assert said(text, parts)[0] == [("Anna Holm", "name"), ("Anna Holm", "inferred")]


def test_after_a_long_passage_nobody_is_sure_who_goes_on() -> None:
    between = "The council met again and spoke of the road. " * 12
    text = f"Anna Holm came late. “The road was closed,” Holm said.\n{between}\n“Nobody told us.”\nRain fell."
    parts: list[tuple[str, str | None, str | None]] = [
        ("The road was closed", "Holm", "said"),
        ("Nobody told us.", None, None),
    ]
    assert said(text, parts)[0] == [("Anna Holm", "name"), (None, None)]


def test_a_quote_without_a_named_speaker_is_kept_with_a_gap() -> None:
    found, _, gaps = said("“The road was closed.” Nobody came.", [("The road was closed.", None, None)])
    assert found == [(None, None)]
    assert [gap.what for gap in gaps] == ["speaker"]


def test_a_quote_that_goes_on_has_the_speaker_before() -> None:
    text = "“The road was closed,” Anna Holm said. “We walked.”"
    found, _, _ = said(text, [("The road was closed", "Anna Holm", "said"), ("We walked.", None, None)])
    assert found == [("Anna Holm", "name"), ("Anna Holm", "inferred")]


def test_names_inside_a_quotation_are_not_taken_up_by_the_narrator() -> None:
    text = "Anna Holm spoke first. “I have known Eva Lund for years,” she said."
    assert said(text, [("I have known Eva Lund for years", "she", "said")])[0] == [("Anna Holm", "pronoun")]


def test_a_source_nobody_knows_becomes_an_unnamed_speaker() -> None:
    text = "Two people briefed on the plan said the dam would close."
    assert said(text, [("the dam would close", "Two people briefed on the plan", "said")])[0] == [
        ("Two people briefed on the plan", "anonymous")
    ]


def test_the_time_that_hangs_on_the_cue_is_the_time_of_the_statement() -> None:
    text = "Anna Holm said on Tuesday that the dam would close."
    _, told, _ = said(text, [("the dam would close", "Anna Holm", "said")], "Tuesday")
    assert told[0].when is not None


def test_the_time_inside_the_content_is_not_the_time_of_the_statement() -> None:
    text = "Anna Holm said the dam would close on Tuesday."
    _, told, _ = said(text, [("the dam would close on Tuesday", "Anna Holm", "said")], "Tuesday")
    assert told[0].when is None


def test_who_speaks_inside_anothers_words_does_not_speak_on() -> None:
    text = "Anna Holm said Eva Lund had called the dam safe, and left at once. “We walked home in the dark.”"
    parts = [
        ("Eva Lund had called the dam safe", "Anna Holm", "said"),
        ("the dam safe", "Eva Lund", "called"),
        ("We walked home in the dark.", None, None),
    ]
    assert said(text, parts)[0][2] == ("Anna Holm", "inferred")


def test_who_was_called_she_is_not_he_further_on() -> None:
    text = (
        "Minister Belkor keeps the radio on. “I sleep badly,” she said. Observers note that the tone of Governor Haldor is harsh. "
        "He said: “Now is no time for talks.”"
    )
    found, _, _ = said(text, [("I sleep badly", "she", "said"), ("Now is no time for talks.", "He", "said")])
    assert found == [("Belkor", "pronoun"), ("Haldor", "pronoun")]


def test_a_name_under_a_picture_is_not_taken_up_by_the_report() -> None:
    text = (
        "Tomas Lind spoke in Elva on Monday.\nImage copyright Elva Pictures Image caption Stefan Berg came too\n"
        "He said: “Now is no time for talks.”"
    )
    article = mark_body(Article("a1", "a.txt", text, language="en"))
    assert [m.span.text for m in article.marks if m.kind == "caption"] == ["Stefan Berg came too"]
    found, _, _ = said(article, [("Now is no time for talks.", "He", "said")])
    assert found == [("Tomas Lind", "pronoun")]
