"""The command line: a stable machine interface, and what it asks of each area."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bot import terminal
from config.articles import SAMPLE
from config.lazy import lazy

if TYPE_CHECKING:
    from rich import console, progress

    from bot import doctor as doctoring
    from bot import operations, playground_app, texts
    from bot.article import extraction, semantic
    from bot.article.answering import batch, evaluation
    from bot.article.answering.answer import Answer
    from bot.article.answering.evaluation import Evaluation
    from bot.article.semantic import Embedder, select
    from bot.article.snapshot import Snapshot
    from bot.debate import duplicates
    from bot.debate.opinions import report
    from bot.moderation.screening import file_command as screening
    from bot.playground.telegram.text import tdlib
    from bot.schedule import due_times, time_zones
else:  # a command loads what it needs, and no other's
    console, progress = lazy("rich.console"), lazy("rich.progress")
    doctoring, operations, texts = lazy("bot.doctor"), lazy("bot.operations"), lazy("bot.texts")
    playground_app, tdlib = lazy("bot.playground_app"), lazy("bot.playground.telegram.text.tdlib")
    extraction, evaluation = lazy("bot.article.extraction"), lazy("bot.article.answering.evaluation")
    batch, semantic = lazy("bot.article.answering.batch"), lazy("bot.article.semantic")
    select = lazy("bot.article.semantic.select")
    duplicates, report = lazy("bot.debate.duplicates"), lazy("bot.debate.opinions.report")
    screening = lazy("bot.moderation.screening.file_command")
    due_times, time_zones = lazy("bot.schedule.due_times"), lazy("bot.schedule.time_zones")

T = TypeVar("T")

cli = typer.Typer(
    help="A bot for groups that discuss an article.", no_args_is_help=True, add_completion=False, rich_markup_mode=None
)
MARKS = {True: "✓", False: "✗", None: "–"}
"""How the doctor marks what is well, what is not, and what it did not look at."""
PRIVATE_UMASK = 0o077
"""The umask: nobody else on the machine may read what the bot writes."""
NoSemantic = Annotated[bool, typer.Option("--no-semantic", help="Go by words alone.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@cli.command()
def playground(
    port: Annotated[int, typer.Option(help="Port on this computer; 0 takes a free one.", min=0, max=65535)] = 8080,
    article: Annotated[str, typer.Option(help="Article: a path, a web address, or - for standard input.")] = str(
        SAMPLE
    ),
) -> None:
    """Try everything in a browser, without a token."""
    terminal.log(logging.WARNING)
    terminal.finish(operations.until_stopped(_playground(port, article)))


@cli.command()
def run() -> None:
    """Run the bot; its token is COUNTERPOINT_TOKEN."""
    terminal.log(logging.INFO)
    settings = terminal.settings()
    terminal.finish(operations.until_stopped(operations.run_bot(settings)))


@cli.command(name="article")
def show_article(source: str, as_json: AsJson = False) -> None:
    """Read an article and show what was kept and what was dropped."""
    snapshot = terminal.finish(extraction.load(source))
    if as_json:
        terminal.write_json(extraction.as_json(snapshot))
        return
    terminal.write(f"{snapshot.title}\n{snapshot.text}\n")
    for one in snapshot.dropped:
        terminal.write(f"- {one.reason}: {one.text}")


@cli.command()
def ask(
    source: str,
    question: Annotated[str | None, typer.Argument()] = None,
    questions: Annotated[Path | None, typer.Option(help='A file with {"qid", "question"} a line.')] = None,
    limit: Annotated[int, typer.Option(min=1, max=10)] = 3,
    no_semantic: NoSemantic = False,
    as_json: AsJson = False,
) -> None:
    """Ask an article one question, or a file of them."""
    asked = _questions(question, questions)
    snapshot = terminal.finish(extraction.load(source))
    inquiry = batch.Inquiry(snapshot, None if no_semantic else select.embedder_of(terminal.settings()), limit)

    async def ask_all() -> None:
        async for (qid, words), found in inquiry.answers(asked):
            if as_json:
                terminal.write_json(_answer_as_json(qid, words, found))
            else:
                _print_answer(snapshot, words, found)

    terminal.finish(ask_all())


@cli.command()
def evaluate(
    articles: Annotated[Path, typer.Option(help="Articles, JSON a line.")],
    questions: Annotated[Path, typer.Option(help="Questions, JSON a line.")],
    out: Annotated[Path | None, typer.Option(help="Where to write the predictions.")] = None,
    no_semantic: NoSemantic = False,
) -> None:
    """Measure the answers on a set of articles and questions."""
    with terminal.failing_clearly():
        task = evaluation.load(articles, questions)
        embedder = None if no_semantic else select.embedder_of(terminal.settings())
        predictions = terminal.finish(_predictions(task, embedder))
        if out is not None:
            out.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in predictions), encoding="utf-8")
    terminal.write_json(task.figures(predictions))


@cli.command()
def opinions(
    folder: Path,
    groups: Annotated[Path | None, typer.Option(help="Groups to start from instead: participants.csv.")] = None,
    as_json: AsJson = False,
) -> None:
    """Find the opinion groups of a Polis export: comments.csv and votes.csv."""
    with terminal.failing_clearly():
        found = report.opinions_of(folder, groups)
    if as_json:
        terminal.write_json(found)
        return
    terminal.write(texts.tell("opinions-found", participants=found["participants"], statements=found["statements"]))
    for group in found["groups"] if found["groups_published"] else []:
        terminal.write(texts.tell("opinions-group", name=str(group["id"]), members=len(group["members"])))


@cli.command()
def similar(pairs: Path, as_json: AsJson = False) -> None:
    """Compare pairs of texts: the same, similar, opposite or different."""
    with terminal.failing_clearly():
        for found in duplicates.judge_pairs(duplicates.load_pairs(pairs)):
            if as_json:
                terminal.write_json(found)
            else:
                terminal.write(f"{found['id']}  {found['verdict']}  {found['score']:.2f}")


@cli.command()
def due(
    cron: Annotated[str, typer.Argument(help="Five fields: minute, hour, day, month, weekday.")],
    zone: Annotated[str, typer.Option(help="Time zone, like Europe/Vilnius.")],
    since: Annotated[str, typer.Option("--from", help="The times after this moment; without an offset, in the zone.")],
    count: Annotated[int, typer.Option(help="How many.", min=1)] = 3,
) -> None:
    """Print the times at which a digest is due by a cron rule."""
    with terminal.failing_clearly():
        schedule = due_times.ScheduleRule(due_times.rule(cron), time_zones.find_zone(zone))
        for due_at in islice(due_times.due_times(schedule, due_times.moment(since, schedule)), count):
            terminal.write(due_at.astimezone(time_zones.rules_of(schedule.zone)).isoformat())


@cli.command()
def screen(
    messages: Path,
    train: Annotated[Path | None, typer.Option(help='Learn from this file alone: {"text", "spam"} a line.')] = None,
    as_json: AsJson = False,
) -> None:
    """Screen messages for spam: pass, review or delete, with the reasons."""
    with terminal.failing_clearly():
        asked = screening.load_messages(messages)
        for found in screening.screen_messages(asked, screening.learn(train)):
            if as_json:
                terminal.write_json(found)
            else:
                terminal.write(screening.in_words(found))


@cli.command()
def export(
    folder: Path,
    discussion: Annotated[int | None, typer.Option(help="Number of the discussion, where there are several.")] = None,
) -> None:
    """Write a debate as a Polis folder, W3C annotations, Argdown and JSON."""
    written = terminal.finish(operations.export_debate(terminal.settings(), folder, discussion))
    terminal.write(texts.tell("export-done", files=written, folder=str(folder)))


@cli.command(name="migrate")
def migrate_database() -> None:
    """Bring the database to the tables of this version."""
    before, head = terminal.finish(operations.migrate_database(terminal.settings()))
    terminal.write(texts.tell("migrated-already" if before == head else "migrated", before=before or "–", head=head))


@cli.command()
def doctor(as_json: AsJson = False) -> None:
    """Look at everything the bot stands on."""
    findings = terminal.finish(doctoring.examine(terminal.settings()))
    for one in findings:
        if as_json:
            terminal.write_json({"name": one.name, "well": one.well, "words": one.words})
        else:
            terminal.write(f"{MARKS[one.well]} {one.words}")
    raise typer.Exit(1 if any(one.well is False for one in findings) else 0)


def main() -> None:
    """Run the command line; an error for people is one sentence on stderr, and what it prints is UTF-8 everywhere."""
    os.umask(PRIVATE_UMASK)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    cli()


async def _playground(port: int, source: str) -> None:
    tdlib.load()
    snapshot = await extraction.load(source)
    try:
        async with playground_app.open_playground(snapshot, port) as open_:
            terminal.write(texts.tell("playground-open", address=open_.address))
            await asyncio.Event().wait()
    except OSError:
        raise texts.Refusal("port-taken", port=port) from None


async def _predictions(task: Evaluation, embedder: Embedder | None) -> list[evaluation.Prediction]:
    """Predict everything, with a bar on a terminal."""
    found = []
    with progress.Progress(console=console.Console(stderr=True), disable=not terminal.on_terminal()) as shown:
        bar = shown.add_task("", total=len(task.questions))
        try:
            async for one in task.predict(embedder):
                found.append(one)
                shown.advance(bar)
        except semantic.EmbedderError as error:
            raise texts.Refusal("embeddings-failed", why=str(error)) from None
        finally:
            if embedder is not None:
                await embedder.close()
    return found


def _questions(question: str | None, file: Path | None) -> list[tuple[str, str]]:
    """Return the questions with their ids, from the command line or a file."""
    if file is None:
        if question is None:
            terminal.fail(texts.tell("questions-missing"), code=2)
        return [("1", question)]
    try:
        return list(_lines_of(file))
    except OSError:
        terminal.fail(texts.tell("file-missing", path=str(file)))
    except UnicodeError:
        terminal.fail(texts.tell("evaluation-not-text", file=str(file)))


def _lines_of(file: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").split("\n"), 1):
        if line.strip():
            yield _parsed(line, number, file)


def _parsed(line: str, number: int, file: Path) -> tuple[str, str]:
    try:
        row = json.loads(line)
        qid, question = row.get("qid", number), row["question"]
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        qid = question = None
    if not isinstance(question, str) or isinstance(qid, (dict, list)) or qid is None:
        terminal.fail(texts.tell("questions-wrong", line=number, file=str(file)))
    return str(qid), question


def _answer_as_json(qid: str, question: str, found: Answer) -> dict[str, Any]:
    """Return an answer as the command line gives it."""
    quotes = [asdict(quote) for quote in found.quotes]
    return {
        "qid": qid,
        "question": question,
        "language": found.language,
        "band": found.band,
        "reason": found.reason,
        "confidence": round(found.confidence, 4),
        "quotes": quotes,
    }


def _print_answer(snapshot: Snapshot, question: str, found: Answer) -> None:
    terminal.write(f"{question}\n[{found.band}, {found.confidence:.2f}]")
    for quote in found.quotes:
        terminal.write(f"  ¶ {snapshot.number_of(snapshot.passages[quote.passage])}  {quote.exact}")
