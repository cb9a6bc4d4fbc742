"""Files that were sent: what they are called, what is in them, where they are downloaded."""

from __future__ import annotations

import hashlib
import mimetypes
import struct
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
"""The largest file that a bot may download, in bytes."""


@dataclass(frozen=True, slots=True)
class File:
    """One file. A photo has a size in pixels."""

    id: str
    name: str
    content: bytes
    path: str

    @property
    def unique_id(self) -> str:
        """Return the id that stays the same for the same content."""
        return "AQ" + hashlib.sha256(self.content).hexdigest()[:14]

    @property
    def mime_type(self) -> str:
        """Return the type that the name tells."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    def as_file(self) -> dict[str, Any]:
        """Return what `getFile` answers."""
        return self._ids() | {"file_path": self.path}

    def as_document(self) -> dict[str, Any]:
        """Return the file as a `Document`."""
        return self._ids() | {"file_name": self.name, "mime_type": self.mime_type}

    def as_photo(self) -> list[dict[str, Any]]:
        """Return the file as a list of `PhotoSize`."""
        width, height = pixels(self.content)
        return [self._ids() | {"width": width, "height": height}]

    def _ids(self) -> dict[str, Any]:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


class Files:
    """All files of the playground, by id."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}

    def add(self, name: str, content: bytes, folder: str) -> File:
        """Keep a file. `folder` is where it is downloaded from: `documents` or `photos`."""
        number = len(self._files) + 1
        suffix = PurePosixPath(name).suffix
        file = File(f"BQAC{number:08d}", name, content, f"{folder}/file_{number}{suffix}")
        self._files[file.id] = file
        return file

    def get(self, file_id: str) -> File | None:
        """Return a file, or None where there is none of that id."""
        return self._files.get(file_id)

    def at(self, path: str) -> File | None:
        """Return the file that is downloaded from a path."""
        return next((file for file in self._files.values() if file.path == path), None)


def pixels(content: bytes) -> tuple[int, int]:
    """Return width and height of a PNG or a JPEG; (0, 0) for what is neither."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    return _jpeg_pixels(content) if content.startswith(b"\xff\xd8") else (0, 0)


def _jpeg_pixels(content: bytes) -> tuple[int, int]:
    """Walk the segments of a JPEG to its frame header (SOF0 … SOF15, without DHT, JPG and DAC)."""
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return int(width), int(height)
        place += 2 + int(struct.unpack(">H", content[place + 2 : place + 4])[0])
    return 0, 0
