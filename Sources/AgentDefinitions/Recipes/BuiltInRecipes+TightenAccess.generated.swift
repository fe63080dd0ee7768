// Generated from recipes/tighten-access.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let tightenAccess = ##"""
    name: tighten-access
    description: |
      Makes Swift functions and properties private that only their own file names.
      The build decides whether something else reaches them after all.
    parameters:
      name:
        description: Only declarations of this name, in which * stands for any characters.
        default: ""
    preconditions:
      languages: [swift]
    steps:
      - swift: tighten-access
        with: {name: "${name}"}
    gates: {build: true}
    tests:
      - name: a function that only its file calls
        before:
          a.swift: |
            struct A {
              func sum() -> Int { part() }
              func part() -> Int { 1 }
            }
        after:
          a.swift: |
            struct A {
              func sum() -> Int { part() }
              private func part() -> Int { 1 }
            }
        unchanged:
          b.swift: |
            public func use(_ a: A) -> Int { a.sum() }

    """##
}
