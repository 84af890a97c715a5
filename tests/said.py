"""Whether an editor is told of a problem in the language of the page."""

from jianbao.render.both import Tongues
from jianbao.render.problems import said


def is_said(code: str, message: str) -> bool:
    """Tell whether a message has words in every edition, with nothing left in English on a Chinese page."""
    chinese, english = said(code, message, Tongues("zh-Hant")), said(code, message, Tongues("en"))
    return bool(chinese.english) and chinese.text != chinese.english and english.text == chinese.english
