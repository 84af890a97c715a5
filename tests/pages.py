"""Pages written for the tests, and the way from a text to its arrangement."""

from jianbao.clean import clean
from jianbao.model import Arrangement, Correction, Document, Seed, Sidecar, Source
from jianbao.order import arrange
from jianbao.roles import roles
from jianbao.sections import document

# Two flows printed side by side and read out line by line: 8 goes on in 14, 12 in 16. The second begins at 10.
TWO_FLOWS = """
山乡添新景 农家笑声甜

今年以来，青石县把修路通水放在各项工作的首位，山里的日子一天比一天好。

修路架桥，打开山门

老周家住在半山腰，过去下山要走两个小时。去年冬天，县里投资一千二百万元修通了盘山公路，老人们管它叫“幸福

引水上山，浇灌希望

水从山那边来。为了让高处的村庄也喝上干净水，水利部门在三个山头建起蓄水池，铺设管道四十多公里，家家户户拧开水

路”，孩子们管它叫“上学路”。路通之后，山里的苹果当天就能运到省城。

龙头就能用上自来水。村民李大娘说，再也不用天不亮就去排队挑水了。

（本报记者 王小山 通讯员 李大河）
"""


def seed(text: str, *corrections: Correction) -> Seed:
    lines = tuple(text.split("\n"))
    return Seed("a", Source("a.txt", "0" * 64, "utf-8", len(lines), len(text)), lines, Sidecar(corrections=corrections))


def arranged(text: str, *corrections: Correction) -> Arrangement:
    return arrange(roles(clean(seed(text))[0]), corrections)


def whole(text: str, *corrections: Correction) -> tuple[Arrangement, Document]:
    source = seed(text, *corrections)
    arrangement = arrange(roles(clean(source)[0]), corrections)
    return arrangement, document(source, arrangement)
