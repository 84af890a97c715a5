"""What the weights are fitted by: losses that are those of every way to read a page, and gradients that are theirs."""

import gzip
import json
import random
from collections.abc import Callable
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest

from benchmarks import corpus, fit_chain, fit_order, order_truth, synthetic
from benchmarks.fit_chain import Case, Weights
from jianbao import ngrams
from jianbao.order.arrays import Floats
from jianbao.roles import ROLES
from jianbao.roles.chain import MAY_BEGIN, MAY_FOLLOW, ROLE_OF, STATES

STEP = 1e-5
NAMES = {f"f{number}": number for number in range(6)}
SIZE = len(NAMES) * len(ROLES) + len(STATES) * (len(STATES) + 2)  # of all weights of a chain
PAGES = (("kicker", "headline", "para"), ("headline", "para"), ("para",))


def cases(chance: np.random.Generator) -> list[Case]:
    """Make pages of several lengths, the first of which counts twice."""
    rows = [[chance.choice(list(NAMES), 3).tolist() for _ in page] for page in PAGES]
    answers = [[ROLES.index(role) for role in page] for page in PAGES]
    return [Case(row, answer, 1.0 + (at == 0)) for at, (row, answer) in enumerate(zip(rows, answers, strict=True))]


def slopes(loss: Callable[[Floats], float], flat: Floats) -> list[float]:
    """Measure how a loss changes with each of its weights."""
    return [(loss(flat + by) - loss(flat - by)) / (2 * STEP) for by in np.eye(len(flat)) * STEP]


def score(page: Case, path: tuple[int, ...], weights: Weights) -> float:
    """Give what a way to read a page scores."""
    if not MAY_BEGIN[path[0]] or not all(MAY_FOLLOW[step] for step in pairwise(path)):
        return -np.inf
    seen = [(NAMES[name], ROLE_OF[state]) for row, state in zip(page.rows, path, strict=True) for name in {*row}]
    walked = sum(weights.steps[step] for step in pairwise(path))
    return float(sum(weights.features[one] for one in seen) + walked + weights.begin[path[0]] + weights.end[path[-1]])


def test_the_loss_of_a_chain_is_that_of_every_way_to_read_a_page() -> None:
    chance = np.random.default_rng(7)
    pages, weights = cases(chance), fit_chain.unflat(chance.normal(size=SIZE), len(NAMES))
    wanted = 0.0
    for page in pages:
        every = [score(page, path, weights) for path in product(range(len(STATES)), repeat=len(page.rows))]
        right = score(page, tuple(fit_chain.states_of(page.answers)), weights)
        wanted += page.weight * (np.logaddexp.reduce(every) - right)
    found, _ = fit_chain.likelihood(weights, *fit_chain.gathered(pages, NAMES))
    assert found == pytest.approx(wanted)


def test_the_gradient_of_a_chain_is_that_of_its_loss() -> None:
    chance = np.random.default_rng(8)
    gathered = fit_chain.gathered(cases(chance), NAMES)
    flat = chance.normal(size=SIZE)

    def loss(flat: Floats) -> float:
        return fit_chain.likelihood(fit_chain.unflat(flat, len(NAMES)), *gathered)[0]

    _, gradient = fit_chain.likelihood(fit_chain.unflat(flat, len(NAMES)), *gathered)
    assert np.allclose(gradient.flat(), slopes(loss, flat), atol=1e-6)


def test_the_gradient_of_links_is_that_of_their_loss() -> None:
    articles = [corpus.paragraphs(article) for article in synthetic.articles(9)]
    page = next(order_truth.simulated(articles, random.Random(4)))  # noqa: S311 the same page every time
    case = order_truth.case(page, ngrams.load())
    laid, sizes = fit_order.layout(case), [len(names) for names in fit_order.NAMES]
    flat = np.random.default_rng(9).normal(size=sum(sizes)) / 3

    def parts(flat: Floats) -> list[Floats]:
        return np.split(flat, np.cumsum(sizes)[:-1])

    _, pulls = fit_order.swaps(case, laid, parts(flat))
    features = (case.pairs.join, case.pairs.follow, case.begins, case.stops)
    gradient = np.concatenate([pull @ rows for pull, rows in zip(pulls, features, strict=True)])
    assert np.allclose(gradient, slopes(lambda at: fit_order.swaps(case, laid, parts(at))[0], flat), atol=1e-4)


def test_a_corpus_is_read_gzipped_or_not_and_parted_without_loss(tmp_path: Path) -> None:
    lines = "".join(f"{json.dumps(article)}\n" for article in synthetic.articles(23)).encode()
    (tmp_path / "a.jsonl").write_bytes(lines)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines))
    articles = [*corpus.read(tmp_path / "a.jsonl")]
    assert articles == [*corpus.read(tmp_path / "a.jsonl.gz")] == [*synthetic.articles(23)]
    first, rest = corpus.parted(articles, "7/10")
    assert [article["id"][-2:] for article in rest] == ["07", "08", "09", "17", "18", "19"]
    assert sorted([*first, *rest], key=lambda article: str(article["id"])) == articles
