extension PythonProposalSource {
  /// What a proposed test may use.
  static let rules = #"""
    """Reads tests that were proposed as text: whether they are such, and what they need. Nothing of them runs.

    Arguments: the plan, a JSON file. Writes a JSON list with an object for each test.
    """

    import ast, builtins, difflib, json, re, symtable, sys, textwrap

    with open(sys.argv[1], encoding="utf-8") as _file:
        PLAN = json.load(_file)

    # What of Python's library only computes.
    LIBRARY = set(
        "__future__ abc array ast asyncio base64 binascii bisect calendar cmath codecs collections contextlib copy csv "
        "dataclasses datetime decimal difflib enum errno fractions functools graphlib hashlib heapq hmac html inspect io "
        "ipaddress itertools json keyword locale logging math numbers operator pathlib pprint queue re reprlib "
        "statistics string struct textwrap tokenize traceback types typing unicodedata unittest urllib.parse uuid warnings "
        "weakref xml.etree.ElementTree zlib zoneinfo pytest".split()
    )
    # Modules with the whole system in them: neither imported nor reached through others.
    SYSTEM = set("builtins ctypes importlib multiprocessing os pty runpy shutil signal socket ssl subprocess sys".split())
    FORBIDDEN = set("__import__ breakpoint compile eval exec exit globals input locals quit vars".split())
    ATTRIBUTES = set(
        "Popen __builtins__ __code__ __globals__ __loader__ __subclasses__ chmod chown environ expanduser fork forkpty "
        "DatagramHandler FileHandler HTTPHandler RotatingFileHandler SMTPHandler SocketHandler SysLogHandler "
        "TimedRotatingFileHandler WatchedFileHandler create_connection create_subprocess_exec create_subprocess_shell "
        "open_connection open_unix_connection start_server start_unix_server subprocess_exec subprocess_shell "
        "getenv killpg popen putenv removedirs rmdir rmtree symlink_to hardlink_to system unlink urlopen urandom".split()
    )
    # What takes the name of an attribute as a text.
    COMPUTED = set("attrgetter delattr getattr methodcaller setattr".split())
    FILES = set("open Path PurePath PosixPath read_text write_text".split())
    KNOWN = {
        "pytest": "import pytest", "unittest": "import unittest", "mock": "from unittest import mock",
        "Mock": "from unittest.mock import Mock", "MagicMock": "from unittest.mock import MagicMock",
        "patch": "from unittest.mock import patch", "Decimal": "from decimal import Decimal",
        "Fraction": "from fractions import Fraction", "Path": "from pathlib import Path",
        "OrderedDict": "from collections import OrderedDict", "defaultdict": "from collections import defaultdict",
        "Counter": "from collections import Counter", "namedtuple": "from collections import namedtuple",
        "deque": "from collections import deque", "StringIO": "from io import StringIO",
        "BytesIO": "from io import BytesIO", "partial": "from functools import partial",
        "dedent": "from textwrap import dedent", "timedelta": "from datetime import timedelta",
        "date": "from datetime import date", "timezone": "from datetime import timezone",
        "dataclass": "from dataclasses import dataclass",
    }
    FIXTURES = {"tmp_path", "monkeypatch", "capsys"}
    MODULES = PLAN["modules"]


    def borrowed():
        """What the modules under test import that is neither theirs nor Python's."""
        found = set()
        for path in PLAN["sources"] if hasattr(sys, "stdlib_module_names") else []:
            try:
                with open(path, encoding="utf-8") as file:
                    tree = ast.parse(file.read())
            except (OSError, SyntaxError, ValueError, RecursionError):
                continue
            for node in ast.walk(tree):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and not node.level and node.module:
                    names = [node.module]
                found.update(name.split(".")[0] for name in names)
        return found - set(getattr(sys, "stdlib_module_names", ())) - {"pytest"}


    OTHERS = borrowed()
    SIZE = 8000


    class Fault(Exception):
        """Why a text is no test that could be taken."""


    def words(text):
        return "_".join(re.findall(r"[a-z0-9]+", text.lower()))[:70] or "it"


    def parsed(code):
        try:
            return ast.parse(code)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            line = getattr(error, "lineno", None)
            where = f" in line {line}" if line else ""
            raise Fault(f"it is no Python{where}: {getattr(error, 'msg', error)}")


    def indented(text):
        return "\n".join("    " + line if line.strip() else "" for line in text.split("\n"))


    def without_fence(code):
        found = re.match(r"\s*```\w*\n(.*?)\n?```\s*$", code, re.DOTALL)
        return textwrap.dedent(found.group(1) if found else code).strip("\n")


    # What a test may use.


    def own(module):
        return any(module == name or module.startswith(name + ".") for name in PLAN["own"])


    def check_module(module):
        top = module.split(".")[0]
        if own(module) or top in OTHERS:
            return
        if module in LIBRARY or (top in LIBRARY and top not in ("urllib", "xml")):
            return
        raise Fault(f"a test must not import {module}")


