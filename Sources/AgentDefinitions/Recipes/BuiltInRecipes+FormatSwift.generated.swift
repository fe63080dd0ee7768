// Generated from recipes/format-swift.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let formatSwift = ##"""
    name: format-swift
    description: |
      Formats Swift files with the toolchain's swift-format, as the project's .swift-format says.
    preconditions:
      languages: [swift]
      programs: [swift]
    steps:
      - run: [swift, format, format, --in-place, --recursive, .]
        files: ["*.swift"]
        together: false
    tests:
      - name: blanks
        before:
          a.swift: |
            struct A{
                let b=1
            }
        after:
          a.swift: |
            struct A {
              let b = 1
            }
        unchanged:
          b.swift: |
            let c = 1

    """##
}
