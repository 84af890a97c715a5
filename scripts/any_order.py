"""A command line that takes its options on either side of the command."""

from itertools import islice

import click


class AnyOrder(click.Group):
    """Takes its options on either side of the command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the options that are the group's own before everything else."""
        mine = {name: one for one in self.params if isinstance(one, click.Option) for name in one.opts}
        own, rest, left = [], [], iter(args)
        for word in left:
            option = mine.get(word.partition("=")[0])
            if word == "--":
                rest += [word, *left]
            elif option is None:
                rest.append(word)
            else:
                own += [word] if "=" in word or option.is_flag else [word, *islice(left, 1)]
        return super().parse_args(ctx, [*own, *rest])
