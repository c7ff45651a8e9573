"""The brief's page in a real browser: from a line to its words, on a narrow screen and on paper, offline."""

import base64
import re

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

from goodoffices import Case
from goodoffices.brief.page import page


@pytest.fixture(scope="module")
def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1000,1400",
    ):  # fmt: skip
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    written = tmp_path_factory.mktemp("page") / "brief.html"
    Case.load("examples/syria-2013").write_page(Case.load("examples/syria-2013").brief(), written)
    return written


def test_following_a_source_shows_the_reports_words(browser, file):
    browser.get(file.as_uri())
    link = browser.find_element(By.CSS_SELECTOR, ".verdict .source a")
    name = link.get_attribute("href").rpartition("#")[2]
    link.click()
    tag = browser.find_element(By.ID, name)
    assert 0 <= tag.rect["y"] - browser.execute_script("return window.scrollY") < 1400
    marked = browser.execute_script("return document.getElementById(arguments[0]).nextElementSibling.textContent", name)
    words = Case.load("examples/syria-2013").file.dossier.statements[name].words
    assert marked[:20] in words


def test_the_first_screen_answers(browser, file):
    browser.get(file.as_uri())
    first = browser.execute_script(
        "return [...document.querySelectorAll('body *')].filter(e => !e.children.length && "
        "e.getBoundingClientRect().bottom < 1400).map(e => e.textContent).join(' ')"
    )
    for said in (
        "NOT READY",
        "Hoped for",
        "asks",
        "to deliver it",
        "blocks",
        "Cheapest way out",
        "Next step",
        "disputed facts",
    ):
        assert said in first


def test_the_page_needs_no_network_and_no_script(browser, file):
    browser.get(file.as_uri())
    asked = re.findall(r'"url":"([^"]+)"', " ".join(entry["message"] for entry in browser.get_log("performance")))
    assert all(url.startswith(("file:", "data:", "chrome", "about:")) for url in asked)
    assert not browser.get_log("browser")
    assert not browser.find_elements(By.TAG_NAME, "script")
    urls = set(re.findall(r"https?://[^\s\"'<>]+", file.read_text()))
    assert urls <= {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("width", [360, 800])
def test_nothing_runs_out_of_a_narrow_screen(browser, file, width):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    )
    try:
        browser.get(file.as_uri())
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_it_prints_on_paper(browser, file):
    browser.get(file.as_uri())
    pdf = base64.b64decode(
        browser.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})["data"]
    )
    assert 3 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 20


def test_the_pictures_are_drawn_with_words_in_them(browser, file):
    browser.get(file.as_uri())
    pictures = browser.find_elements(By.TAG_NAME, "svg")
    assert [picture.get_attribute("aria-label") for picture in pictures] == [
        "Who leans on whom",
        "What the sides could agree on",
        "The way from today",
        "The states that hold, and by which concepts",
    ]
    for picture in pictures:
        box = picture.rect
        for text in picture.find_elements(By.TAG_NAME, "text"):
            assert text.rect["x"] >= box["x"] - 1
            assert text.rect["x"] + text.rect["width"] <= box["x"] + box["width"] + 1


def test_what_a_report_says_cannot_become_markup(browser, tmp_path):
    case = Case.load("examples/syria-2013")
    html = page(case.brief())
    assert "<script" not in html
