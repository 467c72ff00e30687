"""What belongs together across all readings: copies, stories, speakers, events, in that order."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.decisions import settle
from rashomon.group.copies import find_copies
from rashomon.group.decided import decided_stories
from rashomon.group.events import join_events
from rashomon.group.speakers import join_speakers
from rashomon.group.stories import group_stories
from rashomon.ports import Memory
from rashomon.types import Decision, Grouping, Reading


def group_readings(
    readings: Sequence[Reading], *, decisions: Sequence[Decision] = (), memory: Memory | None = None
) -> Grouping:
    """Group readings into stories and join their speakers and events; the order of the readings does not matter.

    What people decided about stories and speakers is carried out; all that they decided goes on to comparing.
    A `memory` saves work and changes nothing.
    """
    settled, disputes = settle(decisions)
    ordered = sorted(readings, key=lambda reading: reading.article.id)
    copies = find_copies(ordered, memory)
    clusters, story_links = group_stories(ordered, memory)
    clusters = decided_stories(clusters, settled)
    speakers, speaker_of, speaker_links = join_speakers(ordered, clusters, settled)
    events, clusters = join_events(ordered, clusters, speaker_of)
    return Grouping(
        stories=clusters,
        copies=copies,
        speakers=speakers,
        speaker_of=speaker_of,
        events=events,
        links=tuple(sorted((*story_links, *speaker_links), key=lambda link: link.id)),
        gaps=disputes,
        decisions=settled,
    )
