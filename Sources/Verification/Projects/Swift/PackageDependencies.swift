internal import SourceText

/// Puts the packages that a Swift package depends on into a work area, from what was prepared.
struct PackageDependencies {
  /// The packages, for messages.
  let names: [String]

  /// What was prepared, if something was, and the files of the area.
  let source: (preparation: Preparation, files: any ProjectFiles)?

  /// Says which capture an area was filled from, so that a warm one is filled anew only for another.
  private static let marker = "\(SwiftPackage.buildFolder)/fulcrum-prepared"

  /// - Throws: `VerificationError` with code `.notPrepared` when nothing was prepared for the files as they are.
  func fill(_ area: WorkArea) async throws {
    guard let source else {
      if try isFilled(area) { return }
      throw VerificationError(
        .notPrepared,
        "the package depends on \(names.joined(separator: ", ")), and what it depends on is not prepared; "
          + "name the command that fetches it with `prepare` in the user's configuration")
    }
    let capture = try await source.preparation.capture(for: source.files)
    let marker = try RelativePath(Self.marker)
    let key = Array((capture.path.split(separator: "/").last ?? "").utf8)
    if try area.content(of: marker, limit: 256) == key, capture.kept.allSatisfy(area.has) { return }
    let own = Set(try await source.files.files.map(\.path))
    for path in capture.kept where !own.contains(path) {
      area.removeFolder(path)
      if area.has(path) { try area.removeFile(path) }
    }
    // Without the checkouts nothing that was built before is of use.
    area.removeFolder(try RelativePath(SwiftPackage.buildFolder))
    try await source.preparation.install(into: area.path, for: source.files)
    try area.write(key, to: marker)
  }

  private func isFilled(_ area: WorkArea) throws -> Bool {
    try ["checkouts", "registry"].contains { area.has(try RelativePath("\(SwiftPackage.buildFolder)/\($0)")) }
  }
}
