"""To whom, through which medium, in whose name: what stands around the cue of a statement."""

from __future__ import annotations

from rashomon.read.clauses import Tree, phrase
from rashomon.read.cues import cue_words, lemma
from rashomon.read.people_words import words as word_list

type Offsets = tuple[int, int]

# Whoever is one of these says nothing in a name of their own.
SPEAKING_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson", "lawyer", "attorney"})


def addressee(tree: Tree, verb: int) -> Offsets | None:
    """Find who is spoken to: "told reporters", "said to the crowd"."""
    takes = cue_words().verbs[lemma(tree, verb)].takes if lemma(tree, verb) in cue_words().verbs else {}
    if "person" in takes:
        who = next((k for k in tree.kids(verb, "dobj", "dative") if k > verb and _somebody(tree, k)), None)
        if who is not None:
            return _phrase(tree, who, verb)
    if "order" in takes or "person" in takes:
        who = _asked_to_act(tree, verb)
        if who is not None:
            return _phrase(tree, *who)
    if lemma(tree, verb) in {"refer", "allude"}:  # "referred to the mayor": of whom, not to whom
        return None
    for kid in tree.kids(verb, "prep", "dative"):
        who = tree.child(kid, "pobj")
        if tree.tokens[kid].text.lower() == "to" and who is not None and _hears(tree, who):
            return _phrase(tree, who, kid)
    return None


def _asked_to_act(tree: Tree, verb: int) -> tuple[int, int] | None:
    """Find who is asked to do something, with the word before: "urged *Norland* to open", "called on *the board* to pay"."""
    on = next(
        (kid for kid in tree.kids(verb, "prep") if tree.tokens[kid].text.lower() in {"on", "upon"}), verb
    )
    deeds = [kid for top in {verb, on} for kid in tree.kids(top, "ccomp", "xcomp", "advcl", "pcomp")]
    for deed in deeds:
        if deed < verb or not any(tree.tokens[aux].text.lower() == "to" for aux in tree.kids(deed, "aux")):
            continue
        who = tree.child(on, "pobj") if on != verb else None
        who = next(
            (kid for kid in (who, tree.child(deed, "nsubj"), tree.child(verb, "dobj")) if kid is not None),
            None,
        )
        dated = who is not None and tree.tokens[who].ent.endswith(
            ("DATE", "TIME")
        )  # "called on Friday for ..."
        if who is not None and not dated and on < who < deed and _hears(tree, who):
            return who, on
    return None


def _somebody(tree: Tree, word: int) -> bool:
    token = tree.tokens[word]
    return token.pos in {"PROPN", "NOUN", "PRON"} and token.text.lower() not in cue_words().phrases["mute"]


def _hears(tree: Tree, word: int) -> bool:
    """Say whether words can be spoken to a word: to a name or people, not "to other claims", "to wrongdoing"."""
    token = tree.tokens[word]
    if token.pos != "NOUN" or token.ent:
        return _somebody(tree, word)
    named = {token.text.lower(), token.lemma.lower()}
    people = any(named & word_list(name) for name in ("roles", "unnamed", "groups", "bodies", "news_nouns"))
    return people or bool(named & cue_words().phrases["audiences"])


def _phrase(tree: Tree, head: int, barred: int) -> Offsets:
    first, last = phrase(tree, head, barred=barred)
    return tree.tokens[first].start, tree.tokens[last].end


def medium(tree: Tree, verb: int) -> Offsets | None:
    """Find the medium of the words: "on television", "in a letter to staff"."""
    phrases = cue_words().phrases
    for kid in tree.kids(verb, "prep"):
        what = tree.child(kid, "pobj")
        if (
            what is not None
            and tree.tokens[kid].text.lower() == "through"
            and lemma(tree, what) in phrases["spokes"]
        ):
            return _phrase(tree, what, kid)
        if what is None or tree.tokens[kid].text.lower() not in phrases["medium_prepositions"]:
            continue
        named = {lemma(tree, what), tree.tokens[what].text.lower()}
        aired = tree.tokens[kid].text.lower() == "on" and bool(named & phrases["airings"])
        if aired or named & phrases["media"]:
            return _phrase(tree, what, kid)
    return None


def principal(tree: Tree, verb: int) -> Offsets | None:
    """Find in whose name somebody speaks: "on behalf of the families"."""
    first, last = tree.bounds(verb)
    for word in range(first, last - 3):
        if [t.text.lower() for t in tree.tokens[word : word + 3]] == ["on", "behalf", "of"]:
            who = tree.child(word + 2, "pobj")
            return _phrase(tree, who, word + 2) if who is not None else None
    return None


def served(tree: Tree, source: Offsets) -> Offsets | None:
    """Find whom a source speaks for by trade, where it is named: "a spokesman for Ann Lee"."""
    for word in tree.at(*source):
        if tree.tokens[word].lemma.lower() not in SPEAKING_FOR:
            continue
        for kid in tree.kids(word, "prep"):
            who = tree.child(kid, "pobj")
            if (
                who is not None
                and tree.tokens[kid].text.lower() in {"for", "of"}
                and tree.tokens[who].pos == "PROPN"
            ):
                return _phrase(tree, who, kid)
    return None


def is_outlet(text: str) -> bool:
    """Say whether the words name a news outlet or an agency.

    >>> is_outlet("Reuters"), is_outlet("the minister")
    (True, False)
    """
    words = {word.strip(".,'’").lower() for word in text.split()}
    phrases = cue_words().phrases
    return bool(words & phrases["outlets"] or words & phrases["outlet_words"])
