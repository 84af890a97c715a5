"""The manifest of a site: the SHA-256 of every other file of it, in the form that `sha256sum -c` reads."""

from collections.abc import Iterator, Mapping

PATH = "data/manifest-sha256.txt"


def written(tree: Mapping[str, str]) -> bytes:
    r"""Write the manifest of a tree: path -> hash.

    >>> written({"index.html": "ab", "data/b": "cd"})
    b'cd  data/b\nab  index.html\n'
    """
    lines = (f"{name}  {path}\n" for path, name in sorted(tree.items()))
    return "".join(lines).encode("utf-8")


def listed(manifest: bytes) -> Iterator[tuple[str, str]]:
    r"""Read a manifest: path and hash of each file. Raises UnicodeDecodeError.

    >>> list(listed(b"cd  data/b\nab  index.html\n"))
    [('data/b', 'cd'), ('index.html', 'ab')]
    """
    for line in manifest.decode("utf-8").splitlines():
        expected, _, path = line.partition("  ")
        yield path, expected
