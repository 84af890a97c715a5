"""The views of citing: the box on an article's page, what its head tells machines, its plain Markdown, a report."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from jianbao import addresses, escape, routes
from jianbao.interface import Words
from jianbao.model import Analysis, Block, Citation, Host, Reference, Said, Voice
from jianbao.render.article import title_of
from jianbao.render.facts import article_facts
from jianbao.render.inline import escaped
from jianbao.render.views import BlockView, Link
from jianbao.render.views.article import CitingView, ReportView, TwinView

FORMS = {"bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON"}
LINE = "¶"  # in the message, where a line ends
PLACE, TEXT = "{place}", "{text}"  # what the script puts into a report


def citing_view(
    analysis: Analysis,
    voice: Voice,
    citations: tuple[Citation, ...],
    tags: tuple[tuple[str, str], ...],
    linked_data: dict[str, Any],
) -> CitingView:
    """Make the view of how an article is cited.

    Args:
        analysis: the article.
        voice: the edition.
        citations: in every style; that of the edition is put first.
        tags: names and contents of `<meta>` tags.
        linked_data: the JSON-LD of the page.
    """
    ident = analysis.document.id
    page = addresses.article(voice.edition, ident)
    files = (Link(routes.relative(addresses.citation(f, ident), page), name) for f, name in FORMS.items())
    return CitingView(
        tags=tags,
        linked_data=escape.json_script(linked_data),
        twin=routes.relative(addresses.twin(voice.edition, ident), page),
        citations=first_of(citations, voice),
        files=tuple(files),
        report=_report(analysis, voice),
    )


def _report(analysis: Analysis, voice: Voice) -> ReportView:
    """Make the beginning of a report, in the words of the edition."""
    words, document = Words(voice.edition), analysis.document
    headline = title_of(document, voice).text
    said = {"headline": headline, "file": analysis.source.file}
    title = words.say("report-title", headline=headline)
    body = words.say("report-body", **said, place=PLACE, text=TEXT).replace(LINE, "\n")
    whole = body.replace(PLACE, addresses.article(voice.edition, document.id)).replace(TEXT, "")
    return ReportView(title, body, f"title={quote(title, safe='')}&body={quote(whole, safe='')}")


def first_of(citations: tuple[Citation, ...], voice: Voice) -> tuple[Citation, ...]:
    """Put the style that the readers of an edition are used to before the others."""
    first = Words(voice.edition).say("cite-first")
    return tuple(sorted(citations, key=lambda one: one.style != first))


def twin_view(
    analysis: Analysis, voice: Voice, reference: Reference, host: Host, citations: tuple[Citation, ...]
) -> TwinView:
    """Make the view of an article as plain Markdown: all its text in reading order, without a mark or a link."""
    document, words = analysis.document, Words(voice.edition)
    said = {block.id: voice.block(block) for block in document.blocks}
    page, title = addresses.article(voice.edition, document.id), title_of(document, voice)
    front = {
        "id": document.id,
        "title": title.text,
        "language": title.lang or voice.edition,
        "authors": words.listed(voice.text(name).text for name in reference.authors),
        "newspaper": voice.text(reference.paper).text if reference.paper else "",
        "issued": reference.issued.date,
        "not-before": reference.issued.after,
        "not-after": reference.issued.before,
        "page": reference.page,
        "text": _made(said.values(), voice, reference),
        "address": host.url + page,
    }
    return TwinView(
        front=tuple((name, text) for name, text in front.items() if text),
        facts=tuple(fact.striptags() for fact in article_facts(document, voice, words)),
        blocks=tuple(_blocks(document.blocks, said)),
        citation=first_of(citations, voice)[0].text,
    )


def _made(said: Iterable[Said], voice: Voice, reference: Reference) -> str:
    """Say how the text of an edition came about, where it is not the print's."""
    origins = {one.origin for one in said}
    if voice.edition == "en":
        translated = sorted(origins & {"human", "machine"})
        return f"translated from {reference.lang} ({', '.join(translated)})" if translated else "not translated"
    return f"converted from {reference.lang}" if "converted" in origins else "as printed"


def _blocks(blocks: Sequence[Block], said: Mapping[str, Said]) -> Iterator[BlockView]:
    """Give the blocks in order, each credit beside its caption."""
    captions = {block.id for block in blocks if block.role == "caption"}
    views = {
        block.id: BlockView(block.id, block.role, escaped(said[block.id].text), said[block.id].lang) for block in blocks
    }
    below = defaultdict(list)
    for block in blocks:
        if block.role == "credit":
            below[block.about].append(views[block.id])
    for block in blocks:
        if block.role != "credit" or block.about not in captions:
            yield replace(views[block.id], credits=tuple(below[block.id]))
