"""Quotes of an edited article move with their words, or are orphaned; none is put on other words."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.article.quoting.reanchor import _is_mended, is_version, reanchor
from bot.article.quoting.word_sequences import Span
from bot.article.ranking import index_of
from bot.article.snapshot import ExtractedText, PassageKind, Snapshot, take_snapshot
from bot.debate.duplicates.negator_words import is_negator
from bot.debate.duplicates.number_words import NUMBERS
from tests.town import sample

BEGIN, END = "\ue000", "\ue001"
"""Marks around the quoted words while an article is edited: they show where the words went."""
EACH = 25
"""Edits of each kind."""

Paragraphs = list[list[str]]
"""An article as the sentences of its paragraphs; the quoted words are between marks."""


@dataclass
class Edited:
    """What an editor is given: the article, where the marked sentence is, and a chance."""

    text: Paragraphs
    paragraph: int
    sentence: int
    chance: random.Random

    @property
    def quoted(self) -> str:
        return self.text[self.paragraph][self.sentence]

    @quoted.setter
    def quoted(self, words: str) -> None:
        self.text[self.paragraph][self.sentence] = words

    @property
    def words(self) -> list[str]:
        """The quoted words themselves."""
        return self.quoted[self.quoted.index(BEGIN) + 1 : self.quoted.index(END)].split(" ")

    @words.setter
    def words(self, words: list[str]) -> None:
        before, after = self.quoted.split(BEGIN)[0], self.quoted.split(END)[1]
        self.quoted = f"{before}{BEGIN}{' '.join(words)}{END}{after}"

    def other(self) -> tuple[int, int]:
        """Return a sentence that is not the marked one."""
        places = [
            (at, place)
            for at, sentences in enumerate(self.text)
            for place in range(len(sentences))
            if (at, place) != (self.paragraph, self.sentence)
        ]
        return self.chance.choice(places)


RUSSIAN = (
    "Весной совет решил посадить сорок лип на Мельничной улице. Торговцы жаловались, что тень закроет их витрины. "
    "К июлю те же торговцы вынесли столы под ветви. Больше никто о тени не говорил.",
    "Ольга Рейес держит пекарню в доме девять. Она сказала, что её выручка выросла на пятую часть после посадки. "
    "Её сосед, который торгует замками, ничего такого не заметил и по-прежнему считает деревья лишними.",
    "Деревья обошлись городу в одиннадцать тысяч крон. Дважды в неделю их поливают дети из школы напротив. "
    "Каждому дереву они дали имя и повесили табличку с датой посадки. Следующей весной дело дойдёт до Гаванной дороги.",
)


def an_article(paragraphs: Paragraphs, language: str) -> tuple[Snapshot, Span | None]:
    """Return an edited article, and where the marked words stand in it now."""
    parts = [
        (PassageKind.HEADLINE, "The trial"),
        *((PassageKind.PARAGRAPH, " ".join(one)) for one in paragraphs if one),
    ]
    marked = take_snapshot(ExtractedText("The trial", tuple(parts), language)).text
    clean = tuple((kind, words.replace(BEGIN, "").replace(END, "")) for kind, words in parts)
    snapshot = take_snapshot(ExtractedText("The trial", clean, language))
    begin = marked.find(BEGIN)
    return snapshot, (begin, marked.index(END) - 1) if begin >= 0 else None


def sentences_of(snapshot: Snapshot) -> Paragraphs:
    """Return the sentences of an article."""
    found: dict[int, list[str]] = {}
    for one in index_of(snapshot).sentences:
        found.setdefault(one.passage, []).append(snapshot.text[one.start : one.end])
    return list(found.values())


def russian() -> Snapshot:
    parts = tuple((PassageKind.PARAGRAPH, words) for words in RUSSIAN)
    return take_snapshot(ExtractedText("Липы", parts, "ru"))


def swap_letters(word: str) -> str:
    at = len(word) // 2
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def long_words(words: list[str]) -> list[int]:
    """Return the plain words of six letters and more, whose middle letters differ."""
    return [
        at
        for at, word in enumerate(words)
        if len(word) > 5 and word.isalpha() and word.islower() and swap_letters(word) != word
    ]


def mend_elsewhere(edited: Edited) -> None:
    at, place = edited.other()
    words = edited.text[at][place].split(" ")
    for number in long_words(words)[:1]:
        words[number] = swap_letters(words[number])
    edited.text[at][place] = " ".join(words)


def mend_within(edited: Edited) -> None:
    words = edited.words
    found = long_words(words)
    if found:
        number = edited.chance.choice(found)
        words[number] = swap_letters(words[number])
    edited.words = words


def typeset_within(edited: Edited) -> None:
    words = " ".join(edited.words).replace("“", '"').replace("”", '"').replace("’", "'").replace(", ", " – ", 1)
    edited.words = [words.replace(" ", "\xa0", 2)]


def replace_elsewhere(edited: Edited) -> None:
    at, place = edited.other()
    words = edited.text[at][place].split(" ")
    words[edited.chance.randrange(len(words))] = "velvet"
    edited.text[at][place] = " ".join(words)


def replace_within(edited: Edited) -> None:
    words = edited.words
    words[len(words) // 2] = "velvet"
    edited.words = words


def insert_sentences(edited: Edited) -> None:
    for _ in range(3):
        at, place = edited.other()
        edited.text[at].insert(place, f"Harbour news number {edited.chance.random():.6f} was read aloud.")


def insert_beside(edited: Edited) -> None:
    edited.text[edited.paragraph].insert(edited.sentence, "Then something else was said in the tram.")
    edited.text[edited.paragraph].insert(edited.sentence + 2, "Then somebody laughed on the stairs.")


def remove_others(edited: Edited) -> None:
    for at, sentences in enumerate(edited.text):
        edited.text[at] = [one for one in sentences if BEGIN in one or edited.chance.random() > 0.25]


def reorder(edited: Edited) -> None:
    edited.chance.shuffle(edited.text[edited.paragraph])


def split_paragraph(edited: Edited) -> None:
    sentences = edited.text[edited.paragraph]
    edited.text[edited.paragraph : edited.paragraph + 1] = [sentences[: edited.sentence], sentences[edited.sentence :]]


def merge_paragraphs(edited: Edited) -> None:
    edited.text[:] = [[one for sentences in edited.text for one in sentences]]


def merge_sentences(edited: Edited) -> None:
    """Join the sentence to the one before: a semicolon, and no capital."""
    words = edited.quoted
    first = words.index(BEGIN) + 1 if words.startswith(BEGIN) else 0
    edited.quoted = words[:first] + words[first].lower() + words[first + 1 :]
    if edited.sentence > 0:
        before = edited.text[edited.paragraph][edited.sentence - 1]
        edited.text[edited.paragraph][edited.sentence - 1] = before.rstrip(".”?") + ";"


def move_paragraph(edited: Edited) -> None:
    edited.text.insert(edited.chance.randrange(len(edited.text)), edited.text.pop(edited.paragraph))


def like(edited: Edited) -> str:
    """Return a near-copy of the marked sentence: one of the quoted words is another."""
    words = edited.words
    words[edited.chance.randrange(len(words))] = "velvet"
    return f"{edited.quoted.split(BEGIN)[0]}{' '.join(words)}{edited.quoted.split(END)[1]}"


def add_decoy(edited: Edited) -> None:
    at, place = edited.other()
    edited.text[at].insert(place, like(edited))


def leave_decoy(edited: Edited) -> None:
    add_decoy(edited)
    for sentences in edited.text:
        sentences[:] = [one for one in sentences if BEGIN not in one]


def decoy_in_its_place(edited: Edited) -> None:
    edited.quoted = like(edited)


def delete(edited: Edited) -> None:
    edited.text[edited.paragraph].pop(edited.sentence)


def change_number(edited: Edited) -> None:
    """Change a figure or a number word, or put one in where there is none."""
    words = edited.words
    at = next((at for at, word in enumerate(words) if any(sign.isdigit() for sign in word)), -1)
    named = next((at for at, word in enumerate(words) if word.lower() in NUMBERS), -1)
    if at >= 0:
        words[at] = "".join(str((int(sign) + 1) % 10) if sign.isdigit() else sign for sign in words[at])
    elif named >= 0:
        words[named] = edited.chance.choice(
            [word for word in NUMBERS if NUMBERS[word] != NUMBERS[words[named].lower()]]
        )
    else:
        words.insert(len(words) // 2, "seven")
    edited.words = words


def negate(edited: Edited) -> None:
    """Take a denial away, or put one in where there is none."""
    words = edited.words
    gone = [at for at, word in enumerate(words) if is_negator(word.lower(), lithuanian=False)]
    if gone and len(words) > 1:
        words.pop(gone[0])
    else:
        words.insert(len(words) // 2, "not")
    edited.words = words


@dataclass(frozen=True)
class Kind:
    """A kind of edit, and what must become of the quote."""

    edit: Callable[[Edited], None]
    must: str
    """moved: nearly always; orphaned: always; either: moved right or orphaned."""


KINDS = {
    "spelling mended elsewhere": Kind(mend_elsewhere, "moved"),
    "a word replaced elsewhere": Kind(replace_elsewhere, "moved"),
    "sentences inserted": Kind(insert_sentences, "moved"),
    "sentences inserted right beside": Kind(insert_beside, "moved"),
    "sentences removed": Kind(remove_others, "moved"),
    "sentences reordered": Kind(reorder, "moved"),
    "paragraph split": Kind(split_paragraph, "moved"),
    "paragraphs merged": Kind(merge_paragraphs, "moved"),
    "sentences merged": Kind(merge_sentences, "moved"),
    "paragraph moved": Kind(move_paragraph, "moved"),
    "near-copy added": Kind(add_decoy, "moved"),
    "typography within": Kind(typeset_within, "moved"),
    "spelling mended within": Kind(mend_within, "either"),
    "a word replaced within": Kind(replace_within, "orphaned"),
    "near-copy in its place": Kind(decoy_in_its_place, "orphaned"),
    "deleted, near-copy remains": Kind(leave_decoy, "orphaned"),
    "deleted": Kind(delete, "orphaned"),
    "number changed within": Kind(change_number, "orphaned"),
    "negation changed within": Kind(negate, "orphaned"),
}


def marked(sentence: str, chance: random.Random) -> str:
    """Mark the whole of a sentence, some of its words, or only two or three."""
    words = sentence.split(" ")
    if len(words) < 5 or chance.random() < 0.5:
        return f"{BEGIN}{sentence}{END}"
    first = chance.randrange(len(words) - 3)
    last = first + chance.choice([1, 2, 3, len(words) - 1 - first, len(words) - 1 - first])
    words[first], words[last] = BEGIN + words[first], words[last] + END
    return " ".join(words)


def outcome(kind: Kind, snapshot: Snapshot, seed: int) -> str:
    """Make one edit and say what became of the quote: moved, orphaned or WRONG."""
    chance = random.Random(seed)
    text = sentences_of(snapshot)
    paragraph = chance.randrange(len(text))
    sentence = chance.randrange(len(text[paragraph]))
    text[paragraph][sentence] = marked(text[paragraph][sentence], chance)
    old, span = an_article(text, snapshot.language)
    assert span is not None
    edited = Edited(text, paragraph, sentence, chance)
    kind.edit(edited)
    new, truth = an_article(edited.text, snapshot.language)
    (found,) = reanchor(old, new, [span])
    if found is None:
        return "orphaned"
    if kind.must == "orphaned" or truth is None:
        return "WRONG"
    return "moved" if found == truth else "WRONG"


def test_edits_move_the_quote_or_orphan_it_and_none_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    articles = [replace(sample(), url=None), russian()]
    tallies = {
        name: Counter(outcome(kind, articles[seed % 3 == 2], 1_000 * number + seed) for seed in range(EACH))
        for number, (name, kind) in enumerate(KINDS.items())
    }
    with capsys.disabled():
        print()  # noqa: T201 - the tally is what this test is for
        for name, tally in tallies.items():
            print(f"{name:32} {KINDS[name].must:9} {dict(tally)}")  # noqa: T201
        print(f"{'all':32} {'':9} {dict(sum(tallies.values(), Counter()))}")  # noqa: T201
    assert all(tally["WRONG"] == 0 for tally in tallies.values())
    untouched = sum((tallies[name] for name, kind in KINDS.items() if kind.must == "moved"), Counter[str]())
    assert untouched["moved"] >= 0.95 * untouched.total()


def a_text(*paragraphs: str, title: str = "The trial", url: str | None = None, note: str = "") -> Snapshot:
    parts = [(PassageKind.HEADLINE, title), *((PassageKind.PARAGRAPH, words) for words in paragraphs)]
    return take_snapshot(
        ExtractedText(title, (*parts, (PassageKind.NOTE, note)) if note else tuple(parts), "en", url=url)
    )


def moved(old: Snapshot, new: Snapshot, words: str, place: int = 0) -> str | None:
    """Return the words that a quote stands on now; None where it is orphaned."""
    start = [at for at in range(len(old.text)) if old.text.startswith(words, at)][place]
    (found,) = reanchor(old, new, [(start, start + len(words))])
    return None if found is None else new.text[slice(*found)]


QUOTE = "“The colour of the buses was chosen by nobody,” the mayor said."
OLD = a_text(f"It rained. {QUOTE} Then it was Monday.", "Nobody asked her why.")


@pytest.mark.parametrize(
    ("now", "stands"),
    [
        (QUOTE, QUOTE),
        (QUOTE.replace("“", '"').replace("”", '"'), QUOTE.replace("“", '"').replace("”", '"')),
        (QUOTE.replace(" of ", "\xa0of\n"), QUOTE.replace(" of ", "\xa0of\n")),
        (QUOTE.replace("buses", "bu\xadses"), QUOTE.replace("buses", "bu\xadses")),
        (QUOTE.replace("colour", "color"), QUOTE.replace("colour", "color")),
        (QUOTE.replace("chosen", "choosen"), QUOTE.replace("chosen", "choosen")),
        (QUOTE.replace("nobody", "somebody"), None),
        (QUOTE.replace("was", "was not"), None),
        (QUOTE.replace("was", "wasn't"), None),
        (QUOTE.replace("the buses", "12 buses"), None),
        (QUOTE.replace("mayor", "doctor"), None),
        (QUOTE.replace("said.", "said?"), None),
        (QUOTE.replace("The colour of the buses", "The buses of the colour"), None),
        (QUOTE.upper(), None),
        ("", None),
    ],
    ids=[
        *("unchanged", "other quotation marks", "other spaces", "soft hyphen", "spelt American", "one letter too much"),
        *("another word", "denied", "denied in short", "a number", "another person", "a question", "turned round"),
        *("capitals", "gone"),
    ],
)
def test_the_same_words_move_and_others_do_not(now: str, stands: str | None) -> None:
    new = a_text("A paragraph was put before.", f"It rained. {now} Then it was Monday.", "Nobody asked her why.")

    assert moved(OLD, new, QUOTE) == stands


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("37 percent of them", "38 percent of them"), ("−5 degrees at night", "5 degrees at night")),
        *(("5 % of the riders", "5 € of the riders"), ("18.4 million riders", "184 million riders")),
        *(("at least fifteen riders", "at least fifty riders"), ("the legal owners won", "the illegal owners won")),
        *(("nothing was said there", "noting was said there"), ("the latter was better", "the later was better")),
        *(("US buses were late", "us buses were late"), ("девять автобусов стояли", "десять автобусов стояли")),
    ],
    ids=lambda words: words.replace(" ", "-"),
)
def test_words_that_say_something_else_are_orphaned(one: str, other: str) -> None:
    around = "All winter the town had talked of little else, and so {} in the end, as anybody could read in the paper."

    assert moved(a_text(around.format(one)), a_text(around.format(other)), one) is None
    assert moved(a_text(around.format(other)), a_text(around.format(one)), other) is None


def test_no_number_word_is_another_one_with_its_spelling_mended() -> None:
    pairs = [(one, other) for one in NUMBERS for other in NUMBERS if NUMBERS[one] != NUMBERS[other]]

    assert [pair for pair in pairs if _is_mended(*pair, "en")] == []


def test_of_the_same_words_twice_each_keeps_its_own() -> None:
    old = a_text("In March the bridge was closed for repairs.", "In August the bridge was closed for the regatta.")
    turned = a_text("In August the bridge was closed for the regatta.", "In March the bridge was closed for repairs.")
    gone = a_text("In May it was open.", "In August the bridge was closed for the regatta.")
    words = "the bridge was closed"

    first, second = old.text.index(words), old.text.rindex(words)
    found = reanchor(old, turned, [(first, first + len(words)), (second, second + len(words))])

    assert [span and span[0] for span in found] == [turned.text.rindex(words), turned.text.index(words)]
    assert moved(old, gone, words, place=0) is None
    assert moved(old, gone, words, place=1) == words


@pytest.mark.parametrize("words", ["ha", "ha " * 11 + "ha", "ha " * 900 + "ha"], ids=["one", "twelve", "many"])
def test_an_article_that_repeats_itself_for_ever_holds_nobody_up(words: str) -> None:
    """Comparing all with all would not end before the test is given up."""
    endless = a_text("ha " * 60_000 + "so.")

    assert moved(endless, a_text("It rained.", "ha " * 60_000 + "so."), words) is None


def test_words_that_are_a_note_now_are_orphaned() -> None:
    assert moved(OLD, a_text("It rained.", note=QUOTE), QUOTE) is None


def test_words_that_come_back_stand_where_they_stood() -> None:
    without = a_text("It rained. Then it was Monday.", "Nobody asked her why.")

    assert moved(OLD, without, QUOTE) is None
    assert moved(OLD, OLD, QUOTE) == QUOTE


ADDRESS = "https://example.org/bus"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((ADDRESS, "A"), (ADDRESS, "B"), True),
        ((ADDRESS, "A"), ("http://www.example.org/bus/#comments", "B"), True),
        ((ADDRESS, "The trial"), (None, "The  TRIAL"), True),
        ((ADDRESS, "A"), ("https://example.org/tram", "B"), False),
        ((ADDRESS + "?id=1", "A"), (ADDRESS + "?id=2", "B"), False),
        ((None, "A"), (None, "B"), False),
        ((None, ""), (None, ""), False),
        (("https://[::1", "A"), ("https://[::1", "B"), False),
    ],
    ids=["address", "address, spelt otherwise", "title", "other", "other page", "no address", "nothing", "broken"],
)
def test_what_is_a_version_of_an_article(
    one: tuple[str | None, str], other: tuple[str | None, str], same: bool
) -> None:
    here, there = (a_text("It rained.", url=url, title=title) for url, title in (one, other))

    assert is_version(here, there) is same
    assert is_version(there, here) is same


@pytest.mark.parametrize("edit", [False, True], ids=["as they were", "both edited"])
def test_a_quote_stays_with_its_paragraph_where_twins_change_places(edit: bool) -> None:
    words = "the fares rose by four percent in the autumn of last year and nobody rode less."
    twins = [f"Mayor {name} said on the radio that {words}" for name in ("Lund", "Ross")]
    around = ["The first tram ran in 1904.", "The last one was sold in 1961."]
    old = a_text(around[0], *twins, around[1])
    after = [one.replace("on the radio", "in an interview") if edit else one for one in reversed(twins)]
    new = a_text(around[0], *after, around[1])
    for name in ("Lund", "Ross"):
        start = old.text.index(words, old.text.index(name))
        (found,) = reanchor(old, new, [(start, start + len(words))])
        assert edit or found is not None
        if found is not None:
            assert new.text[: found[0]].endswith(f"Mayor {name} said on the radio that ")


@given(st.text(max_size=60), st.text(max_size=60), st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_stands_there_the_words_found_are_the_words_quoted(one: str, other: str, data: st.DataObject) -> None:
    old, new = a_text(f"It rained {one} all day."), a_text(f"So {other} it rained {one} all day.")
    start = data.draw(st.integers(0, len(old.text) - 1))
    end = data.draw(st.integers(start + 1, len(old.text)))
    for snapshot in (old, new):
        (found,) = reanchor(old, snapshot, [(start, end)])
        if found is not None:
            kept = [sign for sign in old.text[start:end] if sign.isalnum()]
            assert "".join(kept).lower() in "".join(filter(str.isalnum, snapshot.text[slice(*found)])).lower()
