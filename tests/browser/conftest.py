"""A headless Chromium, driven over its own protocol; without one these tests are skipped."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from websocket import create_connection

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Page:
    """One open page."""

    def __init__(self, socket):
        self._socket = socket
        self._number = 0
        self.problems = []
        self("Page.enable")
        self("Runtime.enable")
        self("Log.enable")

    def __call__(self, method, **arguments):
        self._number += 1
        call = {"id": self._number, "method": method, "params": arguments}
        self._socket.send(json.dumps(call))
        while True:
            told = json.loads(self._socket.recv())
            if told.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded"):
                self.problems.append(json.dumps(told["params"]))
            if told.get("id") == self._number:
                assert "error" not in told, told
                return told["result"]

    def size(self, width, height, *, phone=False):
        self(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2 if phone else 1,
            mobile=phone,
        )

    def open(self, url, ready="document.querySelector('.message, .empty')"):
        self("Page.navigate", url=url)
        self.wait(ready)

    def run(self, code):
        """The value of an expression of JavaScript."""
        answer = self("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait(self, code, seconds=10):
        end = time.monotonic() + seconds
        while not self.run(f"Boolean({code})"):
            assert time.monotonic() < end, f"never came true: {code}"
            time.sleep(0.05)

    def click(self, selector, text=""):
        """Clicks the first element of a selector with a text in it."""
        code = (
            f"[...document.querySelectorAll({json.dumps(selector)})]"
            f".find((one) => one.textContent.includes({json.dumps(text)})).click()"
        )
        self.run(code)

    def type(self, selector, text):
        self.run(f"document.querySelector({json.dumps(selector)}).focus()")
        self("Input.insertText", text=text)

    def press_enter(self):
        key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
        self("Input.dispatchKeyEvent", type="keyDown", **key)
        self("Input.dispatchKeyEvent", type="keyUp", **key)

    def text(self, selector="body"):
        return self.run(f"document.querySelector({json.dumps(selector)}).innerText")

    def picture(self, file):
        taken = self("Page.captureScreenshot", format="png")
        Path(file).write_bytes(base64.b64decode(taken["data"]))


class Browser:
    """A Chromium of our own, without a profile and without a network beyond this machine."""

    def __init__(self, program, folder):
        self._folder = folder
        self._process = subprocess.Popen(
            [
                program,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--remote-debugging-port=0",
                f"--user-data-dir={folder}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._socket = None

    def page(self):
        port = self._port()
        address = f"ws://127.0.0.1:{port}/devtools/page/{self._target(port)}"
        self._socket = create_connection(address, suppress_origin=True, timeout=20)
        return Page(self._socket)

    def close(self):
        if self._socket is not None:
            self._socket.close()
        self._process.terminate()
        self._process.wait(10)

    def _port(self):
        file = Path(self._folder) / "DevToolsActivePort"
        end = time.monotonic() + 20
        while not file.exists() or not file.read_text().strip():
            assert time.monotonic() < end, "Chromium did not start"
            time.sleep(0.05)
        return int(file.read_text().splitlines()[0])

    @staticmethod
    def _target(port):
        with urlopen(f"http://127.0.0.1:{port}/json/list", timeout=10) as answer:
            return next(one["id"] for one in json.load(answer) if one["type"] == "page")


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("needs Chromium")
    opened = Browser(program, tmp_path_factory.mktemp("chromium"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def page(browser):
    return browser.page()
