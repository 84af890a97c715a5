"""Figures that contradict one another: two values of one measure, parts beyond their total, shares beyond the whole.

`told`     a figure as its sentence tells it, and what that says of its time
`candidates`  which of many figures are worth comparing
`compare`  whether two statements are of one thing, and how they differ
`within`   one article; `across` the archive
"""

from jianbao.crosscheck.across import across
from jianbao.crosscheck.within import contradictions, problems

__all__ = ["across", "contradictions", "problems"]
