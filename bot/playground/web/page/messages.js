// Messages: one message becomes one <article>, as Telegram would show it.

import { fileAddress } from "./api.js";
import { avatar, button, clock, el } from "./elements.js";
import { dress } from "./entities.js";
import { kindOf, kindWords } from "./kinds.js";
import { nameOf, speakerOf, state } from "./state.js";

const names = (people) => people.map(nameOf).join(", ");

/** What a service message says, by the field that makes it one. */
const SERVICE = {
  new_chat_members: (m) => (m.new_chat_members.length === 1 && m.new_chat_members[0].id === m.from?.id
    ? `${nameOf(m.from)} joined` : `${nameOf(m.from)} added ${names(m.new_chat_members)}`),
  left_chat_member: (m) => (m.left_chat_member.id === m.from?.id
    ? `${nameOf(m.from)} left` : `${nameOf(m.from)} removed ${nameOf(m.left_chat_member)}`),
  new_chat_title: (m) => `The chat is now called “${m.new_chat_title}”`,
  pinned_message: (m) => `${nameOf(speakerOf(m))} pinned “${gist(m.pinned_message, 40)}”`,
  forum_topic_created: (m) => `Topic “${m.forum_topic_created.name}” was opened`,
  forum_topic_edited: (m) => `The topic is now called “${m.forum_topic_edited.name ?? ""}”`,
  forum_topic_closed: () => "The topic was closed",
  forum_topic_reopened: () => "The topic was opened again",
  poll_option_added: (m) => `${nameOf(m.from)} added “${m.poll_option_added.option_text}” to the poll`,
  checklist_tasks_added: (m) =>
    `${nameOf(m.from)} added “${m.checklist_tasks_added.tasks.map(({ text }) => text).join(", ")}” to the list`,
  group_chat_created: () => "The group was created",
  supergroup_chat_created: () => "The group was created",
  channel_chat_created: () => "The channel was created",
  migrate_to_chat_id: () => "The group became a supergroup",
  migrate_from_chat_id: () => "The group became a supergroup",
};

/** Return the words of a service message, or undefined for any other. */
export function serviceWords(message) {
  const kind = Object.keys(SERVICE).find((field) => message[field] !== undefined);
  return kind && SERVICE[kind](message);
}

/** Say a message in one short line. */
export function gist(message, limit = 120) {
  const words = message.text ?? message.caption ?? message.document?.file_name
    ?? (message.photo ? "Photo" : kindWords(message) ?? serviceWords(message) ?? "Message");
  const line = words.replace(/\s+/g, " ").trim();
  return line.length > limit ? `${line.slice(0, limit).replace(/\s\S*$/, "")} …` : line;
}

/** Tell whether this person wrote a message. */
export const isMine = (message) => message.from?.id === state.me && !message.sender_chat;

/**
 * Draw a message.
 * @param {Object} message As the Bot API sends it.
 * @param {Object} actions jump(id, quote), press(message, button, node), menu(article, event), command(text),
 *   thread(chat, id).
 * @param {boolean} first Whether another voice spoke before it.
 * @returns {HTMLElement}
 */
export function draw(message, actions, first) {
  const service = serviceWords(message);
  if (service) return el("p.service", { "data-id": message.message_id, dir: "auto" }, service);
  const mine = isMine(message);
  const speaker = speakerOf(message);
  const bubble = el("div.bubble", {},
    !mine && first && sender(message, speaker),
    message.forward_origin && !message.is_automatic_forward && forwarded(message.forward_origin),
    message.guest_bot_caller_user && el("p.forwarded", {}, `Called by ${nameOf(message.guest_bot_caller_user)}`),
    message.reply_to_message && reply(message, actions),
    message.external_reply && elsewhere(message),
    message.photo && photo(message.photo.at(-1)),
    message.document && file(message.document),
    kindOf(message, actions) ?? words(message, actions),
    message.reactions && el("p.reactions", { "aria-label": "Reactions" }, ...message.reactions),
    el("div.meta", {}, button("more", {
      "aria-label": "What you can do with this message", "aria-haspopup": "menu", tabindex: -1,
      onclick: (event) => actions.menu(article, event),
    }, "⋯"), el("p", {}, ...meta(message))));
  const article = el(`article.message${mine ? ".mine" : ""}${first ? ".first" : ""}`, {
    "data-id": message.message_id, tabindex: -1, "aria-label": `${nameOf(speaker)}, ${clock(message.date)}`,
    oncontextmenu: (event) => { // a long touch is for selecting words
      if (event.pointerType !== "touch" && !event.target.closest("a")) actions.menu(article, event);
    },
  },
  !mine && state.chat(message.chat.id).type !== "private" && avatar(speaker.id, nameOf(speaker)),
  el("div.column", {}, bubble, keyboard(message, actions), comments(message, actions)));
  return article;
}

