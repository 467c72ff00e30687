"""Attributions that put no words in a mouth: what was not said, what only points, what a verb names in another sense."""

from __future__ import annotations

from rashomon.read.acts import SILENT, denied_saying
from rashomon.read.clauses import Tree
from rashomon.read.cues import Found, cue_words, is_cue_verb, lemma, unsaid
from rashomon.read.people_words import words as word_list
from rashomon.read.tagged import BY_MARKS
from rashomon.read.tellers import is_teller, is_thing, tops_of
from rashomon.types import Statement

# What these acts are about may be told in a word: "denied that report", "rejected it".
ABOUT = frozenset({"deny", "refuse", "demand"})
POINTERS = frozenset({"this", "that", "these", "those", "it", "them"})
RELATIVES = frozenset({"who", "whom", "which"})
ONLY = frozenset({"just", "only", "merely", "simply"})
# What a report reads out of somebody's words, and the words it reads.
INFERRED = frozenset({"suggest", "imply", "signal", "hint", "indicate"})
REMARKS = frozenset({"remark", "remarks", "comment", "comments", "tone", "word", "words", "language"})


def points_only(tree: Tree, statement: Statement) -> bool:
    """Say whether a content only points at words before it ("That event was condemned"): read alone it says nothing."""
    if len(statement.content) != 1 or statement.quoted:
        return False
    words = [tree.tokens[word] for word in tree.at(statement.content[0].start, statement.content[0].end)]
    if (
        len(words) == 1 and words[0].text.casefold() in RELATIVES
    ):  # "the mayor, who was dismissed by the board"
        return True
    pointing = bool(words) and words[0].text.casefold() in POINTERS and statement.act not in ABOUT
    return pointing and len(words) <= 3 and all(word.pos in {"DET", "PRON", "ADJ", "NOUN"} for word in words)


def says_nothing(tree: Tree, found: Found) -> bool:
    """Say whether an attribution is no statement: an attitude perhaps, a deed, a thing that only shows."""
    if found.head is None:
        return False
    if tree.tokens[found.head].dep == "ccomp" and denied_saying(tree, found.head):
        return True
    if found.pattern in BY_MARKS:
        return False
    if lemma(tree, found.head) == "refusal":
        return _is_deed(tree, found)
    return is_cue_verb(tree, found.head) and (
        _was_asked(tree, found.head) or _not_said(tree, found) or _in_another_sense(tree, found)
    )


def _was_asked(tree: Tree, head: int) -> bool:
    """Say whether a question was put to somebody, who then says something else: "*Asked why he left*, the mayor said ..."."""
    kids = ("nsubj", "nsubjpass", "aux", "auxpass", "agent")
    token = tree.tokens[head]
    # taken for a past tense by some parsers: "Veld, asked about the mill, said"
    bare = token.tag == "VBN" or (token.tag == "VBD" and token.dep in {"advcl", "acl"})
    return lemma(tree, head) == "ask" and bare and tree.child(head, *kids) is None


def _not_said(tree: Tree, found: Found) -> bool:
    head = found.head or 0
    # "did not criticise the plan" says nothing of it; "did not confirm it" is a refusal to say
    silent = found.pattern == "object" and found.act in {"say", "accuse", "praise", "ask", "warn"}
    no = tree.child(head, "neg")
    # "did not just praise it": praised it, and more
    only = no is not None and no + 1 < len(tree.tokens) and tree.tokens[no + 1].text.lower() in ONLY
    negated = no is not None and not only and lemma(tree, head) not in SILENT | {"rule"}
    return unsaid(tree, head) or (silent and negated) or _instead_of(tree, head)


def _instead_of(tree: Tree, head: int) -> bool:
    """Say whether something else was done: "*instead of* being warned about the valves, the mayor was told nothing"."""
    above = tree.tokens[head].head
    of = tree.tokens[head].dep == "pcomp" and tree.tokens[above].text.lower() == "of"
    return of and above > 0 and tree.tokens[above - 1].text.lower() == "instead"


def _in_another_sense(tree: Tree, found: Found) -> bool:
    """Say whether a verb says nothing here: "letters show", "referring to an aide", "dismissed the lawsuit", "a firm called Orbis".

    Of 8 statements of "show" and 6 of "refer to" with no "as", in nine annotated stories, none was one.
    """
    verb = lemma(tree, found.head or 0)
    words = [tree.tokens[word] for piece in found.content for word in tree.at(*piece)]
    told = {word.text.lower() for word in words}
    if any(word.text in {'"', "“", "”"} for word in words):
        return False
    if verb in {"refer", "allude"}:
        return "as" not in told
    if verb == "cite":
        return "as" not in told and _only_people(tree, found)
    if (verb in INFERRED and _is_read_out(tree, found)) or _is_uncounted(tree, found):
        return True
    if verb in {"dismiss", "drop"}:
        return (
            bool({word.lemma.lower() for word in words} & cue_words().phrases["court_cases"])
            and "as" not in told
        )
    return verb == "show"


def _only_people(tree: Tree, found: Found) -> bool:
    """Say whether those who told it are all that is cited: "the agency reported, *citing two officials*"."""
    tops = [top for piece in found.content for top in tops_of(tree, piece)]
    return bool(tops) and all(is_teller(tree, top) for top in tops)


def _is_read_out(tree: Tree, found: Found) -> bool:
    """Say whether the report reads something out of words or a thing: "her remarks suggested that the mill would close".

    What a document or an inquiry suggests it says: "the report suggested that it would close".
    """
    tops = tops_of(tree, found.source) if found.source else []
    if any(lemma(tree, top) in REMARKS or tree.tokens[top].text.lower() in REMARKS for top in tops):
        return True
    telling = word_list("documents") | word_list("inquiries") | word_list("collectives")
    return is_thing(tree, found.source) and not any(
        {lemma(tree, top), tree.tokens[top].text.lower()} & telling for top in tops
    )


def _is_uncounted(tree: Tree, found: Found) -> bool:
    """Say whether a stand is that of a crowd: "*many herders* opposed the new fence".

    "Most lawmakers oppose the fence", "many doctors" are told of people who voted, or said so.
    """
    words = tree.at(*found.source) if found.source else range(0)
    if found.pattern != "object" or found.act != "believe" or not words:
        return False
    told = {text for word in words for text in (tree.tokens[word].text.lower(), lemma(tree, word))}
    somebody = any(told & word_list(name) for name in ("roles", "bodies"))
    return tree.tokens[words[0]].text.lower() in cue_words().phrases["uncounted"] and not somebody


def _is_deed(tree: Tree, found: Found) -> bool:
    """Say whether a refusal is one to do something, and not to say it: "the guards' refusal to react"."""
    return not any(is_cue_verb(tree, word) for piece in found.content for word in tree.at(*piece))
