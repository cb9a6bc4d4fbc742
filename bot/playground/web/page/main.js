// Main: puts the page together and keeps it in step with the playground.

import { act, follow, readState } from "./api.js";
import { address, start as startChats } from "./chats.js";
import * as composer from "./composer.js";
import * as conversation from "./conversation.js";
import { byId, dialogue, el, toast } from "./elements.js";
import * as menu from "./menu.js";
import * as people from "./people.js";
import { state } from "./state.js";

const actions = {
  press,
  command: composer.say,
  thread: (chat, thread) => { location.hash = address({ chat, thread }); },
  menu: (article, event) => menu.open(article, event, composer),
};

/** Press a button under a message; it waits with a spinner until the bot has answered. */
async function press(message, item, node) {
  if (item.url) return visit(item.url);
  if (node.classList.contains("waiting")) return;
  node.classList.add("waiting");
  node.setAttribute("aria-disabled", "true"); // "disabled" would take the focus away
  try {
    const told = await act("press", {
      person: state.me, chat: message.chat.id, message: message.message_id, data: item.callback_data,
    });
    if (told.url) visit(told.url);
    if (told.text && told.show_alert) dialogue(state.bot.first_name, [el("p", {}, told.text)], ["OK"]);
    else if (told.text) toast(told.text);
  } catch (error) {
    toast(error.message);
  } finally {
    node.classList.remove("waiting");
    node.removeAttribute("aria-disabled");
  }
}

/** Follow a link; one to the bot with a word for it leads into private, as in Telegram, and says the word there. */
function visit(link) {
  const { host, pathname, searchParams } = new URL(link);
  const place = host === "t.me" && pathname.match(/^\/c\/(\d+)\/(\d+)$/);
  if (place && state.chats.has(Number(`-100${place[1]}`))) {
    location.hash = address({ chat: Number(`-100${place[1]}`) });
    setTimeout(() => conversation.jump(Number(place[2])), 100);
    return;
  }
  if (host !== "t.me" || pathname !== `/${state.bot.username}` || !searchParams.has("start")) {
    window.open(link, "_blank", "noopener");
    return;
  }
  location.hash = address({ chat: state.me });
  act("say", { person: state.me, chat: state.me, text: `/start ${searchParams.get("start")}` })
    .catch((error) => toast(error.message));
}

/** Open the place that the address names, else the first group. */
function open() {
  const [chat, thread] = location.hash.slice(1).split("/").map(Number);
  document.body.classList.toggle("in-talk", Boolean(chat));
  if (!chat && state.place) return; // back to the list, on a phone
  const isKnown = state.chats.has(chat) || chat === state.me;
  if (isKnown) state.open(chat, thread || null);
  else state.open(firstChat());
}

/** Return the chat that is open at first: a group, where there is one. */
const firstChat = () => (state.places().find(({ chat }) => chat.type !== "private") ?? state.places()[0]).chat.id;

/** Take over another person's view; a private chat becomes that person's own. */
function picked() {
  if (state.chat(state.place.chat).type === "private") location.replace(address({ chat: state.me }));
  else state.open(state.place.chat, state.place.thread);
}

let latest = 0; // the number of the last event; a state that was read before it is read once more

async function load() {
  let whole;
  do whole = await readState(); while (whole.event < latest);
  state.load(whole);
  byId("offline").hidden = true;
  if (state.place) return;
  if (!location.hash) history.replaceState(null, "", address({ chat: firstChat() }));
  open();
}

function happened(event, number) {
  latest = number;
  if (event.type === "message" || event.type === "edit") state.put(event.message.chat.id, event.message);
  else if (event.type === "delete") event.message_ids.forEach((id) => state.remove(event.chat_id, id));
  else if (event.type === "action") state.tell("action", event);
  else if (event.type === "chat" || event.type === "reload") load();
}

function theme() {
  const root = document.documentElement;
  if (localStorage.theme) root.dataset.theme = localStorage.theme;
  byId("theme").addEventListener("click", () => {
    const isDark = getComputedStyle(root).colorScheme === "dark"
      || (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
    root.dataset.theme = localStorage.theme = isDark ? "light" : "dark";
  });
}

function hint() {
  byId("hint").hidden = Boolean(localStorage.hinted);
  const done = () => { byId("hint").hidden = true; localStorage.hinted = "yes"; };
  byId("hint-done").addEventListener("click", done);
  byId("try").addEventListener("click", () => composer.fill("/ask "));
}

theme();
hint();
composer.start();
conversation.start(actions);
menu.start();
people.start();
startChats();
state.addEventListener("place", () => { conversation.show(); composer.show(); });
state.addEventListener("me", picked);
window.addEventListener("hashchange", open);
const lost = () => { byId("offline").hidden = false; };
follow({ opened: () => { latest = 0; load().catch(lost); }, happened, lost });
