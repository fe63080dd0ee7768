// Generated from recipes/add-attribute.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let addAttribute = ##"""
    name: add-attribute
    description: |
      Puts an attribute before the Swift declarations that match, unless one of that name is there.
    parameters:
      attribute:
        description: The attribute, such as "@MainActor".
      kind:
        description: Only declarations of this kind, such as class, struct or function.
        default: ""
      name:
        description: Only declarations of this name, in which * stands for any characters.
        default: ""
    preconditions:
      languages: [swift]
    steps:
      - swift: add-attribute
        with: {attribute: "${attribute}", kind: "${kind}", name: "${name}"}
    tests:
      - name: view models
        parameters: {attribute: "@MainActor", kind: class, name: "*ViewModel"}
        before:
          a.swift: |
            final class HomeViewModel {}
            final class Home {}
        after:
          a.swift: |
            @MainActor
            final class HomeViewModel {}
            final class Home {}
        unchanged:
          b.swift: |
            @MainActor
            final class OtherViewModel {}
            struct StructViewModel {}

    """##
}
