"""Which language a text is in."""

from __future__ import annotations

import pytest

from firsthand.clean.language import find_language
from tests.clean.pages import PARAGRAPHS


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (" ".join(PARAGRAPHS), "en"),
        ("Ferry late", "en"),
        ("123 – 456", "und"),
        ("Le bac de Sund était en retard lundi pour la troisième fois cette semaine, a annoncé le port de la ville. "
         "Deux cents passagers ont attendu sur le quai jusqu’à midi, et plusieurs ont manqué leur train.", "fr"),
        ("Паром в Сунд опоздал в понедельник в третий раз за неделю, сообщило управление порта.", "ru"),
    ],
)  # fmt: skip
def test_languages_are_told_apart(text: str, language: str) -> None:
    assert find_language(text) == language


def test_filler_text_is_no_language_of_the_press() -> None:
    filler = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et "
    assert find_language("Rankings of the year. " + 8 * filler) == "en"
