// People: who one is (the picker at the top), and who is in a chat and as what.

import { act } from "./api.js";
import { avatar, byId, dialogue, el } from "./elements.js";
import { nameOf, state } from "./state.js";

const STATUSES = {
  creator: "owner", administrator: "moderator", member: "member",
  restricted: "muted", left: "not here", kicked: "banned",
};
const DEEDS = {
  promote: "Make moderator", demote: "Make member", restrict: "Mute", unrestrict: "Unmute",
  ban: "Ban", unban: "Lift the ban", join: "Join", ask: "Ask to join", leave: "Leave", block: "Block", unblock: "Unblock",
};
/** What a moderator can do with others, by what they are. */
const POWERS = {
  administrator: ["demote"], member: ["promote", "restrict", "ban"],
  restricted: ["unrestrict", "ban"], kicked: ["unban"],
};

/** Wire the picker and the list of members. */
export function start() {
  state.addEventListener("chats", show);
  byId("me").addEventListener("change", (event) => state.pick(Number(event.target.value)));
  byId("members").addEventListener("click", () => members(state.place.chat));
}

function show() {
  const picker = byId("me");
  picker.replaceChildren(...state.people.map((person) =>
    el("option", { value: person.id, title: person.note }, `${person.first_name} · ${person.role}`)));
  picker.value = state.me;
}

/** Show who is in a chat; whoever may, changes what somebody is there. */
async function members(chat) {
  const trouble = el("p.trouble", { role: "alert", hidden: true });
  const list = el("ul.people");
  const isPrivate = state.chat(chat).type === "private";
  const bot = { ...state.bot, role: "bot" };
  const shown = () => (isPrivate ? [bot] : [...state.people, bot]);
  const redraw = () => list.replaceChildren(...shown().map((person) => row(chat, person, change)));
  const change = async (person, status) => {
    trouble.hidden = true;
    try {
      await act("member", { actor: state.me, chat, person: isPrivate ? state.me : person, status });
    } catch (error) {
      trouble.textContent = error.message;
      trouble.hidden = false;
      redraw();
    }
  };
  redraw();
  state.addEventListener("chats", redraw);
  await dialogue(isPrivate ? "Your chat with the bot" : nameOf(state.chat(chat)), [list, trouble], ["Close"]);
  state.removeEventListener("chats", redraw);
}

function row(chat, person, change) {
  const name = nameOf(person);
  const about = [person.role, person.note].filter(Boolean).join(" · ");
  return el("li", {}, avatar(person.id, name),
    el("span.summary", {},
      el("span.name", { dir: "auto" }, name, person.id === state.me && " (you)"), el("span.said", {}, about)),
    picker(chat, person, (deed) => change(person.id, deed)));
}

/** Show what somebody is in a chat, with what can be done about it. */
function picker(chat, person, change) {
  const status = state.status(chat, person.id);
  const deeds = offered(chat, person.id, status);
  if (!deeds.length) return el("span.status", {}, STATUSES[status]);
  return el("select", { "aria-label": `${nameOf(person)} is`, onchange: (event) => change(event.target.value) },
    el("option", { value: "" }, STATUSES[status]), ...deeds.map((deed) => el("option", { value: deed }, DEEDS[deed])));
}

/** Return what the one who looks can do: everybody joins and leaves, moderators change the others. */
function offered(chat, person, status) {
  if (state.chat(chat).type === "private") return status === "kicked" ? ["unblock"] : ["block"];
  if (status === "creator") return [];
  if (status === "left") return person === state.me || state.isStaff(chat) ? ["join", ...(person === state.me ? ["ask"] : [])] : [];
  if (person === state.me) return status === "kicked" ? [] : ["leave"];
  return state.isStaff(chat) ? POWERS[status] : [];
}
