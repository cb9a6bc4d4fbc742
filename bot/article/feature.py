"""Commands, buttons and questions about the article: the table of this feature."""

from __future__ import annotations

from bot.article import question_list
from bot.article.article_command import ArticleCommand
from bot.article.ask import QuestionCommands, no_answer
from bot.article.library import Library
from bot.article.semantic_indexer import SemanticIndexer
from bot.article.set_article import ArticleChoice, Follow, cancel
from bot.chat.command_menu import EVERYBODY, MODERATORS_ANYWHERE
from bot.chat.event import EventKind
from bot.chat.feature import Feature
from bot.chat.handler import button, command, on
from bot.chat.permissions import Role


def feature(library: Library, indexer: SemanticIndexer, follow: Follow) -> Feature:
    """Return this feature.

    Args:
        library: The articles.
        indexer: Answers, also across languages.
        follow: Lets what is tied to an article follow when another version of it is chosen.
    """
    questions, choice = QuestionCommands(library, indexer), ArticleChoice(library, indexer, follow)
    return Feature(
        (
            command("ask", prepare=questions.search, act=questions.answer, menu=EVERYBODY),
            command("article", act=ArticleCommand(library).tell_about, menu=EVERYBODY),
            command(
                "setarticle", prepare=choice.read, act=choice.preview, role=Role.MODERATOR, menu=MODERATORS_ANYWHERE
            ),
            button("use", prepare=choice.look_ahead, act=choice.use, role=Role.MODERATOR),
            button("cancel", act=cancel, role=Role.MODERATOR),
            on(EventKind.CHANNEL_POST, prepare=choice.read_linked, act=choice.start_comments),
            on(EventKind.QUESTION, prepare=questions.search, act=questions.answer),
            button("context", prepare=questions.find_context, act=questions.more_context),
            button("noanswer", act=no_answer),
            command("questions", act=question_list.show, role=Role.MODERATOR, menu=MODERATORS_ANYWHERE),
            button("questions", act=question_list.turn, role=Role.MODERATOR),
        )
    )
