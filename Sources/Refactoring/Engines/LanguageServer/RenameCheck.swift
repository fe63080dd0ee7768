internal import SourceCode
internal import SourceText

/// Holds a rename against the text: a server whose index is behind leaves places out without a word.
struct RenameCheck {
  /// Places of the old name in code that the server left out.
  struct Remainder {
    /// They lead to what was renamed: the answer is partial.
    var missed: [SymbolPlace] = []

    /// The server does not know what they are, such as code for another system.
    var unexplained: [SymbolPlace] = []

    /// Other things of the same name.
    var others = 0
  }

  /// Places that are asked about at the most.
  private static let limit = 2_000

  let session: ServerSession
  let name: String

  /// By file, the bytes that the rename changes.
  let renamed: [RelativePath: [Range<Int>]]

  /// Asks for each place that was left out what it is.
  ///
  /// - Throws: `RefactoringError` with code `.engine` when there are too many.
  func remainder() async throws -> Remainder {
    var places: [SymbolPlace] = []
    for (path, found) in session.occurrences(of: name).sorted(by: { $0.key < $1.key }) {
      for range in found.code where !isRenamed(range, in: path) {
        places.append(SymbolPlace(path: path, range: range, name: name, fullName: name))
      }
    }
    guard places.count <= Self.limit else {
      throw RefactoringError(
        .engine, "\(name) stands in code at \(places.count) more places, too many to account for; choose another way")
    }
    var remainder = Remainder()
    for place in places {
      try Task.checkCancellation()
      switch try await meaning(of: place) {
      case true?: remainder.missed.append(place)
      case false?: remainder.others += 1
      case nil: remainder.unexplained.append(place)
      }
    }
    return remainder
  }

  /// Whether a place means what was renamed; nil when the server does not know.
  private func meaning(of place: SymbolPlace) async throws -> Bool? {
    let locations: [CodeLocation]
    do {
      locations = try await session.ask(about: place.path) { server, bytes in
        try await server.definition(at: place.range.lowerBound, of: place.path, bytes)
      }
    } catch let error as RefactoringError where error.code == .engine {
      // It says no to what it cannot resolve.
      return nil
    }
    guard !locations.isEmpty else { return nil }
    let encoding = await session.server.encoding
    return locations.contains { location in
      guard case .inside(let path) = location.document, let bytes = session.files[path],
        let range = PositionMap(bytes).offsets(of: location.range, encoding)
      else { return false }
      return isRenamed(range, in: path)
    }
  }

  private func isRenamed(_ range: Range<Int>, in path: RelativePath) -> Bool {
    renamed[path, default: []].contains { renamed in
      renamed.lowerBound <= range.lowerBound && range.lowerBound < max(renamed.upperBound, renamed.lowerBound + 1)
    }
  }
}
