package import Characterization
package import Git
package import SourceText
package import Verification

/// Records calls of the functions in changed files, in a copy of the package: once as it was, once as it is.
package struct RecordedBehaviour: BehaviourProbe {
  /// What is called of a module.
  package struct Calls: Sendable {
    package var candidates: [CallCandidate]

    /// Properties that a caller cannot read, as `Type.name`.
    package var hiddenProperties: Set<String>

    package var usesFoundation: Bool

    package init(candidates: [CallCandidate], hiddenProperties: Set<String>, usesFoundation: Bool) {
      self.candidates = candidates
      self.hiddenProperties = hiddenProperties
      self.usesFoundation = usesFoundation
    }
  }

  /// Says what to call in some files of a module, by the package as it lies built in its area.
  package typealias Source = @Sendable (SwiftPackage, _ module: String, _ files: [RelativePath]) async throws -> Calls

  private let project: SwiftPackage
  private let lab: WorkArea
  private let bring: @Sendable (ObjectID) async throws -> Void
  private let source: Source

  /// Differences that are told.
  private static let count = 10

  /// - Parameters:
  ///   - project: the package in the run's work area.
  ///   - lab: a second copy, for this alone.
  ///   - bring: brings that copy to a commit.
  package init(
    of project: SwiftPackage, lab: WorkArea, bring: @escaping @Sendable (ObjectID) async throws -> Void,
    source: @escaping Source
  ) {
    self.project = project
    self.lab = lab
    self.bring = bring
    self.source = source
  }

  package func differences(after files: [FileVersions], since head: ObjectID) async throws -> [String] {
    var lines: [String] = []
    for module in project.layout.modules where module.isNative && !module.isTest {
      let touched = files.filter { file in
        file.new != nil && module.sources.contains(file.path) && file.path.fileExtension == "swift"
      }
      guard !touched.isEmpty else { continue }
      let calls = try await source(project, module.name, touched.map(\.path))
      guard !calls.candidates.isEmpty else { continue }
      let before = try await record(calls, of: module.name, at: head, with: [])
      // What cannot be called in the old code says nothing about the change.
      let known = Calls(
        candidates: before.map(\.candidate), hiddenProperties: calls.hiddenProperties,
        usesFoundation: calls.usesFoundation)
      let after = try await record(known, of: module.name, at: head, with: files)
      let comparison = RecordingComparison(before: before, after: after)
      lines += comparison.differences.map { difference in
        "\(difference.candidate.subject): \(difference.before) became \(difference.after)"
      }
      lines += comparison.lost.map { "\($0.subject): it cannot be called any more as before" }
    }
    return Array(lines.prefix(Self.count))
  }

  private func record(
    _ calls: Calls, of module: String, at commit: ObjectID, with files: [FileVersions]
  ) async throws -> [Recording] {
    guard !calls.candidates.isEmpty else { return [] }
    try await bring(commit)
    for file in files {
      if let new = file.new { try lab.write(new.bytes, to: file.path) } else { try lab.removeFile(file.path) }
    }
    let place = Lab(
      area: lab, folder: lab.path, module: module, swift: project.toolchain.swift,
      hiddenProperties: calls.hiddenProperties, usesFoundation: calls.usesFoundation)
    return try await Recorder(lab: place).record(calls.candidates).recordings
  }
}
