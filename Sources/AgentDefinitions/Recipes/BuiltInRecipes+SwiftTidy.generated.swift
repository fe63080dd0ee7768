// Generated from recipes/swift-tidy.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let swiftTidy = ##"""
    name: swift-tidy
    description: |
      Modernizes and tidies Swift: shorter bindings, no idle return, sorted imports, `where` in loops.
      A recipe of recipes; each of their steps stands alone.
    preconditions:
      languages: [swift]
    steps:
      - recipe: shorthand-optional-binding
      - recipe: implicit-return
      - recipe: for-where
      - recipe: empty-instead-of-count
      - recipe: sort-imports
    tests:
      - name: all of it in one file
        before:
          a.swift: |
            import B
            import A

            func f(a: Int?, all: [Int]) -> Int {
              if let a = a { return a }
              return all.count == 0 ? 1 : g()
            }
            func g() -> Int { return 2 }
        after:
          a.swift: |
            import A
            import B

            func f(a: Int?, all: [Int]) -> Int {
              if let a { return a }
              return all.isEmpty ? 1 : g()
            }
            func g() -> Int { 2 }
        unchanged:
          b.swift: |
            let a = 1

    """##
}
