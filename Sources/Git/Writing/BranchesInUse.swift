#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The branches that are checked out in some work tree of a repository, or that a rebase there will move.
///
/// Read from git's own small files, since libgit2 knows only of some of them.
struct BranchesInUse {
  /// The folder of each branch, by the branch's full name.
  private(set) var places: [String: String] = [:]

  /// - Parameters:
  ///   - commonFolder: the git folder that all work trees share.
  ///   - isBare: whether the common folder has no work tree of its own.
  init(commonFolder: String, isBare: Bool) {
    if !isBare {
      let place = commonFolder.hasSuffix("/.git") ? String(commonFolder.dropLast(5)) : commonFolder
      note(gitFolder: commonFolder, place: place)
    }
    let folder = "\(commonFolder)/worktrees"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      let place = Self.line(of: "\(folder)/\(name)/gitdir") ?? "\(folder)/\(name)"
      note(gitFolder: "\(folder)/\(name)", place: place.hasSuffix("/.git") ? String(place.dropLast(5)) : place)
    }
  }

  private mutating func note(gitFolder: String, place: String) {
    if let head = Self.line(of: "\(gitFolder)/HEAD"), head.hasPrefix("ref: ") {
      places[String(head.dropFirst(5))] = place
    }
    for file in ["rebase-merge/head-name", "rebase-apply/head-name"] {
      if let branch = Self.line(of: "\(gitFolder)/\(file)") { places[branch] = place }
    }
    // A bisection comes back to its branch.
    if let branch = Self.line(of: "\(gitFolder)/BISECT_START") { places["refs/heads/\(branch)"] = place }
  }

  private static func line(of file: String) -> String? {
    guard let content = FileManager.default.contents(atPath: file), content.count < 1 << 16 else { return nil }
    let line = String(decoding: content, as: UTF8.self).prefix { !$0.isNewline }
    return line.isEmpty ? nil : String(line)
  }
}
