"""Pages of a list: each thing stands on one of them, and one turns only to where there is something."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.message.page import ListPage


@given(count=st.integers(0, 40), size=st.integers(1, 9))
def test_the_pages_together_are_the_list(count: int, size: int) -> None:
    pages = [ListPage(count, size, wanted) for wanted in range(1, ListPage(count, size, 1).pages + 1)]
    assert [one for page in pages for one in page.cut(range(count))] == list(range(count))
    assert all(page.cut(range(count)) for page in pages) or count == 0


@given(count=st.integers(0, 40), size=st.integers(1, 9), wanted=st.integers(-3, 60))
def test_one_turns_to_the_pages_beside_it(count: int, size: int, wanted: int) -> None:
    page = ListPage(count, size, wanted)
    turned = [one.data for row in page.turns("en", str) for one in row]
    assert turned == [str(to) for to in (page.number - 1, page.number + 1) if 1 <= to <= page.pages]
    assert page.number == min(max(wanted, 1), page.pages)
