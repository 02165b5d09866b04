"""What Jinja2 and the worker read alike, checked in Jinja's own syntax tree.

Everything that is not named here is refused: a new construct is first shown to give the same
bytes in both engines, then added.
"""

from flask import Flask
from jinja2 import nodes

ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Extends, nodes.Block, nodes.Include,
    nodes.FromImport, nodes.Macro, nodes.For, nodes.If, nodes.Assign, nodes.Name, nodes.Const,
    nodes.Getattr, nodes.Getitem, nodes.Call, nodes.Keyword, nodes.Filter, nodes.Compare,
    nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.List, nodes.Concat,
)  # fmt: skip
FILTERS = {
    "date": 1, "datetime": 1, "walltime": 0, "clock": 0, "until": 1, "overlapping": 1,
    "number": 0, "initials": 0, "linebreaks": 0, "safe": 0, "length": 0, "urlencode": 0,
}  # fmt: skip
"""The filters with the number of their arguments."""
COMPARISONS = ("eq", "ne")
FUNCTIONS = ("_", "ngettext")
LOOP = ("index", "first", "last")
CONTEXT = (
    "_", "assets", "begin", "build", "language", "me", "mine", "ngettext", "origin", "outbox_count",
    "path", "rendered_by", "signed_out", "town", "url",
)  # fmt: skip
"""What every page has, and so what a macro may use beside its arguments."""
LOGIC = (nodes.Compare, nodes.And, nodes.Or, nodes.Not)
ENGINE_NAMES = {
    *Flask("kokommune").jinja_env.globals,
    "self",
    "super",
    "caller",
    "varargs",
    "kwargs",
}
METHODS = {*dir(dict), *dir(str), *dir(list)} | {
    "constructor", "hasOwnProperty", "isPrototypeOf", "length", "propertyIsEnumerable",
    "toLocaleString", "toString", "valueOf",
}  # fmt: skip
"""Attributes that one of the engines finds on any object."""
DATA = {"count", "index", "sort", "title"}
"""Of those, what documents may carry: dicts and objects have no such attribute."""
