extension PythonProposalSource {
  /// What a proposed test consists of.
  static let parts = #"""
    # The parts of a function.


    def segment(code, node):
        return ast.get_source_segment(code, node)


    def body(code, function):
        lines = code.split("\n")
        first = function.body[0]
        start, end = first.lineno, function.end_lineno
        if start == function.lineno:
            return [segment(code, node) for node in function.body]
        while lines[start - 2].strip().startswith("#"):
            start -= 1
        width = first.col_offset
        found = [line[width:] if line[:width].strip() == "" else line for line in lines[start - 1 : end]]
        again = ast.parse("def f():\n" + indented("\n".join(found)))
        if list(map(ast.dump, again.body[0].body)) != list(map(ast.dump, function.body)):
            raise Fault("write a text over several lines with \\n, or with lines that are indented like the code")
        return found


    def decorators(code, function):
        found = []
        for node in function.decorator_list:
            if not (isinstance(node, ast.Call) and ast.dump(node.func) == ast.dump(PARAMETRIZE)):
                raise Fault("the only decorator of a test is pytest.mark.parametrize")
            found.append("@" + segment(code, node))
        return found


    PARAMETRIZE = ast.parse("pytest.mark.parametrize", mode="eval").body


    def table(function):
        """Names that tables fill."""
        names = []
        for node in function.decorator_list:
            first = node.args[0] if node.args else None
            parts = first.elts if isinstance(first, (ast.Tuple, ast.List)) else [first]
            for part in parts:
                if not isinstance(part, ast.Constant) or not isinstance(part.value, str):
                    raise Fault("parametrize must name its arguments by texts")
                names += [name.strip() for name in part.value.split(",") if name.strip()]
        return names


    def parameters(function):
        arguments = function.args
        if arguments.vararg or arguments.kwarg or arguments.kwonlyargs or arguments.defaults:
            raise Fault("a test takes plain arguments without defaults")
        names = [argument.arg for argument in arguments.args]
        if PLAN["style"] == "pytest" and names[:1] == ["self"]:
            # A method of a class that was written around it; it needs none.
            if any(isinstance(node, ast.Name) and node.id == "self" for node in ast.walk(function)):
                raise Fault("a test is a plain function, and it asks for self")
            names = names[1:]
        known = set(table(function)) | FIXTURES
        for index, name in enumerate(names):
            if name == "self" and index == 0 and PLAN["style"] == "unittest":
                if len(names) > 1 or function.decorator_list:
                    raise Fault("a method of unittest takes nothing but self")
            elif name not in known:
                raise Fault(f"there is no fixture {name}; there are {', '.join(sorted(FIXTURES))}")
        if PLAN["style"] == "unittest" and names[:1] != ["self"]:
            if names:
                raise Fault("a test is a method that takes self and nothing else")
            names = ["self"]
        return names
    """#
}
