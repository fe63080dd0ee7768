// Generated from recipes/shorthand-optional-binding.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let shorthandOptionalBinding = ##"""
    name: shorthand-optional-binding
    description: |
      Writes `if let x` for `if let x = x` in Swift, also in `guard` and `while`.
      Swift 5.7 and newer.
    preconditions:
      languages: [swift]
    steps:
      - swift: shorthand-optional-binding
    until: fixpoint
    tests:
      - name: each kind of statement
        before:
          a.swift: |
            func f(a: Int?, b: Int?) {
              if let a = a, let b = b { print(a, b) }
              guard let a = a else { return }
              while let b = b { print(a, b) }
            }
        after:
          a.swift: |
            func f(a: Int?, b: Int?) {
              if let a, let b { print(a, b) }
              guard let a else { return }
              while let b { print(a, b) }
            }
        unchanged:
          b.swift: |
            func g(a: Int?, s: S) {
              if let a: Int = a { print(a) }
              if let b = a { print(b) }
              if let a = s.a { print(a) }
            }

    """##
}
