#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What of an opened repository libgit2 cannot tell, or tells wrongly; each with the reason, in words.
struct Division: Hashable, Sendable {
  /// Why histories are walked by the git program.
  var walks: String?

  /// Why what is staged is read by the git program.
  var index: String?

  /// Why the work tree is read by the git program.
  var workTree: String?

  var reasons: [String] { Set([walks, index, workTree].compactMap { $0 }).sorted() }

  init(of library: LibraryRepository) async throws {
    if await library.isShallow, !LibraryRepository.walksShallowClones {
      walks = "the history is walked, since this is a shallow clone"
    }
    if library.location.workTree == nil { return }
    let gitFolder = library.location.gitFolder
    let files = (try? FileManager.default.contentsOfDirectory(atPath: gitFolder)) ?? []
    let isSparse = try await library.flag("core.sparseCheckout")
    if files.contains(where: { $0.hasPrefix("sharedindex.") }) {
      index = "the index is read, since it may be split"
    } else if isSparse, try await library.flag("index.sparse") {
      index = "the index is read, since it may be sparse"
    }
    if let index {
      workTree = index
    } else if isSparse {
      workTree = "the work tree is read, since the checkout is sparse"
    } else if try await library.hasFilters {
      workTree = "the work tree is read, since filters are configured, such as Git LFS"
    }
  }
}

extension LibraryRepository {
  /// Whether this libgit2 knows where a shallow clone ends: from 1.7 on.
  static var walksShallowClones: Bool {
    let numbers = libraryVersion.split(separator: ".").compactMap { Int($0) }
    return !numbers.lexicographicallyPrecedes([1, 7])
  }

  var isShallow: Bool { thinning == .shallow || thinning == .partial && hasShallowFile }

  private var hasShallowFile: Bool { FileManager.default.fileExists(atPath: "\(location.commonFolder)/shallow") }

  /// Whether programs are configured through which files of the work tree go.
  fileprivate var hasFilters: Bool {
    get throws(GitError) {
      do throws(LibraryFailure) {
        return try repository.hasSetting(like: "^filter\\..*\\.(clean|process)$")
      } catch {
        throw GitError(error, doing: "reading the configuration of", location)
      }
    }
  }

  fileprivate func flag(_ key: String) throws(GitError) -> Bool {
    guard let value = try configuration(key)?.text.lowercased() else { return false }
    return !["false", "no", "off", "0"].contains(value)
  }
}
