#!/usr/bin/env bash
# Telegram's own parser of HTML (TDLib 1.8.69, by tdjson) takes 65,536 characters of markup, however few of them anybody
# sees: the addresses of links and the tags count, as characters and not as bytes. One more is refused ("Text is too
# long"). The 4,096 characters that a message may have are another limit, of what is left after parsing. So a message of
# three short quotes is refused when their links carry long text fragments in percent-encoded Cyrillic.
# Seen: one visible letter behind an address of 65,499 letters, 65,536 letters of either script, 8,192 times <b>x</b>
# (65,536 characters of markup): taken. One letter or one pair of tags more: refused.
# Guessed before: nothing but the visible text has a limit here, and odd letters in the addresses were what was refused.
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


def parsed(markup):
    mode = {"@type": "textParseModeHTML"}
    return tdlib({"@type": "parseTextEntities", "text": markup, "parse_mode": mode})


tdlib({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
LIMIT = 65_536
made = {
    "a link": lambda size: '<a href="https://example.org/#' + "a" * (size - 37) + '">w</a>',
    "Latin": lambda size: "b" * size,
    "Cyrillic": lambda size: "ж" * size,
    "tags": lambda size: "<b>x</b>" * (size // 8) + "x" * (size % 8),
}
for name, make in made.items():
    taken, refused = make(LIMIT), make(LIMIT + 1)
    assert (len(taken), len(refused)) == (LIMIT, LIMIT + 1)
    answer, no = parsed(taken), parsed(refused)
    print(f"{name}: {LIMIT} characters -> {answer['@type']}, {len(answer['text'])} to be seen; one more -> {no['message']}")
    assert answer["@type"] == "formattedText"
    assert no["@type"] == "error"
    assert "Text is too long" in no["message"]
PYTHON
