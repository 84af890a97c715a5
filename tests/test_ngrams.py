"""The n-gram table: packing, looking up, and what it says of Chinese."""

import numpy as np

from jianbao import ngrams


def test_a_table_survives_packing() -> None:
    codes = ngrams.encode(["山水山水山"])[0]
    hashes, counts = np.unique(ngrams.keys(codes, 2), return_counts=True)
    table = ngrams.unpack(ngrams.pack(hashes, counts, 5))
    assert table.total == 5
    assert table.count(ngrams.keys(codes, 2)).tolist() == [2, 2, 2, 2]
    assert table.count(ngrams.keys(ngrams.encode(["水火"]), 2)).tolist() == [[0]]


def test_what_goes_on_is_likelier_than_what_does_not() -> None:
    rows = ngrams.encode(("脱贫攻坚", "脱贫攻尖", "脱貧攻堅"))
    good, bad, traditional = ngrams.load().log_prob(rows, 3).tolist()
    assert good > bad + 3
    assert good == traditional
