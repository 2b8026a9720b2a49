"""Where a module can be changed by one of the classic mutation operators, and how."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from itertools import accumulate
from random import Random
from typing import Any, Final, NamedTuple


def _both_ways(*pairs: tuple[Any, Any]) -> dict[Any, Any]:
    return {left: right for pair in pairs for left, right in (pair, pair[::-1])}


SWAPS: Final = _both_ways(
    *((ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq), (ast.Is, ast.IsNot)),
    *((ast.In, ast.NotIn), (ast.And, ast.Or), (ast.Add, ast.Sub), (ast.BitAnd, ast.BitOr)),
)
WORDS: Final = _both_ways(("0", "1"), ("True", "False"), ("min", "max"), ("any", "all"))
INDICES: Final = _both_ways(("0", "-1"))
EMPTY: Final = {  # by the kind of display, or by the function that is called
    kind: empty
    for empty, kinds in (
        ("()", ("Tuple", "tuple")),
        ("[]", ("List", "list", "ListComp", "sorted")),
        ("set()", ("Set", "set", "SetComp", "frozenset")),
        ("{}", ("Dict", "dict", "DictComp")),
    )
    for kind in kinds
}
DECLARED: Final = {"annotation", "returns", "decorator_list", "bases", "pattern"}

Change = tuple[str, ast.expr | ast.stmt, str]  # operator, the node that goes, the text that comes


class Site(NamedTuple):
    """One change of a module: the bytes from ``start`` to ``end`` become ``after``.

    ``lines``: the first and the last line from the start of the statement to the end of the change,
    of which one must run; ``None`` for what runs on import.
    """

    path: str
    line: int
    operator: str
    before: str
    after: str
    start: int
    end: int
    lines: tuple[int, int] | None

    def mutate(self, source: bytes) -> bytes:
        """The module with this change."""
        return source[: self.start] + self.after.encode() + source[self.end :]


def sites(path: str, source: bytes) -> Iterator[Site]:
    """Every change of the module."""
    starts = [0, *accumulate(len(line) for line in source.splitlines(keepends=True))]
    for (operator, node, after), first in _walk(ast.parse(source), None):
        last = node.end_lineno or node.lineno
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[last - 1] + (node.end_col_offset or 0)
        before = " ".join(source[start:end].decode().split())
        lines = None if first is None else (first, last)
        yield Site(path, node.lineno, operator, before, after, start, end, lines)


def draw(every: list[Site], weights: dict[str, int], number: int, seed: int) -> list[Site]:
    """``number`` sites, at most one a line and operator, by module in proportion to ``weights``."""
    random = Random(seed)  # noqa: S311 (nothing secret)
    groups: dict[tuple[str, int, str], list[Site]] = {}
    for site in every:
        groups.setdefault(site[:3], []).append(site)
    drawn: list[Site] = []
    left: list[Site] = []  # takes what rounding leaves, and shares larger than their module
    for path, weight in sorted(weights.items()):
        pool = [random.choice(group) for key, group in groups.items() if key[0] == path]
        random.shuffle(pool)
        share = number * weight // max(1, sum(weights.values()))
        drawn, left = [*drawn, *pool[:share]], [*left, *pool[share:]]
    random.shuffle(left)
    return sorted([*drawn, *left[: number - len(drawn)]])


def _walk(node: ast.AST, first: int | None) -> Iterator[tuple[Change, int | None]]:
    """The changes at a node and below, each with the first line of its statement.

    The line is ``None`` outside the bodies of functions.
    """
    for change in _changes(node):
        if not _loses_a_name(change):
            yield change, first
    for field, value in ast.iter_fields(node):
        enters = field == "body" and isinstance(node, ast.FunctionDef | ast.Lambda)
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_no_behaviour(node, field, child):
                begins = enters or (first is not None and isinstance(child, ast.stmt))
                yield from _walk(child, getattr(child, "lineno", first) if begins else first)


def _loses_a_name(change: Change) -> bool:
    """Whether what goes names a value for later: any test would tell."""
    _, node, after = change
    return ":=" in ast.unparse(node) and ":=" not in after


def _is_no_behaviour(node: ast.AST, field: str, child: ast.AST) -> bool:
    """Whether the child is a declaration, a type or the text of a message."""
    match node, field, child:
        case _, _, ast.If(ast.Name("TYPE_CHECKING")):
            return True
        case ast.Subscript(slice=ast.Tuple() | ast.Constant() | ast.UnaryOp()), "slice", _:
            return True  # a type of several parts, or an index
        case _, _, ast.Raise() | ast.JoinedStr() | ast.FunctionDef(name="__repr__"):
            return True
        case _, _, ast.Assign(targets=[ast.Name(id=name)]):
            return name.startswith("__")
    return field in DECLARED


def _changes(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.stmt):
        yield from _of_statement(node)
    elif isinstance(node, ast.expr):
        yield from _of_value(node)
    if isinstance(node, ast.Compare | ast.BoolOp | ast.BinOp | ast.AugAssign):
        yield from _swapped(node)
    if isinstance(node, ast.If | ast.IfExp):
        yield from (("always", node.test, "True"), ("never", node.test, "False"))
    if isinstance(node, ast.comprehension):
        yield from (("always", test, "True") for test in node.ifs)
    if isinstance(node, ast.BoolOp):
        for value in node.values:
            rest = [each for each in node.values if each is not value]
            yield "part", node, _text(rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest))


def _of_statement(node: ast.stmt) -> Iterator[Change]:
    match node:
        case ast.Expr(ast.Call()) | ast.AugAssign() | ast.Continue() | ast.Break():
            yield "statement", node, "pass"
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield "statement", node, "pass"
        case ast.Expr(ast.Yield() | ast.YieldFrom()):
            yield "statement", node, "yield from ()"
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Constant):
            yield "return", node, "return None"


def _of_value(node: ast.expr) -> Iterator[Change]:
    match node:
        case ast.UnaryOp(ast.Not(), operand):
            yield "not", node, _text(operand)
        case ast.Subscript(slice=index) if (text := ast.unparse(index)) in INDICES:
            yield "index", index, INDICES[text]
        case ast.Constant(value) if repr(value) in WORDS:
            yield "constant", node, WORDS[repr(value)]
        case ast.Call(ast.Name(name) as function, [_, *_]) if name in WORDS:
            yield "call", function, WORDS[name]
        case ast.Call(ast.Name(name), [_, *_]) if name in EMPTY:
            yield "empty", node, EMPTY[name]
        case ast.Tuple([_, *_], ast.Load()) | ast.List([_, *_], ast.Load()) | ast.Dict([_, *_]):
            yield "empty", node, EMPTY[type(node).__name__]
        case ast.Set() | ast.ListComp() | ast.SetComp() | ast.DictComp():
            yield "empty", node, EMPTY[type(node).__name__]


def _swapped(node: ast.Compare | ast.BoolOp | ast.BinOp | ast.AugAssign) -> Iterator[Change]:
    """The node with one of its operators replaced by its counterpart."""
    for place, operator in enumerate(node.ops if isinstance(node, ast.Compare) else [node.op]):
        if type(operator) in SWAPS:
            changed: Any = deepcopy(node)
            other = SWAPS[type(operator)]()
            if isinstance(node, ast.Compare):
                changed.ops[place] = other
            else:
                changed.op = other
            yield f"swap {type(operator).__name__}", node, _text(changed)


def _text(node: ast.expr | ast.stmt) -> str:
    text = ast.unparse(node)
    compound = ast.Compare | ast.BoolOp | ast.BinOp | ast.UnaryOp | ast.IfExp | ast.NamedExpr
    return f"({text})" if isinstance(node, compound) else text
