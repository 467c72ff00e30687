"""One speaker across reports, on invented people."""

from rashomon.group.speakers import join_speakers
from rashomon.spans import make_id
from rashomon.types import Article, Reading, Span, Speaker


def reading(report: str, *names: str, kind: str = "person", roles: tuple[str, ...] = ()) -> Reading:
    speakers: list[Speaker] = []
    for number, name in enumerate(names):
        span = Span(report, number * 100, number * 100 + len(name), name)
        role = (
            Span(report, number * 100 + 50, number * 100 + 50 + len(roles[number]), roles[number])
            if roles
            else None
        )
        speakers.append(Speaker(make_id("p", report, name), span, kind, role, (name,), (span,)))  # type: ignore[arg-type]
    return Reading(Article(report, report, "x"), speakers=tuple(speakers))


def groups(*readings: Reading) -> list[tuple[str, ...]]:
    _, speaker_of, _ = join_speakers(readings)
    found: dict[str, list[str]] = {}
    for report in readings:
        for speaker in report.speakers:
            found.setdefault(speaker_of[speaker.id], []).append(speaker.name.text)
    return sorted(tuple(sorted(names)) for names in found.values())


def test_spellings_of_one_name_are_one_person() -> None:
    assert groups(reading("a", "Sergei Petrovich"), reading("b", "Sergey Petrovych")) == [
        ("Sergei Petrovich", "Sergey Petrovych")
    ]


def test_a_middle_name_an_initial_and_a_hyphen_keep_nobody_apart() -> None:
    found = groups(reading("a", "Anna Maria Holm"), reading("b", "Anna Holm"), reading("c", "A. Holm"))
    assert len(found) == 1
    assert len(groups(reading("a", "Park Min-su"), reading("b", "Park Min Su"))) == 1


def test_two_given_names_under_one_surname_stay_two_people() -> None:
    readings = [reading("a", "Anna Holm"), reading("b", "Peter Holm"), reading("c", "Holm")]
    assert ("Holm",) in groups(*readings)
    _, _, links = join_speakers(readings)
    assert "no" in {link.verdict for link in links}
    assert "unsure" in {link.verdict for link in links}


def test_a_bare_surname_joins_its_only_bearer() -> None:
    assert groups(reading("a", "Anna Holm"), reading("b", "Holm")) == [("Anna Holm", "Holm")]


def test_a_bare_surname_with_an_office_of_another_country_stays_alone() -> None:
    a = reading("a", "Anna Holm", roles=("Danish minister",))
    b = reading("b", "Holm", roles=("Peruvian minister",))
    assert groups(a, b) == [("Anna Holm",), ("Holm",)]


def test_unnamed_sources_never_join() -> None:
    a, b = (reading(name, "a senior official", kind="unnamed") for name in "ab")
    assert len(groups(a, b)) == 2


def test_a_country_joins_its_other_name() -> None:
    a = reading("a", "United Kingdom", kind="organisation")
    b = reading("b", "Britain", kind="organisation")
    assert groups(a, b) == [("Britain", "United Kingdom")]


def test_the_order_of_the_reports_changes_nothing() -> None:
    readings = [
        reading("a", "Anna Holm"),
        reading("b", "Holm"),
        reading("c", "Ana Holm"),
        reading("d", "Peter Holm"),
    ]
    assert join_speakers(readings) == join_speakers(readings[::-1])
