#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Where one shard of a campaign keeps its journal, its page and its units' reports; shards may share the folder.
package struct CampaignFolder: Hashable, Sendable {
  package let path: String
  private let name: String

  /// - Parameters:
  ///   - path: absolute.
  ///   - shard: whose files these are.
  ///   - looksOnly: whether units are only looked at: that is kept apart.
  package init(_ path: String, shard: Shard, looksOnly: Bool) {
    self.path = path
    name = (looksOnly ? "check-" : "") + shard.fileName
  }

  package var journal: String { "\(path)/\(name).jsonl" }
  package var hasJournal: Bool { access(journal, F_OK) == 0 }
  package var page: String { "\(path)/\(name).html" }

  /// The folder of the children's reports.
  package var reports: String { "\(path)/\(name)-reports" }

  /// Makes the folders, for this user alone where they are missing.
  ///
  /// - Throws: `RefactoringError` with code `.folder`.
  package func create() throws(RefactoringError) {
    for folder in [path, reports] {
      var made = ""
      for component in folder.split(separator: "/") {
        made += "/\(component)"
        if mkdir(made, 0o700) == 0 || errno == EEXIST { continue }
        let code = errno
        // A read-only disk does not say that the folder is there.
        if access(made, F_OK) == 0 { continue }
        throw RefactoringError(
          .folder,
          "the folder \(String(reflecting: made)) cannot be made: \(String(cString: strerror(code))); name another with --state"
        )
      }
    }
  }

  /// The journals in a folder, by name: those of real runs, or if there is none those that only looked.
  ///
  /// - Parameter path: a journal, or a folder that holds some.
  /// - Throws: `RefactoringError` when there is none.
  package static func journals(at path: String) throws(RefactoringError) -> [String] {
    guard let stream = opendir(path) else { return [path] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
          String(cString: $0)
        }
      }
      if name.hasSuffix(".jsonl") { names.append(name) }
    }
    let real = names.filter { $0.hasPrefix("shard-") }
    let found = (real.isEmpty ? names : real).sorted()
    guard !found.isEmpty else {
      throw RefactoringError(
        .precondition, "\(String(reflecting: path)) holds no journal of a campaign; they are called shard-I-of-N.jsonl")
    }
    return found.map { "\(path)/\($0)" }
  }
}
