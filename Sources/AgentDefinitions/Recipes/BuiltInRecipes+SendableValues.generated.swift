// Generated from recipes/sendable-values.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let sendableValues = ##"""
    name: sendable-values
    description: |
      Adds `Sendable` to Swift types of constants whose values can be sent.
      Structs, enums and final classes all of whose stored values are known to be so.
    parameters:
      access:
        description: Only types of this access.
        default: public
    preconditions:
      languages: [swift]
    steps:
      - swift: sendable
        with: {access: "${access}"}
        together: true
    gates: {interface: false}
    until: fixpoint
    tests:
      - name: a public struct of plain values
        before:
          a.swift: |
            public struct A {
              let name: String
              let count: Int
            }
        after:
          a.swift: |
            public struct A: Sendable {
              let name: String
              let count: Int
            }
        unchanged:
          b.swift: |
            public final class B {
              var count = 0
            }
            struct C { let handle: UnsafeMutableRawPointer }

    """##
}
