/// A slow and plain matcher of glob patterns, written from the description of `GlobPattern` alone.
///
/// It keeps no states. Each piece of a pattern turns the set of places that the pieces before it may reach in the path
/// into the set of places behind it.
struct ReferenceGlob {
  private indirect enum Piece {
    case literal(UInt32)
    case oneOf([ClosedRange<UInt32>], isNegated: Bool)
    case star
    case folders
    case inside
    case either([[Piece]])
  }

  private static let slash: UInt32 = 0x2F

  private var pieces: [Piece] = []
  private var isForFolders = false

  /// Nil when the text is no pattern.
  init?(_ pattern: String) {
    guard pattern.utf8.count <= 1024, !pattern.utf8.starts(with: "!".utf8) else { return nil }
    var text = pattern.unicodeScalars.map(\.value)
    if text.last == Self.slash {
      isForFolders = true
      text.removeLast()
    }
    let isFromTop = text.contains(Self.slash)
    if text.first == Self.slash { text.removeFirst() }
    guard !text.isEmpty else { return nil }
    var reader = Reader(text: text)
    guard let read = reader.pieces(depth: 0, atStart: true), reader.isAtEnd else { return nil }
    pieces = isFromTop ? read : [.folders] + read
  }

  func matches(_ path: String) -> Bool {
    let path = path.unicodeScalars.map(\.value)
    var start = [Bool](repeating: false, count: path.count + 1)
    start[0] = true
    let ends = Self.places(behind: pieces, from: start, in: path)
    if ends[path.count] && !isForFolders { return true }
    return path.indices.contains { path[$0] == Self.slash && ends[$0] }
  }

  private static func places(behind pieces: [Piece], from start: [Bool], in path: [UInt32]) -> [Bool] {
    pieces.reduce(start) { places(behind: $1, from: $0, in: path) }
  }

  private static func places(behind piece: Piece, from start: [Bool], in path: [UInt32]) -> [Bool] {
    var behind = [Bool](repeating: false, count: start.count)
    switch piece {
    case .literal(let wanted):
      for place in path.indices where path[place] == wanted { behind[place + 1] = start[place] }
    case .oneOf(let ranges, let isNegated):
      for place in path.indices where path[place] != slash {
        let isInside = ranges.contains { $0.contains(path[place]) }
        behind[place + 1] = start[place] && isInside != isNegated
      }
    case .star:
      behind = start
      for place in path.indices where path[place] != slash && behind[place] { behind[place + 1] = true }
    case .folders:
      behind = start
      for place in path.indices where path[place] == slash && start[...place].contains(true) {
        behind[place + 1] = true
      }
    case .inside:
      for place in path.indices where start[...place].contains(true) { behind[place + 1] = true }
    case .either(let branches):
      for branch in branches {
        for (place, isReached) in places(behind: branch, from: start, in: path).enumerated() where isReached {
          behind[place] = true
        }
      }
    }
    return behind
  }

  /// Reads pieces from the front of a pattern.
  private struct Reader {
    let text: [UInt32]
    var place = 0

    var isAtEnd: Bool { place == text.count }

    private func isNext(_ character: Unicode.Scalar, after distance: Int = 0) -> Bool {
      place + distance < text.count && text[place + distance] == character.value
    }

    /// The pieces up to the end, or inside braces up to what ends a branch; nil when they are malformed.
    ///
    /// - Parameter atStart: whether a folder's name begins here.
    mutating func pieces(depth: Int, atStart: Bool) -> [Piece]? {
      var pieces: [Piece] = []
      var atStart = atStart
      while !isAtEnd, depth == 0 || !(isNext(",") || isNext("}")) {
        guard let piece = piece(depth: depth, atStart: atStart) else { return nil }
        pieces.append(piece)
        atStart = text[place - 1] == slash
      }
      return pieces
    }

    private mutating func piece(depth: Int, atStart: Bool) -> Piece? {
      if isNext("*") { return stars(atStart: atStart) }
      if isNext("[") { return characterClass() }
      if isNext("{") { return braces(depth: depth + 1, atStart: atStart) }
      if isNext("?") {
        place += 1
        return .oneOf([], isNegated: true)
      }
      return literal().map { .literal($0) }
    }

    /// A character, or the one behind a backslash.
    private mutating func literal() -> UInt32? {
      if isNext("\\") { place += 1 }
      guard !isAtEnd else { return nil }
      place += 1
      return text[place - 1]
    }

    private mutating func stars(atStart: Bool) -> Piece {
      let first = place
      while isNext("*") { place += 1 }
      guard place - first == 2, atStart else { return .star }
      if isAtEnd { return .inside }
      guard isNext("/") else { return .star }
      place += 1
      return .folders
    }

    private mutating func braces(depth: Int, atStart: Bool) -> Piece? {
      guard depth <= 8 else { return nil }
      var branches: [[Piece]] = []
      repeat {
        place += 1
        guard let branch = pieces(depth: depth, atStart: atStart), !isAtEnd else { return nil }
        branches.append(branch)
      } while isNext(",")
      place += 1
      return .either(branches)
    }

    private mutating func characterClass() -> Piece? {
      place += 1
      let isNegated = isNext("!") || isNext("^")
      if isNegated { place += 1 }
      var ranges: [ClosedRange<UInt32>] = []
      while !isNext("]") || ranges.isEmpty {
        guard let first = literal() else { return nil }
        var last = first
        if isNext("-"), place + 1 < text.count, !isNext("]", after: 1) {
          place += 1
          guard let end = literal() else { return nil }
          last = end
        }
        guard first <= last else { return nil }
        ranges.append(first...last)
      }
      place += 1
      return .oneOf(ranges, isNegated: isNegated)
    }
  }
}
