#!/usr/bin/env bash
# python-telegram-bot 22.8 (`Message.text_html`) and aiogram 3.31.0 (`html_decoration.unparse`) both lose the language of
# a block of code: what they write is read by Telegram's own parser (TDLib 1.8.69, by tdjson) as a block *and* inline
# code in the same place, without a language. The one writes class="python" where Telegram wants class="language-python",
# the other language="language-python".
# Seen for the entity {pre, offset 0, length 5, language "python"}:
#   TDLib's own HTML         -> textEntityTypePreCode python
#   python-telegram-bot 22.8 -> <pre><code class="python">x = 1</code></pre>               -> Pre + Code
#   aiogram 3.31.0           -> <pre><code language="language-python">x = 1</code></pre>   -> Pre + Code
# MarkdownV2 of both keeps the language. Guessed before: HTML keeps it too.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q tdjson==1.8.69 aiogram==3.31.0 python-telegram-bot==22.8
"$folder/env/bin/python" - <<'PYTHON'
import json

import tdjson
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration, markdown_decoration
from telegram import Message


def tdlib(request):
    return json.loads(tdjson.td_execute(json.dumps(request).encode()))


def kinds(text, mode):
    read = tdlib({"@type": "parseTextEntities", "text": text, "parse_mode": mode})
    return [(e["type"]["@type"].removeprefix("textEntityType"), e["type"].get("language")) for e in read["entities"]]


HTML = {"@type": "textParseModeHTML"}
MARKDOWN = {"@type": "textParseModeMarkdown", "version": 2}
tdlib({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})

entity = {"type": "pre", "offset": 0, "length": 5, "language": "python"}
raw = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x = 1", "entities": [entity]}
message = Message.de_json(raw, None)
theirs = [MessageEntity.model_validate(entity)]

written = {
    "Telegram's documentation": ('<pre><code class="language-python">x = 1</code></pre>', HTML),
    "python-telegram-bot, HTML": (message.text_html, HTML),
    "aiogram, HTML": (html_decoration.unparse("x = 1", theirs), HTML),
    "python-telegram-bot, MarkdownV2": (message.text_markdown_v2, MARKDOWN),
    "aiogram, MarkdownV2": (markdown_decoration.unparse("x = 1", theirs), MARKDOWN),
}
seen = {who: kinds(*what) for who, what in written.items()}
for who, found in seen.items():
    print(f"{who}: {written[who][0]!r} -> {found}")
kept, lost = [("PreCode", "python")], [("Pre", None), ("Code", None)]
assert seen == {
    "Telegram's documentation": kept,
    "python-telegram-bot, HTML": lost,
    "aiogram, HTML": lost,
    "python-telegram-bot, MarkdownV2": kept,
    "aiogram, MarkdownV2": kept,
}, seen
PYTHON
