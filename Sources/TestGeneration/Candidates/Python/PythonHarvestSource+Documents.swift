extension PythonHarvestSource {
  /// Examples, calls elsewhere, and the program itself.
  static let documents = #"""
    def examples(text, place):
        """Examples of a document: what comes before each, and what it says that comes out."""
        try:
            parsed = doctest.DocTestParser().get_examples(text)
        except ValueError:
            return []
        found, before = [], []
        for example in parsed[:200]:
            code = example.source.strip()
            if any(flag == doctest.SKIP and value for flag, value in example.options.items()):
                continue
            try:
                statements = ast.parse(code).body
            except SyntaxError:
                continue
            isImport = all(isinstance(node, (ast.Import, ast.ImportFrom)) for node in statements)
            if len(statements) == 1 and isinstance(statements[0], ast.Expr):
                hasState = any(kind == "state" for kind, _ in before)
                setup = [line for kind, line in before if kind == "state" or (hasState and kind == "call")]
                found.append(
                    {
                        "setup": setup[-12:],
                        "imports": [line for kind, line in before if kind == "import"],
                        "call": code,
                        "want": example.want.strip(),
                        "raises": example.exc_msg,
                        "place": place,
                        "names": loaded("\n".join(setup[-12:] + [code])),
                    }
                )
                before.append(("call", code))
            else:
                before.append(("import" if isImport else "state", code))
        return found


    def read(path):
        with open(path, "rb") as file:
            return file.read(4 << 20)


    def module(entry):
        tree = ast.parse(read(entry["path"]))
        functions, classes, documents = [], [], []
        ALIASES.clear()
        for node in definitions(tree.body):
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                if isinstance(node.value, (ast.Subscript, ast.BinOp, ast.Constant)) and isinstance(
                    target, ast.Name
                ):
                    kinds = annotated(node.value)
                    if kinds and target.id[:1].isupper():
                        ALIASES[target.id] = kinds
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                functions.append(function(node, None))
            elif isinstance(node, ast.ClassDef):
                classes.append(described_class(node))
        for node in ast.walk(tree):
            if isinstance(node, (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                text = ast.get_docstring(node)
                if text and ">>>" in text:
                    documents.extend(examples(text, getattr(node, "name", entry["module"])))
        exported = None
        for node in tree.body:
            if isinstance(node, ast.Assign) and any(
                getattr(target, "id", "") == "__all__" for target in node.targets
            ):
                try:
                    exported = [name for name in ast.literal_eval(node.value) if isinstance(name, str)]
                except ValueError:
                    pass
        lines = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.stmt):
                last = getattr(node, "end_lineno", node.lineno)
                inner = getattr(node, "body", None)
                if isinstance(inner, list) and inner:
                    last = max(node.lineno, inner[0].lineno - len(getattr(inner[0], "decorator_list", [])) - 1)
                for line in range(node.lineno + 1, last + 1):
                    lines.setdefault(line, node.lineno)
        inner = set()
        for node in definitions(tree.body):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                inner.update(range(node.lineno, getattr(node, "end_lineno", node.lineno) + 1))
        top = ast.Module(
            body=[node for node in tree.body if isinstance(node, (ast.Assign, ast.AnnAssign, ast.Expr))],
            type_ignores=[],
        )
        return {
            "path": entry["name"],
            "module": entry["module"],
            "functions": functions,
            "classes": classes,
            "examples": documents,
            "names": sorted(names_of(tree)),
            "exported": exported,
            "literals": constants(top),
            "patterns": unique(text for _, text in patterns(tree))[:LIMIT],
            "statements": {str(line): first for line, first in lines.items()},
        }


    def usages(path, wanted):
        """Calls of functions with literal arguments, as tests, examples and other modules make them."""
        try:
            tree = ast.parse(read(path))
        except (SyntaxError, ValueError):
            return []
        found = []
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in wanted:
                continue
            arguments = [literal(argument) for argument in node.args]
            named = [(word.arg, literal(word.value)) for word in node.keywords]
            if None in arguments or any(text is None or key is None for key, text in named):
                continue
            found.append(
                {
                    "function": name,
                    "arguments": arguments,
                    "named": [list(pair) for pair in named],
                    "is_bound": isinstance(node.func, ast.Attribute),
                }
            )
        return found[:500]


    def main():
        modules, faults = [], []
        for entry in PLAN["modules"]:
            try:
                modules.append(module(entry))
            except (SyntaxError, ValueError, RecursionError) as error:
                faults.append(f"{entry['name']}: {error}")
        wanted = set()
        for found in modules:
            wanted.update(item["name"] for item in found["functions"] + found["classes"])
            for kind in found["classes"]:
                wanted.update(item["name"] for item in kind["methods"])
        calls, documents = [], []
        for path in PLAN["usages"]:
            calls.extend(usages(path, wanted))
        for path in PLAN["documents"]:
            documents.extend(examples(read(path).decode("utf-8", "replace"), path.rsplit("/", 1)[-1]))
        json.dump(
            {"modules": modules, "usages": calls[:2000], "documents": documents[:500], "faults": faults}, sys.stdout
        )


    main()
    """#
}
