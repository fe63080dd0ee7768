extension PythonHarvestSource {
  /// Functions and classes.
  static let definitions = #"""
    def parameters(function, isBound):
        arguments = function.args
        positional = getattr(arguments, "posonlyargs", []) + arguments.args
        defaults = [None] * (len(positional) - len(arguments.defaults)) + list(arguments.defaults)
        found = []
        for index, (argument, default) in enumerate(zip(positional, defaults)):
            if index == 0 and isBound:
                continue
            found.append((argument, default, "positional"))
        if arguments.vararg:
            found.append((arguments.vararg, None, "many"))
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
            found.append((argument, default, "keyword"))
        if arguments.kwarg:
            found.append((arguments.kwarg, None, "named"))
        described = []
        for argument, default, kind in found:
            kinds, values = evidence(function, argument.arg)
            described.append(
                {
                    "name": argument.arg,
                    "kind": kind,
                    "annotation": annotated(argument.annotation),
                    "kinds": kinds,
                    "values": values,
                    "default": None if default is None else source(default),
                    "default_literal": None if default is None else literal(default),
                }
            )
        return described


    def decorators(node):
        names = []
        for decorator in node.decorator_list:
            inner = decorator.func if isinstance(decorator, ast.Call) else decorator
            names.append(inner.attr if isinstance(inner, ast.Attribute) else getattr(inner, "id", ""))
        return names


    def function(node, container):
        names = decorators(node)
        kind = "function" if container is None else "method"
        if "staticmethod" in names:
            kind = "static"
        elif "classmethod" in names or node.name in ("__new__", "__init_subclass__", "__class_getitem__"):
            kind = "class"
        elif {"property", "cached_property"} & set(names):
            kind = "property"
        elif {"setter", "deleter", "overload", "abstractmethod", "fixture", "contextmanager"} & set(names):
            kind = "none"
        yields = any(isinstance(inner, (ast.Yield, ast.YieldFrom)) for inner in walk_own(node))
        return {
            "name": node.name,
            "container": container,
            "kind": kind,
            "is_async": isinstance(node, ast.AsyncFunctionDef),
            "is_generator": yields,
            "first_line": node.lineno,
            "last_line": getattr(node, "end_lineno", node.lineno),
            "parameters": parameters(node, kind in ("method", "property", "class")),
            "literals": constants(node),
            "strings": [ast.literal_eval(text) for text in constants(node) if text[:1] in "'\""],
            "changes": changes(node),
        }


    def changes(node):
        """Whether a method may change its object."""
        for inner in walk_own(node):
            target = getattr(inner, "value", None) if isinstance(inner, ast.Subscript) else inner
            if isinstance(target, ast.Attribute) and isinstance(target.ctx, (ast.Store, ast.Del)):
                return True
            if isinstance(inner, ast.Subscript) and isinstance(inner.ctx, (ast.Store, ast.Del)):
                return True
            if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
                owner = inner.func.value
                if isinstance(owner, ast.Attribute) and inner.func.attr in CHANGING:
                    return True
        return False


    def walk_own(node):
        """What belongs to a function itself, without functions inside it."""
        pending = list(ast.iter_child_nodes(node))
        while pending:
            inner = pending.pop()
            yield inner
            if not isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
                pending.extend(ast.iter_child_nodes(inner))


    def definitions(body):
        """Statements of a module or class, also those below `if` and `try`."""
        for node in body:
            yield node
            if isinstance(node, (ast.If, ast.Try)):
                for part in ("body", "orelse", "finalbody"):
                    yield from definitions(getattr(node, part, []))


    def described_class(node):
        members, methods, fields = [], [], []
        for inner in definitions(node.body):
            if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
                methods.append(function(inner, node.name))
            elif isinstance(inner, ast.Assign):
                members.extend(target.id for target in inner.targets if isinstance(target, ast.Name))
            elif isinstance(inner, ast.AnnAssign) and isinstance(inner.target, ast.Name):
                fields.append(
                    {
                        "name": inner.target.id,
                        "kind": "positional",
                        "annotation": annotated(inner.annotation),
                        "kinds": [],
                        "values": [],
                        "default": None if inner.value is None else source(inner.value),
                        "default_literal": None if inner.value is None else literal(inner.value),
                    }
                )
        return {
            "name": node.name,
            "bases": [source(base) or "" for base in node.bases],
            "decorators": decorators(node),
            "members": [member for member in members if not member.startswith("_")],
            "fields": fields,
            "methods": methods,
            "attributes": unique(
                inner.attr
                for inner in ast.walk(node)
                if isinstance(inner, ast.Attribute)
                and isinstance(inner.ctx, ast.Store)
                and getattr(inner.value, "id", "") == "self"
                and not inner.attr.startswith("_")
            ),
            "is_abstract": any(
                "abstractmethod" in decorators(inner)
                for inner in node.body
                if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef))
            ),
            "first_line": node.lineno,
            "last_line": getattr(node, "end_lineno", node.lineno),
        }


    def names_of(tree):
        """What a module has in its own namespace."""
        names = {}
        for node in definitions(tree.body):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                names[node.name] = node.lineno
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                for alias in node.names:
                    names[(alias.asname or alias.name).split(".")[0]] = node.lineno
            elif isinstance(node, (ast.Assign, ast.AnnAssign)):
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    names.update((part.id, node.lineno) for part in ast.walk(target) if isinstance(part, ast.Name))
        return names


    def loaded(code):
        """Names that a piece of code takes from outside."""
        tree = ast.parse(code)
        stored = {
            node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
        }
        names = (
            node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        )
        return unique(name for name in names if name not in stored)
    """#
}
