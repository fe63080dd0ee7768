internal import Synchronization

/// The secrets that this process was given, and the one redactor for them that stands before every sink.
///
/// There is one for the whole process: a sink that is reached without it would be a leak, and the key is known only after
/// the first of them has been used. Whoever reads a secret adds it here before it does anything else with it.
package final class KnownSecrets: Sendable {
  /// The secrets of this process.
  package static let ofProcess = KnownSecrets()

  /// The bytes of the shortest value that is taken for a secret.
  ///
  /// Below that it is a word like `ollama` or `dummy`, as local servers take it for a key: to blot that out would tear
  /// holes into the code that the model reads. Real keys have twenty bytes and more.
  package static let shortest = 12

  private struct State {
    var keys: Set<String> = []
    var others: Set<String> = []
    var keyVariables: Set<String> = ["FULCRUM_KEY"]

    /// Nil when secrets have come to be known since it was made.
    var redactor: Redactor?
  }

  private let state = Mutex(State())

  package init() {}

  /// Takes a key of a model's provider for a secret; it is also kept from all children.
  package func add(key: String) {
    guard key.utf8.count >= Self.shortest else { return }
    state.withLock { state in
      if state.keys.insert(key).inserted { state.redactor = nil }
    }
  }

  /// Keeps an environment variable that holds a key from all children, whatever its value.
  package func withhold(variable: String) {
    state.withLock { _ = $0.keyVariables.insert(variable) }
  }

  /// Takes those values of an environment for secrets whose names say so, as `GITHUB_TOKEN` does.
  ///
  /// Children keep these: they are the user's own, and a hook of theirs may need them.
  package func add(environment: [String: String]) {
    if let key = environment["FULCRUM_KEY"] { add(key: key) }
    let values = environment.filter { EnvironmentSecret.isSecret(name: $0.key, value: $0.value) }.values
    state.withLock { state in
      for value in values where state.others.insert(value).inserted { state.redactor = nil }
    }
  }

  /// What takes the secrets that are known by now out of text; copies of it share the numbers of their placeholders.
  package var redactor: Redactor {
    state.withLock { state in
      if let redactor = state.redactor { return redactor }
      let redactor = Redactor(knownSecrets: Array(state.keys.union(state.others)))
      state.redactor = redactor
      return redactor
    }
  }

  /// Whether an environment variable must not reach a child, since it holds a key of a model's provider.
  package func isKey(variable: String, value: String) -> Bool {
    state.withLock { state in
      state.keyVariables.contains(variable) || state.keys.contains { value.contains($0) }
    }
  }
}
