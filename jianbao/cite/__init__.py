"""Citing an article: what a citation says of it, the styles readers ask for, and files that other programs import.

`reference`  an Analysis -> a Reference, in the words of the print
`printed`    GB/T 7714, APA and Chicago, in the words of an edition
`files`      BibTeX, RIS, CSL-JSON
`head`       what an article's page tells machines
`romanise`   titles and names in Latin letters
"""

from jianbao.cite.files import bibtex, csl_json, ris, undated
from jianbao.cite.head import Shown, linked_data, tags
from jianbao.cite.printed import citations
from jianbao.cite.reference import reference

__all__ = ["Shown", "bibtex", "citations", "csl_json", "linked_data", "reference", "ris", "tags", "undated"]
