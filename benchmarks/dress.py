"""Make whole pages with known roles out of articles: heads, bylines, captions, credits and notes about a body.

The body comes from `benchmarks.simulate`, scrambled or not. What is put about it is written by `dress_words` and by
the heads of the corpus, laid out in several styles of blank lines and marks, so that no style is the only one known.
"""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.corpus import cleaned
from benchmarks.dress_words import WORDS, said
from benchmarks.simulate import simulate, tidy
from jianbao.model import Piece, Role

_SCENE = re.compile("|".join(WORDS["scenes"]))
WIDE, USUAL, TIGHT, BESIDE = 2, 1, 0, -1  # how far a piece stands from the one above it; BESIDE: on its line
# Blank lines for TIGHT, USUAL, WIDE in each style of text, and how likely the style is.
STYLES = (((0, 1, 3), 0.4), ((0, 1, 5), 0.15), ((0, 0, 0), 0.15), ((0, 1, 1), 0.1), ((1, 1, 1), 0.1), ((0, 0, 1), 0.1))
NOISE = (0.0, 0.0, 0.05, 0.3, 0.5)  # how often a distance is a line wider than its style has it
_ASIDE = re.compile("[（(〔].{1,50}[）)〕]$|.{0,20}(?:摄|记者).{0,20}$")  # lines of an article that are no body text
_ODD = re.compile(WORDS["odd"])
_HALVES = re.compile("[^ （]{5,16} [^ （]{5,16}")
_WHOLE = ("。", "！", "？", "”")
_SUMMARY, _LONG_SUBHEAD = 20, 50  # characters
_HALF = str.maketrans("，；：？！（）", ",;:?!()")


@dataclass(frozen=True)
class Item:
    """A piece of a page to be: its role, and how far it stands from the piece above."""

    text: str
    role: Role
    gap: int = USUAL


def page(article: Mapping[str, Any], others: Sequence[Mapping[str, Any]], rng: random.Random) -> list[Item] | None:
    """Dress an article as a page; None when its body is too short. `others` lend their titles as captions."""
    body = _body(article, rng)
    if not body:
        return None
    if rng.random() < 0.1:
        body = _summed_up(body, others, rng)
    article, body, summary = _with_what_is_rare(article, body, others)
    head, captions = _head(article, others, rng), _captions(others, len(body), rng)
    head += summary
    byline, place = _byline(rng)
    count = _introduction(body, rng) if place == "top" else 0
    if count:
        body = [*(Item(item.text, "lead", item.gap) for item in body[:count]), *byline, *body[count:]]
    elif place == "top":
        head += byline
    first = captions if rng.random() < 0.3 else []
    if not first:
        for block in _grouped(captions, rng):
            at = rng.randint(1, len(body))
            body[at:at] = block
    tail = [*(byline if place == "end" else []), *_notes(rng)]
    rng.shuffle(tail)
    return _printed([*first, *head, *body, *tail], rng)


def _with_what_is_rare(
    article: Mapping[str, Any], body: list[Item], others: Sequence[Mapping[str, Any]]
) -> tuple[Mapping[str, Any], list[Item], list[Item]]:
    """Give some pages what is rare in a corpus: days as headings, a signature, an odd title, a summary below the head.

    It has a generator of its own, so that the rest of a page is the same with it and without.
    """
    rng = random.Random(article["title"] + body[-1].text)  # noqa: S311 no secret
    body = _dated(body, rng) if rng.random() < 0.05 else body
    body = _signed(body, rng) if rng.random() < 0.08 else body
    if rng.random() < 0.05:
        article = {**article, "title": _odd_title(others, rng), "kicker": ""}
    summary = _summary(others, rng) if rng.random() < 0.08 else ""
    return article, body, [Item(summary, "lead")] if summary else []


def _odd_title(others: Sequence[Mapping[str, Any]], rng: random.Random) -> str:
    """Take a title that reads like a byline or a sentence: `山路弯弯（记者手记）`, `我爱你，中国！`."""
    while True:
        title: str = rng.choice(others)["title"]
        if _ODD.search(title):
            return title


def _introduction(body: Sequence[Item], rng: random.Random) -> int:
    """Choose how many whole paragraphs stand between the headline and the byline, as an introduction; mostly none."""
    whole = [item.role == "para" and item.text.endswith(_WHOLE) for item in body[:2]]
    most = 2 if all(whole) and len(whole) > 1 else int(whole[0])
    return rng.randint(1, most) if most and rng.random() < 0.3 else 0


