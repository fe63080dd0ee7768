// Generated from recipes/python-none-comparison.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let pythonNoneComparison = ##"""
    name: python-none-comparison
    description: |
      Compares with `is None` and `is not None` in Python.
      `==` asks the object, which may answer anything; PEP 8 wants the identity. A class of yours that overloads `==` for None
      would see a difference.
    preconditions:
      languages: [python]
      programs: [ast-grep]
    steps:
      - ast-grep:
          - id: none-is
            language: python
            message: Compare with `is None`
            rule: {pattern: $A == None}
            fix: $A is None
          - id: none-is-not
            language: python
            message: Compare with `is not None`
            rule: {pattern: $A != None}
            fix: $A is not None
    until: fixpoint
    tests:
      - name: both comparisons, also one in the other
        before:
          a.py: |
            if x == None and y.z() != None:
                print((a == None) == None)
        after:
          a.py: |
            if x is None and y.z() is not None:
                print((a is None) is None)
        unchanged:
          b.py: |
            # x == None
            s = "x == None"
            t = x == none or x is None

    """##
}
