"""Makes `jianbao/data/search/variants.tsv` from the dictionaries inside the installed OpenCC. Run by hand, seldom."""

import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import opencc

OUT = Path(__file__).parent.parent / "jianbao" / "data" / "search" / "variants.tsv"
BASE = Path(opencc.__file__).parent / "clib"
# Whatever these turn into one another is one character to the search. Japanese forms and regional words are left out.
DICTIONARIES = (
    "STCharacters",
    "STPhrases",
    "STPhrases_GeneratedFromRegionalPhrases",
    "TWVariants",
    "TWVariantsPhrases",
    "TSCharacters",
    "TSCharactersExt",
    "TSPhrases",
    "TWVariantsRev",
    "TWVariantsRevPhrases",
    "HKVariants",
    "HKVariantsPhrases",
    "HKVariantsRev",
    "HKVariantsRevPhrases",
)
HEADER = """\
# format: to = the character that stands for its class (Simplified where there is one), from = the others of the class
# source: OpenCC {version}, every pair of characters its dictionaries exchange (Apache-2.0); scripts/make_variants.py
# used by: jianbao/folding.py
to\tfrom
"""
BEYOND_BMP = 0xFFFF


def entries(name: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the pairs (word, one of its conversions) of an OpenCC dictionary."""
    text = folder / f"{name}.txt"
    source = BASE / "share" / "opencc" / f"{name}.ocd2"
    command = [BASE / "bin" / "opencc_dict", "-i", source, "-o", text, "-f", "ocd2", "-t", "text"]
    subprocess.run([str(word) for word in command], check=True, capture_output=True)  # noqa: S603 (a program of the installed package)
    for line in text.read_text("utf-8").splitlines():
        word, _, conversions = line.partition("\t")
        yield from ((word, conversion) for conversion in conversions.split(" "))


class Classes:
    """Sets of characters that are joined pair by pair."""

    def __init__(self) -> None:
        """Start with every character alone."""
        self._parent: dict[str, str] = {}

    def root(self, char: str) -> str:
        """Give the character that stands for the set at present."""
        while self._parent.setdefault(char, char) != char:
            char = self._parent[char]
        return char

    def join(self, left: str, right: str) -> None:
        """Join the sets of two characters."""
        self._parent[self.root(left)] = self.root(right)

    def all(self) -> list[list[str]]:
        """Give the sets, each sorted."""
        sets = defaultdict(list)
        for char in sorted(self._parent):
            sets[self.root(char)].append(char)
        return list(sets.values())


def main() -> None:
    """Write the table."""
    classes, simplified = Classes(), set()
    with tempfile.TemporaryDirectory() as folder:
        for name in DICTIONARIES:
            for word, conversion in entries(name, Path(folder)):
                if name == "TSCharacters":
                    simplified.add(conversion)
                for left, right in zip(word, conversion, strict=True):
                    if left != right:
                        classes.join(left, right)
    rows = []
    for members in classes.all():
        # A character of the basic plane first, so that folding never lengthens a text in UTF-16.
        to = min(members, key=lambda char: (ord(char) > BEYOND_BMP, char not in simplified, char))
        rows.append(f"{to}\t{''.join(char for char in members if char != to)}\n")
    OUT.write_text(HEADER.format(version=opencc.__version__) + "".join(sorted(rows)), "utf-8")


if __name__ == "__main__":
    main()
