internal import Synchronization

/// Numbers the secrets of a run, so that equal secrets get equal placeholders in every text.
final class PlaceholderOrdinals: Sendable {
  private struct Secret: Hashable {
    let kind: SecretKind
    let text: [UInt8]
  }

  private struct State {
    var ordinals: [Secret: Int] = [:]
    var counts: [SecretKind: Int] = [:]
  }

  /// Hostile text could hold any number of secrets; those past this many are not told apart.
  private static let limit = 4096

  private let state = Mutex(State())

  /// The secret's number among those of its kind, counted from 1 in the order in which they were first seen.
  func ordinal(of text: [UInt8], kind: SecretKind) -> Int? {
    state.withLock { state in
      let secret = Secret(kind: kind, text: text)
      if let known = state.ordinals[secret] { return known }
      guard state.ordinals.count < Self.limit else { return nil }
      state.counts[kind, default: 0] += 1
      state.ordinals[secret] = state.counts[kind]
      return state.counts[kind]
    }
  }
}
