"""The extensions with which the site reads Markdown, and their settings: those of mkdocs.yml, and what MkDocs adds."""

from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

ADDED = ("tables", "fenced_code")


def listed() -> dict[str, dict[str, Any]]:
    """Give the settings of each extension."""
    with (Path(__file__).parent.parent / "mkdocs.yml").open("rb") as file:
        named = yaml_load(file)["markdown_extensions"]
    own = {
        name: settings for one in named for name, settings in (one.items() if isinstance(one, dict) else [(one, {})])
    }
    return own | {name: {} for name in ADDED}
