"""Kinds of messages: which fields of a message are what it brings, which tell of the chat, which are only around it.

A field that nobody here has decided about counts as something that the message brings: it is looked at.
"""

from __future__ import annotations

from bot.chat.message.json_fields import JSON

_RECORDED = ("animation", "audio", "live_photo", "photo", "sticker", "story", "video", "video_note", "voice")
_GIVEN = ("checklist", "contact", "document", "game", "giveaway", "giveaway_winners", "invoice", "location", "venue")
_OTHER = ("dice", "paid_media", "poll", "rich_message")
BROUGHT = frozenset((*_RECORDED, *_GIVEN, *_OTHER))
"""What a message brings beside words of its own."""
ADDED = frozenset({"checklist_tasks_added", "poll_option_added"})
"""Lines of the chat's own that bring somebody's words."""
_MEMBERS = (
    *("new_chat_members", "left_chat_member", "chat_owner_left", "chat_owner_changed", "users_shared", "user_shared"),
)
_CHAT = (
    *("new_chat_title", "new_chat_photo", "delete_chat_photo", "group_chat_created", "supergroup_chat_created"),
    *("channel_chat_created", "migrate_to_chat_id", "migrate_from_chat_id", "pinned_message", "chat_background_set"),
    *("message_auto_delete_timer_changed", "boost_added", "chat_shared", "community_chat_added"),
    *("community_chat_removed", "community_chat_joined", "proximity_alert_triggered", "video_chat_scheduled"),
    *("video_chat_started", "video_chat_ended", "video_chat_participants_invited", "managed_bot_created"),
)
_TOPICS = (
    *("forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened"),
    *("general_forum_topic_hidden", "general_forum_topic_unhidden"),
)
_PAID = (
    *("successful_payment", "refunded_payment", "gift", "unique_gift", "gift_upgrade_sent", "giveaway_created"),
    *("giveaway_completed", "direct_message_price_changed", "paid_message_price_changed", "suggested_post_approved"),
    *("suggested_post_approval_failed", "suggested_post_declined", "suggested_post_paid", "suggested_post_refunded"),
)
_PASSED = ("connected_website", "write_access_allowed", "passport_data", "web_app_data")
LINES = frozenset(
    (*_MEMBERS, *_CHAT, *_TOPICS, *_PAID, *_PASSED, "checklist_tasks_done", "poll_option_deleted", *ADDED)
)
"""Lines of the chat's own: what happened in it."""
AROUND = frozenset(
    {
        *("message_id", "ephemeral_message_id", "message_thread_id", "direct_messages_topic", "date", "edit_date"),
        *("chat", "from", "sender_chat", "sender_boost_count", "sender_business_bot", "sender_tag", "receiver_user"),
        *("business_connection_id", "guest_query_id", "guest_bot_caller_user", "guest_bot_caller_chat", "via_bot"),
        *("forward_origin", "is_topic_message", "is_automatic_forward", "has_protected_content", "is_from_offline"),
        *("forward_date", "forward_from", "forward_from_chat", "forward_from_message_id", "forward_sender_name"),
        *("forward_signature", "is_paid_post", "paid_star_count", "effect_id", "author_signature", "media_group_id"),
        *("reply_to_message", "external_reply", "quote", "reply_to_story", "reply_to_checklist_task_id"),
        *("reply_to_poll_option_id", "text", "entities", "caption", "caption_entities", "link_preview_options"),
        *("show_caption_above_media", "has_media_spoiler", "suggested_post_info", "reply_markup"),
    }
)
"""What stands around a message, or is its words."""
DECIDED = LINES | AROUND
"""What is known to be no more than words."""


def has_more_than_words(message: JSON) -> bool:
    """Say whether a message brings anything beside its words: a picture, a poll, or a kind that is not known yet."""
    return not DECIDED.issuperset(message)


def is_for_one(message: JSON) -> bool:
    """Say whether one alone sees a message: it has no number by which anything could be done about it in the chat."""
    return "ephemeral_message_id" in message


def is_line(message: JSON) -> bool:
    """Say whether a message tells what happened in the chat, and brings nothing of anybody's."""
    return "text" not in message and not has_more_than_words(message) and message.keys().isdisjoint(ADDED)
