"""Finds in a template what is not in the subset."""

from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes
from subset import (
    ALLOWED,
    COMPARISONS,
    CONTEXT,
    DATA,
    ENGINE_NAMES,
    FILTERS,
    FUNCTIONS,
    LOGIC,
    LOOP,
    METHODS,
)

_environment = Environment(keep_trailing_newline=True, autoescape=True)


def faults(source: str) -> list[str]:
    """What in a template the two engines would not read alike, as `line: reason`."""
    try:
        tree = _environment.parse(source)
    except TemplateSyntaxError as error:
        return [f"{error.lineno}: {error.message}"]
    found = [*_spelling(source), *_Reader(tree).faults(tree)]
    return [f"{line}: {reason}" for line, reason in found]


Fault = tuple[int, str]


def _spelling(source: str) -> Iterator[Fault]:
    """Literals that the engines decode differently; the tree no longer shows them."""
    for line, kind, text in _environment.lex(source):
        if kind == "string" and "\\" in text:
            yield line, "a backslash in a string"
        if kind == "integer" and not text.isdigit():
            yield line, f"the number {text}"


class _Reader:
    def __init__(self, tree: nodes.Template) -> None:
        imported = [name for node in tree.find_all(nodes.FromImport) for name in node.names]
        self.macros = {name for name in imported if isinstance(name, str)}
        self.macros |= {macro.name for macro in tree.find_all(nodes.Macro)}

    def faults(
        self, node: nodes.Node, inside: tuple[type[nodes.Node], ...] = ()
    ) -> Iterator[Fault]:
        """Faults of a node and all below it; `inside` holds the types of what it stands in."""
        if not isinstance(node, ALLOWED):
            yield node.lineno, f"{type(node).__name__} is not shared"
            return
        check = getattr(self, f"_{type(node).__name__.lower()}", None)
        for reason in check(node, inside) if check else ():
            yield node.lineno, reason
        for child in node.iter_child_nodes():
            yield from self.faults(child, (*inside, type(node)))

    def _include(self, node: nodes.Include, _inside: object) -> Iterator[str]:
        if node.ignore_missing or not node.with_context:
            yield "include takes a name and nothing else"

    def _fromimport(self, node: nodes.FromImport, _inside: object) -> Iterator[str]:
        if not node.with_context:
            yield "an import is written `with context`"
        if not all(isinstance(name, str) for name in node.names):
            yield "an import keeps the macro's name"

    def _for(self, node: nodes.For, _inside: object) -> Iterator[str]:
        if node.test or node.recursive:
            yield "a loop has no condition and does not recurse"
        if not isinstance(node.target, nodes.Name):
            yield "a loop has one variable"

    def _assign(self, node: nodes.Assign, inside: tuple[type[nodes.Node], ...]) -> Iterator[str]:
        if nodes.For in inside or nodes.Macro in inside:
            yield "set stands at block level, never in a loop or a macro"
        if not isinstance(node.target, nodes.Name):
            yield "set has one variable"
        if isinstance(node.node, LOGIC):
            yield "set takes a value, no condition"

    def _output(self, node: nodes.Output, _inside: object) -> Iterator[str]:
        for shown in node.nodes:
            if isinstance(shown, (*LOGIC, nodes.List)):
                yield "only strings and whole numbers are printed"

    def _macro(self, node: nodes.Macro, _inside: object) -> Iterator[str]:
        if node.defaults:
            yield "a macro has no defaults"
        own = {name.name for name in node.find_all(nodes.Name) if name.ctx != "load"}
        for name in node.find_all(nodes.Name):
            if name.name not in own | self.macros | {*CONTEXT, "loop"}:
                yield f"a macro is handed what it uses: {name.name}"

    def _name(self, node: nodes.Name, _inside: object) -> Iterator[str]:
        if node.name in ENGINE_NAMES:
            yield f"{node.name} belongs to one engine"

    def _const(self, node: nodes.Const, _inside: object) -> Iterator[str]:
        if type(node.value) not in (str, int):
            yield f"the constant {node.value}"

    def _list(self, node: nodes.List, inside: tuple[type[nodes.Node], ...]) -> Iterator[str]:
        if inside[-1] is not nodes.For or not all(isinstance(i, nodes.Const) for i in node.items):
            yield "a list of constants stands in a loop's head only"

    def _getattr(self, node: nodes.Getattr, _inside: object) -> Iterator[str]:
        if isinstance(node.node, nodes.Name) and node.node.name == "loop":
            if node.attr not in LOOP:
                yield f"loop.{node.attr}"
        elif node.attr in METHODS - DATA or node.attr.startswith("_"):
            yield f"the method {node.attr}"

    def _getitem(self, node: nodes.Getitem, _inside: object) -> Iterator[str]:
        if isinstance(node.node, nodes.Name) and node.node.name == "mine":
            if not _is_key(node.arg):
                yield "what is mine is asked for by its kind and an id"
        elif _is_phases(node.node):
            if not isinstance(node.arg, nodes.Name):
                yield "a phase's name is asked for by its code"
        elif not (isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)):
            yield "a subscript is a literal string"

    def _concat(self, _node: nodes.Concat, inside: tuple[type[nodes.Node], ...]) -> Iterator[str]:
        if inside[-1] is not nodes.Getitem:
            yield "texts are put together in keys only"

    def _filter(self, node: nodes.Filter, _inside: object) -> Iterator[str]:
        if node.name not in FILTERS:
            yield f"the filter {node.name}"
        elif len(node.args) != FILTERS[node.name] or node.kwargs or node.dyn_args:
            yield f"the arguments of the filter {node.name}"
        if isinstance(node.node, (*LOGIC, nodes.Const, nodes.List, type(None))):
            yield "a filter stands on a value"
        if node.name == "safe" and not _is_html(node.node):
            yield "only the server's html is safe"

    def _compare(self, node: nodes.Compare, _inside: object) -> Iterator[str]:
        if len(node.ops) != 1 or node.ops[0].op not in COMPARISONS:
            yield "comparisons are == or !=, one at a time"

    def _call(self, node: nodes.Call, _inside: object) -> Iterator[str]:
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if node.dyn_args or node.dyn_kwargs:
            yield "a call lists its arguments"
        if name in FUNCTIONS:
            yield from _message(name, node)
        elif name not in self.macros:
            yield "only macros and messages are called"
        elif node.kwargs:
            yield "a macro's arguments have no names"


