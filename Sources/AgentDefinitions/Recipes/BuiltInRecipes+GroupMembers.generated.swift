// Generated from recipes/group-members.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let groupMembers = ##"""
    name: group-members
    description: |
      Groups and orders the members of Swift types by kind.
      Types, cases, constants of the type, properties, initializers, methods; never across `#if`.
    parameters:
      alphabetical:
        description: Whether to sort within each group, true or false.
        default: "false"
        pattern: "true|false"
      marks:
        description: Whether to write a MARK comment above each group, true or false.
        default: "false"
        pattern: "true|false"
    preconditions:
      languages: [swift]
    steps:
      - swift: group-members
        with: {alphabetical: "${alphabetical}", marks: "${marks}"}
    tests:
      - name: an initializer before a property
        before:
          a.swift: |
            struct A {
              func f() {}

              init() { b = 1 }

              let b: Int
            }
        after:
          a.swift: |
            struct A {
              let b: Int

              init() { b = 1 }

              func f() {}
            }
        unchanged:
          b.swift: |
            struct B {
              let a: Int

              func f() {}
            }

    """##
}
