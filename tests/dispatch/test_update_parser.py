"""What Telegram sends, and what it means to the bot."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.chat.event import LINE, ChatRef, Event, EventKind, FileRef, PersonRef
from bot.playground.telegram.members import MODERATION, PERMISSIONS, ChatMembership, Status
from tests.chat.updates import (
    CHANNEL,
    CHANNEL_BOT,
    DATE,
    DOCUMENT,
    FORUM,
    GROUP,
    GROUP_ANONYMOUS,
    INCOMING,
    MARA,
    ME,
    OTHER_BOT,
    PRIVATE,
    TELEGRAM,
    US,
    a_message,
    a_move,
    a_press,
    entity,
    of_ours,
    said_in,
)

RIGHTS = dict.fromkeys(PERMISSIONS, False)
MEMBER, LEFT, KICKED = {"status": "member"}, {"status": "left"}, {"status": "kicked", "until_date": 0}
RESTRICTED = {"status": "restricted", "is_member": True, "until_date": 0, **RIGHTS}
ADMINISTRATOR = ChatMembership(Status.ADMINISTRATOR, rights=MODERATION).as_json(US, "supergroup")
RESTRICTED_OUTSIDE = {**RESTRICTED, "is_member": False}
POST = a_message("A post", sender=TELEGRAM, sender_chat=CHANNEL, message_id=30, is_automatic_forward=True)
CREATED = a_message(
    None, FORUM, message_id=20, message_thread_id=20, is_topic_message=True,
    forum_topic_created={"name": "Buses", "icon_color": 7322096},
)  # fmt: skip


def read(update: dict[str, Any]) -> Event:
    """Read an update that means something to the bot."""
    assert INCOMING.is_relevant(update)
    event = INCOMING.read(update)
    assert event is not None
    return event


@pytest.mark.parametrize(
    ("update", "word", "text"),
    [
        pytest.param(said_in("/ask Why buses?"), "ask", "Why buses?", id="plain"),
        pytest.param(said_in("/ask@counterpoint_bot Why?"), "ask", "Why?", id="with our name"),
        pytest.param(said_in("/ASK@Counterpoint_Bot Why?"), "ask", "Why?", id="in capitals"),
        pytest.param(said_in("/ask\nWhy?\nReally"), "ask", "Why?\nReally", id="over lines"),
        pytest.param(said_in("/help"), "help", "", id="alone"),
        pytest.param(said_in("/help", PRIVATE), "help", "", id="in private"),
        pytest.param(said_in(None, caption="/setarticle x", document=DOCUMENT), "setarticle", "x", id="caption"),
        pytest.param(said_in("/ask", reply_to_message=of_ours()), "ask", "", id="as a reply"),
    ],
)
def test_commands(update: dict[str, Any], word: str, text: str) -> None:
    event = read(update)
    assert (event.kind, event.word, event.text) == (EventKind.COMMAND, word, text)


def test_somebody_picked_without_a_username() -> None:
    named = entity("text_mention", 6, 7, user=MARA)
    event = read(said_in("/mute 🌿 Mara 2h", entities=[entity("bot_command", 0, 5), named]))
    assert event.text == "🌿 Mara 2h"
    assert event.mention is not None
    assert (event.mention.words, event.mention.person.id) == ("🌿 Mara", MARA["id"])
    caption = said_in(None, caption="/warn Mara", document=DOCUMENT, caption_entities=[{**named, "length": 4}])
    assert read(caption).mention is not None
    assert read(said_in("/warn to Mara", entities=[entity("text_mention", 9, 4, user=MARA)])).mention is None


@pytest.mark.parametrize(
    ("line", "others"),
    [
        pytest.param({"new_chat_members": [OTHER_BOT]}, [OTHER_BOT["id"]], id="added"),
        pytest.param({"new_chat_members": [MARA]}, [], id="came by herself"),
        pytest.param({"left_chat_member": OTHER_BOT}, [OTHER_BOT["id"]], id="removed"),
        pytest.param({"left_chat_member": MARA}, [], id="left by herself"),
        pytest.param({"text": "Hello"}, [], id="words"),
    ],
)
def test_whom_a_line_of_telegram_is_about_besides(line: dict[str, Any], others: list[int]) -> None:
    reply = read(said_in("/ban", reply_to_message=a_message(**line))).reply
    assert reply is not None
    assert [one.id for one in reply.others] == others


@pytest.mark.parametrize(
    ("update", "text"),
    [
        pytest.param(said_in("@counterpoint_bot who pays?"), "who pays?", id="mention first"),
        pytest.param(said_in("who pays, @Counterpoint_bot"), "who pays", id="mention last"),
        pytest.param(said_in("tell me @counterpoint_bot who pays"), "tell me   who pays", id="mention inside"),
        pytest.param(said_in("@counterpoint_bot"), "", id="mention alone"),
        pytest.param(said_in(None, caption="@counterpoint_bot why?", document=DOCUMENT), "why?", id="in a caption"),
        pytest.param(
            said_in("Counterpoint who pays?", entities=[entity("text_mention", 0, 12, user=US)]),
            "Counterpoint who pays?",
            id="mention without a username",
        ),
        pytest.param(
            said_in(
                None, caption="Bot, why?", document=DOCUMENT, caption_entities=[entity("text_mention", 0, 3, user=US)]
            ),
            "Bot, why?",
            id="mention without a username, in a caption",
        ),
        pytest.param(said_in("And who pays?", reply_to_message=of_ours()), "And who pays?", id="question in reply"),
        pytest.param(said_in("who pays", PRIVATE), "who pays", id="plain words in private"),
        pytest.param(said_in(None, PRIVATE, document=DOCUMENT), "", id="a file in private"),
        pytest.param(
            said_in(None, PRIVATE, contact={"phone_number": "1", "first_name": "Ann"}), "", id="a contact in private"
        ),
        pytest.param(said_in("/help@other_bot", PRIVATE), "/help@other_bot", id="another bot's command in private"),
    ],
)
def test_questions(update: dict[str, Any], text: str) -> None:
    event = read(update)
    assert (event.kind, event.text) == (EventKind.QUESTION, text)


def test_a_command_that_was_edited_is_read_as_of_when_that_was() -> None:
    event = read({"update_id": 1, "edited_message": a_message("/ask why", edit_date=DATE + 60)})
    assert (event.kind, event.word, event.text, event.edited) == (EventKind.COMMAND, "ask", "why", True)
    assert event.at.timestamp() == DATE + 60


def test_addresses_behind_words_are_spelt_out_after_them() -> None:
    text = "/setrules 🚲 Be kind, read this and that."
    links = [
        entity("text_link", 27, 4, url="https://example.org/a"),
        entity("text_link", 36, 4, url="https://example.org/b"),
    ]
    event = read(said_in(text, entities=[entity("bot_command", 0, 9), *links]))
    assert event.spelt == "🚲 Be kind, read this (https://example.org/a) and that (https://example.org/b)."
    assert event.text == "🚲 Be kind, read this and that."


@pytest.mark.parametrize(
    "update",
    [
        pytest.param(said_in("just chatting"), id="chatter"),
        pytest.param(said_in(None, PRIVATE, pinned_message=of_ours()), id="a pin in private"),
        pytest.param(said_in("why?", reply_to_message=a_message("x")), id="a question to somebody else"),
        pytest.param(said_in("thanks", reply_to_message=of_ours()), id="a reply without a question"),
        pytest.param(said_in("/help@other_bot"), id="another bot's command"),
        pytest.param(said_in("/help@other_bot who?", reply_to_message=of_ours()), id="another bot's, in reply to us"),
        pytest.param(said_in("/ path/to/file"), id="a slash alone"),
        pytest.param(said_in("hello @counterpoint_bots"), id="a longer name"),
        pytest.param(said_in("hello @counterpoint_bot_2"), id="a longer name with an underscore"),
        pytest.param(said_in("/help", sender=OTHER_BOT), id="a command by a bot"),
        pytest.param(said_in("Ann", entities=[entity("text_mention", 0, 3, user=MARA)]), id="somebody mentioned"),
        pytest.param(said_in(None, document=DOCUMENT), id="a file in a group"),
        pytest.param({"update_id": 1, "edited_message": a_message("just chattering", edit_date=DATE)}, id="an edit"),
        pytest.param({"update_id": 1, "channel_post": a_message("/help", CHANNEL)}, id="a channel's post"),
        pytest.param(
            {"update_id": 1, "inline_query": {"id": "1", "from": MARA, "query": "", "offset": ""}}, id="inline"
        ),
        pytest.param({"update_id": 1, "something_new": {"a": 1}}, id="a kind of tomorrow"),
        pytest.param({"update_id": 1}, id="nothing"),
        pytest.param(a_move(LEFT, KICKED), id="banned after leaving"),
    ],
)
def test_what_is_not_for_us(update: dict[str, Any]) -> None:
    assert INCOMING.read(update) is None


@pytest.mark.parametrize(
    "update",
    [
        pytest.param(said_in("just chatting"), id="chatter"),
        pytest.param(said_in("why?", reply_to_message=a_message("x")), id="a question to somebody else"),
        pytest.param({"update_id": 1, "edited_message": a_message("just chattering", edit_date=DATE)}, id="an edit"),
        pytest.param({"update_id": 1, "something_new": {"a": 1}}, id="a kind of tomorrow"),
    ],
)
def test_what_is_put_aside_unread(update: dict[str, Any]) -> None:
    assert not INCOMING.is_relevant(update)


def test_who_said_it_where() -> None:
    event = read(said_in("/ask why?"))
    assert event.person == PersonRef(MARA["id"], "Mara K", None, "be")
    assert event.chat == ChatRef(-1001, "supergroup", "Reading group")
    assert (event.update_id, event.message_id, event.language) == (1, 50, "en")
    assert event.at.timestamp() == DATE
    assert event.at.tzinfo is not None
    assert read(said_in("hello", PRIVATE)).language == "be"


@pytest.mark.parametrize(
    ("update", "person"),
    [
        pytest.param(
            said_in("/setarticle", sender=GROUP_ANONYMOUS, sender_chat=GROUP),
            PersonRef(-1001, "Reading group", None, speaks_as_chat=True),
            id="an anonymous admin speaks as the group",
        ),
        pytest.param(
            said_in("/ask why?", sender=CHANNEL_BOT, sender_chat=CHANNEL),
            PersonRef(-1003, "Ana writes", "ana_writes", speaks_as_chat=True),
            id="a channel speaks as itself",
        ),
    ],
)
def test_who_speaks_as_a_chat(update: dict[str, Any], person: PersonRef) -> None:
    assert read(update).person == person


@pytest.mark.parametrize(
    ("update", "thread", "topic"),
    [
        pytest.param(said_in("/ask"), 0, False, id="a group"),
        pytest.param(said_in("/ask", FORUM, message_thread_id=20, is_topic_message=True), 20, True, id="a topic"),
        pytest.param(said_in("/ask", FORUM), 0, False, id="a forum's general topic"),
        pytest.param(
            said_in("/ask", message_thread_id=33, reply_to_message=a_message("x", message_id=33)),
            33,
            False,
            id="replies",
        ),
        pytest.param(
            said_in("/ask", message_thread_id=30, reply_to_message=POST), 30, False, id="a comment on a channel's post"
        ),
        pytest.param(said_in("/ask", reply_to_message=POST), 30, False, id="the same without a thread named"),
    ],
)
def test_the_thread(update: dict[str, Any], thread: int, topic: bool) -> None:
    event = read(update)
    assert (event.thread_id, event.topic) == (thread, topic)


def test_the_message_that_opened_a_topic_is_not_what_somebody_replies_to() -> None:
    plain = said_in("/setarticle", FORUM, message_thread_id=20, is_topic_message=True, reply_to_message=CREATED)
    assert read(plain).reply is None


def test_a_reply_shows_what_it_answers() -> None:
    answered = a_message(
        None, caption="see example.org", document=DOCUMENT, message_id=44, caption_entities=[entity("url", 4, 11)]
    )
    reply = read(said_in("/setarticle", reply_to_message=answered)).reply
    assert reply is not None
    assert (reply.message_id, reply.text, reply.to_us) == (44, "see example.org", False)
    assert reply.document == FileRef("F1", "a.md", "text/markdown", 9)
    assert reply.links == ("https://example.org",)
    to_us = read(said_in("/ask", reply_to_message=of_ours())).reply
    assert to_us is not None
    assert to_us.to_us


def test_links_are_those_written_out_and_those_behind_words() -> None:
    text = "/setarticle http://a.example/x here 🌳 HTTPS://b.example"
    entities = [
        entity("url", 12, 18),
        entity("text_link", 31, 4, url="https://c.example/y"),
        entity("url", 39, 17),
        entity("url", 12, 18),
    ]
    event = read(said_in(text, entities=entities))
    assert event.links == ("http://a.example/x", "https://c.example/y", "HTTPS://b.example")


def test_telegrams_own_quote_comes_along() -> None:
    quote = {"text": "their shoes", "position": 4, "is_manual": True}
    assert read(said_in("/ask", reply_to_message=of_ours(), quote=quote)).quote == "their shoes"


def test_a_post_of_the_linked_channel_opens_its_own_thread() -> None:
    event = read({"update_id": 1, "message": POST})
    assert (event.kind, event.thread_id, event.topic) == (EventKind.CHANNEL_POST, 30, False)
    assert event.person.speaks_as_chat


def test_a_group_becomes_a_supergroup() -> None:
    group = {"id": -4000, "type": "group", "title": "Old"}
    event = read(said_in(None, group, migrate_to_chat_id=-1009))
    assert (event.kind, event.chat.id, event.migrated_to) == (EventKind.MIGRATED, -4000, -1009)


def test_a_pressed_button() -> None:
    topic = of_ours(chat=FORUM, message_thread_id=20, is_topic_message=True, reply_to_message=a_message("/ask", FORUM))
    event = read(a_press("context:12:3", topic))
    assert (event.kind, event.word, event.text, event.callback_id) == (EventKind.BUTTON, "context", "12:3", "99")
    assert (event.message_id, event.thread_id, event.topic) == (40, 20, True)
    assert event.person.id == MARA["id"]
    assert event.reply is not None
    assert event.reply.message_id == 50


def test_a_button_under_a_message_too_old_to_be_shown() -> None:
    event = read(a_press("context:12", {"chat": GROUP, "message_id": 40, "date": 0}))
    assert (event.word, event.chat.id, event.message_id, event.thread_id) == ("context", -1001, 40, 0)


def test_a_button_under_no_message_of_ours_is_one_that_nobody_knows() -> None:
    query = {"id": "99", "from": MARA, "chat_instance": "1", "data": "context:12", "inline_message_id": "AQ"}
    event = read({"update_id": 1, "callback_query": query})
    assert (event.kind, event.word, event.chat.private, event.callback_id) == (EventKind.BUTTON, "", True, "99")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        pytest.param(LEFT, MEMBER, EventKind.JOINED, id="added"),
        pytest.param(KICKED, MEMBER, EventKind.JOINED, id="unblocked"),
        pytest.param(LEFT, RESTRICTED, EventKind.JOINED, id="added with fewer rights"),
        pytest.param(MEMBER, LEFT, EventKind.LEFT, id="removed"),
        pytest.param(MEMBER, KICKED, EventKind.LEFT, id="banned"),
        pytest.param(RESTRICTED, RESTRICTED_OUTSIDE, EventKind.LEFT, id="left while restricted"),
        pytest.param(RESTRICTED_OUTSIDE, RESTRICTED, EventKind.JOINED, id="back while restricted"),
    ],
)
def test_the_bot_comes_and_goes(old: dict[str, Any], new: dict[str, Any], kind: EventKind) -> None:
    event = read(a_move(old, new))
    assert (event.kind, event.chat.id) == (kind, -1001)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        pytest.param(MEMBER, KICKED, EventKind.BANNED, id="banned"),
        pytest.param(KICKED, LEFT, EventKind.UNBANNED, id="may come back"),
        pytest.param(MEMBER, LEFT, EventKind.WENT, id="left"),
        pytest.param(RESTRICTED, RESTRICTED_OUTSIDE, EventKind.WENT, id="left while restricted"),
        pytest.param(LEFT, MEMBER, EventKind.CAME, id="joined"),
        pytest.param(RESTRICTED_OUTSIDE, RESTRICTED, EventKind.CAME, id="came back while restricted"),
        pytest.param(MEMBER, RESTRICTED, EventKind.LIMITED, id="restricted by a moderator"),
        pytest.param(RESTRICTED, MEMBER, EventKind.LIMITED, id="set free by a moderator"),
    ],
)
def test_what_others_are_concerns_us_when_they_come_or_go_or_are_sanctioned(
    old: dict[str, Any], new: dict[str, Any], kind: EventKind
) -> None:
    update = a_move(old, new)
    change = update.pop("my_chat_member")
    for member in ("old_chat_member", "new_chat_member"):
        change[member] = change[member] | {"user": MARA}
    update["chat_member"] = change
    assert INCOMING.is_relevant(update)
    event = read(update)
    assert (event.kind, event.person.id) == (kind, MARA["id"])


@pytest.mark.parametrize(
    ("by", "whom", "new"),
    [
        pytest.param(US, MARA, RESTRICTED, id="restricted by the bot"),
        pytest.param(MARA, OTHER_BOT, MEMBER, id="another bot was added"),
    ],
)
def test_what_the_bot_does_itself_and_what_bots_do_is_no_news(
    by: dict[str, Any], whom: dict[str, Any], new: dict[str, Any]
) -> None:
    update = a_move(MEMBER if whom is not OTHER_BOT else LEFT, new)
    change = update.pop("my_chat_member") | {"from": by}
    for member in ("old_chat_member", "new_chat_member"):
        change[member] = change[member] | {"user": whom}
    assert INCOMING.read({"update_id": 1, "chat_member": change}) is None


def test_who_comes_restricted_is_told_with_every_permission() -> None:
    update = a_move(RESTRICTED_OUTSIDE, RESTRICTED)
    event = read({"update_id": 1, "chat_member": update["my_chat_member"] | _of(MARA, RESTRICTED_OUTSIDE, RESTRICTED)})
    assert event.rank is not None
    assert (event.kind, event.rank.status) == (EventKind.CAME, "restricted")
    given = {name: value for name, value in RESTRICTED.items() if name.startswith("can_")}
    assert event.rank.bits == given


def test_somebody_asks_to_be_let_in() -> None:
    request = {"chat": GROUP, "from": MARA, "user_chat_id": MARA["id"], "date": DATE}
    event = read({"update_id": 1, "chat_join_request": request})
    assert (event.kind, event.chat.id, event.person.id) == (EventKind.ASKED_IN, -1001, MARA["id"])


def test_telegrams_line_that_somebody_joined() -> None:
    event = read(said_in(None, new_chat_members=[MARA]))
    assert (event.kind, event.word, event.message_id) == (EventKind.CAME, LINE, 50)


def test_a_change_of_the_bots_rights_says_both() -> None:
    event = read(a_move(MEMBER, ADMINISTRATOR))
    assert event.rank is not None
    assert event.former_rank is not None
    assert (event.kind, event.former_rank.bits) == (EventKind.RIGHTS, {})
    assert event.rank.bits["can_restrict_members"] is True


def _of(user: dict[str, Any], old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    return {"old_chat_member": old | {"user": user}, "new_chat_member": new | {"user": user}}


words = st.sampled_from(
    [
        "",
        "/help",
        "/help@counterpoint_bot x",
        "/ask@other_bot",
        "why?",
        "hm",
        f"@{ME.username}",
        f"see @{ME.username} ?",
    ]
)
mentions = st.sampled_from([None, [entity("text_mention", 0, 1, user=US)], [entity("text_mention", 0, 1, user=MARA)]])
messages = st.fixed_dictionaries(
    {"chat": st.sampled_from([GROUP, FORUM, PRIVATE]), "sender": st.sampled_from([MARA, OTHER_BOT, GROUP_ANONYMOUS])},
    optional={
        "text": words,
        "caption": words,
        "entities": mentions,
        "caption_entities": mentions,
        "sender_chat": st.sampled_from([GROUP, CHANNEL]),
        "reply_to_message": st.sampled_from([of_ours(), a_message("x"), POST]),
        "document": st.just(DOCUMENT),
        "is_automatic_forward": st.just(True),
        "migrate_to_chat_id": st.just(-1009),
        "new_chat_members": st.just([MARA]),
    },
)


@given(message=messages)
@example(message={"chat": GROUP, "sender": MARA, "text": "x", "entities": [entity("text_mention", 0, 1, user=US)]})
def test_whatever_we_would_act_on_is_not_put_aside(message: dict[str, Any]) -> None:
    update = {"update_id": 1, "message": a_message(**message)}
    if INCOMING.read(update) is not None:
        assert INCOMING.is_relevant(update)
