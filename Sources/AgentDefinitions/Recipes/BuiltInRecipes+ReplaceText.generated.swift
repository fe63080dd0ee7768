// Generated from recipes/replace-text.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let replaceText = ##"""
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

    """##
}
