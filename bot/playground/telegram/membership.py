"""Who is in a chat and as what: joining, leaving, ranks, restrictions, topics, migration."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.playground.telegram.chats import TOPIC_COLOUR, Message, PlaygroundChat, Topic
from bot.playground.telegram.members import ALL_PERMISSIONS, LEFT, MEMBER, MODERATION, OWNER, ChatMembership, Status
from bot.playground.telegram.people import Account, Bot, PlaygroundPerson
from bot.playground.telegram.refusals import name_of
from bot.playground.telegram.state import JoinQuery, TelegramState
from bot.texts import Refusal


class MembershipActions(TelegramState):
    """The part of Telegram in which people come, go and get ranks."""

    def join(self, account: Account, chat: PlaygroundChat, invited_by: PlaygroundPerson | None = None) -> None:
        """Let somebody come in; a bot is added by a person."""
        old = self._unbanned(account, chat)
        if old.is_present:
            return
        chat.requests.pop(account.id, None)
        new = replace(old, is_in=True) if old.status is Status.RESTRICTED else MEMBER
        self.appoint(chat, account, new, invited_by or account)
        if chat.type != "channel":
            self.publish(Message(chat, {"new_chat_members": [account.as_user()]}, sender=invited_by or account))

    def ask_to_join(self, person: PlaygroundPerson, chat: PlaygroundChat) -> None:
        """Let somebody ask to be let in, as behind a link whose administrators decide about each."""
        now = self.clock()
        if self._unbanned(person, chat).is_present or person.id in chat.requests:
            return
        chat.requests[person.id] = now
        shown = {"chat": chat.as_json(), "from": person.as_user()}
        request = {**shown, "user_chat_id": person.id, "date": int(now.timestamp())}
        for bot, membership in self.bots_in(chat):
            if membership.has_right("can_invite_users"):
                query = {"query_id": self._join_query(bot, chat, person)} if bot.id == chat.guard else {}
                self.queues[bot.id].add("chat_join_request", request | query)
        self.feed.tell("chat", chat_id=chat.id)

    def _unbanned(self, account: Account, chat: PlaygroundChat) -> ChatMembership:
        """Return what somebody is in a chat, unless they were put out."""
        rank = chat.membership(account.id, self.clock())
        if rank.status is Status.KICKED:
            raise Refusal("playground-banned", person=account.first_name, chat=name_of(chat))
        return rank

    def _join_query(self, bot: Bot, chat: PlaygroundChat, person: PlaygroundPerson) -> str:
        """Let a request wait for the answer of a bot; return its name."""
        name = str(5_000_000_000 + len(self.join_queries))
        self.join_queries[name] = JoinQuery(bot, chat, person, self.clock())
        return name

    def answer_request(self, person: PlaygroundPerson, chat: PlaygroundChat, actor: Account, *, welcome: bool) -> None:
        """Let somebody in who asked, or not."""
        del chat.requests[person.id]
        if welcome:
            self.appoint(chat, person, MEMBER, actor)
            self.publish(Message(chat, {"new_chat_members": [person.as_user()]}, sender=person))
        self.feed.tell("chat", chat_id=chat.id)

    def leave(self, account: Account, chat: PlaygroundChat) -> None:
        """Let somebody go."""
        old = chat.membership(account.id, self.clock())
        if not old.is_present:
            raise Refusal("playground-not-in", person=account.first_name, chat=name_of(chat))
        self._note_leaving(account, chat, account)
        self.appoint(chat, account, old.leaving(), account)

    def promote(
        self,
        account: Account,
        chat: PlaygroundChat,
        rights: Collection[str] = MODERATION,
        by: PlaygroundPerson | None = None,
        *,
        is_anonymous: bool = False,
    ) -> None:
        """Make somebody an administrator."""
        self._check(by, chat, "can_promote_members")
        rank = ChatMembership(Status.ADMINISTRATOR, rights=frozenset(rights), is_anonymous=is_anonymous)
        self.appoint(chat, account, rank, by or self.owner(chat) or account)

    def demote(self, account: Account, chat: PlaygroundChat, by: PlaygroundPerson | None = None) -> None:
        """Make an administrator a member again."""
        self._check(by, chat, "can_promote_members")
        self.appoint(chat, account, MEMBER, by or self.owner(chat) or account)

    def restrict(
        self,
        account: Account,
        chat: PlaygroundChat,
        permissions: Collection[str] = (),
        until: datetime | None = None,
        by: Account | None = None,
    ) -> None:
        """Leave somebody only some permissions, until a moment or for ever; all of them end the restriction."""
        old = self._check_reach(by, account, chat)
        allowed = frozenset(permissions)
        new = ChatMembership(Status.RESTRICTED, permissions=allowed, until=until, is_in=old.is_present)
        if allowed == ALL_PERMISSIONS:
            new = MEMBER if old.is_present else LEFT
        self.appoint(chat, account, new, by or self.owner(chat) or account)

    def ban(
        self, account: Account, chat: PlaygroundChat, until: datetime | None = None, by: Account | None = None
    ) -> None:
        """Put somebody out, until a moment or for ever."""
        actor = by or self.owner(chat) or account
        if self._check_reach(by, account, chat).is_present:
            self._note_leaving(account, chat, actor)
        self.appoint(chat, account, ChatMembership(Status.KICKED, until=until, is_in=False), actor)

    def unban(self, account: Account, chat: PlaygroundChat, by: Account | None = None) -> None:
        """Let somebody who was put out come back, if they like."""
        self._check(by, chat, "can_restrict_members")
        if chat.membership(account.id, self.clock()).status is Status.KICKED:
            self.appoint(chat, account, LEFT, by or self.owner(chat) or account)

    def block(self, person: PlaygroundPerson, bot: Bot) -> None:
        """Let a person block a bot."""
        person.blocked.add(bot.id)
        self.appoint(self.private(person, bot), bot, ChatMembership(Status.KICKED, is_in=False), person)

    def unblock(self, person: PlaygroundPerson, bot: Bot) -> None:
        """Let a person hear from a bot again."""
        person.blocked.discard(bot.id)
        self.appoint(self.private(person, bot), bot, MEMBER, person)

    def open_topic(self, person: PlaygroundPerson, chat: PlaygroundChat, name: str) -> Topic:
        """Open a topic of a forum."""
        self._check(person, chat, "can_manage_topics")
        content = {"forum_topic_created": {"name": name, "icon_color": TOPIC_COLOUR}}
        topic = chat.topics[chat.last_id + 1] = Topic(chat.last_id + 1, name)
        self.publish(Message(chat, content, sender=person, thread=topic.id))
        self.feed.tell("chat", chat_id=chat.id)
        return topic

    def close_topic(self, person: PlaygroundPerson, chat: PlaygroundChat, topic: Topic, *, closed: bool = True) -> None:
        """Close a topic, in which only administrators write then, or open it again."""
        self._check(person, chat, "can_manage_topics")
        topic.is_closed = closed
        notice: dict[str, Any] = {"forum_topic_closed" if closed else "forum_topic_reopened": {}}
        self.publish(Message(chat, notice, sender=person, thread=topic.id, reply_to=chat.messages[topic.id]))
        self.feed.tell("chat", chat_id=chat.id)

    def migrate(self, group: PlaygroundChat) -> PlaygroundChat:
        """Make a group a supergroup: a new chat with a new id; the old one is closed."""
        new = self.add_chat(PlaygroundChat(-1_000_000_000_000 + group.id, "supergroup", group.title))
        new.members, new.permissions = dict(group.members), group.permissions
        owner = self.owner(group)
        self.publish(Message(group, {"migrate_to_chat_id": new.id}, sender=owner))
        group.migrated_to = new.id
        self.publish(Message(new, {"migrate_from_chat_id": group.id}, sender=owner, sender_chat=None))
        self.feed.tell("chat", chat_id=group.id)
        self.feed.tell("chat", chat_id=new.id)
        return new

    def lock(self, chat: PlaygroundChat, permissions: Collection[str] = ()) -> None:
        """Change what everybody in a chat may do."""
        chat.permissions = frozenset(permissions)
        self.feed.tell("chat", chat_id=chat.id)

    def owner(self, chat: PlaygroundChat) -> PlaygroundPerson | None:
        """Return the creator of a chat."""
        owners = (number for number, membership in chat.members.items() if membership.status is Status.CREATOR)
        return self.people.get(next(owners, 0))

    def found(self, person: PlaygroundPerson, chat: PlaygroundChat) -> PlaygroundChat:
        """Let a person have made a chat."""
        chat.members[person.id] = OWNER
        return self.add_chat(chat)

    def _check_reach(self, actor: Account | None, account: Account, chat: PlaygroundChat) -> ChatMembership:
        """Return what somebody is whom somebody may restrict; administrators are left to the owner."""
        self._check(actor, chat, "can_restrict_members")
        rank = chat.membership(account.id, self.clock())
        if rank.is_admin and isinstance(actor, PlaygroundPerson) and actor is not self.owner(chat):
            raise Refusal("playground-out-of-reach", person=account.first_name, chat=name_of(chat))
        return rank

    def _note_leaving(self, account: Account, chat: PlaygroundChat, actor: Account) -> None:
        if chat.type != "channel":
            self.publish(Message(chat, {"left_chat_member": account.as_user()}, sender=actor))
