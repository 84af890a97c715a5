"""The few exceptions, and the codes of the problems that text can have."""


class SetupError(Exception):
    """The set-up is wrong (a folder, a package, a template); the message says what to do. Nothing was published."""


class DataError(SetupError):
    """A table of `jianbao/data/` breaks its own rules; the message names file and line."""


class SeedError(Exception):
    """A seed or its sidecar cannot be taken. Caught per seed and turned into a Problem; never stops the others."""

    def __init__(self, code: str, reason: str, line: int = 0) -> None:
        """Keep the parts: `code` of CODES, the reason with what to do, the line (0: the file as a whole)."""
        super().__init__(f"{code} {reason}")
        self.code, self.reason, self.line = code, reason, line


CODES = {
    # refused: the seed is not published
    "EMPTY": "nothing but white space",
    "BINARY": "not text",
    "ENCODING": "bytes that are no text in any encoding we read",
    "TOO-LARGE": "beyond a stated limit",
    "NOT-A-FILE": "a link, a folder, a device or an unreadable file",
    "SIDECAR": "the editor's file breaks the schema",
    "CONFLICT": "two seeds claim one address",
    "CHANGED": "changed while it was read",
    "REMOVED": "gone or different without a word from the editor",
    "FAILED": "the program failed on this seed",
    # published, with a word to the editor
    "DUPLICATE": "the same text twice",
    "CONTROL": "control characters",
    "BIDI": "direction or invisible characters",
    "MOJIBAKE": "text decoded wrongly before it came here",
    "JOIN": "a join of low confidence",
    "HEADING": "a heading whose place is uncertain",
    "ROLE": "a block whose role is uncertain",
    "SUSPECT": "a word that looks misprinted",
    "CORRECTION": "an editor's correction that no longer fits",
    "UNKNOWN-NAME": "a name that is in no table",
    "LOOKALIKE": "a name that looks like another one and is written otherwise",
    "CONVERSION": "a choice in the conversion to the other script",
    "FIGURE": "figures that contradict one another",
    "TRANSLATION": "a file of translations that cannot be read",
    "TR-NONE": "an article of which nothing is translated",
    "TR-PART": "an article of which a part is not translated",
    "TR-STALE": "a translation of an older text",
    "TR-NUMBER": "numbers that differ between a text and its translation",
    "TR-TERM": "a term translated otherwise than in the glossary",
    "TR-CHINESE": "Chinese left over in a translation",
}
