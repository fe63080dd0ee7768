// Generated from recipes/empty-instead-of-count.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let emptyInsteadOfCount = ##"""
    name: empty-instead-of-count
    description: |
      Writes `isEmpty` in Swift for a comparison of `count` with zero.
      The build decides whether the type has it.
    preconditions:
      languages: [swift]
    steps:
      - swift: empty-instead-of-count
    gates: {build: true}
    until: fixpoint
    tests:
      - name: each comparison
        before:
          a.swift: |
            func f(a: [Int]) -> Bool { a.count == 0 || a.count > 0 || a.count != 0 }
        after:
          a.swift: |
            func f(a: [Int]) -> Bool { a.isEmpty || !a.isEmpty || !a.isEmpty }
        unchanged:
          b.swift: |
            func g(a: [Int]) -> Bool { a.count == 1 || a.count(where: { $0 > 0 }) == 0 }

    """##
}
