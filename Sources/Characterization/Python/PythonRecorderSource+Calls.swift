extension PythonRecorderSource {
  /// One call, in the child that makes it.
  static let calls = #"""
    # One call, in the child.


    def deliberate(error):
        """Whether the code says itself that it fails, in a file that is looked at."""
        trace = error.__traceback__
        place = None
        while trace is not None:
            place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
            trace = trace.tb_next
        if place is None:
            return False, None
        path = os.path.realpath(place[0])
        own = path.startswith(AREA + os.sep)
        line = linecache.getline(place[0], place[1]).strip()
        return own and line.startswith(("raise", "assert")), os.path.relpath(path, AREA) if own else None


    def settled(value):
        """A value that can be looked at twice: what an iterator gives, what a coroutine comes to."""
        if inspect.iscoroutine(value):
            return asyncio.run(value)
        return value


    def outcome(call, measured):
        global WATCHING
        space = {"__name__": "recorded", "__builtins__": builtins}
        stage = "setup"
        record = {}
        try:
            for line in call["imports"]:
                exec(line, space)
            if measured is not None:
                measured.start()
            sys.setprofile(profile)
            WATCHING = True
            try:
                for line in call["setup"]:
                    exec(compile(line, "<setup>", "exec"), space)
                stage = "call"
                if call["hasValue"]:
                    value = settled(eval(compile(call["call"], "<call>", "eval"), space))
                    if hasattr(value, "__next__"):
                        value = list(itertools.islice(value, ITERATED))
                        record["iterated"] = len(value)
                else:
                    exec(compile(call["call"], "<call>", "exec"), space)
                    value = None
            finally:
                WATCHING = False
                sys.setprofile(None)
                if measured is not None:
                    measured.stop()
            record["returned"] = described(value) if call["hasValue"] else None
            record["observations"] = []
            for text in call["observations"]:
                try:
                    record["observations"].append(described(eval(text, space)))
                except Exception:
                    record["observations"].append({"form": "opaque", "type": ""})
        except (KeyboardInterrupt, MemoryError) as error:
            record["fault"] = f"it ends with {type(error).__name__}"
        except BaseException as error:
            sys.setprofile(None)
            WATCHING = False
            said_so, path = deliberate(error)
            imports = set()
            try:
                name = named(type(error), imports)
            except Unsayable:
                name = None
            try:
                message = str(error)
            except Exception:
                message = ""
            record["threw"] = {
                "type": name or type(error).__name__,
                "importable": name is not None,
                "imports": sorted(imports),
                "message": message[:MESSAGE_LIMIT],
                "deliberate": said_so,
                "path": path,
            }
        record["stage"] = stage
        return record


    def reached(measured):
        """Lines and arcs of the measured files: `[file, from, to]`."""
        found = []
        data = measured.get_data()
        for path in data.measured_files():
            index = FILES.get(path, FILES.get(os.path.realpath(path)))
            if index is not None:
                found.extend([index, start, end] for start, end in data.arcs(path) or [])
        return found
    """#
}
