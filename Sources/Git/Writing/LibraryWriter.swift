internal import CLibgit2
package import SourceText

/// A repository that libgit2 writes, which runs no hooks and no filters.
package actor LibraryWriter: RepositoryWriter {
  package nonisolated let location: RepositoryLocation

  package nonisolated var nameLength: Int { Int(GIT_OID_HEXSZ) }

  let repository: Handle<RepositoryResource>

  /// Opens the repository that a folder lies in, for writing.
  ///
  /// The handle is another one than those for reading, which keep new objects in memory.
  ///
  /// - Parameters:
  ///   - path: the folder to start from; the folders above it are searched too. `GIT_DIR` and its kin are ignored.
  ///   - trustingOwner: whether a repository that belongs to another user is opened all the same.
  /// - Throws: `GitError`.
  package static func open(at path: String, trustingOwner: Bool = false) throws(GitError) -> LibraryWriter {
    try LibraryWriter(at: path, trustingOwner: trustingOwner)
  }

  private init(at path: String, trustingOwner: Bool) throws(GitError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw GitError(.invalidInput, "\(quoted(path)) is not a folder's path")
    }
    do throws(LibraryFailure) {
      let repository = try Library.open(path, trustingOwner: trustingOwner)
      try repository.readLooseObjectsSafely()
      location = RepositoryLocation(of: repository)
      self.repository = repository
    } catch {
      throw GitError(error, opening: path)
    }
  }

  package func write(_ objects: [StoredObject]) throws(GitError) -> [ObjectID] {
    let database = try objectDatabase()
    var ids: [ObjectID] = []
    for object in objects {
      let name: git_oid
      do throws(LibraryFailure) {
        name = try database.write(object)
      } catch {
        throw GitError(error, writing: "a \(object.kind.rawValue)", into: location)
      }
      ids.append(try ObjectID(name))
    }
    try RepositoryDisk(location: location).synchronize(ids)
    return ids
  }

  package func headers(of ids: [ObjectID]) throws(GitError) -> [ObjectID: StoredObjectHeader] {
    let database = try objectDatabase()
    var headers: [ObjectID: StoredObjectHeader] = [:]
    for id in ids {
      guard headers[id] == nil, let name = id.libraryName, let header = try? database.header(of: name),
        let kind = ObjectKind(header.type)
      else { continue }
      headers[id] = StoredObjectHeader(kind: kind, size: header.size)
    }
    return headers
  }

  package func objects(_ ids: [ObjectID], limit: Int) throws(GitError) -> [ObjectID: StoredObject] {
    let database = try objectDatabase()
    var objects: [ObjectID: StoredObject] = [:]
    for id in ids where objects[id] == nil {
      guard var name = id.libraryName else {
        throw GitError(.unsupported, "\(id) is a SHA-256 name, and \(quoted(location.commonFolder)) uses SHA-1")
      }
      do throws(LibraryFailure) {
        let header = try database.header(of: name)
        guard header.size <= limit else { throw LibraryFailure.tooLarge }
        let object = try Handle<StoredObjectResource> { git_odb_read($0, database.pointer, &name) }
        let bytes = UnsafeRawBufferPointer(
          start: git_odb_object_data(object.pointer), count: git_odb_object_size(object.pointer))
        guard let kind = ObjectKind(header.type) else { continue }
        objects[id] = StoredObject(kind, Array(bytes))
      } catch {
        throw GitError(error, readingObject: id, limit: limit, in: location)
      }
    }
    return objects
  }

  package func branchesInUse() throws(GitError) -> [String: String] {
    let isBare: Bool
    do throws(LibraryFailure) {
      let configuration = try Handle<ConfigurationResource> { git_repository_config_snapshot($0, repository.pointer) }
      var value: Int32 = 0
      isBare = git_config_get_bool(&value, configuration.pointer, "core.bare") == 0 && value != 0
    } catch {
      throw GitError(error, doing: "reading the configuration of", location)
    }
    return BranchesInUse(commonFolder: location.commonFolder, isBare: isBare).places
  }

  private func objectDatabase() throws(GitError) -> Handle<ObjectDatabaseResource> {
    do throws(LibraryFailure) {
      return try Handle { git_repository_odb($0, repository.pointer) }
    } catch {
      throw GitError(error, doing: "opening the object database of", location)
    }
  }
}

enum StoredObjectResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_odb_object_free(pointer) }
}

enum ObjectStreamResource: LibraryResource {
  static func free(_ pointer: OpaquePointer) { git_odb_stream_free(UnsafeMutablePointer(pointer)) }
}

extension Handle where Resource == ObjectDatabaseResource {
  /// Writes an object unless it is there, and waits for its file and for the folder of that.
  ///
  /// `git_odb_write` would do it again in another way when it fails, and a folder that could not be written to the disk counts
  /// as written the second time (on Linux each failure is told once). A stream fails at the first fault.
  fileprivate func write(_ object: StoredObject) throws(LibraryFailure) -> git_oid {
    let content = object.content
    let stream = try Handle<ObjectStreamResource> { result in
      var stream: UnsafeMutablePointer<git_odb_stream>?
      let code = git_odb_open_wstream(&stream, pointer, git_object_size_t(content.count), object.kind.libraryType)
      result.pointee = stream.map { OpaquePointer($0) }
      return code
    }
    let opened = UnsafeMutablePointer<git_odb_stream>(stream.pointer)
    try check(
      content.withUnsafeBytes { bytes in
        git_odb_stream_write(opened, bytes.assumingMemoryBound(to: CChar.self).baseAddress, bytes.count)
      })
    var name = git_oid()
    try check(git_odb_stream_finalize_write(&name, opened))
    return name
  }
}

extension ObjectKind {
  init?(_ type: git_object_t) {
    switch type {
    case GIT_OBJECT_BLOB: self = .blob
    case GIT_OBJECT_TREE: self = .tree
    case GIT_OBJECT_COMMIT: self = .commit
    case GIT_OBJECT_TAG: self = .tag
    default: return nil
    }
  }

  fileprivate var libraryType: git_object_t {
    switch self {
    case .blob: GIT_OBJECT_BLOB
    case .tree: GIT_OBJECT_TREE
    case .commit: GIT_OBJECT_COMMIT
    case .tag: GIT_OBJECT_TAG
    }
  }
}
