"""Make `jianbao/data/editions/words.tsv`: where OpenCC and the word cutter disagree, and it matters.

Run it again when OpenCC or rjieba changes: `python scripts/make_words.py > jianbao/data/editions/words.tsv`.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import opencc
import rjieba

HEAD = """\
# format: cut (a phrase of OpenCC's as it is cut into words, apart by spaces; its conversion is lost if it stays so)
# source: OpenCC {version} (Apache-2.0), made by scripts/make_words.py
# used by: jianbao/editions/words.py
cut
"""


def main() -> None:
    """Print the table."""
    convert = opencc.OpenCC("s2tw").convert
    rows = []
    for phrase in set(_phrases()):
        words = rjieba.cut(phrase, hmm=False)
        if "".join(map(convert, words)) != convert(phrase):
            rows.append(f"{' '.join(words)}\n")
    sys.stdout.write(HEAD.format(version=opencc.__version__) + "".join(sorted(rows)))


def _phrases() -> Iterator[str]:
    folder = Path(opencc.__file__).parent / "clib"
    for name in ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases"):
        with tempfile.TemporaryDirectory() as kept:
            text = Path(kept) / "phrases.txt"
            source = folder / f"share/opencc/{name}.ocd2"
            tool = [str(folder / "bin/opencc_dict"), "-i", str(source), "-o", str(text), "-f", "ocd2", "-t", "text"]
            subprocess.run(tool, check=True, stdout=sys.stderr)  # noqa: S603 - a tool of the OpenCC package
            for line in text.read_text("utf-8").splitlines():
                if line and not line.startswith("#"):
                    yield line.partition("\t")[0]


if __name__ == "__main__":
    main()
