"""The browser that tests drive: Debian's Chromium, without a screen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.patience import PATIENCE

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = (1280, 800)
PHONE = (390, 844)

LONG = PATIENCE * 1000
"""Milliseconds that a browser may take for what comes at once elsewhere."""
expect.set_options(timeout=LONG)

needs_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and "COUNTERPOINT_TESTS_SKIP_NOTHING" not in os.environ,
        reason="there is no Chromium at /usr/bin/chromium",
    ),
]
"""Marks of a module of browser tests; where nothing may be skipped, a missing browser fails them."""
