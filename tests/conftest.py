"""What holds for every test: one that needs Chromium is skipped without it, but never in CI."""

import os

import pytest

from tests.chromium import chromium


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and not chromium():
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed: in CI the page has to be walked.", pytrace=False)
        pytest.skip("Chromium is not installed: the page is not walked.")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lives in a whole playground is a transcript; it and the crawl are told apart from the quick part."""
    for item in items:
        if "crawl" in item.path.parts:
            item.add_marker(pytest.mark.crawl)
        if isinstance(item, pytest.Function) and {"world", "bare_world"} & {*item.fixturenames}:
            item.add_marker(pytest.mark.transcript)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser for Playwright's `executable_path`."""
    path = chromium()
    assert path
    return path
