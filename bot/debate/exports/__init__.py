"""Exports: a debate as a Polis folder, as W3C Web Annotations, as Argdown and as plain JSON; pseudonymous."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.debate.exports.annotations import document as as_annotations
from bot.debate.exports.argdown import document as as_argdown
from bot.debate.exports.debate import Debate, collect
from bot.debate.exports.plain_json import document as as_json
from bot.debate.exports.polis import tables as as_polis

__all__ = ["Debate", "archive", "as_annotations", "as_argdown", "as_json", "as_polis", "collect", "render", "write"]

_FILE_PERMISSIONS = 0o644 << 16
"""Permissions of a packed file: without them, some programs unpack files that nobody may open."""


def render(debate: Debate, now: datetime) -> dict[str, bytes]:
    """Return every file of an export by its path; the same debate and moment give the same bytes."""
    files = {f"polis/{name}": text for name, text in as_polis(debate).items()}
    files["annotations.jsonld"] = as_annotations(debate, now)
    files["debate.argdown"] = as_argdown(debate)
    files["debate.json"] = as_json(debate, now)
    return {name: text.encode("utf-8", "replace") for name, text in files.items()}


def write(debate: Debate, folder: Path, now: datetime) -> list[Path]:
    """Write every file of an export into a folder, which is made where there is none, and return their paths."""
    return [_written(folder / name, content) for name, content in render(debate, now).items()]


def archive(debate: Debate, now: datetime) -> bytes:
    """Return every file of an export packed into one zip."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as files:
        for name, content in render(debate, now).items():
            entry = ZipInfo(name, now.astimezone(UTC).timetuple()[:6])
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, _FILE_PERMISSIONS
            files.writestr(entry, content)
    return packed.getvalue()


def _written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
