// State: what the page knows, and who is told when it changes. No DOM here.
//
// Notices: "chats" (people, chats or their order), "message" {chat, message, fresh}, "gone" {chat, id},
// "action" {chat, …}, "me" (another person was picked), "place" (another conversation was opened).

const STAFF = new Set(["creator", "administrator"]);
const INSIDE = new Set(["creator", "administrator", "member", "restricted"]);

class State extends EventTarget {
  bot = { first_name: "Bot" };
  people = [];
  chats = new Map();
  /** @type {Map<number, Map<number, Object>>} Messages by chat and id, in order of their ids. */
  messages = new Map();
  me = Number(sessionStorage.getItem("me")) || 0;
  /** @type {{chat: number, thread: number|null}|null} */
  place = null;
  seen = new Map();

  tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** Take over everything the server has; only what differs is told. */
  load({ bot, people, chats, messages }) {
    Object.assign(this, { bot, people, chats: new Map(chats.map((chat) => [chat.id, chat])) });
    const member = people.find(({ role }) => role === "member") ?? people[0];
    if (!this.person(this.me)) this.me = member.id;
    for (const [key, list] of Object.entries(messages)) {
      const present = new Set(list.map((message) => message.message_id));
      for (const id of this.in(Number(key)).keys()) if (!present.has(id)) this.remove(Number(key), id);
      for (const message of list) this.put(Number(key), message);
    }
    this.start ??= new Map([...this.messages].map(([id, known]) => [id, Math.max(0, ...known.keys())]));
    this.tell("chats");
  }

  /** Return the messages of a chat by id. */
  in(chat) {
    if (!this.messages.has(chat)) this.messages.set(chat, new Map());
    return this.messages.get(chat);
  }

  put(chat, message) {
    const known = this.in(chat);
    const former = known.get(message.message_id);
    if (former && JSON.stringify(former) === JSON.stringify(message)) return;
    known.set(message.message_id, message);
    this.tell("message", { chat, message, fresh: !former });
  }

  /** Forget a message, and its words above those that answered it. */
  remove(chat, id) {
    if (!this.in(chat).delete(id)) return;
    this.tell("gone", { chat, id });
    for (const message of this.in(chat).values()) {
      if (message.reply_to_message?.message_id === id) this.put(chat, { ...message, reply_to_message: undefined });
    }
  }

  person(id) {
    return this.people.find((person) => person.id === id);
  }

  chat(id) {
    const unused = { id, type: "private", title: this.bot.first_name, topics: [], members: [], commands: [] };
    return this.chats.get(id) ?? unused;
  }

  status(chat, person = this.me) {
    return this.chat(chat).members.find((member) => member.person === person)?.status ?? "left";
  }

  isStaff(chat) {
    return STAFF.has(this.status(chat));
  }

  isInside(chat, person = this.me) {
    return INSIDE.has(this.status(chat, person));
  }

  pick(me) {
    this.me = me;
    sessionStorage.setItem("me", me);
    this.tell("me");
  }

  open(chat, thread = null) {
    this.place = { chat, thread };
    this.tell("place");
  }

  /** Return the places this person sees: chats, and the topics below a forum. */
  places() {
    const chats = [...this.chats.values()].filter(({ id, type }) => type !== "private" || id === this.me);
    return chats.flatMap((chat) => [
      { chat, thread: null, title: chat.type === "private" ? this.bot.first_name : chat.title },
      ...(chat.is_forum ? chat.topics ?? [] : []).map(({ id, name, closed }) => (
        { chat, thread: id, title: name, closed })),
    ]);
  }

  /** Tell whether a message stands in a place: a chat, a forum topic, or the comments below a post. */
  belongs(message, { chat, thread }) {
    const writer = message.direct_messages_topic?.user.id; // letters to a channel: everybody has a place of their own
    if (writer && writer !== this.me && !this.isStaff(chat)) return false;
    if (this.chat(chat).is_forum) return (message.is_topic_message ? message.message_thread_id : null) === thread;
    return thread === null || message.message_id === thread || message.message_thread_id === thread;
  }

  /** Return the messages of a place, oldest first. */
  conversation(place) {
    return [...this.in(place.chat).values()]
      .filter((message) => this.belongs(message, place))
      .sort((a, b) => a.message_id - b.message_id);
  }

  /** Return a place's name in storage, for this person. */
  key({ chat, thread }) {
    return `${this.me}:${chat}:${thread ?? ""}`;
  }

  /** Note that everything in a place was seen by this person. */
  see(place) {
    const last = Math.max(0, ...this.in(place.chat).keys());
    this.seen.set(this.key(place), last);
  }

  /** Count what this person has not seen in a place. */
  unread(place) {
    const last = this.seen.get(this.key(place)) ?? this.start?.get(place.chat) ?? 0;
    const isNew = (message) => message.message_id > last && message.from?.id !== this.me;
    return this.conversation(place).filter(isNew).length;
  }
}

/** Tell what a person or chat is called. */
export const nameOf = (who) => who.title ?? [who.first_name, who.last_name].filter(Boolean).join(" ");

/** Tell who speaks in a message: a person, or a chat that speaks in its own name. */
export const speakerOf = (message) => message.sender_chat ?? message.from ?? message.chat;

export const state = new State();
