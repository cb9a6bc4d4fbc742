"""What came with a request: JSON, a form, or a form with files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote

Upload = tuple[str, bytes]
Form = tuple[dict[str, Any], dict[str, Upload]]
"""Values and files, each by name."""


def read(content_type: str, body: bytes) -> Form:
    """Read the body of a request.

    Raises:
        ValueError: The body is not what its type says.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        values = _json(body or b"{}")
        if not isinstance(values, dict):
            raise ValueError("JSON object expected")
        return values, {}
    if kind == "multipart/form-data":
        return _multipart(content_type, body)
    return dict(parse_qsl(body.decode(), keep_blank_values=True)), {}


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except RecursionError:
        raise ValueError("JSON nested too deeply") from None


def _multipart(content_type: str, body: bytes) -> Form:
    boundary = re.search(r'boundary="?([^";]+)', content_type)
    if not boundary:
        raise ValueError("multipart without a boundary")
    values: dict[str, Any] = {}
    files: dict[str, Upload] = {}
    parts = (b"\r\n" + body).split(b"\r\n--" + boundary[1].strip().encode())
    for part in parts[1:]:
        if part.startswith(b"--"):
            break
        head, separator, content = part.partition(b"\r\n\r\n")
        if not separator:
            raise ValueError("multipart with a part without a body")
        names = _names(head.decode("utf-8", "replace"))
        if "filename" in names:
            files[names.get("name", "")] = (names["filename"], content)
        else:
            values[names.get("name", "")] = content.decode()
    return values, files


def _names(head: str) -> Mapping[str, str]:
    """Return `name` and `filename` of a part; the extended form `filename*` is preferred."""
    disposition = next((line for line in head.split("\r\n") if line.lower().startswith("content-disposition")), "")
    names = {name.lower(): value for name, value in re.findall(r'(\w+)="((?:\\.|[^"\\])*)"', disposition)}
    names |= {name.lower(): value for name, value in re.findall(r"(\w+)=([^\s\";]+)", disposition)}
    names = {name: unquote(re.sub(r"\\(.)", r"\1", value)) for name, value in names.items()}
    extended = re.search(r"filename\*=(?:utf-8)''([^\s;]+)", disposition, re.IGNORECASE)
    return names | ({"filename": unquote(extended[1])} if extended else {})
