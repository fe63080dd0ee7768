// Generated from recipes/*.yml by scripts/generate-agent-definitions: change those, then run it.

extension AgentDefinitions {
  /// The text of each built-in recipe, by the recipe's name.
  package static let recipes: [String: String] = [
    "python-none-comparison": ##"""
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

    """##,
    "replace-text": ##"""
    name: replace-text
    description: |
      Replaces one text by another in the files of a pattern.
      For words that are no symbols of a language: a product's name, an address, a heading. A symbol is renamed with rename-symbol.
    parameters:
      old:
        description: The text that is there.
      new:
        description: The text that takes its place.
      files:
        description: A pattern of paths.
        default: "**"
    steps:
      - replace: {text: "${old}", with: "${new}"}
        files: ["${files}"]
    tests:
      - name: a text with special characters, in some files
        parameters: {old: "a.b($1)", new: "c${d}\\1", files: "*.md"}
        before:
          one.md: "x a.b($1) y a.b($1)\n"
        after:
          one.md: "x c${d}\\1 y c${d}\\1\n"
        unchanged:
          two.md: "axb($1)\n"
          one.txt: "a.b($1)\n"

    """##,
  ]
}
