"""What a reader expects of the names in one article. People, places and bodies are invented."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.annotate.mentions import find_mentions
from firsthand.inference.tagger import Tagged, Tagger, Token
from firsthand.model import TELLING_ROLES, Article, Mention
from tests.factory import make_article


def mentions(tagger: Tagger, text: str, roles: dict[int, str] | None = None) -> list[tuple[str, str, str]]:
    """Words, kind and entity of each mention."""
    article = make_article(text, roles=roles)  # type: ignore[arg-type]
    return [(article.quote(m.span), m.kind, m.entity) for m in found(tagger, article)]


def found(tagger: Tagger, article: Article) -> tuple[Mention, ...]:
    telling = [(b.span.start, b.span.end) for b in article.blocks if b.role in TELLING_ROLES]
    return find_mentions(article, tagger(article.text, telling))


def relabelled(tagged: Tagged, word: str, label: str) -> Tagged:
    """The same text, with another label on a word: what a small model gets wrong."""
    tokens = [t._replace(label=label, begins=bool(label)) if t.text == word else t for t in tagged.tokens]
    return Tagged(tagged.text, tokens, tagged.sentences)


def by_text(rows: list[tuple[str, str, str]], text: str) -> set[tuple[str, str]]:
    return {(kind, entity) for words, kind, entity in rows if words == text}


BRASK = (
    "Defence Minister Anna Brask resigned on Monday. Brask said she was tired. "
    "Critics praised Brask’s decision, and Brask thanked them."
)


def test_a_surname_alone_stands_for_the_full_name(tagger: Tagger) -> None:
    rows = mentions(tagger, BRASK)
    assert {entity for _, _, entity in rows} == {"Anna Brask"}
    assert len(rows) == 4


def test_a_wrong_label_is_outvoted_by_the_full_name(tagger: Tagger) -> None:
    article = make_article(BRASK)
    tagged = tagger(BRASK, [(0, len(BRASK))])
    for label in ("ORG", "GPE", ""):
        names = find_mentions(article, _only_surname_relabelled(tagged, label))
        assert {(m.kind, m.entity) for m in names} == {("person", "Anna Brask")}, label
        assert len(names) == 4, label


def _only_surname_relabelled(tagged: Tagged, label: str) -> Tagged:
    def change(i: int, token: Token) -> Token:
        alone = token.text == "Brask" and tagged.tokens[i - 1].text != "Anna"
        return token._replace(label=label, begins=bool(label)) if alone else token

    return Tagged(tagged.text, [change(i, t) for i, t in enumerate(tagged.tokens)], tagged.sentences)


def test_title_and_possessive_stay_outside_the_span_and_the_title_is_kept(tagger: Tagger) -> None:
    article = make_article(BRASK)
    names = found(tagger, article)
    assert [article.quote(m.span) for m in names] == ["Anna Brask", "Brask", "Brask", "Brask"]
    assert names[0].role == "Defence Minister"


def test_roles_in_small_letters_and_after_a_comma(tagger: Tagger) -> None:
    article = make_article(
        "The decision pleased spokesman Peter Lund. It did not please Karen Holt, chief of the harbor board, who left."
    )
    roles = {article.quote(m.span): m.role for m in found(tagger, article)}
    assert roles["Peter Lund"] == "spokesman"
    assert roles["Karen Holt"] == "chief of the harbor board"


def test_an_acronym_stands_for_its_expansion(tagger: Tagger) -> None:
    rows = mentions(
        tagger,
        "The Institute for Harbor Studies (IHS) published a report. The IHS said on Tuesday that ports are full.",
    )
    assert by_text(rows, "IHS") == {("organization", "Institute for Harbor Studies")}


def test_the_short_name_of_a_body_stands_for_the_long_one(tagger: Tagger) -> None:
    rows = mentions(
        tagger, "The Marrow Group denied it. Officials said the Marrow Group had paid. Marrow declined to comment."
    )
    assert {(kind, entity) for _, kind, entity in rows} == {("organization", "Marrow Group")}


def test_countries_and_nationalities_keep_their_kinds_whatever_the_label(tagger: Tagger) -> None:
    text = "Norway and the Norwegian government said so. Troops left Norway."
    tagged = relabelled(relabelled(tagger(text, [(0, len(text))]), "Norway", "PERSON"), "Norwegian", "ORG")
    kinds = {make_article(text).quote(m.span): m.kind for m in find_mentions(make_article(text), tagged)}
    assert kinds == {"Norway": "place", "Norwegian": "other"}


def test_words_that_say_what_a_body_is_beat_the_label(tagger: Tagger) -> None:
    text = "Vellport University and the Ministry of Fisheries met at Vellport Airport."
    tagged = relabelled(tagger(text, [(0, len(text))]), "Vellport", "PERSON")
    kinds = {make_article(text).quote(m.span): m.kind for m in find_mentions(make_article(text), tagged)}
    assert kinds["Vellport University"] == "organization"
    assert kinds["Ministry of Fisheries"] == "organization"
    assert kinds["Vellport Airport"] == "place"


def test_a_slip_of_the_pen_joins_the_frequent_spelling(tagger: Tagger) -> None:
    rows = mentions(
        tagger,
        "President Victor Sandrakov spoke. Sandrakov promised peace. Sandrakov left at noon. "
        "Later Sandarkov returned to the palace.",
    )
    assert by_text(rows, "Sandarkov") == {("person", "Victor Sandrakov")}


def test_names_that_differ_by_more_than_a_slip_stay_two(tagger: Tagger) -> None:
    rows = mentions(
        tagger, "Minister Oscar Lindholm spoke. Minister Harald Lundgren spoke. Lindholm left. Lundgren stayed."
    )
    assert by_text(rows, "Lindholm") == {("person", "Oscar Lindholm")}
    assert by_text(rows, "Lundgren") == {("person", "Harald Lundgren")}


def test_a_relative_named_in_passing_does_not_take_over_the_surname(tagger: Tagger) -> None:
    rows = mentions(
        tagger,
        "Holloway won the race. Holloway was first from the start. Holloway thanked the crowd. Holloway cried. "
        "Her father, Robert Holloway, watched at home.",
    )
    assert by_text(rows, "Holloway") == {("person", "Holloway")}


def test_the_headline_may_give_the_full_name(tagger: Tagger) -> None:
    article = make_article("Critics praised Brask. Brask thanked them.", headline="Minister Anna Brask resigns")
    assert {m.entity for m in found(tagger, article)} == {"Anna Brask"}


def test_dates_money_pronouns_and_bare_nouns_are_no_names(tagger: Tagger) -> None:
    rows = mentions(
        tagger, "On Monday, 3 May, he paid $40 million to the first bidder. The Minister agreed. It was Friday."
    )
    assert rows == []


def test_a_headline_in_title_case_yields_only_names_that_are_known(tagger: Tagger) -> None:
    rows = mentions(
        tagger,
        "Brask Quits After Long Night Of Talks\n" + BRASK,
        roles={0: "headline"},
    )
    headline = [(text, entity) for text, _, entity in rows[:-4]]
    assert headline == [("Brask", "Anna Brask")]


def test_the_words_around_make_a_place(tagger: Tagger) -> None:
    text = "Rain fell on the capital, Brandt. In the town of Lorne, 33 people fled. Police closed Harrow province."
    tagged = tagger(text, [(0, len(text))])
    for word in ("Brandt", "Lorne", "Harrow"):
        tagged = relabelled(tagged, word, "PERSON")
    names = find_mentions(make_article(text), tagged)
    assert {(m.entity, m.kind) for m in names} == {("Brandt", "place"), ("Lorne", "place"), ("Harrow", "place")}


def test_hyphens_and_particles_stay_inside_names(tagger: Tagger) -> None:
    rows = mentions(tagger, "He flew to Vell-on-Sea on Monday. Police in Vell-on-Sea met Karl van der Holt.")
    assert by_text(rows, "Vell-on-Sea") == {("place", "Vell-on-Sea")}
    assert by_text(rows, "Karl van der Holt") == {("person", "Karl van der Holt")}


def test_spans_are_in_order_and_apart(tagger: Tagger) -> None:
    article = make_article(BRASK + "\nThe Marrow Group and Norway disagreed with U.S. President Maria Olden in Oslo.")
    spans = [m.span for m in found(tagger, article)]
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_a_county_is_no_part_of_its_sheriff(tagger: Tagger) -> None:
    rows = mentions(tagger, "Vell County Sheriff Anna Brask told reporters. The Vell County Sheriff's Office agreed.")
    assert by_text(rows, "Vell County") == {("place", "Vell County")}
    assert by_text(rows, "Anna Brask") == {("person", "Anna Brask")}
    assert by_text(rows, "Vell County Sheriff's Office") == {("organization", "Vell County Sheriff's Office")}


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="Ab.’'-& \n\"of(", max_size=60), st.sampled_from(["PERSON", "ORG", "GPE", "DATE", ""]))
def test_no_text_is_too_odd(text: str, label: str) -> None:
    words: list[Token] = []
    offset = 0
    for word in text.split(" "):
        for part in word.split("\n"):
            if part:
                words.append(Token(offset, offset + len(part), part, part, "PROPN", "NNP", "dep", 0, label, True, 0))
            offset += len(part) + 1
    tagged = Tagged(text, words, [(0, len(words))] if words else [])
    for mention in find_mentions(make_article(text), tagged):
        assert text[mention.span.start : mention.span.end].strip()


def test_mrs_means_the_woman_of_two_who_share_a_surname(tagger: Tagger) -> None:
    rows = mentions(
        tagger,
        "Oscar Brask and Karen Brask lived in Orrel. Oscar Brask was arrested. Mrs. Brask was found on Monday, "
        "and Mr. Brask said nothing.",
    )
    assert [entity for words, _, entity in rows if words == "Brask"] == ["Karen Brask", "Oscar Brask"]


def test_the_name_of_a_body_goes_on_past_and_where_a_field_follows(tagger: Tagger) -> None:
    rows = mentions(tagger, "Clerks of the Vell Center for Missing and Exploited Children met Ana Brask and Oda Lund.")
    assert ("Vell Center for Missing and Exploited Children", "organization") in {(w, k) for w, k, _ in rows}
    assert {"Ana Brask", "Oda Lund"} <= {w for w, _, _ in rows}


def test_bodies_named_after_people_keep_their_possessive(tagger: Tagger) -> None:
    rows = mentions(tagger, "She wrote to the State's Attorney's Office and to the Teachers' Retirement System.")
    bodies = {w for w, k, _ in rows if k == "organization"}
    assert bodies == {"State's Attorney's Office", "Teachers' Retirement System"}


def test_the_common_noun_before_a_name_says_what_it_is(tagger: Tagger) -> None:
    rows = mentions(tagger, "The tanker Oda Lund sank on Monday. The newspaper Vell Kurir said so.")
    assert by_text(rows, "Oda Lund") == {("other", "Oda Lund")}
    assert by_text(rows, "Vell Kurir") == {("organization", "Vell Kurir")}


def test_a_town_before_its_state_is_a_place(tagger: Tagger) -> None:
    text = "Brennick, Mich., saw rain on Monday."
    article = make_article(text)
    tagged = relabelled(tagger(text, [(0, len(text))]), "Brennick", "PERSON")
    assert ("Brennick", "place") in {(article.quote(m.span), m.kind) for m in find_mentions(article, tagged)}


def test_a_hashtag_is_no_person_and_a_handle_no_name(tagger: Tagger) -> None:
    rows = mentions(tagger, "Residents wrote #BraskStrong below a post by @vellpolice on Monday.")
    assert [(w, k) for w, k, _ in rows] == [("BraskStrong", "other")]


def test_two_names_in_one_run_of_capitals_are_two(tagger: Tagger) -> None:
    rows = mentions(tagger, "A picture by NBC Karen Holt was on the Orrel Police Facebook page.")
    assert "Karen Holt" in {w for w, k, _ in rows if k == "person"}
    assert "Orrel Police" in {w for w, k, _ in rows if k == "organization"}


def test_shouted_words_are_no_name(tagger: Tagger) -> None:
    rows = mentions(tagger, "The council said it was caught RED HANDED on Monday, and Ana Brask agreed.")
    assert {w for w, _, _ in rows} == {"Ana Brask"}


def test_a_district_attorney_is_no_attorney_of_a_district(tagger: Tagger) -> None:
    article = make_article("Orrel District Attorney Anna Brask spoke on Monday.")
    roles = {article.quote(m.span): m.role for m in found(tagger, article)}
    assert roles["Anna Brask"] == "District Attorney"


def test_a_word_that_opens_a_sentence_is_no_part_of_the_name_behind_it(tagger: Tagger) -> None:
    rows = mentions(tagger, "Contact Karen Holt at the harbor. Vessels such as the INS Marrow lay there.")
    assert by_text(rows, "Karen Holt") == {("person", "Karen Holt")}
    assert by_text(rows, "INS Marrow") == {("other", "INS Marrow")}


def test_a_town_whose_name_somebody_bears_is_that_person(tagger: Tagger) -> None:
    rows = mentions(tagger, "Lawyer Karen Montgomery resigned. Montgomery said on Monday that she was tired.")
    assert by_text(rows, "Montgomery") == {("person", "Karen Montgomery")}


def test_an_age_before_a_role_is_no_part_of_it(tagger: Tagger) -> None:
    article = make_article("He lived with his 35-year-old wife Karen Holt in Orrel.")
    assert {m.role for m in found(tagger, article) if m.kind == "person"} <= {"wife", None}


def test_an_expansion_may_follow_its_acronym(tagger: Tagger) -> None:
    rows = mentions(tagger, "The ECB (European Climate Board) met on Monday. The ECB is in Orrel.")
    assert by_text(rows, "ECB") == {("organization", "European Climate Board")}


def test_two_who_share_a_surname_stay_two(tagger: Tagger) -> None:
    rows = mentions(tagger, "Oscar Brask and Karen Brask lived in Orrel. Oscar Brask was arrested on Monday.")
    assert {e for _, k, e in rows if k == "person"} == {"Oscar Brask", "Karen Brask"}


def test_the_health_body_is_no_question(tagger: Tagger) -> None:
    rows = mentions(tagger, "WHO officials agreed on Monday. Who is he?")
    assert [(w, k) for w, k, _ in rows] == [("WHO", "organization")]


def test_a_person_behind_the_country_of_an_office_is_named(tagger: Tagger) -> None:
    article = make_article("Prime Minister of Vellmark Ana Lund spoke on Monday.")
    assert ("Ana Lund", "Prime Minister") in {(article.quote(m.span), m.role) for m in found(tagger, article)}
