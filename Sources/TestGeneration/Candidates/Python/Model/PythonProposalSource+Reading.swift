extension PythonProposalSource {
  /// Names that it needs, and the whole.
  static let reading = #"""
    def free(code):
        """Names that a text takes from outside of it, or binds at its top."""
        used, bound = set(), set()

        def look(scope, isTop):
            for symbol in scope.get_symbols():
                if isTop and (symbol.is_assigned() or symbol.is_imported()):
                    bound.add(symbol.get_name())
                if symbol.is_referenced() and (isTop or symbol.is_global()):
                    used.add(symbol.get_name())
            for child in scope.get_children():
                look(child, False)

        look(symtable.symtable(code, "<test>", "exec"), True)
        return used, bound


    def missing(used, bound):
        """Imports for names that nothing binds."""
        found = []
        for name in sorted(used - bound):
            if hasattr(builtins, name) or name in ("__file__", "__name__"):
                continue
            module = home(name)
            outer = next((path for path in MODULES if path.split(".")[-1] == name), None)
            if module:
                found.append((f"from {module} import {name}", name))
            elif outer:
                before = outer.rpartition(".")[0]
                found.append((f"from {before} import {name}" if before else f"import {name}", name))
            elif name in KNOWN:
                found.append((KNOWN[name], name))
            elif name in LIBRARY:
                found.append((f"import {name}", name))
            else:
                names = [other for names in MODULES.values() for other in names]
                close = near(name, sorted(set(names)))
                if close:
                    raise Renamed(name, close)
                raise Fault(f"nothing is called {name}")
        return found


    def function_of(tree):
        """The one test of a text, with its imports; nothing else may stand there."""
        functions, lines, rest = [], [], []

        def look(nodes):
            for node in nodes:
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    lines.extend(imports(node))
                elif isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
                    functions.append(node)
                elif isinstance(node, ast.AsyncFunctionDef):
                    raise Fault("a test is no async function: it runs what is asynchronous with asyncio.run")
                elif isinstance(node, ast.ClassDef) and node.name.lower().endswith(("test", "tests", "testcase")) or (
                    isinstance(node, ast.ClassDef) and node.name.startswith("Test")
                ):
                    look(node.body)
                elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
                    rest.append(node)

        look(tree.body)
        return functions, lines, rest


    def taken(code, intent):
        if len(code.encode("utf-8", "replace")) > SIZE:
            raise Fault(f"it is longer than {SIZE} bytes")
        tree = parsed(code)
        functions, lines, rest = function_of(tree)
        if not functions and rest and not any(isinstance(node, (ast.FunctionDef, ast.ClassDef)) for node in rest):
            # Statements alone: the function around them is a matter of form.
            own_lines = [segment(code, node) for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
            statements = [segment(code, node) for node in rest]
            if all(statements):
                head = "\n".join(own_lines) + f"\n\n\ndef test_{words(intent)}():\n"
                return taken(head + indented("\n".join(statements)), intent)
        if len(functions) != 1 or rest:
            raise Fault("a proposal is one test function with its imports, and nothing beside it")
        function = functions[0]
        check_use(function)
        for node in ast.walk(function):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                imports(node)
        if not says_something(function):
            raise Fault("it has no assertion that could fail")
        marks, names, text = decorators(code, function), parameters(function), body(code, function)
        head = f"def {function.name}({', '.join(names)}):"
        plain = "\n".join(marks + [head, indented("\n".join(text))])
        used, _ = free(plain)
        lines += missing(used, {name for _, name in lines} | {function.name})
        needed = sorted({line for line, name in lines if name in used})
        return {
            "name": function.name,
            "decorators": marks,
            "parameters": names,
            "body": text,
            "imports": needed,
            "bound": sorted({(name, line) for line, name in lines if name in used}),
            "source": "\n".join(needed + [plain]),
            "offset": len(needed),
            "key": key(function),
        }


    def key(function):
        return "\n".join(map(ast.dump, function.decorator_list + function.body))


    def existing():
        """Tests that are there, by what they do."""
        found = {}
        for path in PLAN["tests"]:
            try:
                with open(path["path"], encoding="utf-8") as file:
                    tree = ast.parse(file.read())
            except (OSError, SyntaxError, ValueError, RecursionError):
                continue
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
                    found.setdefault(key(node), f"{path['name']}::{node.name}")
        return found


    def read(test, there):
        code = without_fence(test["code"])
        for _ in range(4):
            try:
                result = taken(code, test["intent"])
                break
            except Renamed as renamed:
                code = re.sub(rf"\b{re.escape(renamed.args[0])}\b", renamed.args[1], code)
        else:
            raise Fault("it uses names that nothing has")
        if result["key"] in there:
            raise Fault(f"the project has this test already: {there[result['key']]}")
        there[result["key"]] = "it was proposed before"
        del result["key"]
        return result


    def main():
        there = existing()
        results = []
        for test in PLAN["proposals"]:
            try:
                results.append(read(test, there))
            except Fault as fault:
                results.append({"fault": str(fault)})
            except Exception as error:
                # Whatever a text makes Python's own parser do, the others are read.
                results.append({"fault": f"it cannot be read: {type(error).__name__}"})
        print(json.dumps(results))


    main()
    """#
}
