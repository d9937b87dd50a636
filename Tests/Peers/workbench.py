"""Drives the page of `batchlint serve` in Chromium, and prints what happened as one JSON object.

Usage: workbench.py PROGRAM SCENARIO FOLDER [FILE]
"""

import contextlib
import importlib.util
import json
import os
import pathlib
import re
import subprocess
import sys
import time

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

# Runs before the page's own scripts: when the first row is drawn, and which tasks hold the page.
OBSERVER = """
window.longTasks = []
new PerformanceObserver(list => window.longTasks.push(...list.getEntries().map(entry => entry.duration)))
  .observe({ type: 'longtask', buffered: true })
new MutationObserver((_, observer) => {
  const number = document.querySelector('#grid-body .number')
  if (!number?.textContent) return
  window.firstRow = performance.now()
  observer.disconnect()
}).observe(document, { subtree: true, childList: true, characterData: true })
"""

DROP = """
const transfer = new DataTransfer()
transfer.items.add(new File([new Uint8Array(arguments[0])], arguments[1]))
dispatchEvent(new DragEvent('dragover', { dataTransfer: transfer, bubbles: true, cancelable: true }))
dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
"""

STORAGE = """
const done = arguments[0]
Promise.all([caches.keys(), indexedDB.databases()]).then(([stores, databases]) => done(JSON.stringify([
  document.documentElement.outerHTML, { ...localStorage }, { ...sessionStorage }, stores, databases, document.cookie,
  [...document.querySelectorAll('input')].map(input => input.value)])))
"""

PLACE = """
const cell = document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))
return `${cell.parentElement.ariaRowIndex} ${cell.ariaColIndex}`
"""

SCROLL = """
const done = arguments[0]
const grid = document.getElementById('grid')
window.longTasks.length = 0
let frames = 0
let waiting = 0
function step() {
  frames += 1
  grid.scrollTop = frames % 60 ? grid.scrollTop + 240 : Math.random() * grid.scrollHeight
  waiting = Math.max(waiting, document.querySelectorAll('#grid-body .grid-row').length)
  if (frames < 120) requestAnimationFrame(step)
  else setTimeout(() => done({ frames, drawn: waiting, longTasks: window.longTasks }), 300)
}
requestAnimationFrame(step)
"""


