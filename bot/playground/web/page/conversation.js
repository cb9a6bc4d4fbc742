// Conversation: the messages of the open place. New ones are appended, changed ones replaced; nothing else is drawn
// again. It stays at the bottom unless one reads above.

import { byId, day, el, toast } from "./elements.js";
import { stretch } from "./entities.js";
import { draw, gist, isMine, serviceWords } from "./messages.js";
import { speakerOf, state } from "./state.js";

const PAGE = 120;
const RUN = 300; // seconds within which one voice goes on without its name

const log = byId("log");
const down = byId("down");
let actions;
let stuck = true;
let missed = 0;
let earlier = []; // ids of this place's messages that are not drawn yet

/**
 * Wire the conversation.
 * @param {Object} wired What a press inside of a message does; see draw().
 */
export function start(wired) {
  actions = { ...wired, jump };
  log.addEventListener("scroll", scrolled, { passive: true });
  log.addEventListener("keydown", walk);
  down.addEventListener("click", () => toBottom());
  new ResizeObserver(() => state.place && stuck && toBottom()).observe(log);
  log.addEventListener("load", () => stuck && toBottom(), true); // a picture arrived
  state.addEventListener("message", ({ detail }) => arrived(detail));
  state.addEventListener("gone", ({ detail }) => detail.chat === state.place?.chat && removed(detail.id));
}

/** Draw the open place from nothing. */
export function show() {
  const all = state.conversation(state.place);
  earlier = all.slice(0, -PAGE).map((message) => message.message_id);
  log.setAttribute("aria-busy", "true"); // a changed chat is not read out
  log.replaceChildren(...lines(all.slice(-PAGE)));
  if (!all.length) log.append(el("p.empty", {}, "Nothing here yet."));
  log.removeAttribute("aria-busy");
  showPinned();
  toBottom();
}

/** Draw messages with the days between them; the last message before them tells whether the first continues it. */
function lines(messages, before) {
  return messages.flatMap((message) => {
    const newDay = !before || day(before.date) !== day(message.date);
    const first = newDay || voice(before) !== voice(message) || message.date - before.date > RUN;
    before = message;
    const line = draw(message, actions, first);
    return newDay ? [el("p.day", {}, day(message.date)), line] : [line];
  });
}

/** Name who speaks, so that a run of messages can be told; service messages break it. */
const voice = (message) => (serviceWords(message) ? `service ${message.message_id}` : speakerOf(message).id);

function arrived({ chat, message, fresh }) {
  if (chat !== state.place?.chat || !state.belongs(message, state.place)) return;
  if (fresh) append(message);
  else replace(message);
  showPinned();
}

function append(message) {
  log.querySelector(".empty")?.remove();
  const before = state.in(message.chat.id).get(Number(log.lastElementChild?.dataset.id));
  log.append(...lines([message], before));
  if (stuck || isMine(message)) toBottom();
  else say(missed + 1);
}

function replace(message) {
  const old = line(message.message_id);
  if (!old) return;
  const drawn = draw(message, actions, old.classList.contains("first"));
  const focused = old.contains(document.activeElement) && document.activeElement;
  const at = [...old.querySelectorAll("a, button")].indexOf(focused);
  old.replaceWith(drawn);
  if (focused) (drawn.querySelectorAll("a, button")[at] ?? drawn).focus({ preventScroll: true });
  if (stuck) toBottom();
}

function removed(id) {
  line(id)?.remove();
  showPinned();
}

const line = (id) => log.querySelector(`[data-id="${id}"]`);

function scrolled() {
  stuck = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  if (log.scrollTop < 300 && earlier.length) drawEarlier();
  say(stuck ? 0 : missed);
  if (stuck) state.see(state.place);
}

function drawEarlier() {
  const known = state.in(state.place.chat);
  const batch = earlier.slice(-PAGE).map((id) => known.get(id)).filter(Boolean);
  const bottom = log.scrollHeight - log.scrollTop;
  earlier = earlier.slice(0, -PAGE);
  const top = log.firstElementChild;
  if (top.textContent === day(batch.at(-1)?.date)) top.remove(); // the same day goes on
  log.prepend(...lines(batch));
  log.scrollTop = log.scrollHeight - bottom;
}

function toBottom() {
  stuck = true;
  log.scrollTop = log.scrollHeight;
  say(0);
  state.see(state.place);
}

/** Say on the button how many messages stand below. */
function say(count) {
  missed = count;
  down.hidden = stuck;
  down.textContent = count ? `↓ ${count} new` : "↓";
  down.setAttribute("aria-label", count ? `${count} new, go to the last message` : "Go to the last message");
}

function showPinned() {
  const pinned = byId("pinned");
  const last = state.conversation(state.place).findLast((message) => message.pinned);
  pinned.hidden = !last;
  if (!last) return;
  pinned.replaceChildren(el("span.name", {}, "Pinned"), el("span.said", { dir: "auto" }, gist(last)));
  pinned.onclick = () => jump(last.message_id);
}

/**
 * Go to a message and light it up, and the quoted words in it.
 * @param {number} id
 * @param {{text: string, position: number}} [quote]
 */
export function jump(id, quote) {
  while (!line(id) && earlier.includes(id)) drawEarlier();
  const target = line(id);
  if (!target) return toast("That message is not here any more.");
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
  target.focus({ preventScroll: true });
  target.classList.add("lit");
  setTimeout(() => target.classList.remove("lit"), 1800);
  const words = target.querySelector(".words");
  if (quote && words && window.Highlight) {
    CSS.highlights.set("quoted", new Highlight(stretch(words, quote.position, quote.position + quote.text.length)));
    setTimeout(() => CSS.highlights.delete("quoted"), 2500);
  }
}

/** Walk between messages with the arrow keys; Enter opens what one can do. */
function walk(event) {
  const here = document.activeElement.closest("article");
  if (event.target !== log && event.target !== here) return;
  const all = [...log.querySelectorAll("article")];
  const at = here ? all.indexOf(here) : all.length;
  const next = { ArrowUp: all[at - 1], ArrowDown: all[at + 1], Home: all[0], End: all.at(-1) }[event.key];
  if (event.key === "Enter" && here) actions.menu(here, event);
  else if (next) next.focus();
  else return;
  event.preventDefault();
}
