// Generated from recipes/rename-by-pattern.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let renameByPattern = ##"""
    name: rename-by-pattern
    description: |
      Renames Swift declarations by a pattern, with what names them, by syntax alone.
      A name that means two things is left and reported. With a package that builds, rename-symbol knows more.
    parameters:
      from:
        description: The names there are, in which one * stands for any characters.
      to:
        description: The names to be, with * for what stood there.
      kind:
        description: What is renamed, such as type, function, property or case.
    preconditions:
      languages: [swift]
    steps:
      - swift: rename
        with: {from: "${from}", to: "${to}", kind: "${kind}"}
        together: true
    tests:
      - name: types of a prefix
        parameters: {from: "XY*", to: "*", kind: type}
        before:
          a.swift: |
            struct XYLoader {}
          b.swift: |
            let loader = XYLoader()
        after:
          a.swift: |
            struct Loader {}
          b.swift: |
            let loader = Loader()
        unchanged:
          c.swift: |
            let text = "XYLoader"

    """##
}
