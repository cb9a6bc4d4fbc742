// Entities: a text with Telegram's formatting becomes DOM. Offsets are UTF-16 units, which is how JavaScript counts.
// The text nodes say exactly the message's text, so a selection in the page tells its place in the message.

import { button, el } from "./elements.js";

const PLAIN = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code",
  mention: "span.mention", text_mention: "span.mention", hashtag: "span.mention", cashtag: "span.mention",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SCHEMES = new Set(["http:", "https:", "tg:"]);

/** Tells each foldable quote whether it is long enough to need its button. */
const folds = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.parentNode.classList.contains("folded")) {
      target.parentNode.classList.toggle("long", target.scrollHeight > target.clientHeight + 2);
    }
  }
});

/**
 * Dress a text in its entities.
 * @param {string} text
 * @param {Object[]} entities As the Bot API sends them.
 * @param {{command: function(string)}} actions What a press on a command does.
 * @returns {DocumentFragment}
 */
export function dress(text, entities = [], actions) {
  const queue = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const whole = document.createDocumentFragment();
  fill(whole, { text, queue, actions }, 0, text.length);
  return whole;
}

function fill(parent, job, from, to) {
  let at = from;
  while (job.queue.length && job.queue[0].offset < to) {
    const entity = job.queue.shift();
    const [start, end] = [Math.max(entity.offset, at), Math.min(entity.offset + entity.length, to)];
    if (start >= end) continue;
    parent.append(job.text.slice(at, start));
    const [outer, inner] = element(entity, job.text.slice(start, end), job.actions);
    fill(inner, job, start, end);
    parent.append(outer);
    at = end;
    if (BLOCKS.has(entity.type) && job.text[at] === "\n") {
      parent.append(el("span", { hidden: true }, "\n")); // the block ends its line already
      at += 1;
    }
  }
  parent.append(job.text.slice(at, to));
}

/** Return the element of an entity and the element that takes its words. */
function element(entity, words, actions) {
  switch (entity.type) {
    case "text_link": return twice(link(entity.url));
    case "url": return twice(link(/^[a-z]+:/i.test(words) ? words : `https://${words}`));
    case "spoiler": return twice(spoiler());
    case "bot_command": return twice(button("command", { onclick: () => actions.command(words) }));
    case "pre": return nested(el("pre", { "data-language": entity.language }), el("code"));
    case "blockquote": return twice(el("blockquote"));
    case "expandable_blockquote": return foldable();
    default: return twice(el(PLAIN[entity.type] ?? "span"));
  }
}

const twice = (node) => [node, node];

function nested(outer, inner) {
  outer.append(inner);
  return [outer, inner];
}

/** Make a link, or plain words of an address that no browser should open. */
export function link(address) {
  const scheme = URL.canParse(address) ? new URL(address).protocol : "";
  if (!SCHEMES.has(scheme)) return el("span");
  if (address.startsWith("tg://user")) return el("span.mention");
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" });
}

function spoiler() {
  const show = () => {
    node.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  const node = el("span.spoiler", {
    role: "button", tabindex: 0, "aria-label": "Hidden words: press to show", onclick: show,
    onkeydown: (event) => {
      if (!["Enter", " "].includes(event.key)) return;
      event.preventDefault();
      show();
    },
  });
  return node;
}

function foldable() {
  const toggle = () => {
    const folded = outer.classList.toggle("folded");
    chevron.setAttribute("aria-expanded", String(!folded));
  };
  const inner = el("div");
  const chevron = button("chevron", {
    "aria-label": "Show the whole quote", "aria-expanded": "false", onclick: toggle,
  });
  const outer = el("blockquote.expandable.folded", {}, inner, chevron);
  folds.observe(inner);
  return [outer, inner];
}

/**
 * Find the range of a stretch of text in a dressed element.
 * @param {Element} root
 * @param {number} start UTF-16 units.
 * @param {number} end
 * @returns {Range}
 */
export function stretch(root, start, end) {
  const range = new Range();
  range.selectNodeContents(root);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(), at = 0; node; at += node.length, node = walker.nextNode()) {
    if (start >= at && start < at + node.length) range.setStart(node, start - at);
    if (end > at && end <= at + node.length) range.setEnd(node, end - at);
  }
  return range;
}
