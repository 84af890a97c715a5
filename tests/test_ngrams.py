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


def test_hashes_that_share_a_bucket_are_told_apart() -> None:
    hashes = np.array([0, 5120, 5121, 5127, 9216], dtype=np.uint32)  # a bucket holds the hashes of one thousand
    table = ngrams.unpack(ngrams.pack(hashes, np.array([1, 2, 4, 8, 16]), 31))
    asked = np.array([[5127, 5122, 5120], [9216, 5121, 4096], [1, 0, 2**32 - 1]], dtype=np.uint32)
    assert table.count(asked).tolist() == [[8, 0, 2], [16, 4, 0], [0, 1, 0]]
    assert table.count(asked[:0]).shape == (0, 3)


def test_what_goes_on_is_likelier_than_what_does_not() -> None:
    rows = ngrams.encode(("脱贫攻坚", "脱贫攻尖", "脱貧攻堅"))
    good, bad, traditional = ngrams.load().log_prob(rows, 3).tolist()
    assert good > bad + 3
    assert good == traditional
