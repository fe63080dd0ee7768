// Generated from recipes/for-where.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let forWhere = ##"""
    name: for-where
    description: |
      Moves the condition of an `if` that is all a Swift loop does into the loop's `where`.
    preconditions:
      languages: [swift]
    steps:
      - swift: for-where
    until: fixpoint
    tests:
      - name: a loop of one condition
        before:
          a.swift: |
            func f(a: [Int]) {
              for x in a {
                if x > 1 {
                  print(x)
                }
              }
            }
        after:
          a.swift: |
            func f(a: [Int]) {
              for x in a where x > 1 {
                print(x)
              }
            }
        unchanged:
          b.swift: |
            func g(a: [Int]) {
              for x in a {
                if x > 1 { print(x) } else { print(0) }
              }
            }

    """##
}
