"""The draft of an editor's file for a new seed: what the text lets one guess, each guess with its ground.

Every line is a comment. A line that begins with `# ` is a suggestion and counts once the mark is gone; a line that
begins with `##` explains. An editor that takes the marks off all lines at once gets a valid file.
"""

from collections.abc import Mapping

from jianbao import escape, sidecar
from jianbao.draft import facts, repairs
from jianbao.draft.tables import Tables, default
from jianbao.model import Analysis, Fact, Problem, Row, Sidecar

__all__ = ["Tables", "default", "draft", "guess"]


def draft(analysis: Analysis, unknown: tuple[Problem, ...], tables: Tables | None = None) -> str:
    """Write the text of `seeds/<id>.yml` for a new seed: one paragraph for each field that an editor can give.

    `unknown` are the names that are in no table, with their lines. Suggestions read back by `sidecar.parse` as what
    `guess` gives.
    """
    tables = tables or default()
    guessed = guess(analysis, tables)
    paragraphs = [_head(analysis, tables)]
    paragraphs += [_field(row, guessed, tables) for row in tables.fields]
    paragraphs += [_names(unknown, tables)] if unknown else []
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in paragraphs)


def guess(analysis: Analysis, tables: Tables | None = None) -> Sidecar:
    """Guess what an editor would write beside a seed. What the text does not tell stays empty."""
    tables = tables or default()
    return Sidecar(
        paper=facts.paper(analysis, tables),
        city=facts.city(analysis, tables),
        issued=facts.issued(analysis, tables),
        series=facts.series(analysis, tables),
        corrections=(*repairs.roles(analysis, tables), *repairs.joins(analysis, tables)),
    )


def _head(analysis: Analysis, tables: Tables) -> list[str]:
    lines = [_said("title", tables, file=analysis.source.file)]
    lines += [_said(code, tables) for code in ("how", "how-en", "read")]
    for block in analysis.document.blocks:
        if block.role in repairs.HEAD:
            name = tables.words[f"name-{block.role}"]
            lines.append(_said("taken", tables, name=name, role=block.role, text=block.text))
    meta = analysis.document.meta
    issued = Fact(meta.issued.date, printed=meta.issued.printed)
    for field, fact in (("paper", meta.paper), ("issued", issued), ("page", meta.page)):
        if fact.printed:
            name, where = tables.words[f"name-{field}"], str(fact.printed.line)
            lines.append(_said("printed", tables, name=name, field=field, value=fact.value, line=where))
    for line in meta.bylines:
        lines.append(_said("people", tables, role=line.role, names="、".join(line.names)))
    return lines


def _field(row: Mapping[str, str], guessed: Sidecar, tables: Tables) -> list[str]:
    name = row["field"]
    written = sidecar.written(Sidecar(**{name: getattr(guessed, name)})).splitlines()
    lines = [_said("field", tables, **row)]
    if not written:
        lines.append(_said("example", tables, **row))
    if name == "corrections" and any(each.kind == "role" for each in guessed.corrections):
        lines += [_said("roles", tables), _said("roles-en", tables)]
    if name == "corrections" and any(each.kind == "join" for each in guessed.corrections):
        lines += [_said("joins", tables), _said("joins-en", tables)]
    return [*lines, *(f"# {line}" for line in written)]


def _names(unknown: tuple[Problem, ...], tables: Tables) -> list[str]:
    lines = [_said("names", tables)]
    for problem in unknown:
        lines.append(_said("name", tables, line=str(problem.line), message=problem.message))
        if isinstance(problem.remedy, Row):
            row = problem.remedy
            columns = " · ".join(row.columns)
            lines.append(_said("name-row", tables, table=row.table, columns=columns, row=row.text))
    return lines


def _said(code: str, tables: Tables, **values: str) -> str:
    """Make a line that explains. Whatever the text of a seed holds, it stays on that line, behind the mark."""
    # Tabs are those of a row to copy.
    shown = {key: "\t".join(map(escape.log, value.split("\t"))) for key, value in values.items()}
    return "## " + tables.words[code].format(**shown)
