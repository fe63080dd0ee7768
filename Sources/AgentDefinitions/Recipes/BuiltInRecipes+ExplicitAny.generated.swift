// Generated from recipes/explicit-any.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let explicitAny = ##"""
    name: explicit-any
    description: |
      Writes `any P` in Swift where a protocol of the project stands as a type.
      What the upcoming feature ExistentialAny asks for.
    parameters:
      protocols:
        description: Protocols from elsewhere, with commas between them.
        default: ""
    preconditions:
      languages: [swift]
    steps:
      - swift: explicit-any
        with: {protocols: "${protocols}"}
        together: true
    until: fixpoint
    tests:
      - name: a parameter and an array
        before:
          b.swift: |
            func f(p: P, all: [P]) {}
        after:
          b.swift: |
            func f(p: any P, all: [any P]) {}
        unchanged:
          a.swift: |
            protocol P {}
            struct S: P {}
            func g<T: P>(_ t: T) {}

    """##
}
