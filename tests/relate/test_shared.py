"""The words that two articles share, what was changed inside them, and whom an article names as a source."""

from __future__ import annotations

from firsthand.model import Annotations, Article, Reading
from firsthand.relate import named_sources, share_text
from tests.factory import make_article

TOLD = "The mill on the Sile burned down in the night and the miller lost all of his flour and both of his oxen"


def read(text: str, id: str) -> Reading:
    return Reading(make_article(text, id), Annotations(id))


def article(text: str, id: str = "a", publisher: str = "Vellmark Courier") -> Article:
    return make_article(text, id, publisher=publisher)


def test_the_same_sentence_is_one_passage_in_both() -> None:
    a, b = read(f"Before it. {TOLD}.", "a"), read(f"{TOLD}. After it came the rain and the wind.", "b")
    (passage,) = share_text(a, b).passages
    assert a.article.quote(passage.a) == b.article.quote(passage.b) == TOLD
    assert (passage.words, passage.quoted, passage.changes) == (23, False, ())


def test_shares_are_of_each_ones_own_words() -> None:
    shared = share_text(read(TOLD, "a"), read(f"{TOLD}. {' '.join(f'word{n}' for n in range(23))}.", "b"))
    assert (shared.share_a, shared.share_b) == (1.0, 0.5)


def test_a_word_replaced_one_put_in_and_one_left_out_are_told_apart() -> None:
    a = read(TOLD, "a")
    edited = TOLD.replace("flour", "grain").replace("in the night", "late in the night").replace(" all of", " all")
    b = read(edited, "b")
    (passage,) = share_text(a, b).passages
    words = [(c.a and a.article.quote(c.a), c.b and b.article.quote(c.b)) for c in passage.changes]
    assert words == [(None, "late"), ("of", None), ("flour", "grain")]


def test_words_in_quotation_marks_are_somebodys() -> None:
    said = f"“{TOLD},” said Edda Lorne."
    (passage,) = share_text(read(f"Early today. {said}", "a"), read(f"He asked her why. {said}", "b")).passages
    assert passage.quoted


def test_articles_without_a_passage_share_nothing() -> None:
    shared = share_text(read(TOLD, "a"), read("Roses bloom in Lissel again, and the gates are open.", "b"))
    assert (shared.passages, shared.share_a, shared.share_b) == ((), 0.0, 0.0)
    assert share_text(read("\n", "a"), read("\n", "b")).passages == ()


def test_an_article_that_cites_the_other_names_it_and_where() -> None:
    other = article("Anything at all.", "b", "Dunmar Post")
    told = article("A fire broke out, the Dunmar Post reported on Monday.")
    (source,) = named_sources(told, other)
    assert (source.name, source.relays) == ("Dunmar Post", True)
    assert [told.quote(s) for s in source.places] == ["Dunmar Post"]


def test_a_publisher_that_is_only_spoken_of_is_no_source() -> None:
    other = article("Anything at all.", "b", "Dunmar Post")
    (source,) = named_sources(article("The building of the Dunmar Post burned down."), other)
    assert not source.relays


def test_its_own_name_is_no_source() -> None:
    assert named_sources(article("The Vellmark Courier reported it first."), article("Nothing.", "b", "Post")) == ()


def test_changes_are_found_through_a_very_long_passage() -> None:
    told = [f"word{n}" for n in range(3000)]
    edited = list(told)
    edited[999:1001], edited[2500] = ["else"], "other"
    a, b = read(" ".join(told), "a"), read(" ".join(edited), "b")
    (passage,) = share_text(a, b).passages
    words = [(c.a and a.article.quote(c.a), c.b and b.article.quote(c.b)) for c in passage.changes]
    assert words == [("word999 word1000", "else"), ("word2501", "other")]
