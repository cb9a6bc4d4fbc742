#!/usr/bin/env bash
# Telegram's own parser of HTML (TDLib 1.8.69, by tdjson) never refuses the address of a link: what it does not take it
# drops without an error, the words stay as plain text; and an e-mail address becomes a web address with a user name.
# Seen:
#   <a href="http://localhost:8080/x">        -> no link     (a host without a dot)
#   <a href="https://intranet/x">             -> no link
#   <a href="https://example.org:99999/">     -> no link
#   <a href="tel:+37060000000">               -> no link
#   <a href="/a/relative/one">                -> no link
#   <a href="mailto:editor@example.org">      -> http://mailto:editor@example.org/   (opens example.org as "mailto")
#   <a href="example.invalidtld">             -> http://example.invalidtld/          (any word behind the dot is taken here)
# Guessed before: an error ("unsupported address") for the first five, and mailto: kept as it is, since Telegram's finder
# of entities makes an e-mail address of the same words.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q tdjson==1.8.69
"$folder/env/bin/python" - <<'PYTHON'
import json

import tdjson


def tdlib(request):
    return json.loads(tdjson.td_execute(json.dumps(request).encode()))


def address(href):
    html = f'<a href="{href}">words</a>'
    read = tdlib({"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}})
    assert read["text"] == "words", read
    return read["entities"][0]["type"]["url"] if read["entities"] else None


tdlib({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
expected = {
    "https://example.org/x": "https://example.org/x",
    "http://127.0.0.1:8080/x": "http://127.0.0.1:8080/x",
    "http://localhost:8080/x": None,
    "https://intranet/x": None,
    "https://example.org:99999/": None,
    "tel:+37060000000": None,
    "/a/relative/one": None,
    "mailto:editor@example.org": "http://mailto:editor@example.org/",
    "example.invalidtld": "http://example.invalidtld/",
}
seen = {href: address(href) for href in expected}
for href, url in seen.items():
    print(f"{href} -> {url}")
assert seen == expected, seen
found = tdlib({"@type": "getTextEntities", "text": "mailto:editor@example.org"})["entities"]
print("the finder, for the same words:", [(e["type"]["@type"], e["offset"], e["length"]) for e in found])
PYTHON
