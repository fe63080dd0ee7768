// Generated from recipes/print-to-logger.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let printToLogger = ##"""
    name: print-to-logger
    description: |
      Turns `print` of one text into calls of a logger in Swift.
      The build decides whether that is in scope.
    parameters:
      logger:
        description: What is called, such as logger.info.
        pattern: "[A-Za-z_][A-Za-z0-9_.]*"
    preconditions:
      languages: [swift]
      text: ["print("]
    steps:
      - swift: print-to-logger
        with: {logger: "${logger}"}
    gates: {build: true}
    tests:
      - name: one text, with a value in it
        parameters: {logger: logger.info}
        before:
          a.swift: |
            func f(a: Int) { print("a is \(a)") }
        after:
          a.swift: |
            func f(a: Int) { logger.info("a is \(a)") }
        unchanged:
          b.swift: |
            func g(a: Int) { print(a, "b", separator: "") }

    """##
}