class Page:
    """A server, and a browser at its page."""

    def __init__(self, program, folder, *arguments):
        self.folder = pathlib.Path(folder)
        self.server = subprocess.Popen(
            [program, "serve", "--no-open", "--no-config", *arguments], stdout=subprocess.PIPE, text=True,
            env={**os.environ, "TMPDIR": folder})
        self.address = self.server.stdout.readline().strip()
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                         "--window-size=1280,900", f"--user-data-dir={self.folder / 'profile'}"]:
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"download.default_directory": str(self.folder / "downloads")})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        try:
            self.browser = webdriver.Chrome(options, webdriver.ChromeService("/usr/bin/chromedriver"))
        except BaseException:
            self.server.terminate()
            raise
        self.browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": OBSERVER})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.browser.quit()
        if self.server.poll() is None:
            self.server.terminate()
        self.server.wait(10)

    def open(self):
        self.browser.get(self.address)
        self.until(lambda: self.script("return document.body.dataset.state ?? 'loading'") != "loading")

    def script(self, text, *arguments):
        return self.browser.execute_script(text, *arguments)

    def until(self, condition, seconds=10):
        return WebDriverWait(self.browser, seconds, 0.02).until(lambda _: condition())

    def find(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.script("return document.querySelector(arguments[0])?.textContent ?? ''", selector)

    def drop(self, path):
        path = pathlib.Path(path)
        self.script(DROP, list(path.read_bytes()), path.name)
        self.until(lambda: self.text("#name") == path.name and self.text("#grid-body .number"))

    def apply(self, selector):
        """Presses a button that previews a fix, and applies it."""
        before = self.text("#causes")
        self.find(selector).click()
        self.until(lambda: self.find("#dialog .dialog-actions .primary").is_displayed())
        diff = self.text("#dialog .diff")
        self.find("#dialog .dialog-actions .primary").click()
        self.until(lambda: self.text("#causes") != before)
        return diff

    def download(self):
        self.find("#download").click()
        folder = self.folder / "downloads"
        self.until(lambda: [file for file in folder.glob("*") if file.suffix != ".crdownload"])
        time.sleep(0.1)
        return next(folder.glob("*"))

    def console(self):
        return [entry["message"] for entry in self.browser.get_log("browser")]


def drop(program, folder, file):
    """A file is dropped, all of it is fixed, and it is downloaded."""
    with Page(program, folder) as page:
        page.open()
        welcome = page.text("#welcome-title")
        page.drop(file)
        verdict = page.text("#verdict")
        cells = [cell.text for cell in page.browser.find_elements(By.CSS_SELECTOR, "#grid-body .grid-row")[:1]]
        diff = page.apply("#fix-safe")
        downloaded = page.download()
        page.until(lambda: not page.find("#edited").is_displayed())
        return {
            "welcome": welcome, "verdict": verdict, "cells": cells, "diff": diff, "downloaded": str(downloaded),
            "storage": page.browser.execute_async_script(STORAGE), "console": page.console(),
            "cookies": page.script("return document.cookie"), "address": page.browser.current_url,
        }


def keyboard(program, folder, file):
    """A file is corrected and saved without a mouse."""
    with Page(program, folder, file) as page:
        page.open()
        page.until(lambda: page.text("#grid-body .number"))
        active = page.browser.switch_to.active_element

        def press(*keys):
            page.browser.switch_to.active_element.send_keys(*keys)

        active.send_keys(Keys.F8)
        page.until(lambda: page.text("#inspector .message"))
        message = page.text("#inspector .message")
        place = page.script(PLACE)
        press(Keys.ENTER)
        page.until(lambda: page.find("#editor-input").is_displayed())
        press("b@contoso.com", Keys.ENTER)
        page.until(lambda: page.find("#edited").is_displayed())
        edited = page.text("#inspector .value")
        # The password beside it is replaced, and what is typed does not show.
        press(Keys.END, Keys.ENTER)
        page.until(lambda: page.script(
            "return getComputedStyle(document.getElementById('editor-input')).webkitTextSecurity") == "disc")
        kind = page.find("#editor-input").get_attribute("value")
        press("Kestrel-7", Keys.ENTER)
        page.until(lambda: not page.find("#editor").is_displayed())
        page.until(lambda: page.script("return document.body.ariaBusy") == "false")
        storage = page.browser.execute_async_script(STORAGE)
        press(Keys.CONTROL, "s")
        page.until(lambda: not page.find("#edited").is_displayed())
        order = []
        for _ in range(40):
            press(Keys.TAB)
            name = page.script("return document.activeElement.id")
            if name and name not in order:
                order.append(name)
        page.find("#more-button").click()
        page.find("#quit").click()
        return {
            "message": message, "place": place, "edited": edited, "secret": kind, "storage": storage, "order": order,
            "status": page.server.wait(10), "console": page.console(),
        }


def scroll(program, folder, file):
    """A long file is opened and scrolled through."""
    # What else the machine does must not count: root may go before it.
    with contextlib.suppress(PermissionError):
        os.nice(-15)
    with Page(program, folder, file) as page:
        page.open()
        # Once more, with the browser warm.
        page.browser.refresh()
        page.until(lambda: page.script("return window.firstRow"))
        paint = page.script("return performance.getEntriesByType('paint').map(entry => [entry.name, entry.startTime])")
        first = page.script("return window.firstRow")
        opening = page.script("return window.longTasks")
        page.browser.set_script_timeout(30)
        # Other programs may hold the machine meanwhile: the best of three.
        runs = [page.browser.execute_async_script(SCROLL) for _ in range(3)]
        found = min(runs, key=lambda run: len(run["longTasks"]))
        page.script("document.getElementById('grid').scrollTop = 1e9")
        page.until(lambda: page.script(
            "return [...document.querySelectorAll('#grid-body .number')].some(e => e.textContent === '50,000')"))
        memory = pathlib.Path(f"/proc/{page.server.pid}/status").read_text()
        return {
            "paint": dict(paint), "firstRow": first, "opening": opening, **found,
            "memory": int(memory.split("VmHWM:")[1].split()[0]), "console": page.console(),
        }


def probe(program, folder, file):
    """A file is probed at a simulated server, stopped and resumed."""
    sandbox = subprocess.Popen(
        [program, "sandbox", "--no-config", "--no-tls", "--until-eof", "--fault", "mailbox-denied=4", file],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    port = re.search(r"port (\d+) ", sandbox.stdout.readline()).group(1)
    with Page(program, folder, file) as page:
        page.open()
        page.find("#more-button").click()
        page.find("#ask-probe").click()
        page.find("#probe-server").send_keys(f"127.0.0.1:{port}")
        page.script("document.getElementById('probe-security').value = 'none'")
        page.script("document.getElementById('probe-rate').value = '10'")
        page.find("#dialog .dialog-actions .primary").click()
        page.until(lambda: page.find("#probe-start").is_displayed())
        question = page.text("#dialog .dialog-body")
        page.find("#probe-start").click()
        page.until(lambda: page.script("return document.querySelector('#probe progress')?.value ?? 0") >= 5)
        progress = page.text("#probe")
        page.find("#probe-stop").click()
        page.until(lambda: page.script("return Boolean(document.getElementById('probe-resume'))"))
        stopped = page.text("#probe")
        page.find("#probe-resume").click()
        page.until(lambda: "30 of 31 rows opened" in page.text("#probe"), 30)
        done = page.text("#probe")
        causes = page.text("#causes")
        storage = page.browser.execute_async_script(STORAGE)
        console = page.console()
    _, counts = sandbox.communicate(timeout=10)
    return {
        "question": question, "progress": progress, "stopped": stopped, "done": done, "causes": causes,
        "storage": storage, "counts": counts, "console": console,
        "left": [path.name for path in pathlib.Path(folder).glob("batchlint-serve-*")],
    }


def axe(program, folder, file):
    """What axe says of the page in all its states, at three widths, light and dark."""
    source = pathlib.Path(importlib.util.find_spec("axe_core_python").origin).with_name("axe.min.js").read_text()
    run = """
      const done = arguments[0]
      axe.run(document, { resultTypes: ['violations'] }).then(found => done([found.passes.length,
        found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`))]))
    """
    answers = {}
    with Page(program, folder) as page:
        page.open()
        page.script(source)

        def look(state):
            for width, height in [(400, 800), (1280, 900), (3840, 2160)]:
                for scheme in ["light", "dark"]:
                    page.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
                        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
                    page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
                        {"name": "prefers-color-scheme", "value": scheme},
                        {"name": "prefers-reduced-motion", "value": "reduce"}]})
                    time.sleep(0.1)
                    answers[f"{state} {width} {scheme}"] = page.browser.execute_async_script(run)
                    if "--shots" in sys.argv:
                        page.browser.save_screenshot(str(page.folder / f"{state}-{width}-{scheme}.png"))

        look("welcome")
        page.drop(file)
        page.script("document.querySelector('.cause-head').click()")
        page.until(lambda: page.text(".places"))
        page.find("#grid").send_keys(Keys.F8)
        page.until(lambda: page.text("#inspector .message"))
        look("file")
        page.script("document.getElementById('fix-unsafe').click()")
        page.until(lambda: page.text("#dialog .diff"))
        look("preview")
        page.script("document.querySelector('#dialog').close(); document.getElementById('ask-probe').click()")
        page.until(lambda: page.find("#probe-server").is_displayed())
        look("probe")
        # The page with what axe must complain of.
        page.script("document.querySelector('#dialog').close(); document.documentElement.lang = '';"
                    "document.getElementById('rows-title').style.color = '#444'")
        answers["broken"] = page.browser.execute_async_script(run)
    return answers


print(json.dumps(globals()[sys.argv[2]](sys.argv[1], *[word for word in sys.argv[3:] if word != "--shots"])))
