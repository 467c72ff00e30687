"""What somebody does with the words: the act of the cue, turned by negation and by what the words themselves are."""

from __future__ import annotations

import re
from itertools import zip_longest

from rashomon.read.calls import calls
from rashomon.read.clauses import Tree
from rashomon.read.cues import Found, cue_words, lemma
from rashomon.types import Act

# "he and the minister agreed ...", "we have reached an understanding ...": the first thing that the words tell.
AGREED = re.compile(
    r"^[^.,;:\"“”?!]{0,80}?(?<!not )(?<!never )\b(?:agreed|did agree|reached (?:an? )?(?:agreement|deal|accord|understanding))\b",
    re.IGNORECASE,
)
# What will not be, or not without something, is promised or demanded; who denies says what is or was not. "There is no
# doubt" affirms, "there are no good ways" judges: of 11 `deny` read in 12 public stories one was wrong, by that.
DENIED = re.compile(
    r"^(?:there (?:is|was|were|are|has been|have been|had been) [\"“‘']?(?:no|not|never)\b"
    # "no reports of injuries" tells that nobody has told of any
    r"(?! (?:(?:immediate|early|initial|other|further) )?(?:reports?|word|news|casualties|injuries|details"
    # nor is it a denial that nobody was hurt, nothing broken and nothing to be had
    r"|fatalities|deaths|victims|survivors|damage|warnings?|money|cure|school|electricity|survivor)\b)(?! (?:doubt|question|need|point|choice|way|ways|place|room|time|reason|alternative|excuse|substitute|guarantee|easy"
    r"|good|better|bright|simple|clear|quick|immediate|other)\b)(?![^.;]{0,80}\bwithout\b)"
    r"|(?:this|that|it|(?:the|this|that|these|those|his|her|their|its|any|all|such)(?: [\w’'-]+){0,2}"
    r" (?:claims?|reports?|allegations?|accusations?|charges?|rumou?rs?|stor(?:y|ies)|suggestions?|assertions?|statements?"
    r"|accounts?))"
    r" (?:is|was|are|were) (?:simply |just |completely |entirely |absolutely |totally |all )?[\"“‘']?"
    r"(?:not true|untrue|false|a lie|lies|wrong(?! that)|not the case|not so(?=\W*$|[,;.])"
    r"|not correct|not accurate|incorrect|inaccurate|a fabrication|baseless|groundless|unfounded|fabricated|fictitious|without (?:merit|basis|foundation))\b"
    # not "false modesty", "not accurate enough", "not the case yet"
    r"(?=\W*$|\W*[,;.:!–—]| (?:and|but|or|because|since|as|that|from|according)\b)"
    r"|(?!(?:(?:even )?if|unless|whether|it (?:is|was) not)\b)"
    r"(?:this|that|it|[^.,;:\"“”?!]{0,80}?\b(?:claims?|reports?|allegations?|accusations?|suggestions?|assertions?|statements?"
    r"|accounts?|charges?|rumou?rs?|stor(?:y|ies)|remarks?|comments?|words|said|says|told|wrote))\b[^.,;:\"“”?!]{0,60}?"
    r" [\"“‘']?(?:do|does|did) not (?:square|correspond) (?:with|to) (?:the )?(?:facts|truth|reality)\b"
    r"|(?:(?:this|that|it)(?: has| had)? never"
    r"|(?:none of (?:this|that|it)|nothing of the (?:sort|kind)|no such thing)(?: has| have| had)?(?: ever)?) "
    r"(?:happened|occurred|took place|taken place)(?=\W*$|\W*[,;.:!–—]| (?:and|but)\b)"
    r"|[\w’'-]+(?: [\w’'-]+){0,3} (?:did|(?:has|have|had) done) (?:nothing of the (?:sort|kind)|no such thing)"
    r"(?=\W*$|\W*[,;.:!–—]| (?:and|but)\b)"
    r"|such (?:an? )?[\w’'-]+ (?:(?:absolutely|simply|just|certainly|definitely) )?(?:do|does|did) not exist"
    r"(?=\W*$|\W*[,;.:!–—]| (?:and|but)\b)"
    # "any charge of theft is firmly denied": in the words of who speaks for another
    r"|(?:any|all|the|these|those|his|her|their|such) (?:[\w’'-]+ ){0,2}(?:claims?|reports?|allegations?|accusations?|charges?|suggestions?)\b"
    r"[^.,;:?!]{0,60}? (?:is|are|was|were) [\"“‘']?(?:[\w’'-]+ly )?denied(?=\W*$|\W*[,;.:!–—]| (?:and|but|by|as|in)\b)"
    r"|no such\b)",
    re.IGNORECASE,
)
# A quotation may open what is said.
OPENING = " \"“‘'"
# Who calls words that, or describes them so, denies them.
CALLED_FALSE = re.compile(
    r"\b(?:as )?[\"“‘']?(?:false|untrue|baseless|groundless|unfounded|fabricated|a fabrication|a lie|lies|a hoax"
    r"|(?:claims?|reports?|allegations?|accusations?|charges?|rumou?rs?|stor(?:y|ies)|suggestions?)"
    r" (?:as )?[\"“‘']?(?:nonsense|rubbish|absurd|fiction|ridiculous|preposterous))[.,]?[\"”’']*$",
    re.IGNORECASE,
)
# "If they open it, they will pay a price": six of six such in twelve annotated stories warn. The look-ahead of the second
# half stays inside a sentence.
THREAT = re.compile(
    r"\b(?:if|unless)\b(?=[^.;?!]{0,160}\b(?:will|would|going to)\b(?! (?:not|never)\b)[^.;,?!]{0,30}\b"
    r"(?:pay (?:a|the|dearly)|suffer|regret|bigger problems|big problems|serious problems|consequences|lose (?:your|their|his|her|its|the|everything)"
    r"|face [^.;,?!]{0,30}\b(?:consequences|fire|sanctions|wrath|prosecution|punishment))\b)"
    r"|\b(?:will|would) face [^.;,?!]{0,30}\b(?:consequences|fire|wrath|punishment)\b[^.;,?!]{0,20}\bif\b",
    re.IGNORECASE,
)
# "no one will face punishment", "they will regret nothing"
UNHARMED = re.compile(
    r"\b(?:no|no one|nobody|none)\b[^.;,?!]{0,30}\b(?:will|would)\b"
    r"|\b(?:will|would) (?:not|never|[\w’'-]+ (?:no|nothing|none))\b|\b(?:won|wouldn)['’]t\b",
    re.IGNORECASE,
)
ENDS = re.compile(r"[.?!](?=[\s\"”’')]|$)")
NEGATING = frozenset({"not", "no", "never", "hardly", "n't", "isn't", "wasn't", "so"})
# Who insists that something is not so denies it; what will or should not be is refused or asked.
HOLDING = frozenset({"insist", "maintain"})
WORD = re.compile(r"[a-z'’-]+")
# Longer words say several things; one "must" or one "great" among them does not make the whole a demand or praise.
LONG = 160
# A negated verb of saying is a refusal to say; a negated verb of agreeing or allowing is a refusal too.
SILENT = {
    "say", "comment", "respond", "answer", "specify", "disclose", "reveal", "confirm", "predict", "elaborate", "explain",
    "agree", "commit", "promise", "discuss", "give", "identify", "name", "mention",
}  # fmt: skip


