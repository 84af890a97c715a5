"""What readers are told of figures that contradict one another: why, and both sentences."""

from pages import whole

from jianbao.crosscheck import contradictions as checked
from jianbao.editions.voice import ChineseVoice, EnglishVoice
from jianbao.entities import mentions
from jianbao.figures import figures
from jianbao.interface import Words
from jianbao.model import Analysis, Source
from jianbao.render.contradictions import contradictions

TEXT = """
青石县修路记

青石县修路共投入扶贫资金3亿元，村民出行方便了许多。

据统计，青石县修路共投入扶贫资金5亿元，村民出行方便了许多。
"""


def analysis() -> Analysis:
    _, document = whole(TEXT)
    counted = figures(document, mentions(document))
    source = Source("a.txt", "0" * 64, "utf-8", 1, 1)
    return Analysis(source, document, figures=counted, problems=checked(document, counted))


def test_both_sentences_stand_side_by_side_and_lead_to_their_figures() -> None:
    one = analysis()
    assert one.problems
    (view,) = contradictions(one, ChineseVoice("zh-Hans", None), Words("zh-Hans"))
    assert view.why == "数值不同"
    assert [link.text for link in view.figures] == ["3亿元", "5亿元"]
    assert [link.note.startswith(start) for link, start in zip(view.figures, ("青石县", "据统计"), strict=True)] == [
        True
    ] * 2
    assert {link.href[1:] for link in view.figures} <= {figure.id for figure in one.figures}


def test_english_gives_the_sentences_in_chinese_and_says_so() -> None:
    (view,) = contradictions(analysis(), EnglishVoice({}, {}, "zh-Hans"), Words("en"))
    assert view.why == "Different values"
    assert {link.lang for link in view.figures} == {"zh-Hans"}
