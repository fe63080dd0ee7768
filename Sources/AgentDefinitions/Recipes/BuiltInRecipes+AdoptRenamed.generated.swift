// Generated from recipes/adopt-renamed.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let adoptRenamed = ##"""
    name: adopt-renamed
    description: |
      Uses the new names that `@available(*, renamed:)` of a Swift project gives.
      Unclear uses are left and reported.
    parameters:
      name:
        description: Only what had this name.
        default: ""
    preconditions:
      languages: [swift]
      text: ["renamed:"]
    steps:
      - swift: adopt-renamed
        with: {name: "${name}"}
        together: true
    tests:
      - name: a function and its call in another file
        before:
          b.swift: |
            func use() { fetchAll() }
        after:
          b.swift: |
            func use() { load() }
        unchanged:
          a.swift: |
            @available(*, deprecated, renamed: "load()")
            func fetchAll() { load() }
            func load() {}

    """##
}
