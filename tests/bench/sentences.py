"""`uv run --with pysbd --with syntok --with sentencex python -m tests.bench.sentences`: sentence ends, beside peers.

Three measures. *Whole*: passages of our own (sentence_passages.py) whose sentences all come out right.
*Ends*: the last sentence of a paragraph of ../shared/eval and the first one of another, joined by a space: their border
is a real end that a splitter has to find. *Labelled*: paragraphs whose sentences people have parted, as in Universal
Dependencies: ends that are found, and cuts where none is. Splitters that are not installed are left out.

`--folder` measures texts of your own instead: `lt*.conllu` holds labelled sentences, `lt*.txt` a paragraph a line.
"""

from __future__ import annotations

import argparse
import json
import re
import tarfile
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from random import Random

from bot.article.language_detection import language_of_text
from bot.article.ranking.segmentation.sentences import sentences
from tests.article.ranking.segmentation.sentence_passages import PASSAGES, joined

EVAL = Path(__file__).parents[3] / "shared" / "eval"
ENDS = 1_000
"""Borders a language."""
LEAST = 40
"""Paragraphs that a language needs to be measured."""
Splitter = Callable[[str, str], list[str]]


def ours(text: str, language: str) -> list[str]:
    """Cut a text as the bot does."""
    return [text[start:end] for start, end in sentences(text, 0, len(text), language)]


def pysbd(text: str, language: str) -> list[str]:
    """Cut a text with pysbd."""
    from pysbd import Segmenter

    try:
        segmenter = Segmenter(language=language, clean=False)
    except ValueError:
        segmenter = Segmenter(language="en", clean=False)
    return [one.strip() for one in segmenter.segment(text)]


def syntok(text: str, _language: str) -> list[str]:
    """Cut a text with syntok."""
    from syntok.segmenter import analyze

    found = (tokens for paragraph in analyze(text) for tokens in paragraph)
    return ["".join(token.spacing + token.value for token in tokens).strip() for tokens in found]


def sentencex(text: str, language: str) -> list[str]:
    """Cut a text with sentencex."""
    from sentencex import segment

    return [one.strip() for one in segment(language, text) if one.strip()]


SPLITTERS: dict[str, Splitter] = {"ours": ours, "pysbd": pysbd, "syntok": syntok, "sentencex": sentencex}


def paragraphs() -> Iterator[tuple[str, str]]:
    """Yield paragraphs with their language: of the question sets, and of the pages whose paragraphs are known."""
    for path in sorted((EVAL / "questions").glob("*.articles.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield from ((row["lang"], one) for one in row["paragraphs"])
    with tarfile.open(EVAL / "pages" / "fundus.tar.xz") as archive:
        (member,) = (one for one in archive.getmembers() if one.name.endswith("truth.jsonl"))
        file = archive.extractfile(member)
        assert file is not None
        for line in file.read().decode().splitlines():
            found = json.loads(line)["truth"]["paragraphs"] or []
            language = language_of_text(" ".join(found))
            yield from ((language, one) for one in found)


def own_paragraphs(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of the plain texts of a folder with their language, which the file's name begins with."""
    for path in sorted(folder.glob("*.txt")):
        language = re.split(r"[_.-]", path.name)[0]
        yield from ((language, line) for line in path.read_text(encoding="utf-8").splitlines())


def labelled(text: str) -> Iterator[list[str]]:
    """Yield the paragraphs of a CoNLL-U file as the sentences that they were parted into."""
    for paragraph in re.split(r"^# new(?:doc|par)\b.*$", text, flags=re.MULTILINE):
        found = re.findall(r"^# text = (.+)$", paragraph, flags=re.MULTILINE)
        if found:
            yield [one.strip() for one in found]


def ends_of(parts: list[str]) -> set[int]:
    """Return how many letters stand before each end within a paragraph; spaces are no letters."""
    lengths = [len("".join(part.split())) for part in parts]
    return {sum(lengths[:count]) for count in range(1, len(lengths))}


def report_labelled(path: Path, there: dict[str, Splitter]) -> None:
    """Print what splitters make of a CoNLL-U file."""
    language = re.split(r"[_.-]", path.name)[0]
    known = [one for one in labelled(path.read_text(encoding="utf-8")) if len(one) > 1]
    for name, cut in there.items():
        pairs = [(ends_of(parts), ends_of(cut(" ".join(parts), language))) for parts in known]
        ends, found = sum(len(right) for right, _ in pairs), sum(len(right & said) for right, said in pairs)
        wrong = sum(len(said - right) for right, said in pairs)
        print(f"labelled  {path.name}  {name}: {found} of {ends} ends found, {wrong} cuts where none is")


def borders(parts: list[str], language: str, chance: Random) -> Iterator[tuple[str, str]]:
    """Yield the last sentence of a paragraph and the first one of another, as we cut them; the border is known."""
    ending = [one for one in parts if one.rstrip("\"'”’»“)").endswith((".", "!", "?", "…", "。"))]
    for _ in range(ENDS if len(ending) > 1 else 0):
        first, second = chance.sample(ending, 2)
        last, begun = ours(first, language)[-1:], ours(second, language)[:1]
        if last and begun and begun[0].lstrip("\"'“„«(—–- ")[:1].isupper():
            yield last[0], begun[0]


def main() -> None:
    """Print a line a language and splitter."""
    warnings.filterwarnings("ignore")
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path)
    folder = parser.parse_args().folder
    there = {name: cut for name, cut in SPLITTERS.items() if name == "ours" or find_spec(name) is not None}
    if folder is None:
        report_passages(there)
    for path in sorted(folder.glob("*.conllu")) if folder else ():
        report_labelled(path, there)
    report_ends(own_paragraphs(folder) if folder else paragraphs(), there)


def report_passages(there: dict[str, Splitter]) -> None:
    """Print how many of our own passages come out whole."""
    for name, cut in there.items():
        right = sum(cut(joined(language, parts), language) == list(parts) for language, parts in PASSAGES)
        print(f"whole passages  {name:10} {right} of {len(PASSAGES)}")


def report_ends(told: Iterator[tuple[str, str]], there: dict[str, Splitter]) -> None:
    """Print which of the ends of paragraphs are found."""
    by_language: defaultdict[str, list[str]] = defaultdict(list)
    for language, one in told:
        by_language[language].append(one.strip())
    for language, parts in sorted(by_language.items()):
        pairs = list(borders(parts, language, Random(7))) if len(parts) >= LEAST else []
        if not pairs:
            continue
        shares = []
        for name, cut in there.items():
            found = [any(one.endswith(last) for one in cut(f"{last} {begun}", language)[:-1]) for last, begun in pairs]
            shares.append(f"{name} {100 * sum(found) / max(1, len(found)):.2f} %")
        print(f"real ends  {language}  of {len(pairs)} ({len(parts)} paragraphs): {', '.join(shares)}")


if __name__ == "__main__":
    main()
