"""One speaker across reports, on invented people."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rashomon.group.naming import spelled
from rashomon.group.speakers import join_speakers
from rashomon.group.surnames import place_surnames
from rashomon.spans import make_id
from rashomon.types import Article, Cluster, Reading, Span, Speaker, Why


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


def test_a_bare_surname_with_the_office_of_one_of_two_bearers_is_that_one() -> None:
    a = reading("a", "Anna Holm", "Peter Holm", roles=("President", "actor"))
    assert ("Anna Holm", "Holm") in groups(a, reading("b", "Holm", roles=("President",)))


def test_a_bare_surname_is_the_one_of_whom_the_story_tells() -> None:
    reports = [
        *(reading(name, "Anna Holm") for name in "abc"),
        reading("d", "Peter Holm"),
        reading("e", "Holm"),
    ]
    story = [Cluster(("a", "b", "c", "e"), None, Why("same-event")), Cluster(("d",), None, Why("alone"))]
    _, speaker_of, _ = join_speakers(reports, story)
    assert speaker_of[reports[4].speakers[0].id] == speaker_of[reports[0].speakers[0].id]
    assert ("Holm",) in groups(*reports)


def test_a_given_name_cut_off_after_an_office_is_its_holder() -> None:
    a = reading("a", "Sergei Petrovich", roles=("Danish foreign minister",))
    assert len(groups(a, reading("b", "Sergey", roles=("Danish foreign minister",)))) == 1
    assert len(groups(a, reading("b", "Sergey", roles=("Danish trade minister",)))) == 2
    assert len(groups(a, reading("b", "Sergey"))) == 2


OFFICES = ["Danish foreign minister", "Danish trade minister", "mayor", "foreign minister", ""]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Sergei", "Sergey", "Serhei", "Anna", "Ana", "Anne", "Igor"]),
            st.sampled_from(["Holm", "Berg", "Lund"]),
            st.sampled_from(OFFICES),
        ),
        min_size=1,
        max_size=8,
        unique=True,
    ),
    st.sampled_from(["Sergey", "Anna", "Ihor"]),
    st.sampled_from(OFFICES),
)
def test_looked_up_by_its_spelling_a_given_name_finds_all_whom_a_look_at_everybody_finds(
    people, name, office
):
    def bearer(report, name, office):
        return reading(report, name, roles=(office or "x",)).speakers[0]

    bearers = [
        (bearer(f"r{place}", f"{first} {last}", held),) for place, (first, last, held) in enumerate(people)
    ]
    sought = bearer("s", name, office)
    _, links = place_surnames([sought], bearers, {})

    def shared(role: str) -> int:
        return len(set(role.lower().split()) & set(office.lower().split()) - {"danish"})

    expected = {
        bearers[place][0].id
        for place, (first, _, held) in enumerate(people)
        if spelled(name.lower(), first.lower()) and shared(held) > 1
    }
    assert {link.left if link.left != sought.id else link.right for link in links} == expected


def test_a_man_and_a_woman_of_like_names_are_two_people() -> None:
    assert len(groups(reading("a", "Alexander Holm"), reading("b", "Alexandra Holm"))) == 2
    assert len(groups(reading("a", "Ivan Holm"), reading("b", "Ivana Holm"))) == 2
    assert len(groups(reading("a", "Ann Holm"), reading("b", "Anna Holm"))) == 1


def test_letters_join_the_only_long_name_they_stand_for() -> None:
    letters = reading("a", "NRC", kind="organisation")
    long = reading("b", "Northern River Commission", kind="organisation")
    assert len(groups(letters, long)) == 1
    other = reading("c", "National Road Council", kind="organisation")
    assert len(groups(letters, long, other)) == 3


def test_a_seat_of_government_joins_its_other_name() -> None:
    a = reading("a", "10 Downing Street", kind="organisation")
    assert len(groups(a, reading("b", "Downing Street", kind="organisation"))) == 1


GIVEN = ["Anna", "Peter", "Marta", "Tom", "Zofia", "Igor"]
SURNAMES = ["Holm", "Berg", "Petrovich", "Lund"]


@given(st.lists(st.tuples(st.sampled_from(GIVEN), st.sampled_from(SURNAMES)), min_size=1, max_size=12))
def test_two_people_of_one_surname_are_never_merged(people: list[tuple[str, str]]) -> None:
    reports = [reading(f"r{number:02d}", f"{first} {last}") for number, (first, last) in enumerate(people)]
    for group in groups(*reports):
        assert len(set(group)) == 1


@given(st.permutations(range(6)))
def test_no_order_of_the_reports_changes_a_byte(order: list[int]) -> None:
    names = ["Anna Holm", "Holm", "Peter Holm", "A. Holm", "Holm", "Anna Maria Holm"]
    reports = [reading(f"r{number}", name) for number, name in enumerate(names)]
    assert join_speakers([reports[i] for i in order]) == join_speakers(reports)


def test_a_group_is_made_of_the_joined_people_and_nobody_else() -> None:
    one = reading("a", "Anna Holm", "Peter Lund")
    both = Speaker(
        "pair",
        Span("a", 900, 913, "Holm and Lund"),
        "group",
        None,
        ("Holm and Lund",),
        (),
        tuple(speaker.id for speaker in one.speakers),
    )
    joined, speaker_of, _ = join_speakers(
        [Reading(one.article, speakers=(*one.speakers, both)), reading("b", "Anna Holm")]
    )
    group = next(speaker for speaker in joined if speaker.kind == "group")
    assert group.members == tuple(speaker_of[speaker.id] for speaker in one.speakers)
    assert set(group.members) <= {speaker.id for speaker in joined}


def test_of_two_spellings_of_a_body_the_one_without_a_sign_names_it() -> None:
    readings = [reading("a", "Board of Dikes & Locks", kind="organisation")]
    readings += [reading("b", "Board of Dikes and Locks", kind="organisation")]
    readings += [reading("c", "Board of Dikes & Locks", kind="organisation")]
    joined, _, _ = join_speakers(readings)
    assert [speaker.name.text for speaker in joined] == ["Board of Dikes and Locks"]


def party(report: Reading, name: str, *members: str) -> Reading:
    """Add a group of speakers of the same report."""
    span = Span(
        report.article.id, 900 + 10 * len(report.speakers), 900 + 10 * len(report.speakers) + len(name), name
    )
    inside = tuple(s.id for s in report.speakers if s.name.text in members)
    group = Speaker(make_id("p", report.article.id, name), span, "group", None, (name,), (span,), inside)
    return replace(report, speakers=(*report.speakers, group))


def test_groups_of_the_same_two_people_are_one_speaker_under_its_plainest_name() -> None:
    a = party(
        party(reading("a", "Anna Holm", "Bo Lind"), "both ministers", "Anna Holm", "Bo Lind"),
        "she and Lind",
        "Anna Holm",
        "Bo Lind",
    )
    b = party(reading("b", "Anna Holm", "Bo Lind"), "Holm and Lind", "Anna Holm", "Bo Lind")
    joined, speaker_of, _ = join_speakers([a, b])
    (whole,) = (speaker for speaker in joined if speaker.kind == "group")
    assert whole.name.text == "Holm and Lind"
    assert len(whole.members) == 2
    assert {speaker_of[s.id] for report in (a, b) for s in report.speakers if s.kind == "group"} == {whole.id}


def test_groups_that_only_share_their_words_or_one_member_stay_apart() -> None:
    a = party(
        party(reading("a", "Anna Holm", "Bo Lind"), "both ministers", "Anna Holm", "Bo Lind"), "reporters"
    )
    b = party(
        party(reading("b", "Anna Holm", "Ida Brook"), "both ministers", "Anna Holm", "Ida Brook"), "reporters"
    )
    c = party(reading("c", "Anna Holm"), "Holm and her guests", "Anna Holm")
    d = party(reading("d", "Anna Holm"), "Holm and her brothers", "Anna Holm")
    joined, _, _ = join_speakers([a, b, c, d])
    assert len([speaker for speaker in joined if speaker.kind == "group"]) == 6


def test_a_states_ministry_is_one_body_wherever_its_owner_stands_and_another_states_is_not() -> None:
    named = ("Norway's Interior Ministry", "Interior Ministry of Norway", "Norwegian Interior Ministry")
    reports = [reading(report, name, kind="organisation") for report, name in zip("abc", named, strict=True)]
    other = reading("d", "Danish Interior Ministry", kind="organisation")
    assert groups(*reports, other) == [("Danish Interior Ministry",), tuple(sorted(named))]


def test_a_party_of_a_country_is_not_the_countrys_party() -> None:
    left, right = "Party of Norway", "Norwegian Party"
    assert len(groups(reading("a", left, kind="organisation"), reading("b", right, kind="organisation"))) == 2


def test_a_father_and_a_son_of_one_name_are_two_and_the_surname_means_the_father() -> None:
    a = reading("a", "Karl Brandt", "Karl Brandt Jr.")
    b = reading("b", "Brandt", "Karl Brandt")
    c = reading("c", "Karl Brandt Jr.")
    assert groups(a, b, c) == [
        ("Brandt", "Karl Brandt", "Karl Brandt"),
        ("Karl Brandt Jr.", "Karl Brandt Jr."),
    ]


def test_a_junior_whom_no_report_tells_from_an_elder_is_one_with_or_without_it() -> None:
    assert groups(reading("a", "Karl Brandt"), reading("b", "Karl Brandt Jr.")) == [
        ("Karl Brandt", "Karl Brandt Jr.")
    ]


def test_the_surname_of_a_son_means_the_son() -> None:
    a = reading("a", "Karl Brandt", "Karl Brandt Jr.")
    assert groups(a, reading("b", "Brandt Jr."), reading("c", "Karl Brandt Jr.’s")) == [
        ("Brandt Jr.", "Karl Brandt Jr.", "Karl Brandt Jr.’s"),
        ("Karl Brandt",),
    ]
