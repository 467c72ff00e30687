import random
import re
from collections import Counter, defaultdict
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from rashomon.group.copies import find_copies
from rashomon.group.copies_candidates import CROWD, candidates
from rashomon.group.origins import find_origins, merge_passages, origins_of_point
from rashomon.spans import cut, holds
from rashomon.types import Article, Reading, Sentence, Side, Token, Why

WIRE = "The ministers of fishing from both coasts signed a paper that limits the catch of herring until next spring."
QUOTE = "We will never again let the nets of strangers empty our bay in a single night"
FILLER = {
    "a": "Boats stayed in port. A harbour master counted forty empty berths along the northern wall.",
    "b": "Shops near the pier sold little ice. Fishermen grumbled over coffee while gulls circled above.",
    "c": "Prices rose at the morning auction. Buyers from inland towns paid more than ever before.",
}


def report(name, *paragraphs):
    text = "\n".join(paragraphs)
    article = Article(name, name, text)
    sentences, start = [], 0
    for number, line in enumerate(paragraphs):
        if line.strip():
            sentences.append(Sentence(cut(article, start, start + len(line)), 0, 0, number))
        start += len(line) + 1
    return Reading(article, sentences=tuple(sentences))


def test_a_shared_sentence_of_narration_is_a_copy():
    found = find_copies([report("a", FILLER["a"], WIRE), report("b", WIRE, FILLER["b"])])
    assert [(passage.kind, passage.spans[0].text) for passage in found] == [("copy", WIRE[:-1])]


def test_a_copy_is_found_though_a_few_words_were_changed():
    changed = WIRE.replace("signed a paper that limits", "have signed a text that limits")
    (passage,) = find_copies([report("a", FILLER["a"], WIRE), report("b", changed, FILLER["b"])])
    assert passage.kind == "copy"
    assert passage.spans[1].text == changed[:-1]


def test_a_quotation_heard_by_two_is_no_copy():
    left = report("a", f'"{QUOTE}," the mayor said.', FILLER["a"])
    right = report("b", FILLER["b"], f"At the pier he told reporters: “{QUOTE}.”")
    (passage,) = find_copies([left, right])
    assert (passage.kind, passage.spans[0].text) == ("shared-quote", QUOTE)


def test_names_and_titles_alone_are_no_copy():
    names = "Foreign Minister Anna Berg Of Arvenna and Foreign Minister Olan Tirr of Castellane and King Bo"
    assert find_copies([report("a", names), report("b", names)]) == ()


def test_reports_that_share_one_sentence_stay_two_origins_but_one_teller_of_it():
    readings = [
        report("a", FILLER["a"], FILLER["b"], WIRE),
        report("b", WIRE, FILLER["c"], FILLER["c"][::-1]),
    ]
    copies = find_copies(readings)
    origins = find_origins(readings, copies)
    assert [origin.articles for origin in origins] == [("a",), ("b",)]
    assert all(origin.passages for origin in origins)
    sides = [side("a", copies[0].spans[0]), side("b", copies[0].spans[1])]
    assert origins_of_point(sides, origins, copies) == 1
    other = [side("a", readings[0].sentences[0].span), side("b", readings[1].sentences[1].span)]
    assert origins_of_point(other, origins, copies) == 2


def side(article, span):
    return Side("for", article, (span,), None, "outlet", Why("tells"))


def test_wire_text_makes_one_origin():
    readings = [report(name, WIRE, FILLER["a"]) for name in "ab"] + [report("c", FILLER["c"])]
    origins = find_origins(readings, find_copies(readings))
    assert [origin.articles for origin in origins] == [("a", "b"), ("c",)]
    assert origins[0].why.code == "shared-wire-text"


def test_a_press_release_printed_by_two_papers_with_a_word_of_their_own_is_one_origin():
    release = (
        "The port company of Osk today opened a new quay for forty boats.",
        f'"{QUOTE}," its chief said.',
        WIRE,
    )
    left = report("a", "Good news for fishermen, and a bay full of boats.", *release)
    right = report("b", *release, FILLER["b"])
    origins = find_origins([left, right], find_copies([left, right]))
    assert [origin.articles for origin in origins] == [("a", "b")]


