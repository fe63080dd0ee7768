internal import Editing
package import JSON
internal import Processes
internal import SourceText
internal import Verification

/// Runs rules of ast-grep and takes the replacements that it tells; it never writes a file itself.
package struct AstGrepEngine: EditEngine {
  package let name = "ast-grep"

  private let rules: [JSONValue]
  private let files: FileChoice
  private let isTogether: Bool
  private let place: String
  private let settings: EngineSettings

  /// Bytes of paths in one call: systems take 128 KiB at the least, with the environment.
  private static let argumentLimit = 64 << 10

  private static let outputLimit = 128 << 20

  /// - Parameters:
  ///   - rules: each with language, rule and fix, as ast-grep documents them.
  ///   - files: which files they are given.
  ///   - isTogether: whether all files change in one step.
  ///   - place: where a recipe has them, for messages.
  ///   - settings: where programs are found.
  package init(
    _ rules: [JSONValue], files: FileChoice, isTogether: Bool = false, place: String, settings: EngineSettings
  ) {
    self.rules = rules.enumerated().map { Self.named($1, "rule-\($0 + 1)") }
    self.files = files
    self.isTogether = isTogether
    self.place = place
    self.settings = settings
  }

  package func propose(_ scope: EditScope) async throws -> Proposal {
    let program = try settings.program(
      "ast-grep", remedy: "install it (pip install ast-grep-cli, brew install ast-grep, cargo install ast-grep)")
    var matches: [RelativePath: [AstGrepMatch]] = [:]
    var skipped: [SkippedFile] = []
    for batch in Self.batches(scope.files.filter(files.contains)) {
      let (found, passedOver) = try await scan(batch, with: program, in: scope)
      for match in found { matches[match.path, default: []].append(match) }
      skipped += passedOver
    }
    var operations: [FileOperation] = []
    var nested = 0
    for (path, found) in matches.sorted(by: { $0.key < $1.key }) {
      switch scope.read(path) {
      case nil: continue
      case .skipped(let file)?: skipped.append(file)
      case .bytes(let bytes)?:
        let (kept, inner) = AstGrepMatch.apart(found)
        nested += inner
        guard kept.allSatisfy({ $0.fits(bytes) }) else {
          skipped.append(SkippedFile(path, .conflict, "ast-grep saw something else in it"))
          continue
        }
        let replacements = kept.map { FileOperation.Replacement($0.replacedRange, Array($0.replacement.utf8)) }
          .filter { !bytes[$0.range].elementsEqual($0.bytes) }
        guard !replacements.isEmpty else { continue }
        operations.append(
          FileOperation(
            path, .edit(base: ContentHash(of: bytes), replacements),
            reason: Set(kept.map(\.rule)).sorted().joined(separator: ", ")))
      }
    }
    let worse = try await Self.worsened(operations, rules: rules, program: program, in: scope, settings)
    skipped += worse
    operations.removeAll { operation in worse.contains { $0.path == operation.path } }
    let notes =
      nested > 0 ? ["\(nested) matches lie within others and are left for another pass (until: fixpoint)"] : []
    return Proposal(
      operations, title: title, isTogether: isTogether, skipped: skipped.sorted { $0.path < $1.path }, notes: notes)
  }

  /// What the first rule says of itself, in a line.
  private var title: String {
    let words = rules.compactMap { $0["message"]?.string ?? $0["id"]?.string }.filter { !$0.isEmpty }
    let line = (words.first ?? "ast-grep").split(whereSeparator: \.isNewline).joined(separator: " ")
    return "Apply \(quoted(String(line.prefix(60))))"
  }

  /// Asks ast-grep about some files.
  private func scan(
    _ batch: [RelativePath], with program: String, in scope: EditScope
  ) async throws -> ([AstGrepMatch], [SkippedFile]) {
    // JSON is YAML too, and a document a rule.
    let text = rules.map { $0.serialized() }.joined(separator: "\n---\n")
    // The project's own file could name libraries that ast-grep loads, and languages for files.
    let own = try ChildFolder()
    defer { withExtendedLifetime(own) {} }
    let configuration = try RelativePath("sgconfig.yml")
    try own.write(Array("ruleDirs: []\n".utf8), to: configuration)
    let words = [
      program, "scan", "--config", "\(own.path)/\(configuration)", "--inline-rules", text, "--json=stream", "--inspect",
      "entity", "--",
    ]
    let result = try await scope.area.run(
      words + batch.map(\.string), deadline: settings.deadline, outputLimit: Self.outputLimit, reading: [own.path])
    // A rule of the severity `error` that matches makes it 1.
    guard [.exited(0), .exited(1)].contains(result.termination) else {
      throw RefactoringError(.engine, "\(place): ast-grep \(result.summary): \(Self.complaint(result))")
    }
    guard result.standardOutput.omittedCount == 0 else {
      throw RefactoringError(
        .engine, "\(place): ast-grep tells more matches than can be read at once; narrow the step with `files`")
    }
    var matches: [AstGrepMatch] = []
    for line in result.standardOutput.text.split(separator: "\n") {
      if let match = try AstGrepMatch(line: line) { matches.append(match) }
    }
    return (matches, AstGrepInspection.skipped(in: result.standardError.text))
  }

  /// The reason in what it wrote: the last lines name the place in the rule.
  private static func complaint(_ result: CommandResult) -> String {
    let lines = result.standardError.text.split(separator: "\n").filter { !$0.hasPrefix("sg: ") }
    let words = lines.suffix(4).joined(separator: "; ")
    return words.isEmpty ? "it says nothing" : String(words.suffix(600))
  }

  private static func named(_ rule: JSONValue, _ name: String) -> JSONValue {
    guard case .object(var members) = rule, members["id"] == nil else { return rule }
    members["id"] = .string(name)
    return .object(members)
  }

  private static func batches(_ files: [RelativePath]) -> [[RelativePath]] {
    var batches: [[RelativePath]] = []
    var size = argumentLimit
    for file in files {
      if size >= argumentLimit {
        batches.append([])
        size = 0
      }
      batches[batches.count - 1].append(file)
      size += file.string.utf8.count + 9
    }
    return batches
  }
}

extension AstGrepMatch {
  /// Whether the match is about a content.
  fileprivate func fits(_ bytes: [UInt8]) -> Bool {
    range.upperBound <= bytes.count && replacedRange.upperBound <= bytes.count
      && bytes[range].elementsEqual(text.utf8)
  }
}
