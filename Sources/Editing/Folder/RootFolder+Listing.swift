package import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

extension RootFolder {
  /// Lists what lies below a folder; git's own folders are left out without a word.
  ///
  /// - Parameter folder: nil for this folder.
  /// - Throws: `EditingError` when the folder itself cannot be opened.
  package func listing(
    below folder: RelativePath? = nil, limits: FolderListing.Limits = FolderListing.Limits()
  ) throws(EditingError) -> FolderListing {
    var listing = FolderListing()
    var pending: [(path: RelativePath?, depth: Int)] = [(folder, 1)]
    var isFirst = true
    while let next = pending.popLast() {
      do {
        let found = try entries(
          of: next.path, limit: limits.count - listing.entries.count, omissions: &listing.omissions)
        listing.entries += found.entries
        let folders = found.entries.filter { $0.kind == .folder }
        if next.depth < limits.depth {
          pending += folders.reversed().map { ($0.path, next.depth + 1) }
        } else if !folders.isEmpty, limits.depth > 1 {
          listing.omissions.append(
            "\(quoted(next.path?.string ?? ".")): folders below it are deeper than \(limits.depth)")
        }
        if found.isCut {
          listing.omissions.append("more than \(limits.count) entries; the rest is not listed")
          break
        }
      } catch {
        if isFirst { throw error.error("list", next.path?.string ?? path) }
        listing.omissions.append("\(quoted(next.path?.string ?? ".")) cannot be listed: \(error.reason)")
      }
      isFirst = false
    }
    listing.entries.sort { $0.path.string.utf8.lexicographicallyPrecedes($1.path.string.utf8) }
    return listing
  }

  private func entries(
    of folder: RelativePath?, limit: Int, omissions: inout [String]
  ) throws(SystemFault) -> (entries: [FolderListing.Entry], isCut: Bool) {
    let opened = try self.folder(folder)
    // One more tells whether there are more, and git's own folder may be among them.
    let names = try opened.names(limit: limit + 2)
    var entries: [FolderListing.Entry] = []
    for name in names {
      guard let text = name.text, let path = try? RelativePath(folder.map { "\($0)/\(text)" } ?? text) else {
        if name.text?.lowercased() != ".git" {
          omissions.append(
            "\(quoted(String(decoding: name.bytes, as: UTF8.self))) is not a valid name and is not listed")
        }
        continue
      }
      if entries.count == limit { return (entries, true) }
      guard let status = try opened.status(of: text) else { continue }
      let kind: FolderListing.Kind
      switch status.st_mode & S_IFMT {
      case S_IFREG: kind = .file(isExecutable: status.st_mode & 0o100 != 0)
      case S_IFDIR: kind = .folder
      case S_IFLNK: kind = .symbolicLink
      default: kind = .special
      }
      let size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
      entries.append(FolderListing.Entry(path: path, kind: kind, size: size))
    }
    return (entries, false)
  }
}
