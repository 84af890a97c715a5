"""Pieces -> blocks in reading order: what continues what, which flow comes first, where headings belong.

`settle`       one role for each piece
`edges`        what each fragment says of itself where it begins and ends; `looks`: read once a page
`likeness`     the vocabulary that texts share
`evidence`     what speaks for and against one fragment following another
`matching`     which follows which, over the whole page
`resume`       flows that went on unseen
`headings`     where headings belong; `floats`: where captions and credits do
`reading`      all of it in the order it is to be read
`corrections`  what an editor orders instead
`arrange`      the stage in one function
"""

from jianbao.order.arrange import Tables, arrange, compiled, default

__all__ = ["Tables", "arrange", "compiled", "default"]
