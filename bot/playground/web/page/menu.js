// Menu: what one can do with a message, by its ⋯ button, the context menu or Enter.

import { act } from "./api.js";
import { button, byId, dialogue, el, toast } from "./elements.js";
import { write } from "./kinds.js";
import { isMine } from "./messages.js";
import { nameOf, speakerOf, state } from "./state.js";

const menu = byId("menu");
let returnTo;
/** The last words selected in a message: {id, text, position}; a tap on ⋯ may take the selection away. */
let selected = null;

/** Wire the menu. */
export function start() {
  document.addEventListener("selectionchange", () => { if (!menu.matches(":popover-open")) remember(); });
  menu.addEventListener("keydown", walk);
  menu.addEventListener("toggle", ({ newState }) => {
    if (newState === "closed" && menu.contains(document.activeElement)) returnTo?.focus({ preventScroll: true });
  });
}

/** Keep which words of which message are selected; offsets count in UTF-16 units of its text. */
function remember() {
  const selection = getSelection();
  if (selection.isCollapsed) {
    setTimeout(() => { if (getSelection().isCollapsed && !menu.matches(":popover-open")) selected = null; }, 600);
    return;
  }
  const range = selection.getRangeAt(0);
  const words = closest(range.commonAncestorContainer, ".words");
  if (!words) return;
  const before = new Range();
  before.setStart(words, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const id = Number(closest(words, "article").dataset.id);
  selected = trim({ id, text: range.toString(), position: before.toString().length });
}

const closest = (node, selector) => (node instanceof Element ? node : node.parentElement)?.closest(selector);

/** Leave the blanks at both ends out of a quote. */
function trim({ id, text, position }) {
  return { id, text: text.trim(), position: position + text.length - text.trimStart().length };
}

/**
 * Open the menu of a message.
 * @param {HTMLElement} article
 * @param {Event} event What asked for it.
 * @param {{reply: function, edit: function}} composer
 */
export function open(article, event, composer) {
  event.preventDefault();
  const message = state.in(state.place.chat).get(Number(article.dataset.id));
  const text = message.text ?? message.caption;
  const words = selected?.id === message.message_id && selected.text ? selected : null;
  offer([
    ["Reply", () => composer.reply(message)],
    text && [words ? "Quote the selected words" : "Quote …", () => quote(message, words, composer)],
    text && ["Copy text", () => copy(words?.text ?? text)],
    isMine(message) && text && ["Edit", () => composer.edit(message)],
    canPin(message) && ["Pin", () => tell("pin", message)],
    (message.poll ?? message.checklist) && ["Add a line", () => add(message)],
    ["Answer in another chat", () => answerElsewhere(message, words)],
    message.chat.type !== "private" && ["React with 🔥", () => tell("react", message, { emoji: "🔥" })],
    (isMine(message) || state.isStaff(state.place.chat)) && ["Delete", () => remove(message)],
  ], event, article);
}

/**
 * Offer some things to do.
 * @param {Array} items Name and deed of each; what is false is left out.
 * @param {Event} event What asked for it.
 * @param {HTMLElement} about What the menu belongs to; the focus returns there.
 */
export function offer(items, event, about) {
  menu.replaceChildren(...items.filter(Boolean).map(([name, does]) =>
    button("item", { role: "menuitem", tabindex: -1, onclick: () => { menu.hidePopover(); does(); } }, name)));
  returnTo = about;
  menu.showPopover();
  put(event, about);
  menu.firstElementChild.focus();
}

const add = ({ chat, message_id: message }) =>
  write("line", ["Add a line", "An answer, or a task."], { person: state.me, chat: chat.id, message });

/** Answer a message where somebody else reads it, with the selected words quoted. */
function answerElsewhere({ chat, message_id: message }, words) {
  const places = state.places().filter((place) => place.thread === null && place.chat.id !== chat.id);
  const choice = el("select.choose", { "aria-label": "Where", name: "to" },
    ...places.map((place) => el("option", { value: place.chat.id }, place.title)));
  const who = { person: state.me, chat: chat.id, message, quote: words?.text };
  write("elsewhere", ["Answer in another chat", words ? `“${words.text}”` : "All of it is meant."], who, choice);
}

/** Put the menu where the pointer is, or beside the message, inside of the window. */
function put(event, article) {
  const box = (event.type === "click" ? event.currentTarget : article).getBoundingClientRect();
  const hasPlace = event.type === "contextmenu" && event.clientX;
  const [x, y] = hasPlace ? [event.clientX, event.clientY] : [box.left + 48, box.top + 24];
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - menu.offsetHeight - 8))}px`;
}

function walk(event) {
  const items = [...menu.children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Tab") menu.hidePopover();
  if (!step) return;
  event.preventDefault();
  items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
}

/** Quote the selected words; where none are selected, ask for them in a box that keyboard and thumb can use. */
async function quote(message, words, composer) {
  if (words) return composer.reply(message, { text: words.text, position: words.position });
  const text = message.text ?? message.caption;
  const box = el("textarea.choose", { // not readonly: that has no caret to select with
    "aria-label": "Select the words to quote", dir: "auto", rows: 6, inputmode: "none",
    onbeforeinput: (event) => event.preventDefault(),
  }, text);
  const advice = el("p", {}, "Select the words you answer to; without a selection all of it is quoted.");
  const chosen = dialogue(`Quote ${nameOf(speakerOf(message))}`, [advice, box], ["Cancel", "Quote"]);
  box.focus();
  box.setSelectionRange(0, 0);
  if (await chosen !== "Quote") return;
  const { selectionStart, selectionEnd } = box;
  const [start, end] = selectionStart === selectionEnd ? [0, text.length] : [selectionStart, selectionEnd];
  const { text: part, position } = trim({ text: text.slice(start, end), position: start });
  if (part) composer.reply(message, { text: part, position });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast("The browser did not let the page copy. Select the text and copy it yourself.");
  }
}

const canPin = ({ chat, pinned }) => !pinned && (chat.type === "private" || state.isStaff(chat.id));

/** Do something with a message; what speaks against it is shown. */
const tell = (what, { chat, message_id: message }, more = {}) =>
  act(what, { person: state.me, chat: chat.id, message, ...more }).catch((trouble) => toast(trouble.message));

async function remove(message) {
  const content = [el("p", {}, "It goes away for everybody.")];
  if (await dialogue("Delete this message?", content, ["Cancel", "Delete"]) === "Delete") tell("delete", message);
}
