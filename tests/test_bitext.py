"""English sentences beside the Chinese ones that they render, in a translation made block by block."""

from jianbao.editions.bitext import aligned, rendering

CHINESE = (
    "去年春天，村里修通了三公里长的水泥路。路通以后，苹果当天就能运到省城；老人看病也不用再翻山。"
    "今年，村里又打了两口深井。"
)
ENGLISH = (
    "Last spring the village finished a concrete road three kilometres long. Since then apples reach the capital of "
    "the province on the day they are picked. Nor do old people have to cross the mountain to see a doctor. "
    "This year the village has sunk two deep wells."
)


def test_one_sentence_may_become_two_and_the_others_keep_their_places() -> None:
    assert rendering(CHINESE, ENGLISH, 3) == ENGLISH[:72].strip()
    assert rendering(CHINESE, ENGLISH, CHINESE.index("老人")).startswith("Nor do old people")
    assert rendering(CHINESE, ENGLISH, CHINESE.index("深井")) == "This year the village has sunk two deep wells."


def test_two_sentences_may_become_one() -> None:
    text = "桥通了。人来了。第二年，县里在桥头建起了八百平方米的集市。"
    made = "The bridge opened and people came. In the second year the county built a market of 800 square metres there."
    assert rendering(text, made, 1) == rendering(text, made, 5) == "The bridge opened and people came."


def test_nothing_of_either_text_is_left_out() -> None:
    pairs = aligned(CHINESE, ENGLISH)
    assert "".join(CHINESE[start:end] for (start, end), _ in pairs) == CHINESE
    assert " ".join(ENGLISH[start:end].strip() for _, (start, end) in pairs) == ENGLISH


def test_a_translation_that_is_one_sentence_renders_all() -> None:
    assert rendering("一。二。三。", "All in one.", 5) == "All in one."
    assert rendering("", "", 0) == ""