def choose_act(tree: Tree, found: Found, text: str) -> Act:
    """Choose the act of an attribution; `text` is what is said, joined.

    The words themselves decide only where the cue leaves it open ("said").
    """
    negated = found.head is not None and tree.child(found.head, "neg") is not None
    if negated and found.head is not None:
        return "refuse" if lemma(tree, found.head) in SILENT else "say"
    if found.head is not None and denied_saying(tree, found.head):
        return "deny"
    if found.act != "say" and not _only_asked(tree, found, text):
        return found.act
    if found.head is not None and _wished(tree, found.head):
        return "demand" if lemma(tree, found.head) == "insist" else "propose"
    if found.head is not None and _denies(tree, found.head, text):
        return "deny"
    agreed = (
        found.head is not None
        and lemma(tree, found.head) == "agree"
        and tree.tokens[found.head].tag not in {"VBP", "VBZ"}
    )
    return "claim-agreement" if agreed else _told(tree, found, text)


def denied_saying(tree: Tree, head: int) -> bool:
    """Say whether somebody denies the very saying: 'the mayor denied *she had said "he lies"*', "denied saying that he lied"."""
    denial = tree.tokens[head].head
    under = tree.tokens[head].dep in {"ccomp", "xcomp", "pcomp"} and denial != head
    return under and lemma(tree, denial) == "deny" and tree.child(denial, "neg") is None


