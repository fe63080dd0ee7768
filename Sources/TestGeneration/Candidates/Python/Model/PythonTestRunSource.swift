/// What stands before a proposed test when it is run as a call: it tells what assertions met, and gives what pytest would.
///
/// The test is run in the recorder's child, hundreds of times with mutants alive, for which pytest itself is too slow.
enum PythonTestRunSource {
  static let text = #"""
    import ast as _ast, collections as _collections, contextlib as _contextlib, io as _io
    import itertools as _itertools, json as _json, os as _os, pathlib as _pathlib, unittest as _unittest

    import pytest as _pytest

    _SPACE = {"__name__": "proposed"}
    _SOURCE = []
    _TOLD = {"state": "", "words": "", "actual": ""}


    def _hex(name):
        return _TOLD[name].encode("utf-8", "replace")[:480].hex()


    def _short(value, limit=160):
        try:
            text = repr(value)
        except Exception as error:
            text = f"a value that repr fails for with {type(error).__name__}"
        return text if len(text) <= limit else text[:limit] + "…"


    class _Missed(AssertionError):
        """An assertion that was looked into."""


    def _said(node):
        """Whether a part of an assertion is a literal, so that what happened can take its place."""
        if isinstance(node, _ast.Call) and len(node.args) == 1:
            name = node.func.attr if isinstance(node.func, _ast.Attribute) else getattr(node.func, "id", "")
            if name == "approx":
                node = node.args[0]
        try:
            _ast.literal_eval(node)
            return node
        except (ValueError, TypeError, SyntaxError, RecursionError):
            return None


    def _place(node, value):
        """What has to be written in the place of a literal; empty where that cannot be said."""
        try:
            text = repr(value)
            if _ast.literal_eval(text) != value or len(text) > 300:
                return ""
        except Exception:
            return ""
        return _json.dumps([node.lineno, node.col_offset, node.end_lineno, node.end_col_offset, text])


    def _miss(text, left, right, places):
        if places[0] is not None:
            _TOLD["actual"] = _place(_Place(places[0]), left)
        elif places[1] is not None:
            _TOLD["actual"] = _place(_Place(places[1]), right)
        what = f"the left side was {_short(left)}" if right is not _Missed else f"it was {_short(left)}"
        if right is not _Missed and places[0] is None:
            what += f" and the right side {_short(right)}"
        raise _Missed(f"`{text}`: {what}")


    class _Place:
        def __init__(self, numbers):
            self.lineno, self.col_offset, self.end_lineno, self.end_col_offset = numbers


    class _Told(_ast.NodeTransformer):
        """Lets an assertion tell what its sides were."""

        def __init__(self, source):
            self.source = source
            self.count = 0

        def visit_Assert(self, node):
            return self.told(node, node.test)

        def visit_Expr(self, node):
            call = node.value
            if (
                isinstance(call, _ast.Call) and isinstance(call.func, _ast.Attribute) and call.func.attr == "assertEqual"
                and len(call.args) == 2 and not call.keywords
            ):
                compare = _ast.Compare(call.args[0], [_ast.Eq()], [call.args[1]])
                return self.told(node, _ast.copy_location(compare, node))
            return node

        def told(self, node, test):
            self.count += 1
            left, right = f"_left{self.count}", f"_right{self.count}"
            text = " ".join((_ast.get_source_segment(self.source, node) or "").split())[:160]
            places = [None, None]
            if isinstance(test, _ast.Compare) and len(test.ops) == 1:
                sides = [test.left, test.comparators[0]]
                if isinstance(test.ops[0], (_ast.Eq, _ast.Is)):
                    # Of the one that is a literal it is written what the other one was.
                    places = [_said(sides[1]), _said(sides[0])]
                values = [(left, sides[0]), (right, sides[1])]
                asked = _ast.Compare(_name(left), test.ops, [_name(right)])
                shown = _name(right)
            else:
                values, asked, shown = [(left, test)], _name(left), _name("_Missed")
            numbers = [
                [place.lineno, place.col_offset, place.end_lineno, place.end_col_offset] if place is not None else None
                for place in places
            ]
            call = _ast.parse(f"_miss({text!r}, 0, 0, {numbers!r})", mode="eval").body
            call.args[1], call.args[2] = _name(left), shown
            lines = [_ast.Assign([_ast.Name(name, _ast.Store())], value) for name, value in values]
            lines.append(_ast.If(_ast.UnaryOp(_ast.Not(), asked), [_ast.Expr(call)], []))
            return [_ast.fix_missing_locations(_ast.copy_location(line, node)) for line in lines]


