extension PythonRecorderSource {
  /// Children, with limits, that tell what came of a call.
  static let children = #"""
    def limits(seconds):
        """After that the code cannot go on for long, nor take much."""
        for name, most in (
            ("RLIMIT_CPU", int(seconds) + 1),
            ("RLIMIT_AS", MEMORY),
            ("RLIMIT_FSIZE", 4 << 20),
            ("RLIMIT_CORE", 0),
        ):
            try:
                resource.setrlimit(getattr(resource, name), (most, most))
            except (ValueError, OSError, AttributeError):
                pass
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


    def quieten():
        empty = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(empty, number)
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, mode, closefd=False) for number, mode in ((0, "r"), (1, "w"), (2, "w"))
        )


    def child(work, seconds, number):
        """Forks; what `work` gives comes back as JSON. Nil for a child that told nothing, with how it ended."""
        front, back = os.pipe()
        folder = os.path.join(SCRATCH, f"call{number}")
        os.makedirs(folder, exist_ok=True)
        pid = os.fork()
        if pid == 0:
            try:
                os.setsid()
                os.close(front)
                # Far away, so that code which closes what it finds leaves it alone.
                pipe = os.dup2(back, 200)
                os.close(back)
                quieten()
                os.chdir(folder)
                limits(seconds)
                own = os.getpid()
                text = json.dumps(work()) + "\n"
                if os.getpid() == own:
                    signal.setitimer(signal.ITIMER_REAL, 5)
                    data = text.encode("utf-8", "surrogatepass")
                    while data:
                        data = data[os.write(pipe, data) :]
            except BaseException:
                os._exit(113)
            os._exit(0)
        os.close(back)
        end = time.monotonic() + seconds + 2
        data, status = b"", None
        while not data.endswith(b"\n") and len(data) < 8 << 20:
            if not select.select([front], [], [], 0.05)[0]:
                if status is None:
                    done, code = os.waitpid(pid, os.WNOHANG)
                    status = code if done else None
                if status is not None or time.monotonic() > end:
                    break
                continue
            part = os.read(front, 1 << 16)
            if not part:
                break
            data += part
        os.close(front)
        if status is None:
            # What has told all needs no more time; what has told nothing has had it.
            if not data.endswith(b"\n"):
                while time.monotonic() < end:
                    done, code = os.waitpid(pid, os.WNOHANG)
                    if done:
                        status = code
                        break
                    time.sleep(0.002)
            kill(pid)
            if status is None:
                status = os.waitpid(pid, 0)[1]
        else:
            kill(pid)
        remove(folder)
        if data.endswith(b"\n"):
            return json.loads(data.decode("utf-8", "surrogatepass")), status
        return None, status


    def kill(pid):
        """Ends the child's whole group: what it has started must not go on."""
        try:
            os.killpg(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass


    def remove(folder):
        for path, folders, files in os.walk(folder, topdown=False):
            for name in files:
                try:
                    os.unlink(os.path.join(path, name))
                except OSError:
                    pass
            for name in folders:
                try:
                    inner = os.path.join(path, name)
                    os.unlink(inner) if os.path.islink(inner) else os.rmdir(inner)
                except OSError:
                    pass
        try:
            os.rmdir(folder)
        except OSError:
            pass


    def ended(status):
        """How a child ended that told nothing."""
        if os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            if number in (signal.SIGALRM, signal.SIGXCPU, signal.SIGKILL):
                return {"timed_out": True}
            return {"signal": number}
        return {"exited": os.WEXITSTATUS(status)}
    """#
}
