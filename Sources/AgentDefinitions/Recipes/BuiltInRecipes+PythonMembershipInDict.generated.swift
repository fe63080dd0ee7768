// Generated from recipes/python-membership-in-dict.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let pythonMembershipInDict = ##"""
    name: python-membership-in-dict
    description: |
      Asks a Python dictionary itself whether it has a key, not its `keys()`.
    preconditions:
      languages: [python]
      programs: [ast-grep]
    steps:
      - ast-grep:
          - id: in-dict
            language: python
            message: Ask the dictionary itself
            rule: {pattern: $KEY in $DICT.keys()}
            fix: $KEY in $DICT
          - id: not-in-dict
            language: python
            message: Ask the dictionary itself
            rule: {pattern: $KEY not in $DICT.keys()}
            fix: $KEY not in $DICT
    tests:
      - name: a membership
        before:
          a.py: |
            if x in d.keys() and y not in self.d.keys():
                pass
        after:
          a.py: |
            if x in d and y not in self.d:
                pass
        unchanged:
          b.py: |
            for x in d.keys():
                del d[x]

    """##
}
