"""`/settings`, `/rules` and `/setrules`: chosen by moderators alone, noted, and obeyed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot import texts
from bot.chat.moderators import where_moderators_read
from bot.moderation.sanctions.ladder import ladder_of
from bot.moderation.settings.options import SETTINGS
from bot.playground.telegram.chats import Message, PlaygroundChat
from bot.playground.telegram.people import PlaygroundPerson
from storage.audit import Audit
from storage.chat_settings import Door, Screening, TotalsShown
from storage.chats import Discussion, Place, Premoderation
from tests.scenarios.debating import WALKING, crowd, opened
from tests.scenarios.debating import presses as votes
from tests.scenarios.moderating import offered
from tests.scenarios.newcomers import choose, chosen, words
from tests.town import Town, labels, text_of

ONLY_MODERATORS = "Only a moderator of this group can do that."


async def panel(town: Town, person: PlaygroundPerson | None = None, chat: PlaygroundChat | None = None) -> Message:
    """Let a moderator ask for the settings."""
    (shown,) = await town.says(person or town.cast.vera, chat or town.cast.group, "/settings")
    return shown


async def presses(town: Town, person: PlaygroundPerson, message: Message, *path: str) -> str:
    """Let somebody press buttons one after the other, each by the beginning of its label; return the last answer."""
    answer: dict[str, Any] = {}
    for label in path:
        whole = next(one for one in labels(message) if one.startswith(label))
        answer = await town.press(person, message, whole)
    return str(answer.get("text", ""))


async def log(town: Town) -> list[Audit]:
    async with town.database.read() as session:
        return list(await session.exec(select(Audit).where(Audit.action == "chosen").order_by(Audit.id)))


async def test_the_panel_says_how_everything_is(town: Town) -> None:
    shown = await panel(town)
    assert words(shown) == (
        "Settings of The reading group Press what you would like to change. "
        "Only moderators can, and each change stands in the audit log. "
        "Digests are off: /digest shows when, and changes it."
    )
    assert labels(shown) == [
        "Language: English",
        "Held back: newcomers' only",
        "Totals: in batches",
        "Own reasons for a rejection: 0",
        "Newcomers: write at once",
        "Screening: watch only",
        "Mute: after 3 warnings",
        "A mute lasts: 12 hours",
        "Ban: after 4 warnings",
        "Moderators read: in private",
        "Close",
    ]


CHOICES = [
    pytest.param("Held back", "none", "premoderation", ("newcomers", "none"), id="premoderation"),
    pytest.param("Totals", "when voting", "totals", ("batches", "closing"), id="totals"),
    pytest.param("Newcomers", "press a button", "door", ("open", "button"), id="door"),
    pytest.param("Screening", "on", "screening", ("watch", "on"), id="screening"),
    pytest.param("Mute", "after 5", "mute", ("3", "5"), id="mute"),
    pytest.param("A mute lasts", "7 days", "span", ("12", "168"), id="span"),
    pytest.param("Ban", "never", "ban", ("4", "0"), id="ban"),
]


@pytest.mark.parametrize(("line", "option", "name", "change"), CHOICES)
async def test_a_choice_is_kept_shown_and_noted(
    town: Town, line: str, option: str, name: str, change: tuple[str, str]
) -> None:
    shown = await panel(town)

    await presses(town, town.cast.vera, shown, line, option)

    assert any(label.startswith(f"✓ {option}") for label in labels(shown))
    (entry,) = await log(town)
    assert (entry.actor_id, entry.subject) == (town.cast.vera.id, f"setting:{name}")
    assert (entry.before, entry.after) == ({name: change[0]}, {name: change[1]})
    await town.restart()
    await presses(town, town.cast.alena, shown, "✓", "Back")
    assert any(label.startswith(line) and option in label for label in labels(shown))
    assert len(await log(town)) == 1


async def test_choices_are_what_the_rest_of_the_bot_reads(town: Town) -> None:
    shown = await panel(town)
    for line, option in (("Held back", "all"), ("Newcomers", "press"), ("Screening", "off"), ("Mute", "after 2")):
        await presses(town, town.cast.vera, shown, line, option, "Back")
    await presses(town, town.cast.vera, shown, "A mute", "1 day", "Back", "Ban", "after 6", "Back", "Totals", "live")

    now = await chosen(town)
    ladder = ladder_of(now.ladder)
    assert (now.door, now.screening, now.totals) == (Door.BUTTON, Screening.OFF, TotalsShown.LIVE)
    assert (ladder.mute_at, ladder.mute_hours, ladder.ban_at, ladder.days) == (2, 24, 6, 30)
    async with town.database.read() as session:
        rules = list(await session.exec(select(Discussion.premoderation).order_by(Discussion.id)))
    assert rules[0] is Premoderation.ALL
    assert set(rules[1:]) == {Premoderation.NEWCOMERS}


async def test_a_member_gets_one_polite_sentence(town: Town) -> None:
    (no,) = await town.says(town.cast.mara, town.cast.group, "/settings")
    assert text_of(no) == ONLY_MODERATORS
    shown = await panel(town)
    for label in labels(shown):
        assert await presses(town, town.cast.mara, shown, label) == ONLY_MODERATORS
    await presses(town, town.cast.vera, shown, "Newcomers")
    assert await presses(town, town.cast.jonas, shown, "press a button") == ONLY_MODERATORS
    assert (await chosen(town)).door is Door.OPEN


async def test_a_former_moderator_chooses_nothing(town: Town) -> None:
    shown = await panel(town)
    await presses(town, town.cast.vera, shown, "Newcomers")
    town.telegram.demote(town.cast.vera, town.cast.group, town.cast.alena)
    await town.settle()
    assert await presses(town, town.cast.vera, shown, "press a button") == ONLY_MODERATORS
    assert await log(town) == []


async def test_an_anonymous_admin_opens_the_panel_and_a_channel_does_not(town: Town) -> None:
    town.telegram.promote(town.cast.vera, town.cast.group, is_anonymous=True)
    await town.settle()
    shown = await panel(town)
    assert "Close" in labels(shown)
    before = len(town.from_bot(town.cast.group))
    town.telegram.speak_as(town.cast.channel, town.cast.group, "/settings")
    await town.settle()
    assert [text_of(one) for one in town.from_bot(town.cast.group)[before:]] == [ONLY_MODERATORS]


FORGED = [
    "choose:door",
    "choose:door:wide",
    "choose:nothing:on",
    "choose:language:xx",
    "setting:",
    "setting:no",
    "choose:",
]


@pytest.mark.parametrize("data", FORGED)
async def test_forged_buttons_change_nothing(town: Town, data: str) -> None:
    shown = await panel(town)
    said = await offered(town, town.cast.vera, shown, data)
    assert said["text"] == "This button belongs to something that is no longer here."
    assert await log(town) == []


async def test_choosing_the_same_again_is_not_noted(town: Town) -> None:
    shown = await panel(town)
    await presses(town, town.cast.vera, shown, "Screening", "✓ watch")
    assert await log(town) == []


async def test_a_panel_leaves_after_two_minutes_of_quiet(town: Town) -> None:
    shown = await panel(town)
    await town.advance(seconds=100)
    await presses(town, town.cast.vera, shown, "Screening")
    await town.restart()
    await town.advance(seconds=100)
    assert not shown.is_deleted
    await town.advance(seconds=30)
    assert shown.is_deleted
    assert [one for one in town.cast.group.messages.values() if text_of(one) == "/settings"] == []


async def test_close_takes_panel_and_command_away(town: Town) -> None:
    shown = await panel(town)
    assert await presses(town, town.cast.vera, shown, "Close") == "The settings are closed. /settings opens them again."
    assert shown.is_deleted
    assert [one for one in town.cast.group.messages.values() if text_of(one) == "/settings"] == []


async def test_in_private_there_is_nothing_to_set(town: Town) -> None:
    for command in ("/settings", "/settings here", "/rules", "/setrules be kind"):
        (no,) = await town.says(town.cast.vera, town.telegram.private(town.cast.vera), command)
        assert text_of(no) == "That is for groups. Write it in the group that it is about."


async def test_a_door_needs_the_right_to_hold_it(town: Town) -> None:
    shown = await panel(town)
    await presses(town, town.cast.vera, shown, "Newcomers")
    assert "no rules yet" in await presses(town, town.cast.vera, shown, "accept the rules")
    town.telegram.promote(town.cast.bot, town.cast.group, rights=["can_delete_messages"])
    await town.settle()
    assert "I may not ban or restrict" in await presses(town, town.cast.vera, shown, "press a button")
    assert (await chosen(town)).door is Door.OPEN


async def test_hidden_totals_are_shown_when_the_voting_is_over(town: Town) -> None:
    card = await opened(town, town.cast.mara, WALKING)
    await choose(town, totals=TotalsShown.CLOSING)

    for place, person in enumerate(crowd(town, 6)):
        await votes(town, person, card, ("Agree", "Disagree")[place % 2])

    assert labels(card) == ["Agree", "Disagree", "Pass"]
    assert "5 votes so far. How they split is shown when the voting is over." in text_of(card)
    (listed,) = await town.says(town.cast.mara, town.cast.group, "/counterpoints")
    assert "agree" not in words(listed)
    await town.says(town.cast.vera, town.cast.group, "/close 1")
    assert "Voting is closed: 3 agree, 3 disagree, 0 pass." in text_of(card)


async def test_the_groups_language_is_the_one_it_chose(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "texts"
    (folder / "xx").mkdir(parents=True)
    (folder / "en").symlink_to(texts._FOLDER / "en")
    (folder / "xx" / "general.ftl").write_text("privacy = Xxx.\n", encoding="utf-8")
    monkeypatch.setattr(texts, "_FOLDER", folder)
    texts._files.cache_clear()
    await choose(town, language="xx")
    await town.restart()

    (said,) = await town.says(town.cast.mara, town.cast.group, "/privacy")
    (elsewhere,) = await town.says(town.cast.mara, town.cast.forum, "/privacy")

    texts._files.cache_clear()
    assert text_of(said) == "Xxx."
    assert text_of(elsewhere).startswith("What I keep")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_each_setting_has_its_words(setting: Any) -> None:
    for option in setting.options:
        assert texts.tell(f"option-{setting.name}", value=option)
        assert len(f"choose:{setting.name}:{option}".encode()) <= 64
    assert texts.say(f"about-{setting.name}", days=30, list="none").startswith("<b>")
    assert texts.tell(f"setting-{setting.name}", value=(*setting.options, "0")[0])


# Where moderators read


async def staff_room(town: Town) -> PlaygroundChat:
    """Return a group of the moderators, with the bot in it."""
    room = town.telegram.found(town.cast.vera, PlaygroundChat(-1001000000099, "supergroup", "Back office"))
    town.telegram.join(town.cast.bot, room, town.cast.vera)
    town.telegram.join(town.cast.mara, room)
    await town.says(town.cast.mara, town.cast.group, "/privacy")
    return room


async def read_in(town: Town, group: PlaygroundChat) -> list[Place]:
    async with town.database.read() as session:
        return await where_moderators_read(session, Place(group.id), [town.cast.vera.id, town.cast.alena.id])


async def test_a_moderator_of_both_chooses_where_moderators_read(town: Town) -> None:
    room = await staff_room(town)
    (no,) = await town.says(town.cast.mara, room, "/settings here")
    assert text_of(no) == ONLY_MODERATORS

    (asked,) = await town.says(town.cast.vera, room, "/settings here")
    assert labels(asked) == ["The reading group"]
    await presses(town, town.cast.vera, asked, "The reading group")

    assert words(asked).startswith("What is for the moderators of The reading group comes here from now on.")
    assert await read_in(town, town.cast.group) == [Place(room.id)]
    (entry,) = await log(town)
    assert (entry.before, entry.after) == ({"staff": "private"}, {"staff": str(room.id)})
    shown = await panel(town)
    assert "Moderators read: in Back office" in labels(shown)
    await presses(town, town.cast.vera, shown, "Moderators read", "in private")
    assert await read_in(town, town.cast.group) == [Place(town.cast.group.id)]


async def test_who_moderates_only_one_of_both_chooses_nothing(town: Town) -> None:
    room = await staff_room(town)
    (asked,) = await town.says(town.cast.vera, room, "/settings here")
    town.telegram.promote(town.cast.mara, room, by=town.cast.vera)
    town.telegram.join(town.cast.alena, room)
    await town.advance(seconds=11)  # a bot that is no administrator hears of no promotion: it asks again after 10 s

    assert await presses(town, town.cast.mara, asked, "The reading") == ONLY_MODERATORS
    assert await presses(town, town.cast.alena, asked, "The reading") == ONLY_MODERATORS
    (none,) = await town.says(town.cast.mara, room, "/settings here")

    assert text_of(none) == "You moderate no other group that I am in."
    assert await log(town) == []


async def test_a_topic_of_the_group_itself_may_be_the_moderators(town: Town) -> None:
    topic = next(iter(town.cast.forum.topics))
    await town.says(town.cast.mara, town.cast.forum, "/help")
    (asked,) = await town.says(town.cast.vera, town.cast.forum, "/settings here", thread=topic)
    await presses(town, town.cast.vera, asked, "City desk")
    assert await read_in(town, town.cast.forum) == [Place(town.cast.forum.id, topic)]


async def test_where_the_bot_was_put_out_moderators_read_in_private_again(town: Town) -> None:
    room = await staff_room(town)
    (asked,) = await town.says(town.cast.vera, room, "/settings here")
    await presses(town, town.cast.vera, asked, "The reading")
    await town.says(town.cast.vera, town.telegram.private(town.cast.vera), "/help")
    town.telegram.ban(town.cast.bot, room)
    await town.settle()
    assert await read_in(town, town.cast.group) == [Place(town.cast.vera.id)]


async def test_nobody_can_tell_whom_an_anonymous_admin_moderates(town: Town) -> None:
    room = await staff_room(town)
    town.telegram.promote(town.cast.mara, room, is_anonymous=True)
    await town.settle()
    (no,) = await town.says(town.cast.mara, room, "/settings here")
    assert "Send this as yourself" in text_of(no)


@pytest.mark.parametrize("data", ["staff:", "staff:99", "staff:-1", "staff:1:2"])
async def test_forged_groups_are_refused(town: Town, data: str) -> None:
    room = await staff_room(town)
    (asked,) = await town.says(town.cast.vera, room, "/settings here")
    assert "no longer here" in str((await offered(town, town.cast.vera, asked, data))["text"])


# The rules


async def test_rules_are_written_by_moderators_and_shown_to_all(town: Town) -> None:
    (none,) = await town.says(town.cast.mara, town.cast.group, "/rules")
    assert text_of(none) == "This group has written down no rules yet."
    (no,) = await town.says(town.cast.mara, town.cast.group, "/setrules Anything goes")
    assert text_of(no) == ONLY_MODERATORS

    await town.says(town.cast.vera, town.cast.group, "/setrules Be kind & <b>brief</b>.\nSay where it is from.")

    (shown,) = await town.says(town.cast.mara, town.cast.group, "/rules")
    assert text_of(shown) == "Rules of The reading group\nBe kind & <b>brief</b>.\nSay where it is from."
    (entry,) = await log(town)
    assert entry.before == {"rules": ""}


async def test_a_reply_takes_the_words_that_it_answers(town: Town) -> None:
    proposal = town.telegram.say(town.cast.mara, town.cast.group, "Let us be kind.")
    await town.says(town.cast.vera, town.cast.group, "/setrules", reply_to=proposal)
    assert (await chosen(town)).rules == "Let us be kind."
    await town.says(town.cast.vera, town.cast.group, "/setrules off")
    assert (await chosen(town)).rules == ""


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        pytest.param("/setrules", "Write the rules after /setrules", id="none"),
        pytest.param("/setrules " + "a" * 3_001, "Rules may have 3,000 characters; these have 3,001.", id="too many"),
        pytest.param("/setrules " + "𝕏" * 1_600, "Rules may have 3,000 characters; these have 3,200.", id="wide ones"),
    ],
)
async def test_rules_have_a_length(town: Town, command: str, answer: str) -> None:
    (no,) = await town.says(town.cast.vera, town.cast.group, command)
    assert text_of(no).startswith(answer)
    assert (await chosen(town)).rules == ""


async def test_the_longest_rules_fit_at_the_door(town: Town) -> None:
    await town.says(town.cast.vera, town.cast.group, "/setrules " + "&" * 3_000)
    await choose(town, door=Door.RULES)
    people = [town.telegram.add_person(PlaygroundPerson(7_300_000_000 + one, "W" * 60)) for one in range(40)]
    for person in people:
        town.telegram.join(person, town.cast.group)
    await town.settle()
    await town.advance(seconds=61)
    last = town.from_bot(town.cast.group)[-1]
    assert labels(last) == ["I accept the rules", "Later, in private"]
    assert "40 newcomers" in words(last)


@pytest.mark.parametrize("data", ["choose:screening:on", "choose:door:button", "choose:ban:3", "choose:mute:2"])
async def test_nobody_lets_the_bot_do_what_they_may_not_do_themselves(town: Town, data: str) -> None:
    town.telegram.promote(town.cast.jonas, town.cast.group, {"can_manage_chat"})
    (panel,) = await town.says(town.cast.vera, town.cast.group, "/settings")
    answer = await offered(town, town.cast.jonas, panel, data)
    assert str(answer["text"]).startswith("Only a moderator who may")
    assert [entry.action for entry in await log(town)] == []