    def _name(text):
        return _ast.Name(text, _ast.Load())


    def _load(source, name):
        _SOURCE[:] = source.split("\n") or [""]
        tree = _Told(source).visit(_ast.parse(source))
        _SPACE.update(_miss=_miss, _Missed=_Missed)
        exec(compile(_ast.fix_missing_locations(tree), "<test>", "exec"), _SPACE)
        return _SPACE[name]


    class _Output:
        """What pytest's `capsys` gives, as far as tests ask for it."""

        Result = _collections.namedtuple("CaptureResult", ["out", "err"])

        def __init__(self):
            self.out, self.err = _io.StringIO(), _io.StringIO()

        def readouterr(self):
            result = self.Result(self.out.getvalue(), self.err.getvalue())
            for stream in (self.out, self.err):
                stream.seek(0)
                stream.truncate()
            return result


    def _cases(function):
        """The lines of a test's tables, each as its arguments."""
        tables = []
        for mark in getattr(function, "pytestmark", []):
            names = mark.args[0]
            if isinstance(names, str):
                names = [name.strip() for name in names.split(",") if name.strip()]
                single = len(names) == 1
            else:
                names, single = list(names), False
            rows = []
            for row in mark.args[1]:
                row = row.values if hasattr(row, "values") and hasattr(row, "marks") else (row,) if single else tuple(row)
                rows.append(dict(zip(names, row)))
            tables.append(rows)
        for rows in _itertools.product(*tables):
            case = {}
            for row in rows:
                case.update(row)
            yield case


    def _once(function, names, case, number):
        with _contextlib.ExitStack() as stack:
            values = dict(case)
            for name in names:
                if name == "self":
                    values[name] = _unittest.TestCase()
                elif name == "tmp_path" and name not in case:
                    folder = _pathlib.Path(f"case{number}").absolute()
                    folder.mkdir()
                    values[name] = folder
                elif name == "monkeypatch" and name not in case:
                    values[name] = _pytest.MonkeyPatch()
                    stack.callback(values[name].undo)
                elif name == "capsys" and name not in case:
                    values[name] = _Output()
                    stack.enter_context(_contextlib.redirect_stdout(values[name].out))
                    stack.enter_context(_contextlib.redirect_stderr(values[name].err))
            function(**{name: values[name] for name in names})


    def _from_code(trace):
        """The test's line that an error came from, and whether the project's code had to do with it."""
        line, isOwn = 1, False
        while trace is not None:
            name = trace.tb_frame.f_code.co_filename
            if name == "<test>":
                line = trace.tb_lineno
            elif name.startswith(_AREA + _os.sep) and "/.fulcrum-" not in name:
                isOwn = True
            trace = trace.tb_next
        return " ".join(_SOURCE[line - 1].split())[:160], isOwn


    def _run(function, names):
        """Runs a test, and never fails: what came of it is told."""
        number = 0
        try:
            for number, case in enumerate(_cases(function)):
                _once(function, names, case, number)
            _TOLD["state"] = "passed"
            return
        except _Missed as error:
            _TOLD["state"], _TOLD["words"] = "differs", str(error)
        except (KeyboardInterrupt, MemoryError):
            raise
        except BaseException as error:
            line, isOwn = _from_code(error.__traceback__)
            message = " ".join(str(error).split())[:240]
            isExpectation = isinstance(error, (AssertionError, _pytest.fail.Exception))
            _TOLD["state"] = "differs" if isOwn or isExpectation else "fails"
            _TOLD["words"] = f"`{line}` raised {type(error).__name__}: {message}"
        if getattr(function, "pytestmark", None):
            _TOLD["words"] += f" (case {number + 1} of the table)"
            _TOLD["actual"] = ""
    """#
}
