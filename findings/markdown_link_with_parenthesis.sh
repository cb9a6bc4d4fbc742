#!/usr/bin/env bash
# aiogram 3.31.0 writes a link whose address holds a closing parenthesis as MarkdownV2 that Telegram's own parser (TDLib
# 1.8.69, by tdjson) refuses: the parenthesis in the address is not escaped. python-telegram-bot 22.8 escapes it. So copying a member's message that links to an encyclopaedia's page "Tram_(line)"
# fails with one library and works with the other.
# Seen for "trams" linked to https://example.org/Tram_(line)?page=2, and to https://example.org/Tram_(line):
#   aiogram 3.31.0           -> refused: Character '=' (the other time ')') is reserved and must be escaped …
#   python-telegram-bot 22.8 -> the address is whole, both times
# Guessed before: both round trip.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q tdjson==1.8.69 aiogram==3.31.0 python-telegram-bot==22.8
"$folder/env/bin/python" - <<'PYTHON'
import json

import tdjson
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import markdown_decoration
from telegram import Message


def tdlib(request):
    return json.loads(tdjson.td_execute(json.dumps(request).encode()))


def read_back(markdown):
    mode = {"@type": "textParseModeMarkdown", "version": 2}
    read = tdlib({"@type": "parseTextEntities", "text": markdown, "parse_mode": mode})
    if read["@type"] == "error":
        return "refused: " + read["message"]
    return read["text"], [e["type"]["url"] for e in read["entities"]]


tdlib({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
seen = {}
for url in ("https://example.org/Tram_(line)?page=2", "https://example.org/Tram_(line)"):
    entity = {"type": "text_link", "offset": 0, "length": 5, "url": url}
    raw = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "trams", "entities": [entity]}
    seen["python-telegram-bot", url] = read_back(Message.de_json(raw, None).text_markdown_v2)
    seen["aiogram", url] = read_back(markdown_decoration.unparse("trams", [MessageEntity.model_validate(entity)]))
for (who, url), found in seen.items():
    print(f"{who}: {url} -> {found}")
    if who == "python-telegram-bot":
        assert found == ("trams", [url]), found
    else:
        assert "reserved" in found, found
PYTHON
