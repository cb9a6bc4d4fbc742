"""Commands, buttons and questions about the article: the table of this feature."""

from __future__ import annotations

from bot.article import question_list
from bot.article.ask import Asking, no_answer
from bot.article.library import Library
from bot.article.semantic_indexer import Understanding
from bot.article.set_article import Choosing, Follow, cancel
from bot.chat.command_menu import Entry, Where, moderators
from bot.chat.event import Kind
from bot.chat.handler import Handler, prepared, simple
from bot.chat.permissions import Role

MENU = (Entry("ask"), Entry("article"), *moderators("setarticle", "questions", where=Where.ANYWHERE))


def handlers(library: Library, understanding: Understanding, follow: Follow) -> tuple[Handler, ...]:
    """Return what this feature does about what people say.

    Args:
        library: The articles.
        understanding: Answers, also across languages.
        follow: Lets what is tied to an article follow when another version of it is chosen.
    """
    asking, choosing = Asking(library, understanding), Choosing(library, understanding, follow)
    return (
        simple(Kind.COMMAND, "article", choosing.tell_about),
        prepared(Kind.COMMAND, "setarticle", choosing.read, choosing.preview, Role.MODERATOR),
        prepared(Kind.BUTTON, "use", choosing.look_ahead, choosing.use, Role.MODERATOR),
        simple(Kind.BUTTON, "cancel", cancel, Role.MODERATOR),
        prepared(Kind.CHANNEL_POST, "", choosing.read_linked, choosing.start_comments),
        prepared(Kind.COMMAND, "ask", asking.search, asking.answer),
        prepared(Kind.QUESTION, "", asking.search, asking.answer),
        prepared(Kind.BUTTON, "context", asking.find_context, asking.more_context),
        simple(Kind.BUTTON, "noanswer", no_answer),
        simple(Kind.COMMAND, "questions", question_list.show, Role.MODERATOR),
        simple(Kind.BUTTON, "questions", question_list.turn, Role.MODERATOR),
    )
