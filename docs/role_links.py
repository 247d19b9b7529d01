"""Docstrings name objects by Sphinx's roles; the site shows a link where it has the object, else the name.

mkdocs.yml loads this as an extension of griffe.
"""

from __future__ import annotations

import re
from typing import Any

import griffe

_ROLE = re.compile(r":(?:class|func|meth|mod|attr|data):`(~?)([\w.]+)`")


class RoleLinks(griffe.Extension):
    """Rewrite the roles in every docstring of a package."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Rewrite them when the package is read, and names can be looked up."""
        _rewrite(pkg)


def _rewrite(found: griffe.Object) -> None:
    if found.docstring:
        found.docstring.value = _ROLE.sub(lambda role: _link(found, *role.groups()), found.docstring.value)
    for member in found.members.values():
        if isinstance(member, griffe.Object):
            _rewrite(member)


def _link(found: griffe.Object, short: str, name: str) -> str:
    shown = name.rpartition(".")[2] if short else name
    return f'<autoref optional identifier="{_path(found, name)}"><code>{shown}</code></autoref>'


def _path(found: griffe.Object, name: str) -> str:
    """Return the full path of what a docstring names, as it stands if that is no object of the package."""
    scope: griffe.Object | None = found
    while scope:
        try:
            return scope[name].canonical_path
        except (KeyError, griffe.AliasResolutionError):
            scope = scope.parent
    try:
        return found.package[name.removeprefix(f"{found.package.path}.")].canonical_path
    except (KeyError, griffe.AliasResolutionError):
        return name
