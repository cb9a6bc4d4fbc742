"""Commands, buttons and questions about the article: the table of this feature."""

from __future__ import annotations

from bot.article import question_list
from bot.article.ask import QuestionCommands, no_answer
from bot.article.library import Library
from bot.article.semantic_indexer import SemanticIndexer
from bot.article.set_article import Choosing, Follow, cancel
from bot.chat.command_menu import MenuEntry, Where, moderators
from bot.chat.event import EventKind
from bot.chat.handler import Handler, prepared, simple
from bot.chat.permissions import Role

MENU = (MenuEntry("ask"), MenuEntry("article"), *moderators("setarticle", "questions", where=Where.ANYWHERE))


def handlers(library: Library, understanding: SemanticIndexer, follow: Follow) -> tuple[Handler, ...]:
    """Return what this feature does about what people say.

    Args:
        library: The articles.
        understanding: Answers, also across languages.
        follow: Lets what is tied to an article follow when another version of it is chosen.
    """
    asking, choosing = QuestionCommands(library, understanding), Choosing(library, understanding, follow)
    return (
        simple(EventKind.COMMAND, "article", choosing.tell_about),
        prepared(EventKind.COMMAND, "setarticle", choosing.read, choosing.preview, Role.MODERATOR),
        prepared(EventKind.BUTTON, "use", choosing.look_ahead, choosing.use, Role.MODERATOR),
        simple(EventKind.BUTTON, "cancel", cancel, Role.MODERATOR),
        prepared(EventKind.CHANNEL_POST, "", choosing.read_linked, choosing.start_comments),
        prepared(EventKind.COMMAND, "ask", asking.search, asking.answer),
        prepared(EventKind.QUESTION, "", asking.search, asking.answer),
        prepared(EventKind.BUTTON, "context", asking.find_context, asking.more_context),
        simple(EventKind.BUTTON, "noanswer", no_answer),
        simple(EventKind.COMMAND, "questions", question_list.show, Role.MODERATOR),
        simple(EventKind.BUTTON, "questions", question_list.turn, Role.MODERATOR),
    )
