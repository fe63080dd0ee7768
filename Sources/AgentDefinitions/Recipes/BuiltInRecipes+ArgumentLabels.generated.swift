// Generated from recipes/argument-labels.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let argumentLabels = ##"""
    name: argument-labels
    description: |
      Changes, adds or removes argument labels of a Swift function, with its calls.
      By syntax alone; unclear calls are reported. With a package that builds, rename-symbol knows more.
    parameters:
      from:
        description: The function as it is, such as "load(_:)" or "Loader.init(id:)".
      to:
        description: The same with the new labels, such as "load(from:)".
    preconditions:
      languages: [swift]
    steps:
      - swift: argument-labels
        with: {from: "${from}", to: "${to}"}
        together: true
    tests:
      - name: a label for a parameter without one
        parameters: {from: "load(_:)", to: "load(from:)"}
        before:
          a.swift: |
            func load(_ path: String) {}
          b.swift: |
            func use() { load("x") }
        after:
          a.swift: |
            func load(from path: String) {}
          b.swift: |
            func use() { load(from: "x") }
        unchanged:
          c.swift: |
            func other() { save("x") }

    """##
}