function sender(message, speaker) {
  const rank = { creator: "owner", administrator: "admin" }[state.status(message.chat.id, speaker.id)];
  const badge = message.is_automatic_forward ? "channel" : speaker.is_bot ? "bot" : rank;
  return el(`p.sender.hue${Math.abs(speaker.id) % 6}`, { dir: "auto" },
    el("span.name", {}, nameOf(speaker)), badge && el("span.badge", {}, badge));
}

function forwarded(origin) {
  const from = origin.sender_user ?? origin.chat ?? origin.sender_chat;
  return el("p.forwarded", {}, `Forwarded from ${from ? nameOf(from) : origin.sender_user_name ?? "somebody"}`);
}

function reply(message, actions) {
  const target = message.reply_to_message;
  if (target.forum_topic_created) return null; // a topic's first words answer nothing
  const quoted = message.quote?.text;
  return button(`reply.hue${Math.abs(speakerOf(target).id) % 6}`, {
    onclick: () => actions.jump(target.message_id, message.quote),
  }, el("span.name", { dir: "auto" }, nameOf(speakerOf(target))),
  el(`span.said${quoted ? ".quoted" : ""}`, { dir: "auto" }, quoted ?? gist(target)));
}

/** Show what was answered in another chat. */
function elsewhere({ external_reply: { origin, chat }, quote }) {
  const from = origin.sender_user ?? chat ?? origin.chat ?? origin.sender_chat;
  return el("p.reply.hue0", {}, el("span.name", { dir: "auto" }, nameOf(from)),
    el("span.said.quoted", { dir: "auto" }, quote?.text ?? `In ${chat ? nameOf(chat) : "a private chat"}`));
}

function photo(size) {
  const address = fileAddress(size.file_id);
  return el("a.photo", { href: address, target: "_blank", rel: "noopener" },
    el("img", { src: address, alt: "Photo", width: size.width, height: size.height, loading: "lazy" }));
}

function file(document) {
  const name = document.file_name ?? "File";
  return el("a.file", { href: fileAddress(document.file_id), download: name, "aria-label": `Download ${name}` },
    el("span.sheet", { "aria-hidden": "true" }, "↓"),
    el("span", {}, el("span.name", { dir: "auto" }, name), el("span.size", {}, size(document.file_size))));
}

/** Say how large a file is. */
export function size(bytes = 0) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function words(message, actions) {
  const text = message.text ?? message.caption;
  const isFile = message.photo || message.document;
  if (text === undefined) return isFile ? null : el("p.odd", {}, "This page cannot show this kind of message.");
  const room = meta(message).map((node) => node.textContent).join(" "); // as wide as what stands in the corner
  return el("div.words", { dir: "auto", "data-meta": room },
    dress(text, message.text === undefined ? message.caption_entities : message.entities, actions));
}

function meta(message) {
  const moment = new Date(message.date * 1000);
  const marks = ["pinned", "edited"].filter((mark) => message[mark]).map((mark) => el("span", {}, mark));
  const exact = { datetime: moment.toISOString(), title: moment.toLocaleString() };
  return [...marks, el("time", exact, clock(message.date))];
}

function keyboard(message, actions) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const key = (item) => button(item.url ? "key.away" : "key", {
    dir: "auto", onclick: (event) => actions.press(message, item, event.currentTarget),
  }, el("span", {}, item.text));
  return el("div.keyboard", { role: "group", "aria-label": "Buttons" },
    ...rows.map((row) => el("div.row", {}, ...row.map(key))));
}

/** Offer the comments of a channel's post, in the channel and in its group. */
function comments(message, actions) {
  const chat = state.chat(message.chat.id);
  const isPost = chat.type === "channel" && chat.linked_chat_id;
  if (!isPost && !(message.is_automatic_forward && state.place.thread === null)) return null;
  const group = isPost ? chat.linked_chat_id : chat.id;
  const isRoot = (other) => other.is_automatic_forward && other.forward_origin.message_id === message.message_id;
  const root = () => (isPost ? [...state.in(group).values()].find(isRoot) : message)?.message_id;
  return button("comments", { onclick: () => actions.thread(group, root()) }, "Comments");
}
