/// The program that reads Pynguin's tests with Python's own parser.
///
/// Written for Python 3.10 and newer, as Pynguin is.
enum PynguinSource {
  static let name = "pynguin_tests.py"

  static let text = #"""
    """Reads tests that Pynguin has written, as calls without what it expects of them.

    Arguments: the file, and the name of the module under test; calls are written to the standard output as JSON.
    """

    import ast, json, sys

    with open(sys.argv[1], "rb") as file:
        TREE = ast.parse(file.read())
    MODULE = sys.argv[2]
    ALIASES = {MODULE.split(".")[-1]} if "." not in MODULE else set()
    for node in TREE.body:
        if isinstance(node, ast.Import):
            ALIASES.update(alias.asname for alias in node.names if alias.name == MODULE and alias.asname)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript):
            if ast.unparse(node.value) == f"sys.modules[{MODULE!r}]":
                ALIASES.update(target.id for target in node.targets if isinstance(target, ast.Name))
    OTHERS = [
        ast.unparse(node)
        for node in TREE.body
        if isinstance(node, (ast.Import, ast.ImportFrom)) and MODULE not in ast.unparse(node)
    ]


    class Plain(ast.NodeTransformer):
        """Says names of the module without it, and values in the place of variables that hold them."""

        def __init__(self):
            self.values = {}
            self.names = set()

        def visit_Attribute(self, node):
            self.generic_visit(node)
            if isinstance(node.value, ast.Name) and node.value.id in ALIASES:
                self.names.add(node.attr)
                return ast.copy_location(ast.Name(node.attr, node.ctx), node)
            return node

        def visit_Name(self, node):
            if isinstance(node.ctx, ast.Load) and node.id in self.values:
                return self.values[node.id]
            return node


    def is_literal(node):
        try:
            ast.literal_eval(node)
            return True
        except ValueError:
            return False


    def needed(before, value):
        """The statements that a call builds on: what its objects are, and what was done with them."""
        names = {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
        kept = []
        for statement in reversed(before):
            own = {
                node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and node.id.startswith("var_")
            }
            if own & names:
                names |= own
                kept.insert(0, ast.unparse(statement))
        return kept


    def calls(function):
        plain, before, found = Plain(), [], []
        for statement in function.body:
            if isinstance(statement, ast.With):
                statement = statement.body[-1]
            if isinstance(statement, ast.Assert) or isinstance(statement, (ast.Import, ast.ImportFrom)):
                continue
            statement = plain.visit(statement)
            target = None
            if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None:
                target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
                if isinstance(target, ast.Name) and is_literal(statement.value):
                    plain.values[target.id] = statement.value
                    continue
                value = statement.value
            elif isinstance(statement, ast.Expr):
                value = statement.value
            else:
                before.append(statement)
                continue
            if isinstance(value, (ast.Call, ast.Attribute, ast.Compare, ast.Subscript)):
                text = ast.unparse(value)
                setup = needed(before, value)
                used = "\n".join(setup + [text])
                found.append(
                    {
                        "setup": setup,
                        "call": text,
                        "names": sorted(name for name in plain.names if name in used),
                        "imports": [line for line in OTHERS if line.split()[-1].split(".")[0] in used],
                    }
                )
            before.append(statement)
        return found


    json.dump(
        [
            call
            for node in TREE.body
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test")
            for call in calls(node)
        ],
        sys.stdout,
    )
    """#
}