def _summed_up(body: Sequence[Item], others: Sequence[Mapping[str, Any]], rng: random.Random) -> list[Item]:
    """Set a summary, mostly without a full stop, under every heading."""
    out = []
    ends = rng.random() < 0.3
    for item in body:
        out.append(item)
        if item.role == "heading" and (summary := _summary(others, rng)):
            out.append(Item(summary + "。" * ends, "lead"))
    return out


def _summary(others: Sequence[Mapping[str, Any]], rng: random.Random) -> str:
    """Take a kicker, or a sentence of news, of another article as a summary; empty: it has none."""
    other = rng.choice(others)
    kicker: str = other.get("kicker", "").rstrip("。")
    if len(kicker) >= _SUMMARY and "——" not in kicker:
        return kicker
    sentences: list[str] = re.findall("[^。！？“”]{24,80}(?=。)", other["text"].split("\n")[-1])
    return rng.choice(sentences).strip() if sentences else ""


def _dated(body: Sequence[Item], rng: random.Random) -> list[Item]:
    """Make a chronicle or a diary of an article: every heading is a day."""
    year, month = rng.randint(1949, 2030), rng.randint(1, 12)
    days = iter(sorted(rng.sample(range(1, 29), 28)))
    return [
        Item(f"{year}年{month}月{next(days, 30)}日", "heading", item.gap) if item.role == "heading" else item
        for item in body
    ]


def _signed(body: Sequence[Item], rng: random.Random) -> list[Item]:
    """Sign an article as letters, orders and notices are signed, at its end or, with an annex below it, before.

    Half of them open with a salutation.
    """
    at = len(body) if rng.random() < 0.6 else rng.randint(1, len(body))
    while at < len(body) and not body[at - 1].text.endswith(_WHOLE):
        at += 1
    signers = [said(rng.choice(WORDS["signers"]), rng) for _ in range(rng.choice((0, 1, 1, 1, 2)))]
    day = f"{rng.randint(1949, 2030)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"
    lines = [*signers, day if rng.random() < 0.85 else f"（{day}）"]
    gap = rng.choice((TIGHT, USUAL, WIDE))
    below = [Item(text, "note", gap if n == 0 else TIGHT) for n, text in enumerate(lines)]
    opening = [Item(said(rng.choice(WORDS["salutations"]), rng), "para")] if rng.random() < 0.5 else []
    return [*opening, *body[:at], *below, *body[at:]]


def pieces(items: Sequence[Item], rng: random.Random) -> list[Piece]:
    """Lay a page out in one style of blank lines, cleaned as a seed is."""
    style = rng.choices([style for style, _ in STYLES], [weight for _, weight in STYLES])[0]
    noise = rng.choice(NOISE)
    out: list[Piece] = []
    line = 0
    for item in items:
        blank = 0 if item.gap == BESIDE else style[item.gap]
        blank += (rng.random() < noise) if item.gap != BESIDE and blank else 0
        line += blank + (item.gap != BESIDE)
        if text := cleaned(item.text):
            out.append(Piece(line, text, (), {}, blank, item.gap != BESIDE))
    return out


def drawn(articles: Sequence[Mapping[str, Any]], rng: random.Random) -> Mapping[str, Any]:
    """Draw an article, mostly one with headings: those are rare in a corpus, and what a model must know best."""
    while True:
        article = rng.choice(articles)
        paragraphs = [p.strip() for p in article["text"].split("\n") if p.strip()]
        if len(tidy(paragraphs)[1]) > 1 or rng.random() < 0.2:
            return article


def _body(article: Mapping[str, Any], rng: random.Random) -> list[Item]:
    paragraphs = [p.strip() for p in article["text"].split("\n") if p.strip() and not _ASIDE.match(p.strip())]
    worn = rng.choice(WORDS["headings"]) if rng.random() < 0.4 else "{}"
    scrambled = simulate(paragraphs, rng) if rng.random() < 0.75 else None
    if scrambled:
        return [_of_body(scrap.text, worn, rng, heading=scrap.heading) for scrap in scrambled.scraps]
    kept, headings = tidy(paragraphs)
    if len(kept) == len(headings):
        return []
    body = [_of_body(text, worn, rng, heading=at in headings) for at, text in enumerate(kept)]
    return body[: rng.choice((1, 2, 3, 5, 8, 13, 21, 34, 34, 55, 55, 55))]