def _is_html(node: object) -> bool:
    """`comment.html`, `about.root.imprint_html`."""
    name = getattr(node, "attr", "")
    return name == "html" or name.endswith("_html")


def _is_phases(node: nodes.Expr) -> bool:
    """`town.phases`."""
    return (
        isinstance(node, nodes.Getattr)
        and node.attr == "phases"
        and isinstance(node.node, nodes.Name)
        and node.node.name == "town"
    )


def _is_key(node: nodes.Expr) -> bool:
    """`"support:" ~ proposal.id`."""
    if not (isinstance(node, nodes.Concat) and len(node.nodes) == 2):
        return False
    kind, id = node.nodes
    literal = isinstance(kind, nodes.Const) and str(kind.value).endswith(":")
    return literal and isinstance(id, nodes.Name | nodes.Getattr)


def _message(name: str, node: nodes.Call) -> Iterator[str]:
    count = 1 if name == "_" else 2
    texts = [arg.value for arg in node.args[:count] if isinstance(arg, nodes.Const)]
    if len(texts) != count or len(node.args) != (1 if name == "_" else 3):
        yield f"{name} takes literal messages"
        return
    values = {keyword.key for keyword in node.kwargs}
    if any(isinstance(keyword.value, (*LOGIC, nodes.Call)) for keyword in node.kwargs):
        yield "a message is filled with plain values"
    known = values | ({"num"} if name == "ngettext" else set())
    for text in texts:
        yield from _placeholders(text, known)


def _placeholders(text: str, known: set[str]) -> Iterator[str]:
    if not known:
        return
    try:
        if text % dict.fromkeys(known, "…") and not all(
            f"%({n})s" in text for n in known - {"num"}
        ):
            yield f"a value that the message does not name: {text}"
    except (KeyError, TypeError, ValueError) as error:
        yield f"the placeholders of {text!r}: {error}"
