// Generated from recipes/python-set-literal.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let pythonSetLiteral = ##"""
    name: python-set-literal
    description: |
      Writes a literal in Python for `set([...])` with elements.
    preconditions:
      languages: [python]
      programs: [ast-grep]
    steps:
      - ast-grep:
          id: set-literal
          language: python
          message: Write a set literal
          rule:
            pattern: set([$FIRST, $$$REST])
          fix: "{$FIRST, $$$REST}"
      - ast-grep:
          id: set-literal-of-one
          language: python
          message: Write a set literal
          rule:
            pattern: set([$ONLY])
            not: {has: {kind: list_splat, stopBy: end}}
          fix: "{$ONLY}"
    until: fixpoint
    tests:
      - name: some elements
        before:
          a.py: |
            a = set([1, 2, f(3)])
            b = set([1])
        after:
          a.py: |
            a = {1, 2, f(3)}
            b = {1}
        unchanged:
          b.py: |
            c = set([])
            d = set(x for x in y)
            e = set([x for x in y])

    """##
}
