extension PythonHarvestSource {
  /// What annotations allow, and what a function does with its parameters.
  static let kinds = #"""
    ABSTRACT = {
        "Iterable": "list",
        "Sequence": "list",
        "Collection": "list",
        "Iterator": "iterator",
        "Mapping": "dict",
        "MutableMapping": "dict",
        "List": "list",
        "Dict": "dict",
        "Set": "set",
        "Tuple": "tuple",
        "FrozenSet": "set",
        "AbstractSet": "set",
        "Text": "str",
        "AnyStr": "str",
        "Number": "float",
        "Real": "float",
        "SupportsInt": "int",
        "SupportsFloat": "float",
        "ByteString": "bytes",
        "bytearray": "bytes",
        "frozenset": "set",
        "MutableSequence": "list",
        "Hashable": "str",
        "object": "any",
        "Any": "any",
        "StrPath": "str",
    }


    def annotated(node):
        """What an annotation allows: names of kinds, in its order."""
        if node is None:
            return []
        if isinstance(node, ast.Constant):
            if node.value is None:
                return ["None"]
            if isinstance(node.value, str):
                try:
                    return annotated(ast.parse(node.value, mode="eval").body)
                except SyntaxError:
                    return []
            return []
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return unique(annotated(node.left) + annotated(node.right))
        if isinstance(node, ast.Subscript):
            outer = annotated(node.value)
            inner = node.slice.value if isinstance(node.slice, getattr(ast, "Index", ())) else node.slice
            inside = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            name = outer[0] if outer else ""
            if name in ("Optional", "Union", "Annotated", "Final", "ClassVar", "Required", "NotRequired"):
                inside = inside[:1] if name == "Annotated" else inside
                kinds = unique(kind for part in inside for kind in annotated(part))
                return kinds + (["None"] if name == "Optional" and "None" not in kinds else [])
            if name == "Literal":
                return unique("=" + literal(part) for part in inside if literal(part))
            if name in ("type", "Type", "Callable"):
                return [name.lower()]
            parts = [
                "/".join(annotated(part)[:2]) or "any"
                for part in inside
                if not isinstance(part, (ast.List, ast.Constant))
            ]
            return (
                [f"{name}[{','.join(parts)}]"]
                if parts and name in ("list", "dict", "set", "tuple", "iterator")
                else outer
            )
        if isinstance(node, ast.Attribute):
            return [ABSTRACT.get(node.attr, node.attr)]
        if isinstance(node, ast.Name):
            return ALIASES.get(node.id) or [ABSTRACT.get(node.id, node.id)]
        return []


    def evidence(function, name):
        """What the body does with a parameter: the kinds that this speaks for, and values that it is held against."""
        kinds, values = [], []
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name:
                owners = METHODS.get(node.attr, set())
                if node.attr in OWN:
                    kinds.append("str")
                elif "dict" in owners and node.attr in ("items", "keys", "values", "setdefault"):
                    kinds.append("dict")
                elif node.attr in ("append", "extend", "sort", "insert", "reverse"):
                    kinds.append("list")
                elif node.attr in ("days", "seconds", "total_seconds"):
                    kinds.append("timedelta")
                elif node.attr in ("year", "month", "day", "isoformat", "strftime"):
                    kinds.append("datetime")
                elif node.attr in ("read", "readline"):
                    kinds.append("file")
                elif len(owners) == 1:
                    kinds.extend(owners)
                else:
                    kinds.append("." + node.attr)
            elif isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                used = [arg for arg in node.args if isinstance(arg, ast.Name) and arg.id == name]
                if called == "isinstance" and len(node.args) == 2 and used:
                    kinds.extend(
                        annotated(part)[0]
                        for part in (node.args[1].elts if isinstance(node.args[1], ast.Tuple) else [node.args[1]])
                        if annotated(part)
                    )
                elif used and called in (
                    "len",
                    "sorted",
                    "reversed",
                    "enumerate",
                    "sum",
                    "min",
                    "max",
                    "any",
                    "all",
                    "iter",
                ):
                    kinds.append("list")
                elif used and called in ("int", "float", "abs", "round", "range", "chr", "divmod"):
                    kinds.append("int")
                elif used and called in (
                    "ord",
                    "match",
                    "search",
                    "sub",
                    "findall",
                    "fullmatch",
                    "split",
                    "compile",
                    "normalize",
                ):
                    kinds.append("str")
                if isinstance(node.func, ast.Name) and node.func.id == name:
                    kinds.append("callable")
            elif isinstance(node, ast.Compare):
                sides = [node.left] + node.comparators
                about = any(isinstance(side, ast.Name) and side.id == name for side in sides)
                length = any(
                    isinstance(side, ast.Call)
                    and getattr(side.func, "id", "") == "len"
                    and side.args
                    and isinstance(side.args[0], ast.Name)
                    and side.args[0].id == name
                    for side in sides
                )
                for side in sides:
                    inner = side.elts if isinstance(side, (ast.Tuple, ast.List, ast.Set)) else [side]
                    for part in inner:
                        text = literal(part)
                        if text is None:
                            continue
                        if about:
                            values.append(text)
                            value = ast.literal_eval(part)
                            kinds.append("None" if value is None else type(value).__name__)
                        elif length:
                            values.append("len:" + text)
                if about and any(isinstance(op, (ast.In, ast.NotIn)) for op in node.ops):
                    left = isinstance(node.left, ast.Name) and node.left.id == name
                    if not left:
                        kinds.append(
                            "list"
                            if not literal(node.left) or not isinstance(ast.literal_eval(node.left), str)
                            else "str"
                        )
            elif isinstance(node, ast.BinOp):
                sides = (node.left, node.right)
                if any(isinstance(side, ast.Name) and side.id == name for side in sides):
                    other = [literal(side) for side in sides if literal(side)]
                    if other:
                        value = ast.literal_eval(other[0])
                        kinds.append(
                            type(value).__name__
                            if not isinstance(node.op, ast.Mod) or not isinstance(value, str)
                            else "any"
                        )
                    elif isinstance(node.op, (ast.Sub, ast.Div, ast.FloorDiv, ast.Pow, ast.Mult)):
                        kinds.append("int")
            elif isinstance(node, (ast.For, ast.comprehension)):
                if isinstance(node.iter, ast.Name) and node.iter.id == name:
                    kinds.append("list")
            elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == name:
                index = node.slice.value if isinstance(node.slice, getattr(ast, "Index", ())) else node.slice
                text = literal(index)
                if text is not None and isinstance(ast.literal_eval(index), str):
                    kinds.append("dict")
                    values.append("key:" + text)
                else:
                    kinds.append("list")
            elif type(node).__name__ == "Match" and isinstance(node.subject, ast.Name) and node.subject.id == name:
                for case in node.cases:
                    for part in ast.walk(case.pattern):
                        if type(part).__name__ == "MatchValue" and literal(part.value):
                            values.append(literal(part.value))
        return unique(kinds), unique(values)[:30]
    """#
}
