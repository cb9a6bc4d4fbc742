"""Messages of groups, read from raw updates."""

from __future__ import annotations

import pytest

from bot.chat.message.group_message import JSON, GroupMessage, parse
from tests.chat.updates import CHANNEL, CHANNEL_BOT, GROUP, GROUP_ANONYMOUS, MARA, PRIVATE, a_message, entity, said_in


def heard(text: str | None = None, **more: object) -> GroupMessage:
    found = parse(said_in(text, **more))
    assert found is not None
    return found


def test_links_are_found_written_out_behind_words_and_behind_buttons() -> None:
    hidden = {**entity("text_link", 0, 2), "url": "https://hidden.example"}
    keyboard = {"inline_keyboard": [[{"text": "go", "url": "https://button.example"}]]}
    message = heard("🚌🚌 example.org/a", entities=[hidden, entity("url", 5, 13)], reply_markup=keyboard)
    assert message.links == ("https://hidden.example", "example.org/a", "https://button.example")


def test_a_caption_has_links_and_names_too() -> None:
    entities = [entity("mention", 0, 5), {**entity("text_mention", 6, 4), "user": MARA}]
    message = heard(photo=[{"file_id": "p"}], caption="@jona Mara", caption_entities=entities, media_group_id="7")
    assert message.mentions == ("@jona", str(MARA["id"]))
    assert (message.text, message.caption, message.album, message.has_media) == ("", "@jona Mara", "7", True)


@pytest.mark.parametrize(
    ("origin", "title"),
    [
        ({"type": "channel", "chat": CHANNEL, "message_id": 1}, "Ana writes"),
        ({"type": "chat", "sender_chat": GROUP}, "Reading group"),
        ({"type": "user", "sender_user": MARA}, None),
        ({"type": "hidden_user", "sender_user_name": "Mara"}, None),
    ],
    ids=lambda one: one["type"] if isinstance(one, dict) else "",
)
def test_a_forward_names_the_chat_it_came_from(origin: JSON, title: str | None) -> None:
    assert heard("Look", forward_origin=origin).forwarded_from == title


def test_who_speaks_as_a_chat_is_that_chat() -> None:
    channel = heard("Hello", sender=CHANNEL_BOT, sender_chat=CHANNEL)
    admin = heard("Hello", sender=GROUP_ANONYMOUS, sender_chat=GROUP)
    assert (channel.person_id, channel.speaks_as_chat) == (CHANNEL["id"], True)
    assert (admin.person_id, admin.chat_id) == (GROUP["id"], GROUP["id"])


def test_an_edit_is_of_the_moment_of_the_edit() -> None:
    edited = parse({"update_id": 1, "edited_message": a_message("Hello", edit_date=1_790_000_500)})
    assert edited is not None
    assert (edited.is_edit, int(edited.at.timestamp())) == (True, 1_790_000_500)


@pytest.mark.parametrize(
    "update",
    [
        said_in("Hello", PRIVATE),
        said_in(new_chat_members=[MARA]),
        {"update_id": 1, "callback_query": {"id": "1", "from": MARA, "message": a_message("Hello")}},
        {"update_id": 1, "channel_post": a_message("Hello", CHANNEL)},
    ],
    ids=["private", "service message", "button", "channel post"],
)
def test_what_is_no_message_of_a_group_is_not_overheard(update: JSON) -> None:
    assert parse(update) is None
