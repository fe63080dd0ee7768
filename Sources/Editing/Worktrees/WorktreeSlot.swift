internal import CSandbox

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// One place of the pool, held by this process: a folder with a marker and a tree.
///
/// It is held by a lock of the kernel's on the folder itself, which ends with the process, so that a dead run's place can
/// be taken at once and a living one's never.
final class WorktreeSlot: Sendable {
  static let marker = "marker"
  static let tree = "tree"

  let name: String
  let folder: PrivateFolder

  /// What a slot holds.
  enum Content {
    /// Nothing yet.
    case nothing

    case ours(WorktreeMarker)

    /// Something that this program did not put there, with the reason why that is believed.
    case foreign(String)
  }

  /// Takes a place; nil when another run has it or it vanishes meanwhile.
  ///
  /// - Parameter isNew: whether the folder is made when it is missing.
  init?(_ name: String, in pool: PrivateFolder, isNew: Bool) throws {
    self.name = name
    do {
      folder = isNew ? try pool.folder(name) : try pool.existingFolder(name)
      try uninterrupted { flock(folder.descriptor.number, LOCK_EX | LOCK_NB) }
    } catch let fault as SystemFault where fault.code == EWOULDBLOCK || fault.isAbsence {
      return nil
    }
    // Between the opening and the lock somebody may have removed it and made another one.
    let (held, there) = (try folder.descriptor.status(), try pool.descriptor.status(of: name))
    guard let there, there.st_ino == held.st_ino, there.st_dev == held.st_dev else { return nil }
  }

  // Closing alone is not enough: a child that another thread is just starting has the descriptor too, until it becomes its
  // program.
  deinit { _ = flock(folder.descriptor.number, LOCK_UN) }

  /// What the folder holds.
  ///
  /// - Parameter repository: whose slot it has to be; nil for any.
  func content(repository: String?) throws -> Content {
    let names = try folder.descriptor.names(limit: 100).map { $0.text ?? "" }
    guard names.contains(Self.marker) else {
      let strangers = names.filter { $0 != Self.newMarker }
      return strangers.isEmpty ? .nothing : .foreign("it has no marker")
    }
    guard let bytes = try folder.content(of: Self.marker, limit: 64 << 10), let marker = WorktreeMarker(bytes) else {
      return .foreign("its marker is none of this program")
    }
    guard marker.slot == name, repository == nil || marker.repository == repository else {
      return .foreign("its marker is that of another place")
    }
    let known = [Self.marker, Self.newMarker, Self.tree, WorktreeTrash.name]
    if let stranger = names.first(where: { !known.contains($0) }) {
      return .foreign("it holds \(quoted(stranger)), which this program did not put there")
    }
    return .ours(marker)
  }

  /// Writes the marker, whole or not at all.
  func mark(_ marker: WorktreeMarker) throws {
    try tolerating(ENOENT) { () throws(SystemFault) in try folder.descriptor.remove(Self.newMarker) }
    try folder.write(marker.bytes, as: Self.newMarker)
    let number = folder.descriptor.number
    try uninterrupted { renameat(number, Self.newMarker, number, Self.marker) }
  }

  /// The tree's folder, made where it is missing; what stands in its place is removed.
  func openedTree(trash: inout WorktreeTrash) throws(SystemFault) -> OwnedDescriptor {
    let descriptor = folder.descriptor.number
    let status = try folder.descriptor.status(of: Self.tree)
    if let status, status.st_mode & S_IFMT != S_IFDIR {
      try trash.take(Array(Self.tree.utf8CString), from: folder.descriptor)
    }
    try tolerating(EEXIST) { () throws(SystemFault) in try uninterrupted { mkdirat(descriptor, Self.tree, 0o700) } }
    return try folder.descriptor.openedFolder(Self.tree)
  }

  /// Removes the place with all that is in it; the marker goes last, so that what is left of it is still known as ours.
  func remove(from pool: PrivateFolder) throws(SystemFault) {
    var trash = try WorktreeTrash(in: folder.descriptor)
    try trash.take(Array(Self.tree.utf8CString), from: folder.descriptor)
    try trash.empty()
    try uninterrupted { unlinkat(folder.descriptor.number, WorktreeTrash.name, AT_REMOVEDIR) }
    for name in [Self.newMarker, Self.marker] {
      try tolerating(ENOENT) { () throws(SystemFault) in try folder.descriptor.remove(name) }
    }
    try uninterrupted { unlinkat(pool.descriptor.number, name, AT_REMOVEDIR) }
  }

  private static let newMarker = "marker.new"
}
