// Kinds: messages that are neither text nor file: how each is shown, and how one writes it.

import { act } from "./api.js";
import { button, dialogue, el, toast } from "./elements.js";
import { link } from "./entities.js";

/** What can be sent, by the playground's word for it: its name, and what stands on its lines. */
const SENT = {
  rich: ["Long text", "A paragraph a line. # begins a heading, > a quotation, - an item of a list."],
  poll: ["Poll", "The question, then an answer a line."],
  quiz: ["Quiz", "The question, then an answer a line, the right one first; in the last line why it is right."],
  checklist: ["Checklist", "The title, then a task a line."],
  dice: ["Dice", "One of 🎲 🎯 🎳 🏀 ⚽ 🎰"],
  contact: ["Contact", "The name, then the number."],
  venue: ["Place", "What it is called, then the address."],
  story: ["Story of a channel", "What the channel is called."],
};
/** Other ways to write a text. */
const WAYS = {
  alone: ["For the bot alone", "Nobody else sees it, as with a command from the bot's menu."],
  guest: ["Through a guest bot", "A bot that is no member writes it, because this person called it."],
  letter: ["Letter to the channel", "The channel's own people and the bot read it."],
};
const SHAPES = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", mention: "span.mention",
};

/**
 * Return what can be sent in a chat, as items of a menu.
 * @param {Object} chat
 * @param {Object} who Person, chat and thread; `message` where an own message is to become it.
 * @param {function} sent Called when it was sent.
 */
export function offers(chat, who, sent) {
  const way = (as) => [WAYS[as][0], () => write("apart", WAYS[as], { ...who, as }).then(sent)];
  if (chat.type === "channel") return [way("letter")];
  const kinds = Object.entries(SENT).map(([kind, words]) => (
    [words[0], () => write("share", words, { ...who, kind }).then(sent)]));
  return [...kinds, ...(who.message || chat.type === "private" ? [] : ["alone", "guest"]).map(way)];
}

/**
 * Ask for some lines, and do something with them.
 * @param {string} what
 * @param {string[]} words The name of it, and what stands on the lines.
 * @param {Object} values
 * @param {HTMLSelectElement} [choice] One more thing to choose: what is chosen is sent under its name.
 */
export async function write(what, [name, advice], values, choice) {
  const box = el("textarea.choose", { "aria-label": name, dir: "auto", rows: 5 });
  const asked = dialogue(name, [el("p", {}, advice), choice, box].filter(Boolean), ["Cancel", "Send"]);
  box.focus();
  if (await asked !== "Send") return;
  const chosen = choice && { [choice.name]: choice.value };
  await act(what, { ...values, ...chosen, text: box.value }).catch((trouble) => toast(trouble.message));
}

/** Draw what a message brings that is neither text nor file; null where it brings nothing such. */
export function kindOf(message, actions) {
  const { poll, checklist, dice, contact, venue, story, rich_message: rich } = message;
  if (poll) return listed(poll.question, poll.options.map(({ text }) => `○ ${text}`), poll.explanation);
  if (checklist) return listed(checklist.title, checklist.tasks.map(({ text }) => `☐ ${text}`));
  if (dice) return el("p.kind", {}, el("span.thrown", {}, dice.emoji), ` ${dice.value}`);
  if (contact) return listed(contact.first_name, [contact.phone_number, contact.vcard].filter(Boolean));
  if (venue) return listed(venue.title, [venue.address]);
  if (story) return el("p.kind", { dir: "auto" }, `Story of ${story.chat.title}`);
  return rich ? el("div.kind.rich", {}, ...rich.blocks.map((block) => drawn(block, actions))) : null;
}

/** Say in one line what a message brings. */
export function kindWords({ poll, checklist, dice, contact, venue, story, rich_message: rich }) {
  const words = poll?.question ?? checklist?.title ?? dice?.emoji ?? contact?.first_name ?? venue?.title;
  return words ?? (story && `Story of ${story.chat.title}`) ?? (rich && plain(rich.blocks));
}

const plain = (part) => {
  if (Array.isArray(part)) return part.map(plain).join("");
  return typeof part === "string" ? part : [part.text, part.items, part.blocks].filter(Boolean).map(plain).join(" ");
};

function listed(title, lines, under) {
  return el("div.kind", { dir: "auto" }, el("p.name", {}, title),
    el("ul", {}, ...lines.map((line) => el("li", {}, line))), under && el("p.under", {}, under));
}

function drawn(block, actions) {
  const { type, text, items, blocks } = block;
  const inside = (parts) => parts.map((part) => drawn(part, actions));
  if (items) return el("ul.dots", {}, ...items.map((item) => el("li", {}, ...inside(item.blocks))));
  if (blocks) return el("blockquote", {}, ...inside(blocks));
  return el(type === "heading" ? "p.name" : "p", { dir: "auto" }, ...dressed(text, actions));
}

function dressed(text, actions) {
  if (Array.isArray(text)) return text.flatMap((part) => dressed(part, actions));
  if (typeof text === "string") return [text];
  const words = dressed(text.text, actions);
  const command = text.bot_command;
  if (command) return [button("command", { onclick: () => actions.command(command) }, ...words)];
  const node = text.url ? link(text.url) : el(SHAPES[text.type] ?? "span");
  node.append(...words);
  return [node];
}
