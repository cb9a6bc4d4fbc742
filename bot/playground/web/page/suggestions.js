// Suggestions: the bot's commands, as soon as one types "/".

import { byId, el } from "./elements.js";
import { state } from "./state.js";

const list = byId("suggestions");
let words;
let choose;
let active = 0;
let found = [];

/**
 * Wire the list to the composer.
 * @param {HTMLTextAreaElement} field
 * @param {function(string)} fill Takes the command that was chosen.
 */
export function start(field, fill) {
  words = field;
  choose = (command) => fill(`/${command} `);
  field.addEventListener("blur", hide);
}

/** Show the commands that begin as the field does. */
export function show() {
  const typed = /^\/(\w*)$/.exec(words.value)?.[1];
  const isTyping = typed !== undefined && document.activeElement === words;
  const commands = isTyping ? state.chat(state.place.chat).commands : [];
  found = commands.filter(({ command }) => command.startsWith(typed.toLowerCase()));
  active = 0;
  list.replaceChildren(...found.map(({ command, description }, index) =>
    el("li", {
      id: `suggestion-${index}`, role: "option",
      onpointerdown: (event) => { event.preventDefault(); choose(command); },
    }, el("b", {}, `/${command}`), el("span", {}, description))));
  mark();
}

function mark() {
  list.hidden = !found.length;
  [...list.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === active)));
  if (found.length) words.setAttribute("aria-activedescendant", `suggestion-${active}`);
  else words.removeAttribute("aria-activedescendant");
  list.children[active]?.scrollIntoView({ block: "nearest" });
}

function hide() {
  found = [];
  mark();
}

/**
 * Take a key that is meant for the list.
 * @param {KeyboardEvent} event
 * @returns {boolean} Whether it was.
 */
export function pressed(event) {
  if (!found.length) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    active = (active + step + found.length) % found.length;
    mark();
  } else if (event.key === "Escape") {
    hide();
  } else if (event.key === "Tab" || (event.key === "Enter" && words.value !== `/${found[active].command}`)) {
    choose(found[active].command);
  } else {
    return false;
  }
  event.preventDefault();
  return true;
}
