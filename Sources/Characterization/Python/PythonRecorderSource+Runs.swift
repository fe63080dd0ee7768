extension PythonRecorderSource {
  /// Calls one after the other, without mutants and with them.
  static let runs = #"""
    # The runs.


    def record_all():
        measure = None
        if PLAN["measures"]:
            import coverage

            measure = coverage
            # What it loads when it is first used need not be loaded in each child.
            first = coverage.Coverage(
                data_file=None, branch=True, config_file=False, include=list(FILES), messages=False
            )
            first.start()
            first.stop()
            first.get_data().measured_files()
        sys.addaudithook(audit)
        # What has hung twice hangs for other arguments too, and each time costs seconds.
        hung = {}
        for number, call in enumerate(PLAN["calls"]):
            begin = time.monotonic()
            if hung.get(call["subject"], 0) >= 2:
                tell({"id": call["id"], "timed_out": True, "fault": "other calls of it did not end in time"})
                continue

            def work():
                measured = None
                if measure is not None:
                    measured = measure.Coverage(
                        data_file=None, branch=True, config_file=False, include=list(FILES), messages=False
                    )
                record = outcome(call, measured)
                record["reached"] = reached(measured) if measured is not None else []
                record["touches"] = sorted(TOUCHES)
                return record

            record, status = child(work, SECONDS, number)
            if record is None:
                record = ended(status)
            if record.get("timed_out"):
                hung[call["subject"]] = hung.get(call["subject"], 0) + 1
            record["id"] = call["id"]
            record["milliseconds"] = int((time.monotonic() - begin) * 1000)
            tell(record)


    def signature(record):
        """What a test of the call would notice."""
        return json.dumps(
            [record.get(key) for key in ("returned", "observations", "threw", "timed_out", "signal", "exited")],
            sort_keys=True,
        )


    def try_mutants():
        """Makes calls with mutants alive, until one ends otherwise than without."""
        calls = PLAN["calls"]
        for number, mutant in enumerate(PLAN["mutants"]):

            def work(only=None):
                os.environ["MUTANT_UNDER_TEST"] = mutant["key"]
                for index in mutant["calls"] if only is None else [only]:
                    current.seek(0)
                    current.write(str(index).ljust(8))
                    current.flush()
                    if signature(outcome(calls[index], None)) != calls[index]["signature"]:
                        return {"killed": index}
                return {"survived": True}

            with open(os.path.join(SCRATCH, "current"), "w+", encoding="ascii") as current:
                seconds = min(30, SECONDS + 0.02 * len(mutant["calls"]))
                verdict, status = child(work, seconds, number)
                current.seek(0)
                at = current.read(8).strip()
            if verdict is None:
                how = ended(status)
                verdict = {"timed_out" if how.get("timed_out") else "killed": int(at)} if at else {"survived": True}
            elif "killed" in verdict:
                # By itself again: an earlier call may have left something behind.
                with open(os.path.join(SCRATCH, "current"), "w+", encoding="ascii") as current:
                    again, _ = child(lambda: work(verdict["killed"]), SECONDS, number)
                if again is not None and "killed" not in again:
                    verdict = {"unsteady": True}
            verdict["mutant"] = mutant["id"]
            tell(verdict)


    def sign_all():
        """What calls give, in the words that mutants are compared by."""
        for number, call in enumerate(PLAN["calls"]):
            record, _ = child(lambda: {"signature": signature(outcome(call, None))}, SECONDS, number)
            call["signature"] = record and record["signature"]


    def tell(record):
        OUTPUT.write(json.dumps(record) + "\n")
        OUTPUT.flush()


    def main():
        sys.path[0:0] = [os.path.join(AREA, root) if root else AREA for root in PLAN["roots"]]
        os.makedirs(SCRATCH, exist_ok=True)
        os.chdir(SCRATCH)
        sys.dont_write_bytecode = True
        for name in PLAN["modules"]:
            try:
                importlib.import_module(name)
            except BaseException as error:
                tell({"module": name, "import_error": f"{type(error).__name__}: {error}"[:500]})
        # What is there already is shared with the children, as long as nobody counts it anew.
        gc.collect()
        gc.freeze()
        if PLAN.get("mutants") is None:
            record_all()
        else:
            sign_all()
            try_mutants()
        tell({"done": True})
        OUTPUT.close()
        os._exit(0)


    main()
    """#
}
