"""A group that becomes a supergroup while the bot is away: the new id is heard from before the news of it."""

from __future__ import annotations

from bot.playground.telegram.chats import PlaygroundChat
from bot.playground.telegram.members import MEMBER, MODERATION, ChatMembership, Status
from tests.scenarios.moderating_queue import cards, meets, private
from tests.town import Town, labels, text_of


async def a_small_group(town: Town) -> PlaygroundChat:
    """Let Vera moderate a group that is no supergroup, with Mara, Jonas and Ana in it."""
    cast = town.cast
    small = PlaygroundChat(-4002, "group", "Small group")
    small.members[cast.bot.id] = ChatMembership(Status.ADMINISTRATOR, rights=MODERATION)
    town.telegram.found(cast.vera, small)
    for person in (cast.mara, cast.jonas, cast.ana):
        small.members[person.id] = MEMBER
    return small


async def test_moderation_goes_on_when_the_new_id_is_heard_from_first(town: Town) -> None:
    cast = town.cast
    await meets(town, cast.vera)
    small = await a_small_group(town)
    await town.says(cast.vera, small, "/setrules Be kind.")
    await town.says(cast.vera, small, "/filter add coins")
    rude = town.telegram.say(cast.mara, small, "rude words")
    for person in (cast.jonas, cast.ana):
        await town.says(person, small, "/report", reply_to=rude)
    (card,) = [one for one in cards(town, cast.vera) if "Ban" in labels(one)]

    await town.stop()
    town.telegram.say(cast.vera, small, "/queue")  # keeps the old id busy while the new one is heard from
    large = town.telegram.migrate(small)
    town.telegram.say(cast.jonas, large, "/help")
    await town.start(with_article=False)
    await town.settle()

    (rules,) = await town.says(cast.vera, large, "/rules")
    assert "Be kind." in text_of(rules)
    (listed,) = await town.says(cast.vera, large, "/filter list")
    assert "coins" in text_of(listed)
    await town.says(cast.vera, large, "/audit")
    assert "Vera" in text_of(town.from_bot(private(town, cast.vera))[-1])
    (waits,) = await town.says(cast.vera, private(town, cast.vera), "/queue")
    assert text_of(waits).startswith("Waits for you · 1")
    while rude.id not in large.messages:
        town.telegram.say(cast.jonas, large, "kind words")
    await town.press(cast.vera, card, "Ban")
    assert "Vera banned them." in text_of(card)
    assert large.membership(cast.mara.id, town.clock()).status is Status.KICKED
    assert not large.messages[rude.id].is_deleted  # a supergroup counts its messages anew: this is another one
