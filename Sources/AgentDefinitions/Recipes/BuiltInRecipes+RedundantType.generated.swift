// Generated from recipes/redundant-type.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let redundantType = ##"""
    name: redundant-type
    description: |
      Removes the type of a Swift constant or variable whose value says it already.
    preconditions:
      languages: [swift]
    steps:
      - swift: redundant-type
    tests:
      - name: an initializer and a literal
        before:
          a.swift: |
            let a: String = String(1)
            let b: Bool = true
        after:
          a.swift: |
            let a = String(1)
            let b = true
        unchanged:
          b.swift: |
            let c: Double = 1
            let d: Any = String(1)

    """##
}
