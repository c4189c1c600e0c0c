from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

WAITS = """
import signal, threading, time
from bot.cli.serving import until_stopped

def tell():
    time.sleep(0.3)
    signal.pthread_kill({thread}.ident, signal.{name})

threading.Thread(target=tell, daemon=True).start()
until_stopped()
print("stopped")
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
@pytest.mark.parametrize("thread", ["threading.main_thread()", "threading.current_thread()"])
def test_a_signal_is_heard_whichever_thread_the_system_hands_it_to(thread, name):
    done = subprocess.run(
        [sys.executable, "-c", WAITS.format(thread=thread, name=name)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "stopped\n"), done.stderr
