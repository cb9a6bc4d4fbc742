"""Commands, buttons and questions about the article: the table of this feature."""

from __future__ import annotations

from bot.article import question_list
from bot.article.article_command import ArticleCommand
from bot.article.ask import QuestionCommands, no_answer
from bot.article.library import Library
from bot.article.semantic_indexer import SemanticIndexer
from bot.article.set_article import Choosing, Follow, cancel
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
    asking, choosing = QuestionCommands(library, indexer), Choosing(library, indexer, follow)
    return Feature(
        (
            command("ask", prepare=asking.search, act=asking.answer, menu=EVERYBODY),
            command("article", act=ArticleCommand(library).tell_about, menu=EVERYBODY),
            command(
                "setarticle", prepare=choosing.read, act=choosing.preview, role=Role.MODERATOR, menu=MODERATORS_ANYWHERE
            ),
            button("use", prepare=choosing.look_ahead, act=choosing.use, role=Role.MODERATOR),
            button("cancel", act=cancel, role=Role.MODERATOR),
            on(EventKind.CHANNEL_POST, prepare=choosing.read_linked, act=choosing.start_comments),
            on(EventKind.QUESTION, prepare=asking.search, act=asking.answer),
            button("context", prepare=asking.find_context, act=asking.more_context),
            button("noanswer", act=no_answer),
            command("questions", act=question_list.show, role=Role.MODERATOR, menu=MODERATORS_ANYWHERE),
            button("questions", act=question_list.turn, role=Role.MODERATOR),
        )
    )
