"""The extensions with which the site reads Markdown, and their settings, out of mkdocs.yml."""

from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load


def listed() -> dict[str, dict[str, Any]]:
    """Give the settings of each extension that mkdocs.yml names."""
    with (Path(__file__).parent.parent / "mkdocs.yml").open("rb") as file:
        named = yaml_load(file)["markdown_extensions"]
    return {
        name: settings for one in named for name, settings in (one.items() if isinstance(one, dict) else [(one, {})])
    }
