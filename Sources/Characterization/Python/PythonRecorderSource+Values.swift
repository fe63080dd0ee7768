extension PythonRecorderSource {
  /// How values are written down.
  static let values = #"""
    """Makes calls, each in a forked child with an alarm and limits, and writes down what comes of them.

    Arguments: the plan, a JSON file, and the file that gets one JSON object a line.
    """

    import asyncio, builtins, collections, datetime, enum, gc, importlib, inspect, itertools
    import json, linecache, math, os, pathlib, random, re, resource, select, signal, sys, time, types

    with open(sys.argv[1], encoding="utf-8") as _file:
        PLAN = json.load(_file)
    OUTPUT = open(sys.argv[2], "w", encoding="utf-8")
    AREA, SCRATCH = PLAN["area"], PLAN["scratch"]
    SECONDS, MEMORY = PLAN["seconds"], PLAN["memory"]
    FILES = {os.path.join(AREA, name): index for index, name in enumerate(PLAN["files"])}
    TEXT_LIMIT, ITEM_LIMIT, DEPTH = 1000, 60, 6
    MESSAGE_LIMIT = 300
    ITERATED = 50


    class Unsayable(Exception):
        pass


    # How values are written.


    def importable(kind):
        """Where a test may import a type from, and under which name."""
        module, name = kind.__module__, kind.__qualname__
        if module == "builtins":
            return None, name
        if "<locals>" in name or module == "__main__":
            raise Unsayable
        found = sys.modules.get(module)
        for part in name.split("."):
            found = getattr(found, part, None)
        if found is not kind:
            raise Unsayable
        # A package often says more openly what a private module of it has.
        parts = module.split(".")
        for length in range(1, len(parts)):
            outer = ".".join(parts[:length])
            if getattr(sys.modules.get(outer), name, None) is kind and any(
                part.startswith("_") for part in parts[length:]
            ):
                return outer, name
        return module, name


    def named(kind, imports):
        module, name = importable(kind)
        if module is not None:
            imports.add(f"from {module} import {name.split('.')[0]}")
        return name


    def said(value, imports, depth=0):
        """The text of a value that, evaluated, is equal to it."""
        if depth > DEPTH:
            raise Unsayable
        kind = type(value)
        if value is None or value is Ellipsis or value is NotImplemented or kind in (bool, int):
            text = repr(value)
        elif kind in (str, bytes, bytearray):
            text = repr(value)
        elif kind is float:
            if math.isnan(value):
                raise Unsayable
            text = repr(value) if not math.isinf(value) else f'float("{value}")'
        elif kind is complex:
            if not all(map(math.isfinite, (value.real, value.imag))):
                raise Unsayable
            text = repr(value)
        elif kind in (list, tuple):
            items = [said(item, imports, depth + 1) for item in limited(value)]
            inner = ", ".join(items)
            text = f"[{inner}]" if kind is list else f"({inner}{',' if len(items) == 1 else ''})"
        elif kind in (set, frozenset):
            items = sorted(said(item, imports, depth + 1) for item in limited(value))
            inner = "{" + ", ".join(items) + "}" if items else ""
            text = f"{kind.__name__}({inner})" if kind is frozenset or not items else inner
        elif kind is dict:
            text = (
                "{"
                + ", ".join(
                    f"{said(key, imports, depth + 1)}: {said(item, imports, depth + 1)}"
                    for key, item in limited(value.items())
                )
                + "}"
            )
        elif isinstance(value, enum.Enum):
            name = value.name
            if not isinstance(name, str) or not name.isidentifier() or getattr(kind, name, None) is not value:
                raise Unsayable
            text = f"{named(kind, imports)}.{name}"
        elif isinstance(value, type):
            text = named(value, imports)
        elif isinstance(value, (types.FunctionType, types.BuiltinFunctionType)) and isinstance(
            getattr(sys.modules.get(value.__module__ or ""), value.__qualname__, None), type(value)
        ):
            if value.__module__ != "builtins":
                imports.add(f"from {value.__module__} import {value.__qualname__}")
            text = value.__qualname__
        elif kind is collections.OrderedDict or kind is collections.Counter:
            text = f"{named(kind, imports)}({said(dict(value), imports, depth + 1)})"
        elif kind is collections.defaultdict:
            text = said(dict(value), imports, depth + 1)
        elif kind is collections.deque:
            text = f"{named(kind, imports)}({said(list(value), imports, depth + 1)})"
        elif isinstance(value, tuple) and hasattr(kind, "_fields"):
            inner = ", ".join(f"{name}={said(item, imports, depth + 1)}" for name, item in zip(kind._fields, value))
            text = f"{named(kind, imports)}({inner})"
        elif isinstance(value, pathlib.PurePath):
            if str(value).startswith(("/tmp", AREA, SCRATCH)):
                raise Unsayable
            text = f"{named(kind, imports)}({str(value)!r})"
        elif kind.__module__ in ("datetime", "decimal", "fractions", "uuid", "ipaddress") or hasattr(
            kind, "__dataclass_fields__"
        ):
            text = repr(value)
            if kind.__module__ == "datetime":
                imports.add("import datetime")
            else:
                named(kind, imports)
                if not equal(text, value, imports):
                    raise Unsayable
        elif kind is range or kind is slice:
            text = repr(value)
        else:
            text = repr(value)
            if not re.match(r"^[A-Za-z_][\w.]*\(", text) or " at 0x" in text:
                raise Unsayable
            named(kind, imports)
            if not equal(text, value, imports):
                raise Unsayable
        if len(text) > TEXT_LIMIT:
            raise Unsayable
        return text


    def limited(items):
        if len(items) > ITEM_LIMIT:
            raise Unsayable
        return items


    def equal(text, value, imports):
        try:
            space = {}
            for line in imports:
                exec(line, space)
            again = eval(text, space)
            return type(again) is type(value) and again == value and not (again != value)
        except Exception:
            return False


    def described(value, depth=0):
        """A value for the recorder's own record."""
        kind = type(value)
        name = kind.__qualname__
        imports = set()
        try:
            text = said(value, imports)
            again = {}
            if kind is not float or not math.isinf(value):
                for line in imports:
                    exec(line, again)
                if not eval(text, again) == value:
                    raise Unsayable
            form = "approximate" if kind in (float, complex) and rough(value) else "literal"
            return {"form": form, "text": text, "type": name, "imports": sorted(imports)}
        except RecursionError:
            return {"form": "opaque", "type": name}
        except Exception:
            pass
        if kind is float and math.isnan(value):
            return {
                "form": "structure",
                "type": name,
                "imports": [],
                "fields": [["nan", {"form": "literal", "text": "True", "type": "bool"}]],
            }
        if depth > 1:
            return {"form": "opaque", "type": name}
        fields = []
        imports = set()
        try:
            if isinstance(value, (str, bytes, list, tuple, dict, set)):
                fields.append(["len", described(len(value), depth + 1)])
                if isinstance(value, (str, bytes)):
                    fields.append(["[:60]", described(value[:60], depth + 1)])
                elif isinstance(value, (list, tuple)) and value:
                    fields.append(["[0]", described(value[0], depth + 1)])
                    fields.append(["[-1]", described(value[-1], depth + 1)])
            else:
                type_name = named(kind, imports)
                shown = (
                    vars(value)
                    if hasattr(value, "__dict__")
                    else {
                        slot: getattr(value, slot)
                        for slot in getattr(kind, "__slots__", ())
                        if hasattr(value, slot)
                    }
                )
                for key in list(shown)[:20]:
                    if isinstance(key, str) and key.isidentifier() and not key.startswith("_"):
                        fields.append([key, described(shown[key], depth + 1)])
                for key, member in list(vars(kind).items()):
                    if isinstance(member, property) and not key.startswith("_") and len(fields) < 20:
                        try:
                            fields.append([key, described(getattr(value, key), depth + 1)])
                        except Exception:
                            pass
                if not fields and "__str__" in vars(kind):
                    fields.append(["str", described(str(value), depth + 1)])
                return {"form": "structure", "type": type_name, "imports": sorted(imports), "fields": fields}
        except Exception:
            return {"form": "opaque", "type": name}
        return {"form": "structure", "type": name, "imports": [], "fields": fields}


    def rough(value):
        """Whether another machine's arithmetic may give other last digits."""
        parts = (value.real, value.imag)
        return any(
            math.isfinite(part) and len(repr(part).split("e")[0].strip("-").replace(".", "").strip("0")) > 12
            for part in parts
        )
    """#
}
