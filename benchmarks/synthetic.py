"""Invents newspaper articles for those without a corpus: places, offices, people, figures and plain sentences.

    python -m benchmarks.synthetic 1000 > articles.jsonl

The same number gives the same articles. Names are drawn from a distribution with a long tail, as in newspapers: few
stand in many articles, most in one.
"""

import json
import random
import sys
from collections.abc import Iterator

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "明建国文华志伟丽芳秀英军平东海涛敏静强磊洋勇艳杰娟玉春梅红霞云飞鹏辉刚健亮宏峰林永安康宁"
PLACE = "河山江湖海石林松柏青白黄龙云金玉永安平宁兴和新东西南北上下大长清泉溪桥"
LEVELS = ("县", "市", "镇", "乡", "村")
OFFICES = ("水利局", "农业农村局", "教育局", "交通运输局", "供销合作社", "第一中学", "人民医院", "文化馆")
SENTENCES = (
    "{place}今年投入资金{money}，新修水渠{length}，{people}受益。",
    "据{place}{office}统计，去年全县粮食总产量达到{weight}，比上年增长{share}。",
    "“路修通了，山货就能卖到城里去。”{name}站在村口，指着远处的山坡说。",
    "记者在{place}看到，田里的油菜花开得正盛，几位老人坐在屋檐下晒着太阳。",
    "{office}负责人{name}介绍，{year}以来，当地先后建成{count}处供水点，解决了{people}的用水问题。",
    "傍晚时分，学校的操场上传来孩子们的笑声，这是{place}最热闹的时候。",
    "{name}告诉记者，合作社现有社员{house}，每户年均增收{yuan}。",
    "为了把这件事办好，{place}的干部们一家一户地走访，听取大家的意见。",
)
SUBJECTS = ("的水渠通了", "的果园丰收了", "的路修到了家门口", "的孩子们有了新课堂", "的老街换了新颜")
NAMES = 20_000  # of which those of low number are drawn most


def main() -> None:
    """Print so many articles as JSON lines."""
    for row in articles(int(sys.argv[1])):
        print(json.dumps(row, ensure_ascii=False))


def articles(number: int) -> Iterator[dict[str, str]]:
    """Give articles: `id`, `title`, ISO `date`, and `text` of about 1,200 characters."""
    for at in range(number):
        chance = random.Random(at)  # noqa: S311 the same articles every time
        paragraphs = ("".join(_sentence(chance) for _ in range(chance.randint(2, 4))) for _ in range(10))
        yield {
            "id": f"made-{at:06}",
            "title": _place(chance) + chance.choice(SUBJECTS),
            "date": f"{2000 + at % 25}-{1 + at % 12:02}-{1 + at % 28:02}",
            "text": "\n".join(paragraphs),
        }


def _sentence(chance: random.Random) -> str:
    number = chance.randint(12, 9800)
    return chance.choice(SENTENCES).format(
        place=_place(chance),
        office=chance.choice(OFFICES),
        name=_name(chance),
        money=f"{number / 100:.2f}亿元",
        length=f"{number / 10:.1f}公里",
        weight=f"{number}吨",
        share=f"{number / 1000:.1f}%",
        people=f"{number}名群众",
        house=f"{number}户",
        yuan=f"{number}元",
        count=number % 90 + 2,
        year=f"{2000 + number % 25}年",
    )


def _place(chance: random.Random) -> str:
    made = random.Random(_rank(chance))  # noqa: S311 a place keeps its name
    return made.choice(PLACE) + made.choice(PLACE) + made.choice(LEVELS)


def _name(chance: random.Random) -> str:
    made = random.Random(-_rank(chance) - 1)  # noqa: S311 a person keeps the name
    return made.choice(SURNAMES) + made.choice(GIVEN) + made.choice(GIVEN)


def _rank(chance: random.Random) -> int:
    return int(NAMES ** chance.random())


if __name__ == "__main__":
    main()
