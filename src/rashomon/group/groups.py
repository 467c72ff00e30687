"""What belongs together across all readings: copies, stories, speakers, events, in that order."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.group.copies import find_copies
from rashomon.group.events import join_events
from rashomon.group.speakers import join_speakers
from rashomon.group.stories import group_stories
from rashomon.ports import Encoder
from rashomon.types import Grouping, Reading


def group_readings(readings: Sequence[Reading], *, encoder: Encoder | None) -> Grouping:
    """Group readings into stories and join their speakers and events; the order of the readings does not matter."""
    ordered = sorted(readings, key=lambda reading: reading.article.id)
    copies = find_copies(ordered)
    clusters, story_links = group_stories(ordered)
    speakers, speaker_of, speaker_links = join_speakers(ordered)
    events, clusters = join_events(ordered, clusters, speaker_of)
    return Grouping(
        stories=clusters,
        copies=copies,
        speakers=speakers,
        speaker_of=speaker_of,
        events=events,
        links=tuple(sorted((*story_links, *speaker_links), key=lambda link: link.id)),
    )
