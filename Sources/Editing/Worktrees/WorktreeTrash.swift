internal import CSandbox

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// A folder beside a tree into which what is to go is moved first.
///
/// Files are removed at once. A folder is moved here, and so is each folder in it when its turn comes: so nothing is ever
/// deeper than two folders, however deep a child nested them, and no name is ever followed.
struct WorktreeTrash: ~Copyable {
  static let name = "trash"

  private let folder: OwnedDescriptor
  private let prefix = RunID.randomDigits(count: 8)
  private var count = 0

  /// - Parameter slot: the folder in which the tree is.
  init(in slot: borrowing OwnedDescriptor) throws(SystemFault) {
    try tolerating(EEXIST) { () throws(SystemFault) in
      try uninterrupted { mkdirat(slot.number, Self.name, 0o700) }
    }
    folder = try slot.opened(Self.name, O_RDONLY | O_DIRECTORY)
  }

  /// Takes an entry out of a folder, whatever it is; nothing happens when there is none.
  mutating func take(_ name: [CChar], from place: borrowing OwnedDescriptor) throws(SystemFault) {
    do {
      try uninterrupted { unlinkat(place.number, name, 0) }
      return
    } catch {
      switch error.code {
      case ENOENT: return
      // What the systems say of a folder: EISDIR on Linux, EPERM by POSIX.
      case EISDIR, EPERM: break
      default: throw error
      }
    }
    count += 1
    let target = "\(prefix)-\(count)"
    do {
      try uninterrupted { renameat(place.number, name, folder.number, target) }
    } catch {
      guard error.code == EACCES || error.code == EPERM else { throw error }
      try uninterrupted { fulcrum_make_folder_usable(place.number, name) }
      try uninterrupted { renameat(place.number, name, folder.number, target) }
    }
  }

  /// Removes all that is here.
  mutating func empty() throws(SystemFault) {
    while true {
      let names = try folder.names(limit: 4096)
      if names.isEmpty { return }
      for name in names { try removeEntry(name.terminated) }
    }
  }

  private mutating func removeEntry(_ name: [CChar]) throws(SystemFault) {
    let inner: OwnedDescriptor
    do {
      inner = try folder.openedFolder(name)
    } catch {
      guard error.isOutside || error.isAbsence else { throw error }
      try tolerating(ENOENT) { () throws(SystemFault) in try uninterrupted { unlinkat(folder.number, name, 0) } }
      return
    }
    for child in try inner.names(limit: .max) { try take(child.terminated, from: inner) }
    try uninterrupted { unlinkat(folder.number, name, AT_REMOVEDIR) }
  }
}

extension OwnedDescriptor.Name {
  /// The name as system calls take it, whatever bytes it has.
  var terminated: [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }
}

extension OwnedDescriptor {
  /// Opens a folder in this one, never a link in its place; a folder that its owner may not enter is made usable.
  func openedFolder(_ name: [CChar]) throws(SystemFault) -> OwnedDescriptor {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    do {
      return OwnedDescriptor(owning: try uninterrupted { openat(number, name, flags) })
    } catch {
      guard error.code == EACCES else { throw error }
      try uninterrupted { fulcrum_make_folder_usable(number, name) }
      return OwnedDescriptor(owning: try uninterrupted { openat(number, name, flags) })
    }
  }

  /// Opens a folder in this one that has a name of ours.
  func openedFolder(_ name: String) throws(SystemFault) -> OwnedDescriptor {
    try openedFolder(Array(name.utf8CString))
  }

  /// Where a symbolic link in this folder leads, as it is written.
  func linkTarget(_ name: String) throws(SystemFault) -> [UInt8] {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = try uninterrupted { readlinkat(number, name, &buffer, buffer.count) }
    return buffer.prefix(count).map { UInt8(bitPattern: $0) }
  }
}
