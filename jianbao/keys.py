"""Keys: the hash of everything a value is made from."""

import hashlib


def digest(*parts: bytes | str) -> str:
    """Hash parts, each with its length, so that no two lists of parts run into one another. 64 hex digits."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()
