// Generated from recipes/minimum-versions.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let minimumVersions = ##"""
    name: minimum-versions
    description: |
      Drops `#available` and `@available` for systems that a raised Swift deployment target has passed.
    parameters:
      minimum:
        description: The systems with their versions, such as "macOS 13, iOS 16".
    preconditions:
      languages: [swift]
      text: ["available("]
    steps:
      - swift: minimum-versions
        with: {minimum: "${minimum}"}
    until: fixpoint
    tests:
      - name: an attribute and a condition
        parameters: {minimum: "macOS 13"}
        before:
          a.swift: |
            @available(macOS 12, *)
            func f() {
              if #available(macOS 11, *) {
                print(1)
              } else {
                print(2)
              }
            }
        after:
          a.swift: |
            func f() {
              print(1)
            }
        unchanged:
          b.swift: |
            @available(macOS 14, *)
            func g() {}

    """##
}
