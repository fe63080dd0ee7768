extension PythonRecorderSource {
  /// What a call uses besides its arguments.
  static let touches = #"""
    # What a call uses besides its arguments.

    TOUCHES = set()
    NETWORK = {
        "socket.connect",
        "socket.bind",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.sendto",
        "urllib.Request",
    }
    PROCESSES = {
        "subprocess.Popen",
        "os.system",
        "os.fork",
        "os.forkpty",
        "os.exec",
        "os.posix_spawn",
        "os.spawn",
        "pty.spawn",
        "os.kill",
    }
    WRITING = {
        "os.remove",
        "os.rename",
        "os.mkdir",
        "os.rmdir",
        "os.link",
        "os.symlink",
        "os.truncate",
        "shutil.rmtree",
        "os.chmod",
    }
    CLOCKS = {
        "time",
        "time_ns",
        "monotonic",
        "monotonic_ns",
        "perf_counter",
        "perf_counter_ns",
        "process_time",
        "localtime",
        "gmtime",
        "ctime",
    }
    KNOWN = tuple(
        os.path.realpath(path) + os.sep for path in {AREA, sys.prefix, sys.base_prefix, sys.exec_prefix, SCRATCH}
    ) + ("/usr/share/zoneinfo/", "/usr/lib/", "/dev/null", "/dev/urandom", "/etc/localtime", "/usr/share/locale/")
    WATCHING = False


    def audit(event, arguments):
        if not WATCHING:
            return
        if event in NETWORK:
            TOUCHES.add("network")
        elif event in PROCESSES:
            TOUCHES.add("processes")
        elif event in WRITING or event == "open":
            path = arguments[0]
            if isinstance(path, int) or path is None:
                return
            try:
                place = os.path.realpath(os.fsdecode(path))
            except (TypeError, ValueError, OSError):
                return
            mode = arguments[1] if event == "open" else "w"
            flags = arguments[2] if event == "open" and len(arguments) > 2 else 0
            writes = (
                event != "open"
                or (isinstance(mode, str) and set(mode) & set("wax+"))
                or (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR))
            )
            if place.startswith(os.path.realpath(os.getcwd()) + os.sep):
                if writes:
                    TOUCHES.add("files")
            elif writes and place != "/dev/null":
                TOUCHES.add("filesElsewhere")
            elif not place.startswith(KNOWN) and place not in KNOWN:
                TOUCHES.add("reads " + place)


    def profile(frame, event, argument):
        if event != "c_call" or not WATCHING:
            return
        name, owner = getattr(argument, "__name__", ""), getattr(argument, "__self__", None)
        if name in ("now", "today", "utcnow"):
            if isinstance(owner, type) and issubclass(owner, datetime.date):
                TOUCHES.add("clock")
        elif owner is time and name in CLOCKS:
            TOUCHES.add("clock")
        elif name in ("random", "getrandbits") and owner is random._inst:
            TOUCHES.add("randomness")
        elif name in ("urandom", "getrandom"):
            TOUCHES.add("randomness")
    """#
}
