"""One passage in several reports. All texts are invented."""

from itertools import combinations, permutations

from rashomon.compare.passages import joined_passages
from rashomon.spans import cut
from rashomon.types import Article, Passage

SENTENCE = "The harbour guild barred every trawler from the inner basin until the sluice is mended"
LONGER = f"{SENTENCE}, and told the crews to moor their boats below the old customs house for a week or two."
REPORTS = {name: Article(name, name, f"{name * 5} news. {LONGER}") for name in "abcd"}


def place(name, words=SENTENCE):
    start = REPORTS[name].text.index(words)
    return cut(REPORTS[name], start, start + len(words))


def shared(names, words=SENTENCE, kind="copy"):
    return [Passage((place(a, words), place(b, words)), kind) for a, b in combinations(names, 2)]


def test_what_stands_in_three_reports_is_one_passage():
    (found,) = joined_passages(shared("abc"))
    assert found == Passage((place("a"), place("b"), place("c")), "copy")


def test_pairs_that_meet_in_one_report_only_are_one_passage():
    first, second = shared("ab")[0], shared("bc")[0]
    (found,) = joined_passages([first, second])
    assert [span.article for span in found.spans] == ["a", "b", "c"]


def test_a_sentence_inside_a_copied_paragraph_is_a_passage_of_its_own():
    found = joined_passages([*shared("ab", LONGER), *shared("ac")])
    assert {tuple(span.article for span in passage.spans) for passage in found} == {("a", "b"), ("a", "c")}


def test_a_copy_and_a_quotation_of_the_same_words_stay_two():
    found = joined_passages([*shared("ab"), *shared("bc", kind="shared-quote")])
    assert sorted(passage.kind for passage in found) == ["copy", "shared-quote"]


def test_other_words_of_the_same_reports_stay_apart():
    assert len(joined_passages([*shared("ab"), *shared("bc", "below the old customs house")])) == 2


def test_the_order_of_the_pairs_leaves_no_trace():
    pairs = [*shared("abc"), *shared("cd", LONGER)]
    assert len({joined_passages(order) for order in permutations(pairs)}) == 1


def test_a_text_of_one_passage_over_and_over_stays_cheap():
    assert len(joined_passages(shared("ab") * 20_000)) == 1
