extension PythonHarvestSource {
  /// Literals, and texts that regular expressions match.
  static let values = #"""
    """Reads modules without running them: what can be called, and with which values.

    Arguments: the plan, a JSON file; what was found is written to the standard output.
    """

    import ast, doctest, json, re, sys, warnings

    warnings.simplefilter("ignore")
    with open(sys.argv[1], encoding="utf-8") as file:
        PLAN = json.load(file)
    LIMIT = 60
    TEXT = {"str"}
    METHODS = {}
    for _type in (str, bytes, list, dict, set, float, int):
        for _name in dir(_type):
            if not _name.startswith("_"):
                METHODS.setdefault(_name, set()).add(_type.__name__)
    ALIASES = {}
    CHANGING = {
        "append",
        "extend",
        "insert",
        "pop",
        "remove",
        "clear",
        "add",
        "discard",
        "update",
        "sort",
        "reverse",
    }
    CHANGING |= {"setdefault", "popitem", "appendleft", "popleft", "write"}
    OWN = {
        "lower",
        "upper",
        "strip",
        "lstrip",
        "rstrip",
        "split",
        "startswith",
        "endswith",
        "splitlines",
        "encode",
        "isdigit",
        "title",
        "format",
        "replace",
        "join",
        "find",
        "partition",
        "isalpha",
        "isupper",
        "islower",
        "zfill",
    }


    def source(node):
        try:
            return ast.unparse(node)
        except Exception:
            return None


    def literal(node):
        """The text of what `ast.literal_eval` takes, written as `repr` would."""
        try:
            value = ast.literal_eval(node)
            text = repr(value)
            return text if len(text) <= 400 and "..." not in text else None
        except Exception:
            return None


    def unique(items):
        return list(dict.fromkeys(item for item in items if item is not None))


    def constants(node):
        """Literals of a piece of code, without its documentation."""
        skipped = set()
        for inner in ast.walk(node):
            body = getattr(inner, "body", None)
            if isinstance(body, list):
                for statement in body:
                    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                        skipped.add(id(statement.value))
            if isinstance(inner, ast.JoinedStr):
                skipped.update(id(part) for part in ast.walk(inner) if isinstance(part, ast.Constant))
            if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
                for annotation in [inner.returns] + [a.annotation for a in inner.args.args + inner.args.kwonlyargs]:
                    if annotation is not None:
                        skipped.update(id(part) for part in ast.walk(annotation))
            if isinstance(inner, ast.Raise):
                skipped.update(id(part) for part in ast.walk(inner))
        found = []
        for inner in ast.walk(node):
            if id(inner) in skipped:
                continue
            if isinstance(inner, ast.Constant) and isinstance(inner.value, (str, bytes, int, float)):
                if not isinstance(inner.value, bool):
                    found.append(literal(inner))
        return unique(found)[:LIMIT]


    def patterns(tree):
        """A text that each regular expression of the module matches."""
        texts = []
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("compile", "match", "search", "fullmatch", "sub", "findall", "split", "finditer"):
                    if isinstance(node.args[0].value, str):
                        texts.append((node.lineno, node.args[0].value))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                # Tables of expressions are used elsewhere than they stand.
                if len(node.value) <= 100 and re.search(r"\\[dwsbAZ]|\[[^\]]+\]|\(\?|[)\w][+*]|\$$", node.value):
                    texts.append((node.lineno, node.value))
        found = []
        for line, text in texts[:100]:
            for most in (False, True):
                sample = matching(text, most)
                if sample:
                    found.append((line, repr(sample)))
        return found


    def matching(pattern, most):
        try:
            from re import _parser as parser
        except ImportError:
            import sre_parse as parser
        groups = {}

        def one(items):
            for code, value in items:
                if code == "in" or str(code) == "IN":
                    negated = any(str(c) == "NEGATE" for c, _ in value)
                    return kind(value, negated)
            return "a"

        def kind(value, negated):
            allowed = []
            for code, inner in value:
                code = str(code)
                if code == "LITERAL":
                    allowed.append(chr(inner))
                elif code == "RANGE":
                    allowed.extend([chr(inner[0]), chr(inner[1])])
                elif code == "CATEGORY":
                    allowed.append(
                        {
                            "CATEGORY_DIGIT": "1",
                            "CATEGORY_SPACE": " ",
                            "CATEGORY_WORD": "a",
                            "CATEGORY_NOT_DIGIT": "a",
                            "CATEGORY_NOT_SPACE": "a",
                            "CATEGORY_NOT_WORD": "-",
                        }.get(str(inner), "a")
                    )
            if not negated:
                return allowed[-1] if most and allowed else (allowed or ["a"])[0]
            return next((sign for sign in "ab1 -.X" if sign not in allowed), "z")

        def text(items):
            parts = []
            for code, value in items:
                code = str(code)
                if code == "LITERAL":
                    parts.append(chr(value))
                elif code == "NOT_LITERAL":
                    parts.append("a" if value != ord("a") else "b")
                elif code == "ANY":
                    parts.append("a")
                elif code == "IN":
                    parts.append(kind(value, any(str(c) == "NEGATE" for c, _ in value)))
                elif code == "BRANCH":
                    parts.append(text(value[1][-1 if most else 0]))
                elif code == "SUBPATTERN":
                    inner = text(value[3])
                    groups[value[0]] = inner
                    parts.append(inner)
                elif code in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
                    low, high, inner = value
                    count = min(int(high), max(low, 2)) if most else low
                    parts.append("".join(text(inner) for _ in range(min(count, 20))))
                elif code == "GROUPREF":
                    parts.append(groups.get(value, ""))
                elif code == "ATOMIC_GROUP":
                    parts.append(text(value))
            return "".join(parts)

        try:
            sample = text(parser.parse(pattern))
            return sample if len(sample) <= 80 else None
        except Exception:
            return None
    """#
}
