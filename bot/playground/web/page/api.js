// Api: the playground's endpoints. A refusal arrives as one sentence and is thrown as an Error with that sentence.

const GONE = "The playground does not answer. Is it still running?";

async function answer(request) {
  const response = await request.catch(() => { throw new Error(GONE); });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error ?? GONE);
  return body;
}

/** Read everything there is. */
export const readState = () => answer(fetch("/play/state"));

/**
 * Do something as a person.
 * @param {"say"|"share"|"line"|"apart"|"elsewhere"|"react"|"press"|"edit"|"delete"|"pin"|"member"|"post"} what
 * @param {Object} values
 */
export function act(what, values) {
  const headers = { "content-type": "application/json" };
  return answer(fetch(`/play/${what}`, { method: "POST", headers, body: JSON.stringify(values) }));
}

/**
 * Send a file as a person.
 * @param {Object} values Fields of the form; what is undefined is left out.
 * @param {File} file
 */
export function sendFile(values, file) {
  const form = new FormData();
  for (const [key, value] of Object.entries(values)) {
    if (value != null) form.append(key, typeof value === "object" ? JSON.stringify(value) : value);
  }
  form.append("file", file);
  return answer(fetch("/play/file", { method: "POST", body: form }));
}

/** Tell where a file is read. */
export const fileAddress = (id) => `/play/file/${encodeURIComponent(id)}`;

/**
 * Follow what happens; the browser reconnects by itself and names the last event it saw.
 * @param {{opened: function, happened: function(Object, number), lost: function}} listener
 */
export function follow({ opened, happened, lost }) {
  const source = new EventSource("/play/events");
  source.onopen = opened;
  source.onmessage = (event) => happened(JSON.parse(event.data), Number(event.lastEventId));
  source.onerror = () => {
    lost();
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => follow({ opened, happened, lost }), 2000);
    }
  };
}
