"""A post, with everything that a check may want to know about it, its author and its chat."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bot.moderation.screening.blocklist import Blocklist
from bot.moderation.screening.classifier.model import Model
from bot.texts import Refusal


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier post of the same author in the same chat. Edits are no posts."""

    at: datetime
    text: str = ""
    """All that it said: its `Post.words`."""
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """What is known of the author in this chat."""

    posts: int = 0
    """Earlier posts that nothing speaks against."""
    approved: int = 0
    """Earlier posts and counterpoints that a moderator approved."""
    recent: tuple[Earlier, ...] = ()
    """The latest posts, in any order; ten of the last hour are enough for the rules as they come."""


CHECK_NAMES = frozenset(
    {"already_trusted", "flooding", "repeated", "blocklisted", "newcomer_links", "mixed_script", "spam_classifier"}
)
"""The checks by their names; their order stands in `checks.py`."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a chat wants of its screening."""

    checks: frozenset[str] = CHECK_NAMES
    """Names of the checks that are on."""
    watch: bool = True
    """Only say what would be done: how every chat begins."""
    blocklist: Blocklist = field(default_factory=Blocklist)
    flood_posts: int = 5
    flood_seconds: int = 10
    repeats: int = 3
    """The same words so many times within `repeat_seconds`, this time included."""
    repeat_seconds: int = 3600
    newcomer_posts: int = 3
    """Whose links are looked at: people with fewer earlier posts, none of them approved."""
    trusted_posts: int = 20
    """After so many posts that nothing spoke against, an author is trusted."""
    trusted_approved: int = 2
    """After so many approved posts, too."""
    mentions: int = 5
    """So many names called by a newcomer count like a link."""
    review_from: float = 0.5
    delete_from: float = 0.9
    """Likelihood of spam from which a post is shown to the moderators, and taken away."""

    def __post_init__(self) -> None:
        """Refuse thresholds that contradict each other."""
        if not 0 < self.review_from <= self.delete_from <= 1:
            raise Refusal("screening-thresholds")


@dataclass(frozen=True)
class Post:
    """One post as the checks see it."""

    text: str = ""
    caption: str = ""
    """The words under a picture, film or file."""
    others: tuple[str, ...] = ()
    """Words that it shows besides: of a poll, a file's name, a quote of another chat."""
    links: tuple[str, ...] = ()
    """Web addresses, also those hidden behind words or buttons."""
    mentions: tuple[str, ...] = ()
    forwarded_from: str | None = None
    """Title of the channel or chat it was forwarded or quoted from; those of people have none."""
    author: Author = field(default_factory=Author)
    at: datetime | None = None
    is_edit: bool = False
    album: str | None = None
    rules: Rules = field(default_factory=Rules)
    model: Model | None = None
    """Tells spam from honest words; None until one is trained."""

    @cached_property
    def words(self) -> str:
        """All that the post says: text, caption, other words, and the links that do not stand in them."""
        said = "\n".join(part for part in (self.text, self.caption, *self.others) if part)
        hidden = [link for link in self.links if link not in said]
        return "\n".join([said, *hidden]) if hidden else said

    @cached_property
    def recent(self) -> tuple[Earlier, ...]:
        """The author's earlier posts, without the pictures of the same album: an album is one post."""
        return tuple(one for one in self.author.recent if self.album is None or one.album != self.album)

    @property
    def by_newcomer(self) -> bool:
        """Whether the author is new here."""
        return not self.author.approved and self.author.posts < self.rules.newcomer_posts
