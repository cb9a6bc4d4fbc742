// Composer: where one writes. A draft is kept for each person and place; Esc lets go of the
// reply, the edit or the file.

import { act, sendFile } from "./api.js";
import { byId } from "./elements.js";
import { offers } from "./kinds.js";
import { offer } from "./menu.js";
import { gist, size } from "./messages.js";
import { nameOf, speakerOf, state } from "./state.js";
import * as suggestions from "./suggestions.js";

const words = byId("words");
const trouble = byId("trouble");
/** @type {Map<string, {text: string, reply?: Object, quote?: Object, editing?: Object, file?: File}>} */
const drafts = new Map(JSON.parse(sessionStorage.getItem("drafts") ?? "[]").map(([key, text]) => [key, { text }]));
let draft = { text: "" };
let isSending = false;

/** Wire the composer. */
export function start() {
  suggestions.start(words, fill);
  byId("composer").addEventListener("submit", (event) => { event.preventDefault(); send(); });
  words.addEventListener("input", () => { draft.text = words.value; keep(); suggestions.show(); });
  words.addEventListener("keydown", pressed);
  byId("about-cancel").addEventListener("click", cancel);
  byId("attach").addEventListener("click", () => byId("file").click());
  byId("kinds").addEventListener("click", offerKinds);
  byId("file").addEventListener("change", (event) => attach(event.target.files[0]));
  byId("attached-cancel").addEventListener("click", () => attach(undefined));
  words.addEventListener("paste", (event) => event.clipboardData.files[0] && attach(event.clipboardData.files[0]));
}

/** Take the draft of this person and place. */
export function show() {
  const key = state.key(state.place);
  if (!drafts.has(key)) drafts.set(key, { text: "" });
  draft = drafts.get(key);
  refuse("");
  redraw();
}

function redraw() {
  words.value = draft.text;
  grow();
  const { reply, quote, editing, file } = draft;
  byId("about").hidden = !reply && !editing;
  const answered = () => `${nameOf(speakerOf(reply))}: ${quote ? `“${quote.text}”` : gist(reply)}`;
  byId("about-words").textContent = editing ? "Editing your message" : reply ? answered() : "";
  byId("about").classList.toggle("quoting", Boolean(quote));
  byId("attached").hidden = !file;
  byId("attached-words").textContent = file ? `${file.name}, ${size(file.size)}` : "";
  words.placeholder = file ? "Caption" : "Message";
  suggestions.show();
}

function grow() {
  words.rows = Math.min(6, words.value.split("\n").length); // where field-sizing is not known
}

function keep() {
  grow();
  const texts = [...drafts].filter(([, { text, editing }]) => text && !editing).map(([key, { text }]) => [key, text]);
  sessionStorage.setItem("drafts", JSON.stringify(texts));
}

function change(values) {
  Object.assign(draft, values);
  keep();
  redraw();
  words.focus();
}

/** Answer a message, or the quoted part of it. */
export const reply = (message, quote) =>
  change({ reply: message, quote, ...(draft.editing && { editing: undefined, text: "" }) });

/** Change a message of one's own. */
export const edit = (message) =>
  change({ editing: message, reply: undefined, quote: undefined, text: message.text ?? message.caption });

/** Write words into the composer, for the person to go on. */
export const fill = (text) => change({ text });

function attach(file) {
  byId("file").value = "";
  change({ file, ...(draft.editing && { editing: undefined, text: "" }) });
}

function cancel() {
  if (draft.editing) change({ editing: undefined, text: "" });
  else if (draft.reply) change({ reply: undefined, quote: undefined });
  else if (draft.file) attach(undefined);
}

function pressed(event) {
  if (event.isComposing || suggestions.pressed(event)) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    send();
  } else if (event.key === "Escape") {
    cancel();
  } else if (event.key === "ArrowUp" && !draft.text && !draft.editing) {
    editLast(event);
  }
}

function editLast(event) {
  const own = ({ from, sender_chat: chat, text, caption }) => from?.id === state.me && !chat && (text ?? caption);
  const last = state.conversation(state.place).findLast(own);
  if (last) { event.preventDefault(); edit(last); }
}

/** Send the draft; what could not be sent stays, with the reason above it. */
async function send() {
  const sent = draft;
  if (isSending || !(sent.text.trim() || sent.file)) return;
  isSending = true;
  refuse("");
  try {
    await deliver(sent, { person: state.me, chat: state.place.chat });
    Object.assign(sent, { text: "", reply: undefined, quote: undefined, editing: undefined, file: undefined });
    keep();
    if (sent === draft) redraw();
  } catch (error) {
    refuse(error.message);
  } finally {
    isSending = false;
  }
}

/** Offer what is neither text nor file; while a message is edited, what it can become. */
function offerKinds(event) {
  const { chat, thread } = state.place;
  const { editing, reply: target } = draft;
  const place = { thread: thread ?? undefined, reply_to: target?.message_id };
  const who = { person: state.me, chat, ...(editing ? { message: editing.message_id } : place) };
  offer(offers(state.chat(chat), who, cancel), event, event.currentTarget);
}

function deliver({ text, reply: target, quote, editing, file }, who) {
  if (editing) return act("edit", { ...who, message: editing.message_id, text });
  const { type, is_direct_messages: isLetter } = state.chat(who.chat);
  if (type === "channel" && !file) return act("post", { ...who, text });
  if (isLetter) return act("apart", { ...who, as: "letter", text });
  const place = { ...who, thread: state.place.thread ?? undefined, reply_to: target?.message_id };
  if (file) return sendFile({ ...place, caption: text.trim() || undefined }, file);
  return act("say", { ...place, text, quote });
}

/** Send words at once, as a press on a command does. */
export async function say(text) {
  const { chat, thread } = state.place;
  const sent = act("say", { person: state.me, chat, thread: thread ?? undefined, text });
  await sent.catch((error) => refuse(error.message));
}

function refuse(sentence) {
  trouble.hidden = !sentence;
  trouble.textContent = sentence;
}
