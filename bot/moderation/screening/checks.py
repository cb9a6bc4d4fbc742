"""The checks, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from bot.debate.duplicates.normalise import same_words
from bot.moderation.screening.classifier import features
from bot.moderation.screening.classifier.model import Model
from bot.moderation.screening.homoglyphs import disguised, hidden
from bot.moderation.screening.post import Earlier, Post
from bot.moderation.screening.verdict import Action, Evidence, Verdict
from bot.texts import Value

Check = Callable[[Post], Verdict | None]

SAID_IN_PASSING = 12
"""Characters up to which the same words may be said again: yes, thanks, +1."""
CLEARLY_DISGUISED = 3
"""Disguised words from which nobody needs to look first, where something else speaks against the post too."""
ENOUGH_TO_DELETE = 50
"""Characters of words under which the classifier takes nothing away by itself: a moderator looks first."""
BEYOND_DOUBT = 0.97
"""Likelihood from which the classifier needs no second sign; what moderators called spam before lies above it."""
_same_words = lru_cache(maxsize=1_000)(same_words)


def already_trusted(post: Post) -> Verdict | None:
    """Let through who has shown to mean well, but for words that nobody may write here."""
    author, rules = post.author, post.rules
    if author.posts < rules.trusted_posts and author.approved < rules.trusted_approved:
        return None
    if blocklisted.__name__ in rules.checks and rules.blocklist.find(post.words):
        return None
    return _says("already_trusted", Action.PASS, "screened-long-here", count=author.posts, approved=author.approved)


def flooding(post: Post) -> Verdict | None:
    """Stop who posts faster than anybody can read; an album counts once, an edit not at all."""
    rules = post.rules
    count = 1 + _posts(_within(post, rules.flood_seconds))
    if post.is_edit or count < rules.flood_posts:
        return None
    return _says("flooding", Action.DELETE, "screened-flood", count=count, seconds=rules.flood_seconds)


def repeated(post: Post) -> Verdict | None:
    """Stop who says the same words again and again."""
    rules = post.rules
    recent = _within(post, rules.repeat_seconds)
    if post.is_edit or len(recent) < rules.repeats - 1 or len(post.words) <= SAID_IN_PASSING:
        return None
    said = _same_words(post.words)
    count = 1 + _posts([one for one in recent if _same_words(one.text) == said])
    if not said or count < rules.repeats:
        return None
    return _says("repeated", Action.DELETE, "screened-repeated", count=count, minutes=rules.repeat_seconds // 60)


def blocklisted(post: Post) -> Verdict | None:
    """Stop words that the chat does not want."""
    found = post.rules.blocklist.find(post.words)
    return _says("blocklisted", Action.DELETE, "screened-blocklist", words=found) if found else None


def newcomer_links(post: Post) -> Verdict | None:
    """Look at links, forwards of channels and calls of many names by people who are new here."""
    if not post.by_newcomer:
        return None
    if post.links:
        return _says("newcomer_links", Action.REVIEW, "screened-link", words=post.links[0], count=post.author.posts)
    if post.forwarded_from is not None:
        return _says("newcomer_links", Action.REVIEW, "screened-forward", words=post.forwarded_from)
    if len(post.mentions) >= post.rules.mentions:
        return _says("newcomer_links", Action.REVIEW, "screened-mentions", count=len(post.mentions))
    return None


def mixed_script(post: Post) -> Verdict | None:
    """Look at words that mix letters of two scripts, or digits, to pose as other words.

    Letters alone take nothing away: there are more honest habits of writing than anybody knows.
    """
    found = disguised(post.words)
    if not found:
        return None
    clear = len(found) >= CLEARLY_DISGUISED and _has_second_sign(post)
    action = Action.DELETE if clear else Action.REVIEW
    return _says("mixed_script", action, "screened-disguised", count=len(found), words=_quoted(found[:4]))


def spam_classifier(post: Post) -> Verdict | None:
    """Ask what was learnt from spam and from honest messages."""
    if post.model is None or says_little(post.words):
        return None
    likelihood = post.model.likelihood(post.words)
    if likelihood < post.rules.review_from:
        return None
    action = Action.DELETE if _is_sure(post, likelihood) else Action.REVIEW
    found = _says("spam_classifier", action, "screened-likely-spam", percent=min(99, round(100 * likelihood)))
    return replace(found, reasons=found.reasons + _telling(post.model, post.words))


CHECKS: tuple[Check, ...] = (
    already_trusted,
    flooding,
    repeated,
    blocklisted,
    newcomer_links,
    mixed_script,
    spam_classifier,
)
"""The order is the order of asking; the strongest verdict stands, of equals the first."""
CLEAN = Verdict("none", Action.PASS, (Evidence("none", "screened-clean"),))
"""What is said where no check speaks."""


def screen(post: Post) -> Verdict:
    """Ask the checks that are on until one wants the post away or lets it through; where none speaks, it passes."""
    found: list[Verdict] = []
    for check in CHECKS:
        verdict = check(post) if check.__name__ in post.rules.checks else None
        if verdict is not None:
            found.append(verdict)
            if verdict.action is not Action.REVIEW:
                break
    return replace(_strongest(found), watched=post.rules.watch) if found else CLEAN


def _strongest(found: list[Verdict]) -> Verdict:
    """Return the verdict that wants most, with the evidence of the others behind its own."""
    first, *others = sorted(found, key=lambda one: one.action is not Action.DELETE)
    return replace(first, reasons=first.reasons + tuple(reason for one in others for reason in one.reasons))


def letters_read(words: str) -> int:
    """Return how many characters the words have that the classifier reads, single spaces among them."""
    return len(" ".join(features.words(words)))


def says_little(words: str) -> bool:
    """Say whether it is no more than one short word, into which nothing can be read: yes, +1, 5."""
    return len(words.strip()) <= SAID_IN_PASSING and len(words.split()) < 2


def _is_sure(post: Post, likelihood: float) -> bool:
    """Say whether the classifier may take a post away: of many words, and beyond doubt or not by its word alone."""
    if likelihood < post.rules.delete_from or letters_read(post.words) < ENOUGH_TO_DELETE:
        return False
    return likelihood >= BEYOND_DOUBT or _wants_contact(post) or bool(disguised(post.words) or hidden(post.words))


def _wants_contact(post: Post) -> bool:
    """Say whether a post leads away from the chat: by a link, a name, a long number, or from another channel."""
    if post.links or post.mentions or post.forwarded_from is not None:
        return True
    counts = dict(zip(features.SIGNS, features.counts(post.words), strict=True))
    return any(counts[sign] for sign in ("links", "names", "codes"))


def _has_second_sign(post: Post) -> bool:
    """Say whether something else than its letters speaks against a post."""
    if post.links or post.mentions or post.forwarded_from is not None or hidden(post.words):
        return True
    return post.model is not None and post.model.likelihood(post.words) >= post.rules.delete_from


def _says(check: str, action: Action, key: str, /, **values: Value) -> Verdict:
    return Verdict(check, action, (Evidence(check, key, values),))


def _telling(model: Model, said: str) -> tuple[Evidence, ...]:
    words, signs = model.telling_words(said), model.telling_signs(said)
    by_memory = [Evidence("spam_classifier", "screened-as-decided")] if model.remembers(said) else []
    by_words = [Evidence("spam_classifier", "screened-telling-words", {"words": _quoted(words)})] if words else []
    by_signs = [
        Evidence("spam_classifier", "screened-telling-sign", {"sign": sign, "count": count})
        for sign, count in signs.items()
    ]
    return (*by_memory, *by_words, *by_signs)


def _quoted(words: list[str]) -> str:
    return ", ".join(f"“{word[:40]}”" for word in words)


def _within(post: Post, seconds: int) -> list[Earlier]:
    """Return the author's earlier posts of the last seconds."""
    if post.at is None or not post.recent:
        return []
    since = post.at - timedelta(seconds=seconds)
    return [one for one in post.recent if since < one.at]


def _posts(earlier: list[Earlier]) -> int:
    """Count posts, an album once."""
    albums = {one.album for one in earlier if one.album is not None}
    return len(albums) + sum(one.album is None for one in earlier)
