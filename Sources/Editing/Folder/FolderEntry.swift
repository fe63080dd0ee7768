/// What stands at a path.
package enum FolderEntry: Hashable, Sendable {
  case absent
  case file(StoredFile)

  /// A regular file of so many bytes, more than were asked for.
  case huge(size: Int)

  case folder
  case symbolicLink

  /// A pipe, a socket, a device.
  case special
}
