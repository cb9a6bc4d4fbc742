// Chats: the list on the left, and the head of the open conversation.

import { avatar, byId, el } from "./elements.js";
import { gist, serviceWords } from "./messages.js";
import { speakerOf, state } from "./state.js";

const KINDS = { private: "bot", group: "group", supergroup: "group", channel: "channel" };
let typing;

/** Wire the list. */
export function start() {
  for (const name of ["chats", "me", "place"]) state.addEventListener(name, show);
  state.addEventListener("message", ({ detail }) => {
    if (detail.fresh) soon();
    if (detail.message.from?.is_bot && detail.chat === state.place?.chat) act(null);
  });
  state.addEventListener("gone", soon);
  state.addEventListener("action", ({ detail }) => act(detail));
}

/** Draw the list once for all that happens at the same time. */
function soon() {
  soon.timer ??= setTimeout(() => { soon.timer = undefined; show(); }, 60);
}

/** Return the address of a place, for links within the page. */
export const address = ({ chat, thread }) => `#${chat}${thread ? `/${thread}` : ""}`;

function show() {
  if (!state.place) return;
  const focused = document.activeElement.closest?.(".chats a")?.getAttribute("href");
  byId("chats").replaceChildren(...state.places().map(row));
  if (focused) byId("chats").querySelector(`a[href="${focused}"]`)?.focus();
  head();
}

function row({ chat, thread, title, closed }) {
  const place = { chat: chat.id, thread };
  const last = state.conversation(place).at(-1);
  const isOpen = state.place.chat === chat.id && state.place.thread === thread;
  const unread = isOpen ? 0 : state.unread(place);
  return el("li", { class: thread ? "topic" : null },
    el("a", { href: address(place), "aria-current": isOpen ? "page" : null },
      !thread && avatar(chat.type === "private" ? state.bot.id : chat.id, title),
      el("span.summary", {},
        el("span.name", { dir: "auto" }, thread ? `# ${title}` : title, closed && " (closed)"),
        el("span.said", { dir: "auto" }, last ? preview(last, chat) : "Nothing here yet")),
      unread > 0 && el("span.unread", { "aria-label": `${unread} new` }, String(unread))));
}

function preview(message, chat) {
  const speaker = speakerOf(message);
  const who = speaker.id === state.me ? "You" : speaker.first_name;
  return chat.type === "private" || !who || serviceWords(message) ? gist(message, 60) : `${who}: ${gist(message, 60)}`;
}

function head() {
  const { chat: id, thread } = state.place;
  const chat = state.chat(id);
  const place = state.places().find((other) => other.chat.id === id && other.thread === thread);
  byId("title").textContent = place?.title ?? `Comments on “${gist(state.in(id).get(thread) ?? {}, 40)}”`;
  byId("members").textContent = chat.type === "private" ? "Bot" : "People";
  subtitle(chat);
}

function subtitle(chat) {
  const count = chat.members?.filter(({ person }) => state.isInside(chat.id, person)).length;
  byId("subtitle").textContent = typing?.chat_id === chat.id ? `${state.bot.first_name} is typing …`
    : chat.type === "private" ? "bot" : `${KINDS[chat.type]}, ${count} ${count === 1 ? "member" : "members"}`;
}

/** Show for a few seconds what the bot is doing. */
function act(action) {
  typing = action;
  if (!state.place) return;
  subtitle(state.chat(state.place.chat));
  clearTimeout(act.timer);
  if (action) act.timer = setTimeout(() => act(null), 5000);
}
