// Generated from recipes/python-plain-super.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let pythonPlainSuper = ##"""
    name: python-plain-super
    description: |
      Writes `super()` in Python for `super(Class, self)` within that class.
    preconditions:
      languages: [python]
      programs: [ast-grep]
    steps:
      - ast-grep:
          id: plain-super
          language: python
          message: Write super() without arguments
          rule:
            pattern: super($CLASS, self)
            inside:
              kind: class_definition
              stopBy: end
              has: {field: name, pattern: $CLASS}
          fix: super()
    tests:
      - name: the class itself
        before:
          a.py: |
            class A(B):
                def __init__(self):
                    super(A, self).__init__()
        after:
          a.py: |
            class A(B):
                def __init__(self):
                    super().__init__()
        unchanged:
          b.py: |
            class C(B):
                def f(self):
                    super(B, self).f()

    """##
}
