"""What people do, and how a bot sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.playground.bot_api.methods.commands import commands_for
from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.members import ALL_PERMISSIONS, MEMBER, OPEN
from bot.playground.telegram.messaging import data_of
from bot.texts import Refusal
from tests.playground.conftest import PNG


def heard(play, kind="message"):
    """Return the last thing that the bot heard."""
    return play.telegram.queues[play.bot.id].waiting[-1][kind]


def test_a_reply_belongs_to_the_chain_of_its_first_message(play):
    first = play.telegram.say(play.mara, play.group, "one")
    second = play.telegram.reply(play.jonas, first, "two")
    play.telegram.reply(play.mara, second, "three")
    message = heard(play)
    assert (message["message_thread_id"], message["reply_to_message"]["text"]) == (first.id, "two")
    assert "is_topic_message" not in message
    assert "reply_to_message" not in message["reply_to_message"]


def test_a_quote_says_where_it_stands(play):
    said = play.telegram.say(play.mara, play.group, "😀 a bus is a bus")
    play.telegram.quote(play.jonas, said, "bus", "Which?", position=12)
    assert heard(play)["quote"] == {"text": "bus", "position": 14, "is_manual": True}


def test_words_that_are_not_there_cannot_be_quoted(play):
    said = play.telegram.say(play.mara, play.group, "a bus")
    with pytest.raises(Refusal, match="not in the message"):
        play.telegram.quote(play.jonas, said, "tram", "Which?")


def test_a_message_in_a_topic_replies_to_the_opening_of_the_topic(play):
    topic = next(iter(play.forum.topics.values()))
    play.telegram.say(play.mara, play.forum, "Hello", thread=topic.id)
    message = heard(play)
    assert message["is_topic_message"]
    assert message["message_thread_id"] == topic.id
    assert message["reply_to_message"]["forum_topic_created"]["name"] == topic.name


def test_the_general_topic_has_no_thread(play):
    said = play.telegram.say(play.mara, play.forum, "Hello")
    assert "message_thread_id" not in heard(play)
    play.telegram.reply(play.jonas, said, "Hi")
    assert heard(play)["message_thread_id"] == said.id
    assert "is_topic_message" not in heard(play)


def test_a_post_of_a_channel_starts_a_thread_of_comments(play):
    post = play.telegram.post(play.ana, play.channel, "Read https://example.org/buses")
    forward = heard(play)
    assert forward["is_automatic_forward"]
    assert forward["sender_chat"]["id"] == play.channel.id
    assert forward["from"]["id"] == 777000
    assert forward["forward_origin"]["message_id"] == post.id
    assert [entity["type"] for entity in forward["entities"]] == ["url"]

    play.telegram.say(play.mara, play.comments, "I doubt it", thread=forward["message_id"])
    comment = heard(play)
    assert comment["message_thread_id"] == forward["message_id"]
    assert comment["reply_to_message"]["is_automatic_forward"]


def test_an_anonymous_administrator_writes_as_the_group(play):
    play.telegram.promote(play.vera, play.group, is_anonymous=True)
    play.telegram.say(play.vera, play.group, "Be kind")
    message = heard(play)
    assert message["sender_chat"]["id"] == message["chat"]["id"] == play.group.id
    assert message["from"]["username"] == "GroupAnonymousBot"
    play.telegram.edit(play.vera, play.group.messages[message["message_id"]], "Be kinder")
    assert heard(play, "edited_message")["text"] == "Be kinder"


def test_somebody_writes_in_the_name_of_a_channel(play):
    play.telegram.speak_as(play.channel, play.group, "News")
    assert heard(play)["sender_chat"]["title"] == "Ana writes"
    assert heard(play)["from"]["username"] == "Channel_Bot"


def test_a_mention_of_somebody_without_a_username_names_the_person(play):
    play.telegram.mention(play.mara, play.group, "Jonas, what do you say?", play.jonas)
    (entity,) = heard(play)["entities"]
    assert (entity["type"], entity["length"], entity["user"]["id"]) == ("text_mention", 5, play.jonas.id)


def test_a_file_keeps_its_name_and_content(play):
    play.telegram.send_file(play.mara, play.group, ("стаття.txt", b"text"), "/setarticle")
    message = heard(play)
    assert message["document"]["file_name"] == "стаття.txt"
    assert message["caption_entities"] == [{"type": "bot_command", "offset": 0, "length": 11}]
    assert play.telegram.files.get(message["document"]["file_id"]).content == b"text"


def test_a_picture_is_sent_to_look_at(play):
    play.telegram.send_photo(play.mara, play.group, ("map.png", PNG), "/setarticle")
    assert [(size["width"], size["height"]) for size in heard(play)["photo"]] == [(3, 2)]
    assert heard(play)["caption"] == "/setarticle"


def test_a_forward_says_where_it_comes_from(play):
    said = play.telegram.say(play.mara, play.group, "Hello")
    play.telegram.forward(play.jonas, said, play.telegram.private(play.jonas))
    assert heard(play)["forward_origin"]["sender_user"]["id"] == play.mara.id
    assert heard(play)["chat"] == {"id": play.jonas.id, "type": "private", "first_name": "Jonas"}


def test_a_group_becomes_a_supergroup(play):
    group = play.telegram.found(play.vera, PlaygroundChat(-77, "group", "Small"))
    group.members[play.bot.id] = MEMBER
    new = play.telegram.migrate(group)
    old_notice, new_notice = (update["message"] for update in play.telegram.queues[play.bot.id].waiting[-2:])
    assert (old_notice["chat"]["id"], old_notice["migrate_to_chat_id"]) == (-77, new.id)
    assert (new_notice["chat"]["id"], new_notice["migrate_from_chat_id"]) == (new.id, -77)
    with pytest.raises(Refusal, match="supergroup"):
        play.telegram.say(play.vera, group, "Hello?")


def test_a_deleted_message_is_no_longer_shown_as_replied(play):
    said = play.telegram.say(play.mara, play.group, "Hello")
    play.telegram.delete(play.vera, said)
    late = play.telegram.say(play.jonas, play.group, "Hi", reply_to=said)
    assert "reply_to_message" not in late.as_json()


def mute(play, clock):
    play.telegram.restrict(play.mara, play.group, until=clock() + timedelta(hours=2))


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (lambda play, clock: play.telegram.ban(play.mara, play.group), "Mara is banned from"),
        (lambda play, clock: play.telegram.leave(play.mara, play.group), "Mara is not in"),
        (mute, "until 2026-03-02 14:00"),
        (lambda play, clock: play.telegram.restrict(play.mara, play.group), "Mara may not send this"),
        (lambda play, clock: play.telegram.lock(play.group), "Members may not send this"),
    ],
    ids=["banned", "left", "muted", "muted for ever", "locked"],
)
def test_who_may_not_write_is_told_why(play, clock, before, sentence):
    before(play, clock)
    with pytest.raises(Refusal) as refused:
        play.telegram.say(play.mara, play.group, "Hello")
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    "lift",
    [
        lambda play, clock: clock.advance(hours=2),
        lambda play, clock: play.telegram.restrict(play.mara, play.group, ALL_PERMISSIONS),
        lambda play, clock: play.telegram.promote(play.mara, play.group),
    ],
    ids=["time", "a moderator", "a promotion"],
)
def test_a_mute_ends(play, clock, lift):
    mute(play, clock)
    lift(play, clock)
    assert play.telegram.say(play.mara, play.group, "Hello").words == "Hello"


def test_a_mute_is_not_lost_by_leaving(play, clock):
    mute(play, clock)
    play.telegram.leave(play.mara, play.group)
    play.telegram.join(play.mara, play.group)
    with pytest.raises(Refusal):
        play.telegram.say(play.mara, play.group, "Hello")


@pytest.mark.parametrize("text", ["", "  \n ", "a" * 4097, "\u202e"], ids=["empty", "blank", "long", "only bidi"])
def test_nothing_and_too_much_are_not_sent(play, text):
    with pytest.raises(Refusal):
        play.telegram.say(play.mara, play.group, text)
    assert not play.group.messages


def test_others_messages_are_not_edited_nor_deleted_by_members(play):
    said = play.telegram.say(play.mara, play.group, "Hello")
    with pytest.raises(Refusal):
        play.telegram.edit(play.jonas, said, "Bye")
    with pytest.raises(Refusal):
        play.telegram.delete(play.jonas, said)
    assert said.words == "Hello"


def test_after_two_days_nothing_is_edited(play, clock):
    said = play.telegram.say(play.mara, play.group, "Hello")
    clock.advance(hours=49)
    with pytest.raises(Refusal, match="48 hours"):
        play.telegram.edit(play.mara, said, "Bye")


def test_only_administrators_put_people_out(play):
    with pytest.raises(Refusal):
        play.telegram.ban(play.jonas, play.group, by=play.mara)
    play.telegram.ban(play.jonas, play.group, by=play.vera)
    with pytest.raises(Refusal, match="banned"):
        play.telegram.join(play.jonas, play.group)


def test_a_closed_topic_is_for_administrators(play):
    topic = next(iter(play.forum.topics.values()))
    play.telegram.close_topic(play.alena, play.forum, topic)
    with pytest.raises(Refusal, match="closed"):
        play.telegram.say(play.mara, play.forum, "Hello", thread=topic.id)
    play.telegram.say(play.alena, play.forum, "Closed for today", thread=topic.id)


async def test_a_restriction_by_the_bot_is_what_the_person_meets(play, bot, clock):
    until = int(clock().timestamp()) + 3600
    await bot("restrictChatMember", chat_id=play.group.id, user_id=play.mara.id, permissions={}, until_date=until)
    with pytest.raises(Refusal, match="until"):
        play.telegram.say(play.mara, play.group, "Hello")
    member = await bot("getChatMember", chat_id=play.group.id, user_id=play.mara.id)
    assert (member["status"], member["until_date"], member["can_send_messages"]) == ("restricted", until, False)
    clock.advance(hours=1)
    assert (await bot("getChatMember", chat_id=play.group.id, user_id=play.mara.id))["status"] == "member"


@pytest.mark.parametrize(
    ("seconds", "for_ever"), [(29, True), (30, False), (366 * 86400, False), (366 * 86400 + 1, True)]
)
async def test_very_short_and_very_long_restrictions_are_for_ever(play, bot, clock, seconds, for_ever):
    until = int(clock().timestamp()) + seconds
    await bot("restrictChatMember", chat_id=play.group.id, user_id=play.mara.id, permissions={}, until_date=until)
    member = await bot("getChatMember", chat_id=play.group.id, user_id=play.mara.id)
    assert member["until_date"] == (0 if for_ever else until)


async def test_permissions_are_restored_exactly(play, bot):
    everyone = (await bot("getChat", chat_id=play.group.id))["permissions"]
    assert {name for name, allowed in everyone.items() if allowed} == OPEN
    only_text = {"can_send_messages": True, "can_react_to_messages": False}
    await bot(
        "restrictChatMember",
        chat_id=play.group.id,
        user_id=play.mara.id,
        permissions=only_text,
        use_independent_chat_permissions=True,
    )
    member = await bot("getChatMember", chat_id=play.group.id, user_id=play.mara.id)
    assert [name for name in ALL_PERMISSIONS if member[name]] == ["can_send_messages"]


async def test_a_button_is_pressed_and_answered(play, bot):
    keyboard = {"inline_keyboard": [[{"text": "More context", "callback_data": "m1"}]]}
    sent = await bot("sendMessage", chat_id=play.group.id, text="Quote", reply_markup=keyboard)
    message = play.group.messages[sent["message_id"]]
    assert data_of(message) == ["m1"]
    query = play.telegram.tap(play.mara, message, "m1")
    (pressed,) = await bot.updates("callback_query")
    assert (pressed["data"], pressed["message"]["text"]) == ("m1", "Quote")
    await bot("answerCallbackQuery", callback_query_id=pressed["id"], text="Here", show_alert="true")
    assert query.answer == {"show_alert": True, "text": "Here"}
    with pytest.raises(Refusal, match="button"):
        play.telegram.tap(play.mara, message, "m2")


async def test_a_press_without_an_answer_ends_in_silence(play, bot):
    keyboard = {"inline_keyboard": [[{"text": "More context", "callback_data": "m1"}]]}
    sent = await bot("sendMessage", chat_id=play.group.id, text="Quote", reply_markup=keyboard)
    play.telegram.client_wait_seconds = 0.0
    assert await play.telegram.press(play.mara, play.group.messages[sent["message_id"]], "m1") == {}


async def test_a_command_list_is_the_narrowest_that_fits(play, bot):
    def one(name):
        return [{"command": name, "description": "x"}]

    await bot("setMyCommands", commands=one("any"))
    await bot("setMyCommands", commands=one("viel"), language_code="ru")
    await bot("setMyCommands", commands=one("mod"), scope={"type": "all_chat_administrators"})
    assert commands_for(play.telegram, play.bot, play.group, play.mara) == one("any")
    assert commands_for(play.telegram, play.bot, play.group, play.vera) == one("mod")
    assert await bot("getMyCommands", language_code="ru") == one("viel")
    await bot("deleteMyCommands", scope={"type": "all_chat_administrators"})
    assert commands_for(play.telegram, play.bot, play.group, play.vera) == one("viel")


async def test_somebody_who_asks_to_join_is_let_in_or_not(play, bot):
    play.telegram.leave(play.mara, play.group)
    play.telegram.leave(play.jonas, play.group)
    for person in (play.mara, play.jonas, play.mara, play.vera):
        play.telegram.ask_to_join(person, play.group)
    asked = await bot.updates("chat_join_request")
    assert [request["from"]["first_name"] for request in asked] == ["Mara", "Jonas"]

    await bot("approveChatJoinRequest", chat_id=play.group.id, user_id=play.mara.id)
    await bot("declineChatJoinRequest", chat_id=play.group.id, user_id=play.jonas.id)

    now = play.telegram.clock()
    assert play.group.membership(play.mara.id, now).is_present
    assert not play.group.membership(play.jonas.id, now).is_present
    answer = {"chat_id": play.group.id, "user_id": play.jonas.id}
    assert await bot.refused("approveChatJoinRequest", **answer) == "Bad Request: HIDE_REQUESTER_MISSING"
    answer["user_id"] = play.mara.id
    assert await bot.refused("declineChatJoinRequest", **answer) == "Bad Request: USER_ALREADY_PARTICIPANT"


async def test_a_bot_that_may_not_invite_hears_of_no_request_and_answers_none(play, bot):
    play.telegram.leave(play.mara, play.group)
    play.telegram.promote(play.bot, play.group, rights=["can_manage_chat"])
    play.telegram.ask_to_join(play.mara, play.group)
    assert await bot.updates("chat_join_request") == []
    said = await bot.refused("approveChatJoinRequest", chat_id=play.group.id, user_id=play.mara.id)
    assert said == "Bad Request: not enough rights to manage chat join requests"


async def test_who_asks_to_join_may_be_written_to_for_five_minutes(play, bot, clock):
    play.telegram.leave(play.mara, play.group)
    assert "can't initiate" in await bot.refused("sendMessage", chat_id=play.mara.id, text="Hello")
    play.telegram.ask_to_join(play.mara, play.group)
    await bot("sendMessage", chat_id=play.mara.id, text="Hello")
    clock.now += timedelta(minutes=6)
    assert "can't initiate" in await bot.refused("sendMessage", chat_id=play.mara.id, text="Hello")
