/// The Python that runs with a project's tests and tells of each as it happens, one JSON object a line.
///
/// So a process that dies leaves behind what was going on. Written for Python 3.8 and newer, and pytest 6 and newer.
enum PythonScripts {
  /// The name of the plugin's file; both scripts lie in one folder with `plan.json`, and write `events.jsonl` there.
  static let pytestName = "fulcrum_events"

  /// A plugin of pytest's.
  static let pytest = #"""
    import json, os, random
    import pytest

    _here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(_here, "plan.json"), encoding="utf-8") as _file:
        _plan = json.load(_file)
    _events = open(os.path.join(_here, "events.jsonl"), "a", encoding="utf-8")
    _pid = os.getpid()


    def _tell(**event):
        # A child that was forked from a test tells nothing.
        if os.getpid() == _pid:
            _events.write(json.dumps(event) + "\n")
            _events.flush()


    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(items):
        if _plan["names"] is not None:
            wanted = set(_plan["names"])
            items[:] = [item for item in items if item.nodeid in wanted]
        if _plan["shuffled"]:
            random.Random().shuffle(items)
        _tell(event="plan", names=[item.nodeid for item in items])


    def pytest_collectreport(report):
        if report.failed:
            _tell(event="error", message=f"{report.nodeid}: {report.longrepr}"[-2000:])


    def pytest_runtest_logstart(nodeid, location):
        _tell(event="start", name=nodeid)


    def pytest_runtest_logreport(report):
        if report.outcome == "skipped":
            message = report.longrepr[2] if isinstance(report.longrepr, tuple) else getattr(report, "wasxfail", "")
        else:
            message = str(report.longrepr) if report.failed else ""
        _tell(event="report", name=report.nodeid, outcome=report.outcome, message=str(message)[-2000:],
              seconds=report.duration)


    def pytest_runtest_logfinish(nodeid, location):
        _tell(event="end", name=nodeid)


    def pytest_sessionfinish(session, exitstatus):
        _tell(event="done")
    """#

  /// A runner of unittest's.
  static let unittestName = "fulcrum_unittest"

  static let unittest = #"""
    import json, os, random, sys, time, unittest

    _here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(_here, "plan.json"), encoding="utf-8") as _file:
        _plan = json.load(_file)
    _events = open(os.path.join(_here, "events.jsonl"), "a", encoding="utf-8")
    _pid = os.getpid()


    def _tell(**event):
        if os.getpid() == _pid:
            _events.write(json.dumps(event) + "\n")
            _events.flush()


    class Result(unittest.TestResult):
        def startTest(self, test):
            super().startTest(test)
            self.begin = time.monotonic()
            _tell(event="start", name=test.id())

        def say(self, test, outcome, message=""):
            _tell(event="report", name=test.id(), outcome=outcome, message=str(message)[-2000:],
                  seconds=time.monotonic() - getattr(self, "begin", time.monotonic()))

        def addSuccess(self, test):
            self.say(test, "passed")

        def addFailure(self, test, error):
            self.say(test, "failed", self._exc_info_to_string(error, test))

        def addError(self, test, error):
            self.say(test, "failed", self._exc_info_to_string(error, test))

        def addSubTest(self, test, subtest, error):
            if error is not None:
                self.say(test, "failed", self._exc_info_to_string(error, test))

        def addSkip(self, test, reason):
            self.say(test, "skipped", reason)

        def addExpectedFailure(self, test, error):
            self.say(test, "passed")

        def addUnexpectedSuccess(self, test):
            self.say(test, "failed", "it was expected to fail and passed")

        def stopTest(self, test):
            super().stopTest(test)
            _tell(event="end", name=test.id())


    def flat(suite):
        for item in suite:
            if isinstance(item, unittest.TestSuite):
                yield from flat(item)
            else:
                yield item


    sys.path.insert(0, os.getcwd())
    loader = unittest.TestLoader()
    tests = []
    for start in _plan["folders"]:
        tests += flat(loader.discover(start, top_level_dir="."))
    tests = list({test.id(): test for test in tests}.values())
    for error in loader.errors:
        _tell(event="error", message=error[-2000:])
    tests = [test for test in tests if not test.id().startswith("unittest.loader._FailedTest")]
    if _plan["names"] is not None:
        wanted = set(_plan["names"])
        tests = [test for test in tests if test.id() in wanted]
    if _plan["shuffled"]:
        random.Random().shuffle(tests)
    _tell(event="plan", names=[test.id() for test in tests])
    if not _plan["lists"]:
        unittest.TestSuite(tests).run(Result())
    _tell(event="done")
    """#
}
