internal import Editing
internal import JSON
internal import Processes
internal import SourceText
internal import Verification

/// Whether what rules make still parses, as far as ast-grep can tell.
extension AstGrepEngine {
  /// The files that would have more faults than before.
  ///
  /// Its grammars find faults in good files too (of Swift's, in one of seventeen), so only more of them count. A rule that puts
  /// the bodies of its matches together anew broke one of thirty files in a measurement.
  static func worsened(
    _ operations: [FileOperation], rules: [JSONValue], program: String, in scope: EditScope, _ settings: EngineSettings
  ) async throws -> [SkippedFile] {
    guard !operations.isEmpty else { return [] }
    let old = try ChildFolder()
    let new = try ChildFolder()
    // They go with their owners, and the programs know only their paths.
    defer {
      withExtendedLifetime(old) {}
      withExtendedLifetime(new) {}
    }
    for operation in operations {
      guard case .edit(_, let replacements) = operation.action,
        case .bytes(let bytes)? = scope.read(operation.path)
      else { continue }
      try old.write(bytes, to: operation.path)
      try new.write(applied(replacements, to: bytes), to: operation.path)
    }
    let languages = Set(rules.compactMap { $0["language"]?.string }).sorted()
    let before = try await faults(in: old.path, languages, program, settings)
    let after = try await faults(in: new.path, languages, program, settings)
    return operations.map(\.path).compactMap { path in
      let (was, becomes) = (before[path] ?? 0, after[path] ?? 0)
      guard becomes > was else { return nil }
      return SkippedFile(path, .worse, "the result would not parse: \(becomes) faults, and \(was) before")
    }
  }

  private static func applied(_ replacements: [FileOperation.Replacement], to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    for replacement in replacements {
      result += bytes[position..<replacement.range.lowerBound] + replacement.bytes
      position = replacement.range.upperBound
    }
    return result + bytes[position...]
  }

  /// By file, the nodes that ast-grep's parser takes for errors.
  private static func faults(
    in folder: String, _ languages: [String], _ program: String, _ settings: EngineSettings
  ) async throws -> [RelativePath: Int] {
    let area = WorkArea(
      path: try SandboxPolicy.resolved(folder), sandbox: settings.sandbox, user: settings.environment)
    let rules = languages.map { language -> JSONValue in
      ["id": .string("errors-\(language)"), "language": .string(language), "rule": ["kind": "ERROR"]]
    }
    let result = try await area.run(
      [
        program, "scan", "--inline-rules", rules.map { $0.serialized() }.joined(separator: "\n---\n"), "--json=stream",
        "--no-ignore", "hidden", ".",
      ], deadline: settings.deadline, outputLimit: 64 << 20)
    // Without an answer nothing is known, and the other gates decide.
    guard result.isSuccess, result.standardOutput.omittedCount == 0 else { return [:] }
    var counts: [RelativePath: Int] = [:]
    for line in result.standardOutput.text.split(separator: "\n") {
      guard let file = (try? JSONValue.parse(String(line)))?["file"]?.string,
        let path = try? RelativePath(file.hasPrefix("./") ? String(file.dropFirst(2)) : file)
      else { continue }
      counts[path, default: 0] += 1
    }
    return counts
  }
}
