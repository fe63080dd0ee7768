// Generated from recipes/guard-early-exit.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let guardEarlyExit = ##"""
    name: guard-early-exit
    description: |
      Turns an `if` whose `else` leaves the function into a `guard` in Swift.
      Only where no name that it binds means something else around it.
    preconditions:
      languages: [swift]
    steps:
      - swift: guard-exit
    until: fixpoint
    tests:
      - name: an else that returns
        before:
          a.swift: |
            func f(a: Int?) -> Int {
              if let a {
                let b = a + 1
                return b
              } else {
                return 0
              }
            }
        after:
          a.swift: |
            func f(a: Int?) -> Int {
              guard let a else {
                return 0
              }
              let b = a + 1
              return b
            }
        unchanged:
          b.swift: |
            func g(a: Int?) {
              if let a {
                print(a)
              } else {
                print("none")
              }
            }

    """##
}
