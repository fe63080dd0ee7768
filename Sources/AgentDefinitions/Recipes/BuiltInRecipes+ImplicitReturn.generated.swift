// Generated from recipes/implicit-return.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let implicitReturn = ##"""
    name: implicit-return
    description: |
      Removes `return` from Swift functions, getters and closures that consist of it.
    preconditions:
      languages: [swift]
    steps:
      - swift: implicit-return
    until: fixpoint
    tests:
      - name: a function and a closure
        before:
          a.swift: |
            func f() -> Int { return 1 }
            let g = { (a: Int) -> Int in return a }
        after:
          a.swift: |
            func f() -> Int { 1 }
            let g = { (a: Int) -> Int in a }
        unchanged:
          b.swift: |
            func h() -> Int {
              let a = 1
              return a
            }
            func k() { return }

    """##
}
