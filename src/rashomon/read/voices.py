"""Sources that are not who speaks: the one who was told or accused, and words that name nobody of the report."""

from __future__ import annotations

from msgspec.structs import replace

from rashomon.read.scene import Scene, words_of
from rashomon.types import Statement

# Who writes, who reads, and what a clause hangs on: by themselves no speaker that a report tells of.
NOBODY = frozenset({"i", "we", "you", "which", "that"})
# Acts that are done to somebody: of "was urged", "was warned", "was accused", the subject is not who speaks.
DONE_TO = frozenset({"demand", "ask", "warn"})
BLAMED = frozenset({"accuse", "praise"})
TOLD = frozenset({"tell", "inform", "advise", "remind", "notify", "brief", "assure", "reassure"})


def spoken_to(scene: Scene, statement: Statement) -> Statement:
    """Return a statement whose source is the subject of a passive ("residents were told to stay") with no source.

    Who was told, asked or warned becomes the one spoken to.
    """
    if statement.source is None or statement.cue is None:
        return statement
    first, last = words_of(scene, statement.cue)
    cue = range(first, last)
    words = (scene.tokens[index] for index in range(*words_of(scene, statement.source)))
    verb = next((word.head for word in words if word.dep == "nsubjpass" and word.head in cue), None)
    if verb is None:
        return statement
    told = statement.act in DONE_TO or scene.tokens[verb].lemma.casefold() in TOLD
    if not told and statement.act not in BLAMED:
        return statement
    return replace(statement, source=None, to=statement.to or (statement.source if told else None))