def _denies(tree: Tree, head: int, text: str) -> bool:
    """Say whether a verb that is open denies with these words: "insists it is not so", "described the report as false"."""
    said = tree.child(head, "ccomp")
    if lemma(tree, head) not in HOLDING or said is None:
        return lemma(tree, head) in {"call", "describe", "brand", "label"} and bool(CALLED_FALSE.search(text))
    modal = any(tree.tokens[kid].tag == "MD" for kid in tree.kids(said, "aux"))
    return tree.child(said, "neg") is not None and not modal


def _only_asked(tree: Tree, found: Found, text: str) -> bool:
    """Say whether the act of a cue is not that of the words: "Asked about it, 'I forgot,' he said", 'called it "a gift"'."""
    if found.head is None:
        return False
    verb = lemma(tree, found.head)
    if found.act == "ask":
        asked = tree.tokens[found.head].tag == "VBN" and tree.child(found.head, "agent", "nsubjpass") is None
        return asked and not text.rstrip().endswith("?")
    naming = verb == "call" and found.pattern in {"before", "after", "after-mixed"} and found.cue is not None
    if not naming or found.act != "demand":
        return False
    told = {
        tree.tokens[index].text.lower()
        for index in range(found.head, found.head + 3)
        if index < len(tree.tokens)
    }
    return not told & {"for", "on", "upon"} and not text.lower().startswith("to ")


def _wished(tree: Tree, head: int) -> bool:
    """Say whether the clause told is in the mood of wishes: "insisted that the board apologise", "suggested she leave"."""
    said = tree.child(head, "ccomp")
    if lemma(tree, head) not in {"insist", "suggest"} or said is None or tree.tokens[said].tag != "VB":
        return False
    return tree.child(said, "nsubj", "nsubjpass") is not None and not tree.kids(said, "aux", "neg")


def _told(tree: Tree, found: Found, text: str) -> Act:
    """Return what the words themselves do."""
    agreed = AGREED.match(text)
    if agreed and " that " not in agreed.group():  # "I explained that the three agreed": what is explained
        return "claim-agreement"
    if DENIED.match(text.lstrip(OPENING)):
        return "deny"
    if text.rstrip().endswith("?") and _asks(text):
        return "ask"
    if THREAT.search(text) and not UNHARMED.search(text):
        return "warn"
    if len(text) >= LONG:
        return "say"
    return "demand" if calls(tree, found.content) else _judged(text)


def _asks(text: str) -> bool:
    """Say whether words that end with a question are one: at least half of their sentences ask."""
    ends = ENDS.findall(text)
    return 2 * ends.count("?") >= len(ends)


def _judged(text: str) -> Act:
    """Return what the judgement in short words makes of them: the first word of praise or blame that is not negated."""
    before = ""
    words = WORD.findall(text.lower())
    for word, after in zip_longest(words, words[1:], fillvalue=""):
        act = cue_words().judgements.get(word)
        measured = after in cue_words().measured.get(word, ())
        if act is not None and not measured and before not in NEGATING:
            return act
        before = word
    return "say"
