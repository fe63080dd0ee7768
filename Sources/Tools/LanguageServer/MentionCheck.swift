internal import SourceCode
internal import SourceText

/// A server's answer held against the places where the name stands: the stale index of a server leaves places out
/// without a word, and a reader must know.
struct MentionCheck: Sendable {
  /// `path:line` of each place in code that the answer leaves out.
  let missing: [String]

  /// How often the name stands in strings and comments.
  let elsewhere: Int

  let isPartial: Bool

  private static let shownLimit = 10

  /// - Parameters:
  ///   - mentions: where the name stands.
  ///   - answer: what the server answered.
  ///   - encoding: how it counts.
  init(_ mentions: Mentions, answer: [CodeLocation], _ encoding: PositionEncoding) {
    var ranges: [RelativePath: [ProtocolRange]] = [:]
    for location in answer {
      if case .inside(let path) = location.document { ranges[path, default: []].append(location.range) }
    }
    self.init(mentions) { path, map in
      (ranges[path] ?? []).flatMap { range in
        // pylsp counts scalars and says UTF-16: either place will do.
        [encoding, .utf32].compactMap { map.offsets(of: range, $0) }
      }
    }
  }

  /// - Parameters:
  ///   - mentions: where the name stands.
  ///   - covered: the bytes of a file that the answer is about.
  init(_ mentions: Mentions, covered: (RelativePath, PositionMap) -> [Range<Int>]) {
    var missing: [String] = []
    for (path, file) in mentions.files.sorted(by: { $0.key < $1.key }) {
      let map = PositionMap(file.bytes)
      let starts = Set(covered(path, map).flatMap { [$0.lowerBound, $0.upperBound] })
      for place in file.occurrences.code
      where !starts.contains(place.lowerBound) && !starts.contains(place.upperBound) {
        missing.append("\(ListedName.shown(path.string)):\(map.line(at: place.lowerBound) + 1)")
      }
    }
    self.missing = missing
    elsewhere = mentions.elsewhereCount
    isPartial = mentions.isPartial
  }

  /// What a reader should know, one line each.
  func notes(on name: String) -> String {
    var text = ""
    if !missing.isEmpty {
      let more = missing.count > Self.shownLimit ? " and \(missing.count - Self.shownLimit) more" : ""
      text +=
        "[`\(name)` stands in code at \(missing.count) more places, which are other things of that name, or the server's"
        + " index may be stale: \(missing.prefix(Self.shownLimit).joined(separator: ", "))\(more)]\n"
    }
    if elsewhere > 0 { text += "[and in strings and comments: \(elsewhere)]\n" }
    if isPartial { text += "[there are more files than were searched for the name]\n" }
    return text
  }
}
