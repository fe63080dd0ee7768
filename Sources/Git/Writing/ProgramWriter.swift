internal import Processes
package import SourceText

/// A repository that the git program writes, for those that libgit2 cannot read.
///
/// The program is called as `ProgramRepository` calls it, with everything off that a configuration could have it run.
package struct ProgramWriter: RepositoryWriter {
  package var location: RepositoryLocation { repository.location }

  package var nameLength: Int { repository.nameLength }

  let repository: ProgramRepository
  let git: GitProgram

  /// Opens the repository that a folder lies in, for writing.
  ///
  /// - Parameters:
  ///   - path: the folder to start from; the folders above it are searched too. `GIT_DIR` and its kin are ignored.
  ///   - trustingOwner: whether a repository that belongs to another user is opened all the same.
  ///   - variables: the environment, of which git gets what it needs.
  /// - Throws: `GitError`.
  package static func open(
    at path: String, trustingOwner: Bool = false, variables: [String: String] = ProcessEnvironment.currentVariables
  ) async throws -> ProgramWriter {
    let repository = try await ProgramRepository.open(at: path, trustingOwner: trustingOwner, variables: variables)
    var git = repository.git
    // From git 2.36 on; an older one does not wait for the disk.
    git.settings += ["core.fsync=loose-object,reference", "core.fsyncMethod=fsync"]
    return ProgramWriter(repository: repository, git: git)
  }

  /// Writes trees in one call, and everything else in one call each.
  package func write(_ objects: [StoredObject]) async throws -> [ObjectID] {
    let ids = try objects.map { try $0.id(nameLength: nameLength) }
    var trees: [(id: ObjectID, content: [UInt8])] = []
    for (object, id) in zip(objects, ids) {
      try Task.checkCancellation()
      if object.kind == .tree {
        trees.append((id, object.content))
      } else {
        try await write(object, as: id)
      }
    }
    try await write(trees)
    try RepositoryDisk(location: location).synchronize(ids)
    return ids
  }

  package func headers(of ids: [ObjectID]) async throws -> [ObjectID: StoredObjectHeader] {
    let known = ids.filter { $0.hexadecimal.utf8.count == nameLength }
    return try await repository.headers(of: known).compactMapValues { header in
      ObjectKind(rawValue: header.type).map { StoredObjectHeader(kind: $0, size: header.size) }
    }
  }

  package func objects(_ ids: [ObjectID], limit: Int) async throws -> [ObjectID: StoredObject] {
    for id in ids { try repository.check(id) }
    let headers = try await repository.headers(of: ids)
    for id in ids {
      guard let header = headers[id] else { throw repository.absence(of: "object", id) }
      guard header.size <= limit else {
        throw GitError(.tooLarge, "the object \(id) has more than \(limit) bytes, and is not read")
      }
    }
    var objects: [ObjectID: StoredObject] = [:]
    for chunk in ProgramRepository.chunks(of: Array(headers.values), size: \.size) {
      for (id, content) in try await repository.contents(of: Array(chunk)) {
        guard let kind = (headers[id]?.type).flatMap(ObjectKind.init(rawValue:)) else { continue }
        objects[id] = StoredObject(kind, try content.get())
      }
    }
    return objects
  }

  private func write(_ object: StoredObject, as id: ObjectID) async throws {
    let arguments = ["hash-object", "-w", "-t", object.kind.rawValue, "--stdin", "--no-filters"]
    let answer = try await git.answer(arguments, input: object.content, limit: 1 << 10)
    try check(answer, gave: [id], "a \(object.kind.rawValue)")
  }

  private func write(_ trees: [(id: ObjectID, content: [UInt8])]) async throws {
    if trees.isEmpty { return }
    var input: [UInt8] = []
    for (id, content) in trees {
      for (name, entry) in try TreeContent(content, of: id, nameLength: nameLength).entries {
        // `MODE TYPE ID<TAB>NAME<NUL>`; git sorts by itself.
        let kind = entry.isFolder ? "tree" : entry.isSubmodule ? "commit" : "blob"
        let mode = String(entry.mode, radix: 8)
        input += Array("\(mode.count < 6 ? "0" : "")\(mode) \(kind) \(entry.id)\t".utf8) + name + [0]
      }
      // An empty record ends a tree.
      input.append(0)
    }
    let answer = try await git.answer(["mktree", "-z", "--batch", "--missing"], input: input, limit: trees.count * 80)
    try check(answer, gave: trees.map(\.id), "a tree")
  }

  /// Throws unless git wrote what it was to write, under the names that are expected.
  private func check(_ answer: GitProgram.Answer, gave ids: [ObjectID], _ what: String) throws(GitError) {
    guard answer.isSuccess else {
      throw GitError.notWritable(what, answer.complaint, location)
    }
    let names = String(decoding: answer.output, as: UTF8.self).split(separator: "\n")
    guard names.elementsEqual(ids, by: { $0 == $1.hexadecimal[...] }) else {
      throw GitError(.corrupt, "git wrote \(what) into \(repository.folder) under another name than was expected")
    }
  }
}
