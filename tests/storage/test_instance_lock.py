"""One process at a time works on a database; when it dies, however it dies, the next one may."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from storage.instance_lock import InstanceLock

HOLD = """
import sys, time
from storage.instance_lock import InstanceLock
print(InstanceLock(sys.argv[1]).acquire(), flush=True)
time.sleep(60)
"""


def test_the_second_waits_for_the_first(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/bot.db"
    first, second = InstanceLock(url), InstanceLock(url)

    assert first.acquire()
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()


def test_a_killed_process_gives_the_right_back(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/bot.db"
    process = subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, "-c", HOLD, url], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        waiting = InstanceLock(url)
        assert not waiting.acquire()
    finally:
        process.kill()
        process.communicate()
    assert waiting.acquire()
    waiting.release()