def _of_body(text: str, worn: str, rng: random.Random, *, heading: bool) -> Item:
    """Make a piece of the body; the headings of a page are all written in one way, `worn`."""
    if not heading:
        return Item(text, "para")
    return Item(worn.replace("{k}", rng.choice("一二三四五六")).replace("{}", text), "heading")


def _head(article: Mapping[str, Any], others: Sequence[Mapping[str, Any]], rng: random.Random) -> list[Item]:
    kicker, subhead, title = article.get("kicker", ""), article.get("subhead", ""), article["title"]
    subhead = subhead if len(subhead) < _LONG_SUBHEAD else ""  # a summary that the corpus keeps in the same place
    local = rng.random()
    if not kicker and local < 0.25:
        kicker = said(rng.choice(WORDS["kickers"]), rng)
    if not subhead and local > 0.8:
        subhead = said(rng.choice(WORDS["series"]), rng)
    if "（" in title and rng.random() < 0.5:
        title = title[: title.index("（")] or title
    if not kicker and " " not in title and local > 0.6:
        kicker = next((t for t in (rng.choice(others)["title"] for _ in range(9)) if _HALVES.fullmatch(t)), "")
    beside = bool(kicker) and rng.random() < 0.12
    out = [Item(kicker, "kicker", WIDE)] if kicker else []
    out.append(Item(title, "headline", BESIDE if beside else rng.choice((TIGHT, USUAL, USUAL, WIDE))))
    out += [Item(subhead, "subhead")] if subhead else []
    if rng.random() < 0.04:
        out = []
    return out


def _byline(rng: random.Random) -> tuple[list[Item], str]:
    where = rng.choices(("top", "end", "none"), (0.55, 0.3, 0.15))[0]
    if where == "none":
        return [], ""
    lines = rng.choices((1, 2), (0.8, 0.2))[0] if where == "top" else 1
    made = [said(rng.choice(WORDS["bylines" if where == "top" else "ends"]), rng) for _ in range(lines)]
    return [Item(text, "byline", USUAL if at == 0 else TIGHT) for at, text in enumerate(made)], where


def _captions(others: Sequence[Mapping[str, Any]], size: int, rng: random.Random) -> list[Item]:
    out: list[Item] = []
    for _ in range(min(rng.choice((0, 0, 1, 1, 2, 3, 4, 6)), size // 3)):
        text = _caption(others, rng)
        credit = said(rng.choice(WORDS["credits"]), rng)
        kind = rng.random()
        if kind < 0.15:
            text += " " + credit
        out.append(Item(text, "caption", WIDE))
        if kind > 0.65:
            out.append(Item(credit, "credit", TIGHT))
    return out


def _caption(others: Sequence[Mapping[str, Any]], rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.4:
        titles = [re.sub(r"（[^（）]*）$", "", rng.choice(others)["title"]) for _ in range(5)]
        usable = [title for title in titles if " " not in title and not title.endswith("——")]
        usable.sort(key=lambda title: not _SCENE.match(title))
        return usable[0] if usable else said(rng.choice(WORDS["captions"]), rng)
    if kind < 0.5:
        sentences = re.findall("[^。！？]{14,70}。", rng.choice(others)["text"].split("\n")[0])
        plain: list[str] = [s for s in sentences if "“" not in s and "记者" not in s and "电" not in s]
        if plain:
            return plain[0].rstrip("。") + rng.choice(("", "。"))
    return said(rng.choice(WORDS["captions"]), rng)


def _grouped(captions: Sequence[Item], rng: random.Random) -> list[list[Item]]:
    """Part captions, each with its credit, into groups that stand together; what follows a group is not a float."""
    groups: list[list[Item]] = []
    for item in captions:
        if item.role == "caption" and (not groups or rng.random() < 0.5):
            groups.append([])
        groups[-1].append(item)
    return groups


def _notes(rng: random.Random) -> list[Item]:
    count = rng.choice((0, 0, 0, 1, 1, 2))
    return [Item(said(rng.choice(WORDS["notes"]), rng), "note", rng.choice((TIGHT, USUAL, WIDE))) for _ in range(count)]


def _printed(items: list[Item], rng: random.Random) -> list[Item]:
    """Set the distance after floats, and write the page in one manner of marks."""
    out = []
    after_float = rng.choice((USUAL, WIDE))
    floating = False
    half = rng.random() < 0.4
    for item in items:
        gap = after_float if floating and item.role not in ("caption", "credit") and item.gap == USUAL else item.gap
        floating = item.role in ("caption", "credit")
        out.append(Item(item.text.translate(_HALF) if half else item.text, item.role, gap))
    return out
