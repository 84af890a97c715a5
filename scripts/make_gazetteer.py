"""Make the tables of places and of readings under `jianbao/data/entities/`.

    python scripts/make_gazetteer.py pinyin pinyin.txt     the file of the project pinyin-data
    python scripts/make_gazetteer.py places adcodes.csv    the file of the package cpca

Neither source is needed to build the site: the tables are kept in the project, with what was corrected by hand in
`readings.tsv` and `place_english.tsv`.
"""

import csv
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from jianbao import lexicon, slugs

DATA = Path(__file__).resolve().parent.parent / "jianbao" / "data" / "entities"
PLACES_HEAD = """\
# format: adcode, name, slug (the permanent address), English name, longitude, latitude (degrees, GCJ-02)
# source: adcodes.csv of cpca 0.5.5 (MIT), place_additions.tsv; slug and English by scripts/make_gazetteer.py
# used by: entities
adcode\tname\tslug\tenglish\tlongitude\tlatitude
"""
PINYIN_HEAD = """\
# format: syllable without tone, the characters that are usually read so
# source: pinyin-data (MIT), first reading of each character; made by scripts/make_gazetteer.py
# used by: entities, for slugs
syllable\tcharacters
"""
LOCAL_AUTONOMY = ("自治州", "自治县", "自治旗", "区")  # their names hold peoples: 新平彝族傣族自治县, 瀍河回族区
NOT_PLACES = re.compile("^县$|市辖区|直辖县级行政区划")


def pinyin(path: Path) -> Iterable[str]:
    """Give the rows of pinyin.tsv from lines such as `U+4E2D: zhōng,zhòng  # 中`."""
    groups: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        found = re.match(r"U\+([0-9A-F]+): ([^,\s]+)", line)
        if found:
            groups[_toneless(found[2])].append(chr(int(found[1], 16)))
    return (f"{syllable}\t{''.join(sorted(chars))}" for syllable, chars in sorted(groups.items()))


def _toneless(syllable: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", syllable) if c.isascii() and c.isalpha())


def places(path: Path) -> Iterable[str]:
    """Give the rows of places.tsv: the country's divisions down to county, by code."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not NOT_PLACES.search(row["name"])]
    later = [{**row, "longitude": "", "latitude": ""} for row in lexicon.table("entities/place_additions")]
    given = {row["name"]: row["english"] for row in lexicon.table("entities/place_english")}
    suffixes = {row["suffix"]: row["english"] for row in lexicon.table("entities/place_suffixes")}
    made = [(row, *_name(row["name"], given, suffixes)) for row in (*rows, *later)]
    count = Counter(slug for _, slug, _ in made[: len(rows)])
    for row, slug, english in sorted(made, key=lambda one: one[0]["adcode"]):
        code = row["adcode"][:6]
        # Slugs are permanent: a later namesake takes the code and leaves the earlier one its slug.
        own = slug if count[slug] <= (row not in later) else f"{slug}-{code}"
        degrees = [f"{float(row[axis]):.4f}" if row[axis] else "" for axis in ("longitude", "latitude")]
        yield "\t".join((code, row["name"], own, english, *degrees))


def _name(name: str, given: dict[str, str], suffixes: dict[str, str]) -> tuple[str, str]:
    """Give slug and English of a division: what the table of exceptions says, else stem, peoples and type."""
    suffix = next(s for s in sorted(suffixes, key=len, reverse=True) if name.endswith(s) and s != name)
    stem = name[: -len(suffix)]
    peoples: list[str] = []
    if suffix in LOCAL_AUTONOMY:
        stem, peoples = _without_peoples(stem, given)
    read = slugs.syllables(name)[: len(stem)]
    kind = slugs.syllables(name)[len(name) - len(suffix) :]
    slug = f"{''.join(read)}-{''.join(kind)}"
    word = given.get(name) or given.get(stem) or _joined(read)
    if name in given:
        return slug, word
    return slug, " ".join(part for part in (word, _listed(peoples), suffixes[suffix]) if part)


def _without_peoples(stem: str, given: dict[str, str]) -> tuple[str, list[str]]:
    peoples: list[str] = []
    known = sorted((p for p in given if p.endswith("族") or f"{p}族" in given), key=len, reverse=True)
    while True:
        people = next((p for p in known if stem.endswith(p) and len(stem) > len(p)), "")
        if not people:
            return stem, peoples
        peoples.insert(0, given[people])
        stem = stem[: -len(people)]


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _joined(read: Iterable[str]) -> str:
    word = ""
    for syllable in read:
        word += ("'" if word and syllable[0] in "aeo" else "") + syllable
    return word.capitalize()


def main(what: str, source: str) -> None:
    """Write one table."""
    head, rows = (PLACES_HEAD, places(Path(source))) if what == "places" else (PINYIN_HEAD, pinyin(Path(source)))
    (DATA / f"{what}.tsv").write_text(head + "".join(f"{row}\n" for row in rows), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
