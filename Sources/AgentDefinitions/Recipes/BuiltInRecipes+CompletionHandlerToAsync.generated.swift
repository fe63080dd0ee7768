// Generated from recipes/completion-handler-to-async.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let completionHandlerToAsync = ##"""
    name: completion-handler-to-async
    description: |
      Adds an `async` function beside each Swift function that ends with a completion handler.
      The old one stays for its callers; calls within a continuation use the new one.
    parameters:
      name:
        description: Only functions of this name, in which * stands for any characters.
        default: ""
    preconditions:
      languages: [swift]
    steps:
      - swift: completion-to-async
        with: {name: "${name}"}
        together: true
    gates: {interface: false}
    tests:
      - name: a result of one value
        before:
          a.swift: |
            struct Loader {
              func load(id: Int, completion: @escaping (Int) -> Void) {
                completion(id)
              }
            }
        after:
          a.swift: |
            struct Loader {
              func load(id: Int, completion: @escaping (Int) -> Void) {
                completion(id)
              }

              func load(id: Int) async -> Int {
                await withCheckedContinuation { continuation in
                  load(id: id) { value in
                    continuation.resume(returning: value)
                  }
                }
              }
            }
        unchanged:
          b.swift: |
            func each(_ body: (Int) -> Void) { body(1) }

    """##
}
