/// A piece of a glob pattern.
enum GlobToken {
  case scalar(Unicode.Scalar)
  case anyScalar
  case anyRun
  case scalarClass([ClosedRange<Unicode.Scalar>], isNegated: Bool)

  /// `**/`: any folders, also none.
  case anyFolders

  /// `**` at the end: whatever is inside.
  case everything
  case alternatives([[GlobToken]])
}

/// Reads a glob pattern by recursive descent.
struct GlobParser {
  private static let maximumBytes = 1024
  private static let maximumDepth = 8

  private let string: String
  private var scalars: ArraySlice<Unicode.Scalar>

  init(_ string: String) {
    self.string = string
    scalars = Array(string.unicodeScalars)[...]
  }

  mutating func parse() throws(SourceTextError) -> (tokens: [GlobToken], matchesFoldersOnly: Bool) {
    guard string.utf8.count <= Self.maximumBytes else {
      throw SourceTextError(.invalidPattern, "a pattern has more than \(Self.maximumBytes) bytes")
    }
    if scalars.first == "!" { throw fault("begins with !, and negation is not supported; write \\! for the character") }
    let matchesFoldersOnly = scalars.last == "/"
    if matchesFoldersOnly { scalars.removeLast() }
    let isAnchored = scalars.contains("/")
    if scalars.first == "/" { scalars.removeFirst() }
    guard !scalars.isEmpty else { throw fault("is empty") }
    let tokens = try sequence(depth: 0, startsSegment: true)
    return (isAnchored ? tokens : [.anyFolders] + tokens, matchesFoldersOnly)
  }

  private mutating func sequence(depth: Int, startsSegment: Bool) throws(SourceTextError) -> [GlobToken] {
    var tokens: [GlobToken] = []
    var startsSegment = startsSegment
    while let scalar = scalars.first, depth == 0 || (scalar != "," && scalar != "}") {
      scalars.removeFirst()
      switch scalar {
      case "*": tokens.append(star(startsSegment: startsSegment))
      case "?": tokens.append(.anyScalar)
      case "[": tokens.append(try scalarClass())
      case "{": tokens.append(try alternatives(depth: depth + 1, startsSegment: startsSegment))
      case "\\": tokens.append(.scalar(try escaped()))
      default: tokens.append(.scalar(scalar))
      }
      // A slash may stand behind a backslash too.
      switch tokens.last {
      case .anyFolders, .scalar("/"): startsSegment = true
      default: startsSegment = false
      }
    }
    return tokens
  }

  /// The rest of a run of stars, of which the first is read.
  private mutating func star(startsSegment: Bool) -> GlobToken {
    var count = 1
    while scalars.first == "*" {
      scalars.removeFirst()
      count += 1
    }
    guard count == 2, startsSegment else { return .anyRun }
    if scalars.isEmpty { return .everything }
    guard scalars.first == "/" else { return .anyRun }
    scalars.removeFirst()
    return .anyFolders
  }

  private mutating func alternatives(depth: Int, startsSegment: Bool) throws(SourceTextError) -> GlobToken {
    guard depth <= Self.maximumDepth else { throw fault("nests braces more than \(Self.maximumDepth) deep") }
    var branches: [[GlobToken]] = []
    while true {
      branches.append(try sequence(depth: depth, startsSegment: startsSegment))
      switch scalars.popFirst() {
      case ",": continue
      case "}": return .alternatives(branches)
      default: throw fault("lacks a closing }")
      }
    }
  }

  private mutating func scalarClass() throws(SourceTextError) -> GlobToken {
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    let isNegated = scalars.first == "!" || scalars.first == "^"
    if isNegated { scalars.removeFirst() }
    while var scalar = scalars.popFirst() {
      if scalar == "]", !ranges.isEmpty { return .scalarClass(ranges, isNegated: isNegated) }
      if scalar == "\\" { scalar = try escaped() }
      var last = scalar
      if scalars.first == "-", let end = scalars.dropFirst().first, end != "]" {
        scalars.removeFirst(2)
        last = end == "\\" ? try escaped() : end
      }
      guard scalar <= last else { throw fault("has a class whose range runs backwards") }
      ranges.append(scalar...last)
    }
    throw fault("lacks a closing ]")
  }

  private mutating func escaped() throws(SourceTextError) -> Unicode.Scalar {
    guard let scalar = scalars.popFirst() else { throw fault("ends with a backslash") }
    return scalar
  }

  private func fault(_ what: String) -> SourceTextError {
    SourceTextError(.invalidPattern, "the pattern \(String(reflecting: string)) \(what)")
  }
}
