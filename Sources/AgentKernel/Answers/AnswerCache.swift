internal import JSON
internal import Models
internal import SourceText

/// The folder of answers that were given before, by a hash of what was asked; readable by its owner alone.
///
/// Trouble with it is never told: without it all is asked anew. The oldest answers go when there are too many.
package struct AnswerCache: Sendable {
  /// An absolute path; made when the first answer is kept.
  package let path: String

  private let limits: Limits

  /// How much is kept.
  package struct Limits: Hashable, Sendable {
    package var count: Int

    /// Bytes of all answers together.
    package var bytes: Int

    /// - Parameters:
    ///   - count: of answers; an evening's work of a campaign unless given.
    ///   - bytes: of all answers together.
    package init(count: Int = 4_000, bytes: Int = 64 << 20) {
      self.count = count
      self.bytes = bytes
    }
  }

  /// Bytes of one answer; a longer one is not kept.
  private static let sizeLimit = 4 << 20

  private static let suffix = ".json"
  private static let unfinished = ".part"

  package init(_ path: String, limits: Limits = Limits()) {
    self.path = path
    self.limits = limits
  }

  /// The answer to a request; nil when there is none.
  func answer(for key: ContentHash) -> ModelResponse? {
    guard let folder = try? TranscriptFile.existingFolder(path),
      let file = try? folder.openedForReading(key.hexadecimal + Self.suffix),
      let bytes = try? file.content(key.hexadecimal, limit: Self.sizeLimit),
      let value = try? JSONValue.parse(bytes)
    else { return nil }
    return ModelResponse(kept: value)
  }

  /// Keeps an answer; it appears whole or not at all.
  func keep(_ response: ModelResponse, for key: ContentHash) {
    guard let value = response.keptValue else { return }
    let bytes = Array(value.serialized().utf8)
    guard bytes.count <= Self.sizeLimit, let folder = try? TranscriptFile.folder(path) else { return }
    makeRoom(for: bytes.count, in: folder)
    let name = key.hexadecimal
    folder.remove(name + Self.unfinished)
    guard let file = try? folder.made(name + Self.unfinished), file.append(bytes) == nil else {
      return folder.remove(name + Self.unfinished)
    }
    folder.rename(name + Self.unfinished, to: name + Self.suffix)
  }

  /// Removes what is oldest until one more finds place, and some more, so that not each answer has to look for room.
  private func makeRoom(for size: Int, in folder: borrowing TranscriptFile) {
    var kept: [(name: String, size: Int, time: Int)] = []
    for name in folder.names() where name.hasSuffix(Self.suffix) || name.hasSuffix(Self.unfinished) {
      guard let file = try? folder.openedForReading(name), let size = file.size else { continue }
      kept.append((name, size, file.modificationTime))
    }
    var bytes = kept.reduce(size) { $0 + $1.size }
    guard kept.count >= limits.count || bytes > limits.bytes else { return }
    kept.sort { ($0.time, $0.name) < ($1.time, $1.name) }
    var count = kept.count
    for (name, size, _) in kept {
      guard count >= limits.count - limits.count / 10 || bytes > limits.bytes - limits.bytes / 10 else { return }
      folder.remove(name)
      count -= 1
      bytes -= size
    }
  }
}

extension ModelResponse {
  /// What is kept of an answer; nil for one that another attempt might better.
  fileprivate var keptValue: JSONValue? {
    let reason: String
    switch stopReason {
    case .endTurn: reason = "end_turn"
    case .toolUse: reason = "tool_use"
    case .contextWindowExceeded, .maximumTokens, .other, .pause, .refusal, .stopSequence: return nil
    }
    return [
      "version": 1, "content": .array(content.map(\.value)), "stop_reason": .string(reason),
      "usage": [
        JSONValue(usage.input), JSONValue(usage.output), JSONValue(usage.cacheRead), JSONValue(usage.cacheWrite),
      ],
    ]
  }

  /// Nil for what this version has not written.
  fileprivate init?(kept value: JSONValue) {
    guard value["version"] == 1, let blocks = value["content"]?.array, let counts = value["usage"]?.array,
      counts.count == 4
    else { return nil }
    let content = blocks.compactMap { ContentBlock($0) }
    let numbers = counts.compactMap(\.integer)
    guard content.count == blocks.count, numbers.count == 4 else { return nil }
    self.init(
      content: content, stopReason: value["stop_reason"] == "tool_use" ? .toolUse : .endTurn,
      usage: Usage(input: numbers[0], output: numbers[1], cacheRead: numbers[2], cacheWrite: numbers[3]))
    isKept = true
  }
}
