import Foundation
import SourceText

/// What lies in some folders at one moment: each entry with its kind, mode, owner, time, and content or target.
struct WorldSnapshot: Hashable {
  struct Entry: Hashable {
    var kind: UInt32
    var mode: UInt32
    var owner: UInt32
    var links: UInt64
    var seconds: Int
    var content: String
  }

  private(set) var entries: [String: Entry] = [:]

  /// - Parameters:
  ///   - folders: absolute paths.
  ///   - exceptions: folders below them that are not looked into.
  init(of folders: [String], without exceptions: [String]) throws {
    for folder in folders { try add(folder, exceptions) }
  }

  /// What differs, one line each.
  ///
  /// - Parameter countsAttributes: whether a changed mode, owner or time counts too.
  func differences(to later: WorldSnapshot, countsAttributes: Bool = true) -> [String] {
    Set(entries.keys).union(later.entries.keys).sorted().compactMap { path in
      switch (entries[path], later.entries[path]) {
      case (let old?, let new?):
        if old.content != new.content || old.kind != new.kind { return "\(path) has another content" }
        if countsAttributes, old != new { return "\(path) has another mode, owner, time or number of names" }
        return nil
      case (nil, _?): return "\(path) is new"
      case (_?, nil): return "\(path) is gone"
      case (nil, nil): return nil
      }
    }
  }

  private mutating func add(_ path: String, _ exceptions: [String]) throws {
    guard !exceptions.contains(path) else { return }
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    let kind = UInt32(status.st_mode) & UInt32(S_IFMT)
    var content = ""
    switch kind {
    case UInt32(S_IFREG): content = ContentHash(of: try Data(contentsOf: URL(filePath: path))).hexadecimal
    case UInt32(S_IFLNK): content = try FileManager.default.destinationOfSymbolicLink(atPath: path)
    default: break
    }
    #if canImport(Darwin)
      let seconds = status.st_mtimespec.tv_sec
    #else
      let seconds = status.st_mtim.tv_sec
    #endif
    entries[path] = Entry(
      kind: kind, mode: UInt32(status.st_mode) & 0o7777, owner: status.st_uid,
      links: kind == UInt32(S_IFREG) ? UInt64(status.st_nlink) : 0, seconds: seconds, content: content)
    guard kind == UInt32(S_IFDIR) else { return }
    for name in try FileManager.default.contentsOfDirectory(atPath: path) { try add(path + "/" + name, exceptions) }
  }
}
