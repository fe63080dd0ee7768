// Generated from recipes/sort-imports.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let sortImports = ##"""
    name: sort-imports
    description: |
      Sorts the imports of Swift files by their modules.
      Each with the comments above it, and never across `#if`.
    preconditions:
      languages: [swift]
    steps:
      - swift: sort-imports
    tests:
      - name: imports on adjacent lines
        before:
          a.swift: |
            import Zoo
            // For the monkeys.
            import Ape
            import Bee

            let a = 1
        after:
          a.swift: |
            // For the monkeys.
            import Ape
            import Bee
            import Zoo

            let a = 1
        unchanged:
          b.swift: |
            import B
            #if os(Linux)
              import A
            #endif

    """##
}
