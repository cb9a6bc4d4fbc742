// Elements: the one way the page makes DOM. Text only ever becomes text nodes, so nothing written can turn into markup.

/**
 * Find an element of the page by its id.
 * @param {string} id
 */
export const byId = (id) => document.getElementById(id);

/**
 * Make an element.
 * @param {string} tag Name and classes: "div.bubble.own".
 * @param {Object} attributes Attributes; functions under "on…" become listeners, false and null are left out.
 * @param {...(Node|string|null|false)} children Strings become text nodes.
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const node = document.createElement(name);
  node.classList.add(...classes.filter(Boolean));
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child != null && child !== false));
  return node;
}

/** Make a button that submits nothing. */
export const button = (tag, attributes, ...children) =>
  el(`button.${tag}`, { type: "button", ...attributes }, ...children);

/**
 * Make the round sign of a person or chat: its initial on one of six colours.
 * @param {number} id
 * @param {string} name
 */
export function avatar(id, name) {
  return el(`span.avatar.hue${Math.abs(id) % 6}`, { "aria-hidden": "true" }, [...name][0] ?? "?");
}

/**
 * Say the time of day, as this reader writes it.
 * @param {number} seconds Since 1970, as Telegram counts.
 */
export const clock = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });

/**
 * Say the day: "Today", "Yesterday" or a date.
 * @param {number} seconds
 */
export function day(seconds) {
  const [then, now] = [new Date(seconds * 1000), new Date()];
  const ago = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(then).setHours(0, 0, 0, 0)) / 86_400_000);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  return then.toLocaleDateString([], { day: "numeric", month: "long", year: "numeric" });
}

/**
 * Show a line that goes away by itself.
 * @param {string} words
 */
export function toast(words) {
  const node = byId("toast");
  node.hidePopover();
  node.showPopover();
  node.textContent = words;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => node.hidePopover(), Math.max(3500, words.length * 70));
}

/**
 * Show a dialogue and wait for it to close.
 * @param {string} title
 * @param {Node[]} content
 * @param {string[]} answers Words of the buttons; the last is the one meant.
 * @returns {Promise<string>} The words of the button pressed, or "" when it was closed otherwise.
 */
export function dialogue(title, content, answers) {
  const node = byId("dialogue");
  const buttons = answers.map((words, index) =>
    button(index === answers.length - 1 ? "strong" : "plain", { onclick: () => node.close(words) }, words));
  node.returnValue = "";
  node.replaceChildren(el("h2", { id: "dialogue-title" }, title), ...content, el("div.answers", {}, ...buttons));
  node.showModal();
  return new Promise((resolve) => node.addEventListener("close", () => resolve(node.returnValue), { once: true }));
}
