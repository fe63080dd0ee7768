/// The program that starts mutmut.
enum MutmutSource {
  static let text = #"""
    import mutmut.__main__ as program


    class Serial:
        """One process in the place of many: those share a lock, which lies where the sandbox lets nobody write."""

        def __init__(self, *arguments, **named):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *arguments):
            pass

        def imap_unordered(self, function, items):
            return map(function, items)


    program.Pool = Serial
    program.cli()
    """#
}
