"""Measuring on files of articles and questions."""

import json

import pytest

from bot.article.answering.evaluation import load
from bot.texts import Refusal

ARTICLE = {
    "article_id": "a1",
    "title": "Free buses",
    "lang": "en",
    "paragraphs": ["Buses are free since May. Most riders had walked before.", "A parking levy pays for the scheme."],
}
QUESTIONS = [
    {"qid": "q1", "article_id": "a1", "question": "Who pays for the scheme?", "spans": [[1, 0, 14]]},
    {"qid": "q2", "article_id": "a1", "question": "Since when are buses free?", "spans": [[0, 21, 24]]},
    {
        "qid": "q3",
        "article_id": "a1",
        "question": "Which enzyme digests starch?",
        "answerable": False,
        "kind": "foreign",
    },
]


@pytest.fixture
def files(tmp_path):
    def write(articles=(ARTICLE,), questions=QUESTIONS):
        paths = tmp_path / "a.jsonl", tmp_path / "q.jsonl"
        for path, lines in zip(paths, (articles, questions), strict=True):
            path.write_text("".join(line if isinstance(line, str) else json.dumps(line) + "\n" for line in lines))
        return paths

    return write


async def test_predictions_are_what_the_scorer_reads(files):
    predictions = [one async for one in load(*files()).predict()]
    assert [prediction["qid"] for prediction in predictions] == ["q1", "q2", "q3"]
    assert predictions[0]["ranked"][0] == (1, 0, 35)
    assert predictions[1]["ranked"][0] == (0, 0, 25)
    assert [prediction["answered"] for prediction in predictions] == [True, True, False]
    assert predictions[2]["band"] == "refusal"
    assert len(predictions[2]["ranked"]) == 3
    assert predictions[0]["score"] > predictions[2]["score"]


async def test_figures_count_hits_kept_and_refused(files):
    task = load(*files())
    figures = task.figures([one async for one in task.predict()])
    assert {key: figures[key] for key in ("questions", "hit@1", "hit@3", "kept", "refused")} == {
        "questions": 3,
        "hit@1": 1.0,
        "hit@3": 1.0,
        "kept": 1.0,
        "refused": 1.0,
    }
    assert figures["milliseconds_p50"] > 0
    assert figures["milliseconds_to_index"] > 0


async def test_nothing_to_measure_gives_no_figures(files):
    task = load(*files(articles=[], questions=[]))
    assert set(task.figures([one async for one in task.predict()]).values()) == {0, None}


def test_an_articles_language_is_found_where_it_is_not_told(files):
    article = {key: value for key, value in ARTICLE.items() if key not in {"lang", "title"}}
    assert load(*files(articles=[article])).articles["a1"].language == "en"


@pytest.mark.parametrize(
    ("articles", "questions", "words"),
    [
        (["{\n"], [], "Line 1 of a.jsonl cannot be used: JSON"),
        ([ARTICLE, "\n", "[1]\n"], [], "Line 3 of a.jsonl cannot be used"),
        ([{**ARTICLE, "paragraphs": "one"}], [], "Line 1 of a.jsonl cannot be used: paragraphs"),
        (['{"article_id": "a", "paragraphs": ["\\ud800"]}\n'], [], "Line 1 of a.jsonl cannot be used"),
        ([ARTICLE], [{"qid": "q", "article_id": "a1"}], "Line 1 of q.jsonl cannot be used: question"),
        ([ARTICLE], [{**QUESTIONS[0], "spans": [[1, 2]]}], "Line 1 of q.jsonl cannot be used: spans.0"),
        ([ARTICLE], [{**QUESTIONS[0], "article_id": "a2"}], "Line 1 of q.jsonl asks the article “a2”"),
    ],
    ids=["no JSON", "no object", "no list", "half a character", "no question", "odd span", "unknown article"],
)
def test_a_line_that_cannot_be_used_is_named(files, articles, questions, words):
    with pytest.raises(Refusal, match=words):
        load(*files(articles, questions))


def test_a_file_that_is_no_text_is_named(tmp_path, files):
    articles, questions = files()
    articles.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refusal, match=r"a\.jsonl is not UTF-8 text"):
        load(articles, questions)
