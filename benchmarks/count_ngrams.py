"""Count the character n-grams of a news corpus into `jianbao/data/order/ngrams.bin`.

    python -m benchmarks.count_ngrams ARTICLES.jsonl[.gz] [--out FILE] [--part K/N]

Each line of the corpus is a JSON object with a `text`, paragraphs on lines. `--part 7/10` counts seven of
every ten articles, so that weights can be fitted on the rest (`benchmarks/train_order.py`).
"""

import argparse
import re
from pathlib import Path

import numpy as np

from benchmarks import corpus
from jianbao import ngrams

# An n-gram is kept from this count on: about 2.5 million, 7.5 MB.
KEEP = {1: 1, 2: 2, 3: 2, 4: 3, 5: 4}
OUT = Path(__file__).parent.parent / "jianbao/data/order/ngrams.bin"


def table(text: str) -> bytes:
    """Count a folded text and pack what is frequent enough."""
    codes = ngrams.encode([text])[0]
    hashes, counts = [], []
    for order, least in KEEP.items():
        found, count = np.unique(ngrams.keys(codes, order), return_counts=True)
        hashes.append(found[count >= least])
        counts.append(count[count >= least])
    every, number = np.concatenate(hashes), np.concatenate(counts)
    every, first = np.unique(every, return_index=True)
    return ngrams.pack(every, number[first], len(text))


def main() -> None:
    """Read the arguments, count, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--part", default="1/1")
    args = parser.parse_args()
    part, _ = corpus.parted([*map(corpus.paragraphs, corpus.read(args.corpus))], args.part)
    text = re.sub(r"\n+", "\n", "\n" + "\n".join("\n".join(paragraphs) for paragraphs in part) + "\n")
    data = table(ngrams.fold(text))
    args.out.write_bytes(data)
    print(f"{args.out}: {len(part)} articles, {len(text)} characters, {len(data)} bytes")


if __name__ == "__main__":
    main()
