// Generated from recipes/unused-imports.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let unusedImports = ##"""
    name: unused-imports
    description: |
      Removes imports that nothing in a Swift file speaks for.
      One at a step: what the file needs after all fails to build, and is taken back.
    parameters:
      module:
        description: Only imports of this module.
        default: ""
      keep:
        description: Modules to keep, with commas between them.
        default: ""
    preconditions:
      languages: [swift]
    steps:
      - swift: unused-imports
        with: {module: "${module}", keep: "${keep}"}
    gates: {build: true}
    tests:
      - name: an import that nothing speaks for
        before:
          a.swift: |
            // A counter.
            import Foundation

            struct A { var count = 0 }
        after:
          a.swift: |
            // A counter.

            struct A { var count = 0 }
        unchanged:
          b.swift: |
            import Foundation

            let day = Date()

    """##
}
