// Generated from recipes/remove-attribute.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let removeAttribute = ##"""
    name: remove-attribute
    description: |
      Takes an attribute, whatever its arguments, from the Swift declarations that match.
    parameters:
      attribute:
        description: The attribute, such as "@objc".
      kind:
        description: Only declarations of this kind, such as class, struct or function.
        default: ""
      name:
        description: Only declarations of this name, in which * stands for any characters.
        default: ""
    preconditions:
      languages: [swift]
    steps:
      - swift: remove-attribute
        with: {attribute: "${attribute}", kind: "${kind}", name: "${name}"}
    tests:
      - name: an attribute with and without arguments
        parameters: {attribute: "@objc"}
        before:
          a.swift: |
            @objc(Other) class A {
              @objc func f() {}
            }
        after:
          a.swift: |
            class A {
              func f() {}
            }
        unchanged:
          b.swift: |
            @objcMembers class B {}

    """##
}