def test_the_spans_of_one_passage_in_three_reports_come_together():
    readings = [report(name, FILLER[name], f'He said: "{QUOTE}."') for name in "abc"]
    (passage,) = merge_passages(find_copies(readings))
    assert [span.article for span in passage.spans] == ["a", "b", "c"]


def test_many_copies_of_one_text_do_not_cost_every_pair():
    """Fault case 75."""
    text = WIRE.split()
    assert len(candidates([text] * 2_000)) == 1_999


def test_candidates_among_many_find_one_shared_sentence():
    words = random.Random(7)
    documents = [[f"w{words.randrange(5_000)}" for _ in range(200)] for _ in range(60)]
    documents[11][50:69] = documents[47][5:24] = WIRE.split()
    assert candidates(documents) == [(11, 47)]


def test_candidates_are_those_whom_two_runs_of_words_link_each_run_all_or_in_a_chain():
    words = random.Random(11)
    for fewest, letters in ((0, "ab"), (0, "abcdef"), (4, "abcdefghijklmnopq")):
        documents = [[words.choice(letters) for _ in range(words.randrange(fewest, 26))] for _ in range(60)]
        holders, links = defaultdict(set), Counter()
        for number, told in enumerate(documents):
            for start in range(len(told) - 4):
                holders[tuple(told[start : start + 5])].add(number)
        for found in map(sorted, holders.values()):
            links.update(combinations(found, 2) if len(found) <= CROWD else pairwise(found))
        assert candidates(documents) == sorted(pair for pair, times in links.items() if times >= 2)


def test_many_texts_too_short_for_a_run_of_words_are_no_candidates():
    assert candidates([["rain", "fell"]] * 50) == []


def test_odd_texts_are_read_without_a_crash():
    odd = ["", "word", "“", '"' * 999, "😀 😀", "مرحبا بالعالم", "a " * 5_000]
    assert find_copies([report(str(number), text) for number, text in enumerate(odd)]) == ()


@given(st.lists(st.text(alphabet='abc "\n“”,.', max_size=60), min_size=2, max_size=4), st.randoms())
def test_the_order_of_reports_does_not_matter_and_spans_hold(texts, shuffle):
    readings = [report(f"a{number}", *(text.split("\n"))) for number, text in enumerate(texts)]
    found = find_copies(readings)
    articles = {reading.article.id: reading.article for reading in readings}
    assert all(holds(span, articles[span.article]) for passage in found for span in passage.spans)
    shuffle.shuffle(readings)
    assert find_copies(readings) == found
    assert sum(len(o.articles) for o in find_origins(readings, found)) == len(readings)


def parsed(name, text, verbs):
    article = Article(name, name, text)
    tokens = tuple(
        Token(
            found.start(),
            found.end(),
            found[0],
            found[0],
            "VERB" if found[0] in verbs else "NOUN",
            "",
            "",
            0,
            "",
            0,
        )
        for found in re.finditer(r"\w+", text)
    )
    return Reading(article, tokens=tokens, sentences=(Sentence(cut(article, 0, len(text)), 0, 0, 0),))


def test_a_list_of_things_that_tells_nothing_is_no_copy():
    goods = "tinned herring, winter coats, lamp oil, rope, copper nails, sailcloth, ladders and, in some crates, spare anchor chains"
    left = parsed("a", f"The thieves carried off {goods}.", {"carried"})
    right = parsed(
        "b", f"Missing from the store, the warden wrote, were {goods} of great worth.", {"wrote", "were"}
    )
    assert find_copies([left, right]) == ()


def test_a_copied_sentence_with_a_list_in_it_is_a_copy():
    goods = "The thieves carried off tinned herring, winter coats, lamp oil, rope, copper nails and sailcloth"
    left = parsed("a", f"{goods}.", {"carried"})
    right = parsed("b", f"It was dark. {goods}.", {"carried", "was"})
    assert [passage.kind for passage in find_copies([left, right])] == ["copy"]
