"""Analysis -> the public analysis record: the one documented JSON object per article."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from jianbao import align, lexicon
from jianbao.model import Analysis, Block, Dropped, Fact, Figure, Join, Mention, Meta, Section, Span
from jianbao.numerals import si

Record = dict[str, Any]


@functools.cache
def reasons() -> Mapping[str, str]:
    """Load the English sentence of every `why` code."""
    return {row["code"]: row["en"] for row in lexicon.table("order/reasons")}


def record(analysis: Analysis, why: Mapping[str, str] | None = None) -> Record:
    """Write an analysis as the public record, of plain JSON values, in a fixed order. `why` gives codes their words."""
    why = reasons() if why is None else why
    document = analysis.document
    texts = {block.id: block.text for block in document.blocks}
    return {
        "id": document.id,
        "source": {field.name: getattr(analysis.source, field.name) for field in fields(analysis.source)},
        "meta": _meta(document.meta),
        "blocks": [_block(block) for block in document.blocks],
        "sections": [_section(section, why) for section in document.sections],
        "joins": [_join(join, why) for join in analysis.joins],
        "figures": [_figure(figure, texts[figure.block]) for figure in analysis.figures],
        "mentions": [_mention(mention) for mention in analysis.mentions],
        "dropped": [_dropped(dropped, why) for dropped in analysis.dropped],
        "fixes": [{"rule": fix.rule, "places": _spans(fix.places)} for fix in analysis.fixes],
        "problems": [{"code": p.code, "line": p.line, "message": p.message} for p in analysis.problems],
    }


def _meta(meta: Meta) -> Record:
    """Write what is known of the head; an editor's fact keeps its ground, a printed one its place."""
    out: Record = {"headline": meta.headline, "kicker": meta.kicker, "subhead": meta.subhead}
    out["bylines"] = [{"role": line.role, "names": list(line.names)} for line in meta.bylines]
    for name in ("paper", "city", "page"):
        fact: Fact = getattr(meta, name)
        out[name] = fact.value
        out |= {f"{name}_because": fact.because} if fact.because else {}
        out |= {f"{name}_printed": _span(fact.printed)} if fact.printed else {}
    dating = meta.issued
    said = {name: getattr(dating, name) for name in ("date", "after", "before", "because")}
    out["issued"] = {name: value for name, value in said.items() if value}
    out["issued"] |= {"printed": _span(dating.printed)} if dating.printed else {}
    out["series"] = {"name": meta.series.name, "number": meta.series.number} if meta.series else None
    out |= {"source_url": meta.source_url} if meta.source_url else {}
    return out


def _block(block: Block) -> Record:
    out: Record = {"id": block.id, "role": block.role, "text": block.text}
    out["sources"] = _spans(align.sources(block.runs, 0, len(block.text)))
    out |= {"about": block.about} if block.about else {}
    out |= {"runin": block.runin} if block.runin else {}
    out["confidence"] = block.confidence
    return out


def _section(section: Section, why: Mapping[str, str]) -> Record:
    out: Record = {"id": section.id, "heading": section.heading, "blocks": list(section.blocks)}
    return out | {"confidence": section.confidence, "why": why.get(section.why, section.why)}


def _join(join: Join, why: Mapping[str, str]) -> Record:
    return {
        "left": {"line": join.left.line, "end": join.left.end},
        "right": {"line": join.right.line, "start": join.right.start},
        "confidence": join.confidence,
        "why": why.get(join.why, join.why),
    }


def _figure(figure: Figure, text: str) -> Record:
    """Write a figure with the words of its sentence, out of the text of its block."""
    quantity = figure.quantity
    measure = si(quantity)
    return {
        "id": figure.id,
        "surface": figure.surface,
        "sources": _spans(figure.sources),
        "block": figure.block,
        "value": _value(quantity.value),
        "unit": quantity.unit,
        "unit_zh": quantity.unit_zh,
        "approx": quantity.approx,
        "kind": quantity.kind,
        "measure": figure.measure,
        "subject": figure.subject,
        "time": figure.time,
        "sentence": text[figure.sentence[0] : figure.sentence[1]],
    } | ({"si_value": _value(measure.value), "si_unit": measure.unit} if measure else {})


def _value(value: Decimal | tuple[Decimal, Decimal] | str) -> int | float | str | list[int | float]:
    if isinstance(value, str):
        return value
    return [_plain(part) for part in value] if isinstance(value, tuple) else _plain(value)


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _mention(mention: Mention) -> Record:
    out: Record = {
        name: getattr(mention, name) for name in ("entity", "name", "kind", "surface", "block", "start", "end")
    }
    out["sources"] = _spans(mention.sources)
    return out | {name: value for name in ("adcode", "role") if (value := getattr(mention, name))}


def _dropped(dropped: Dropped, why: Mapping[str, str]) -> Record:
    return _span(dropped.span) | {"text": dropped.text, "why": why.get(dropped.why, dropped.why)}


def _spans(spans: Sequence[Span]) -> list[Record]:
    return [_span(span) for span in spans]


def _span(span: Span) -> Record:
    return {"line": span.line, "start": span.start, "end": span.end}
