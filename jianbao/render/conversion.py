"""The views of how well the conversion to Traditional does: kind by kind on the page about the archive, then each kind.

The sentences of a kind are cut into pages of `A_PAGE`, so that no page grows with the list.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from jianbao import addresses, ids, lexicon, routes
from jianbao.interface import Words
from jianbao.model import Page, Trial
from jianbao.render.views import Link

A_PAGE = 200  # sentences: some 40 KB of HTML
ABOUT, KIND = "about", "conversion"  # the templates; that of the page about the archive goes on with its edition


@dataclass(frozen=True)
class ScoreView:
    """How many sentences there are of a kind, or of all, and how many of them come out right: here, by OpenCC alone."""

    link: Link
    sentences: str
    ours: str
    plain: str


@dataclass(frozen=True)
class TrialView:
    """A sentence, as it should be written, and what comes out where that differs, cut where right and wrong meet.

    Each part is a text and whether it is wrong.
    """

    id: str
    text: str
    expected: str
    ours: tuple[tuple[str, bool], ...]
    plain: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class AboutView:
    """The page about the archive. `data` is the link to the data, `total` the score of all kinds together."""

    title: str
    description: str
    data: str
    scores: tuple[ScoreView, ...]
    total: ScoreView


@dataclass(frozen=True)
class KindView:
    """The sentences of a kind, or a part of them; `about` leads back, `parts` are all pages of the kind."""

    title: str
    description: str
    about: str
    score: ScoreView
    trials: tuple[TrialView, ...]
    parts: tuple[Link, ...]


def sketches(edition: str) -> Iterator[Page]:
    """Give the pages of an edition that show the list; their keys hold the code and the data, and so all of it."""
    yield Page(edition, addresses.about(edition), f"{ABOUT}.{edition}", "", "")
    for kind, sentences in Counter(row["class"] for row in lexicon.table("editions/regression")).items():
        for part in range(1, _pages(sentences) + 1):
            yield Page(edition, addresses.conversion(edition, kind, part), KIND, f"{kind}/{part}", "")


def shows(page: Page) -> bool:
    """Tell whether a page is one of those."""
    return page.template.partition(".")[0] in (ABOUT, KIND)


def view(page: Page, trials: Sequence[Trial]) -> AboutView | KindView:
    """Make the view of such a page; `trials` is the whole list, kind after kind."""
    return _kind(page, trials) if page.template == KIND else _about(page, trials)


def _about(page: Page, trials: Sequence[Trial]) -> AboutView:
    words = Words(page.edition)
    kinds = ((kind, tuple(own)) for kind, own in groupby(trials, key=lambda trial: trial.kind))
    return AboutView(
        title=words.say("about"),
        description=words.say("tagline"),
        data=routes.relative("data/", page.address),
        scores=tuple(_score(kind, own, page, words) for kind, own in kinds),
        total=_score("", trials, page, words),
    )


def _kind(page: Page, trials: Sequence[Trial]) -> KindView:
    words, (kind, _, part) = Words(page.edition), page.subject.partition("/")
    own = [trial for trial in trials if trial.kind == kind]
    first = (int(part) - 1) * A_PAGE
    return KindView(
        title=words.say("conversion-title", kind=words.say(f"conversion-{kind}")),
        description=words.say(f"conversion-{kind}-lead"),
        about=routes.relative(f"{addresses.about(page.edition)}#conversion", page.address),
        score=_score(kind, own, page, words),
        trials=tuple(map(_trial, own[first : first + A_PAGE])),
        parts=tuple(_parts(kind, len(own), page, words)),
    )


def _score(kind: str, trials: Sequence[Trial], page: Page, words: Words) -> ScoreView:
    """Count what is right of the sentences of a kind, or of all when it is empty."""
    where = addresses.conversion(page.edition, kind) if kind else page.address
    right = (sum(getattr(trial, whose) == trial.expected for trial in trials) for whose in ("ours", "plain"))
    link = Link(routes.relative(where, page.address), words.say(f"conversion-{kind}" if kind else "conversion-all"))
    return ScoreView(link, *map(words.number, (len(trials), *right)))


def _parts(kind: str, sentences: int, page: Page, words: Words) -> Iterator[Link]:
    if sentences > A_PAGE:
        for part in range(1, _pages(sentences) + 1):
            said = f"{words.number((part - 1) * A_PAGE + 1)}–{words.number(min(part * A_PAGE, sentences))}"
            yield Link(routes.relative(addresses.conversion(page.edition, kind, part), page.address), said)


def _pages(sentences: int) -> int:
    return -(-sentences // A_PAGE)


def _trial(trial: Trial) -> TrialView:
    return TrialView(
        id=ids.trial_anchor(trial.text),
        text=trial.text,
        expected=trial.expected,
        ours=_marked(trial.ours, trial.expected),
        plain=_marked(trial.plain, trial.expected),
    )


def _marked(text: str, expected: str) -> tuple[tuple[str, bool], ...]:
    """Cut a text where right and wrong meet; nothing where all of it is right.

    >>> _marked("頭發長", "頭髮長")
    (('頭', False), ('發', True), ('長', False))
    """
    if text == expected:
        return ()
    pairs = zip(text, expected, strict=True)
    return tuple(
        ("".join(a for a, _ in run), wrong) for wrong, run in groupby(pairs, key=lambda pair: pair[0] != pair[1])
    )