    def imports(node):
        """An import as lines, each with the name that it binds."""
        found = []
        if isinstance(node, ast.Import):
            for alias in node.names:
                check_module(alias.name)
                line = f"import {alias.name}" + (f" as {alias.asname}" if alias.asname else "")
                found.append((line, alias.asname or alias.name.split(".")[0]))
            return found
        if node.level:
            raise Fault("imports must name their module whole")
        for alias in node.names:
            if alias.name == "*":
                raise Fault(f"import the names of {node.module} that the test uses")
            module, name = node.module, alias.name
            if own(module) and name in SYSTEM:
                raise Fault(f"a test must not reach for {name}")
            if not own(module) and name in ATTRIBUTES:
                raise Fault(f"a test must not use {name}")
            if not own(module) and module not in LIBRARY and f"{module}.{name}" in LIBRARY:
                found.append((f"from {module} import {name}", alias.asname or name))
                continue
            if not own(module) and home(name) and module.split(".")[0] not in LIBRARY | OTHERS:
                # The right name of another place.
                module = home(name)
            check_module(module)
            if module in MODULES and name not in MODULES[module] and f"{module}.{name}" not in MODULES:
                close = near(name, MODULES[module])
                if home(name):
                    module = home(name)
                elif close:
                    raise Renamed(name, close)
                else:
                    raise Fault(f"{module} has no {name}")
            line = f"from {module} import {name}" + (f" as {alias.asname}" if alias.asname else "")
            found.append((line, alias.asname or name))
        return found


    class Renamed(Exception):
        """A name that is nearly one that there is."""


    def near(name, names):
        found = difflib.get_close_matches(name, names, n=2, cutoff=0.8)
        return found[0] if len(found) == 1 and len(name) > 3 else None


    def home(name):
        """The module under test that has a name."""
        return next((module for module, names in MODULES.items() if name in names), None)


    def check_computed(call):
        """An attribute that is named by a text is as forbidden as one that is written, and has to be told."""
        taken = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        if taken not in COMPUTED:
            return
        named = call.args[1:2] if taken.endswith("attr") else call.args
        if isinstance(call.func, ast.Attribute) and taken in ("delattr", "setattr"):
            # pytest's `monkeypatch` takes the target and the name in one text too.
            first = call.args[0] if call.args else None
            named = [first] if isinstance(first, ast.Constant) and isinstance(first.value, str) else named
        for value in named or [None]:
            text = value.value if isinstance(value, ast.Constant) else None
            if not isinstance(text, str) or set(text.split(".")) & (ATTRIBUTES | SYSTEM | FORBIDDEN):
                raise Fault(f"a test must not use {taken} but with a plain name")


    def makes_file(call, name):
        """Whether a call writes to a file that is named relative to the folder of the user's project."""
        target = call.args[0] if name == "open" and call.args else None
        if name in ("write_text", "write_bytes", "touch", "mkdir") and isinstance(call.func, ast.Attribute):
            path = call.func.value
            target = path.args[0] if isinstance(path, ast.Call) and path.args else None
            return isinstance(target, ast.Constant) and isinstance(target.value, str)
        modes = call.args[1:2] + [word.value for word in call.keywords if word.arg == "mode"]
        mode = modes[0].value if modes and isinstance(modes[0], ast.Constant) else ""
        return isinstance(target, ast.Constant) and isinstance(target.value, str) and bool(set(str(mode)) & set("wax+"))


    def check_use(node):
        called = {id(inner.func) for inner in ast.walk(node) if isinstance(inner, ast.Call)}
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name) and inner.id in COMPUTED and id(inner) not in called:
                raise Fault(f"a test must not use {inner.id} but with a plain name")
            if isinstance(inner, ast.Attribute) and inner.attr == "home" and "Path" in ast.dump(inner.value):
                raise Fault("a test must not use files outside of tmp_path")
            if isinstance(inner, ast.Name) and inner.id in FORBIDDEN | SYSTEM:
                raise Fault(f"a test must not use {inner.id}")
            if isinstance(inner, ast.Attribute) and inner.attr in ATTRIBUTES | SYSTEM:
                raise Fault(f"a test must not use {inner.attr}")
            if isinstance(inner, (ast.Global, ast.Nonlocal)):
                raise Fault("a test must not change what is outside of it")
            if isinstance(inner, ast.Call):
                name = inner.func.attr if isinstance(inner.func, ast.Attribute) else getattr(inner.func, "id", "")
                check_computed(inner)
                if makes_file(inner, name):
                    raise Fault("a test must not make files outside of tmp_path")
                for value in inner.args[:1] if name in FILES else []:
                    text = value.value if isinstance(value, ast.Constant) else None
                    if isinstance(text, str) and (text.startswith(("/", "~")) or ".." in text):
                        raise Fault("a test must not use files outside of tmp_path")


    def says_something(function):
        for node in ast.walk(function):
            if isinstance(node, ast.Assert):
                test = node.test
                if isinstance(test, ast.Compare) and ast.dump(test.left) == ast.dump(test.comparators[-1]):
                    continue
                if any(isinstance(inner, (ast.Name, ast.Call, ast.Attribute)) for inner in ast.walk(test)):
                    return True
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("raises", "warns", "deprecated_call", "fail") or (
                    isinstance(node.func, ast.Attribute) and name.startswith("assert")
                ):
                    return True
        return False
    """#
}
