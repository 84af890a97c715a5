"""Keys: the hash of everything a value is made from."""

import hashlib


def digest(*parts: bytes | str) -> str:
    """Hash parts, each with its length, so that no two lists of parts run into one another. 64 hex digits."""
    encoded = [part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part for part in parts]
    return hashlib.sha256(b"".join([b"%d:%b" % (len(data), data) for data in encoded])).hexdigest()
