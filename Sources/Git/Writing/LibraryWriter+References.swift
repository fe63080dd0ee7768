internal import CLibgit2
package import SourceText

extension LibraryWriter {
  package func update(_ update: ReferenceUpdate) throws(GitError) {
    try update.check()
    if let target = update.target { try put(update, target) } else { try delete(update) }
    try RepositoryDisk(location: location).synchronize(reference: update.name)
  }

  private func put(_ update: ReferenceUpdate, _ target: ObjectID) throws(GitError) {
    let kind = try headers(of: [target])[target]?.kind
    guard let kind, kind == .commit || !update.name.hasPrefix("refs/heads/") else {
      throw GitError.noTarget(target, of: update.name, in: location)
    }
    // All zeros stand for a reference that must not be there, which is looked at again when the reference is locked.
    guard var name = target.libraryName, var expected = (update.expected.map(\.libraryName) ?? git_oid()) else {
      throw GitError.noTarget(target, of: update.name, in: location)
    }
    do throws(LibraryFailure) {
      _ = try Handle<ReferenceResource> {
        git_reference_create_matching($0, repository.pointer, update.name, &name, 1, &expected, update.message)
      }
    } catch {
      throw try failure(error, of: update)
    }
  }

  package func target(ofReference name: String) throws(GitError) -> ObjectID? {
    do throws(LibraryFailure) {
      let reference = try Handle<ReferenceResource> { git_reference_lookup($0, repository.pointer, name) }
      guard let target = git_reference_target(reference.pointer)?.pointee else { return nil }
      return try? ObjectID(target)
    } catch {
      if error.isNotFound { return nil }
      if git_error_code(error.code) == GIT_EINVALIDSPEC { throw Self.invalidName(name) }
      throw GitError(error, doing: "reading the reference \(quoted(name)) of", location)
    }
  }

  package func privateReferences(startingWith prefix: String) throws(GitError) -> [Reference] {
    guard prefix.hasPrefix(ReferenceUpdate.privatePrefix) else { return [] }
    do throws(LibraryFailure) {
      let iterator = try Handle<ReferenceIteratorResource> {
        git_reference_iterator_glob_new($0, repository.pointer, "\(ReferenceUpdate.privatePrefix)*")
      }
      var references: [Reference] = []
      var text: UnsafePointer<CChar>?
      while true {
        let result = git_reference_next_name(&text, iterator.pointer)
        if result == GIT_ITEROVER.rawValue { break }
        try check(result)
        guard let name = text.map({ String(cString: $0) }), name.hasPrefix(prefix) else { continue }
        references.append(Reference(name: name, commit: try? target(ofReference: name)))
      }
      return references.sorted { $0.name < $1.name }
    } catch {
      throw GitError(error, doing: "listing the references of", location)
    }
  }

  private func delete(_ update: ReferenceUpdate) throws(GitError) {
    do throws(LibraryFailure) {
      let reference = try Handle<ReferenceResource> { git_reference_lookup($0, repository.pointer, update.name) }
      let target = git_reference_target(reference.pointer)?.pointee
      guard let target, let id = try? ObjectID(target), id == update.expected else { throw LibraryFailure.moved }
      // Looks once more, with the reference locked, whether it is the one that was looked up.
      try check(git_reference_delete(reference.pointer))
    } catch {
      throw try failure(error, of: update)
    }
  }

  private func failure(_ failure: LibraryFailure, of update: ReferenceUpdate) throws(GitError) -> GitError {
    if update.expected == nil, (try? target(ofReference: update.name)) == nil, collides(update.name) {
      return .collision(of: update.name, in: location)
    }
    switch git_error_code(failure.code) {
    case GIT_EMODIFIED, GIT_EEXISTS, GIT_ENOTFOUND:
      return .moved(update, now: try target(ofReference: update.name), in: location)
    case GIT_ELOCKED:
      return .locked(quoted(update.name), by: "\(location.commonFolder)/\(update.name).lock")
    case GIT_EINVALIDSPEC: return Self.invalidName(update.name)
    default:
      return GitError(failure, writing: "the reference \(quoted(update.name))", into: location)
    }
  }

  private static func invalidName(_ name: String) -> GitError {
    GitError(.invalidInput, "\(quoted(name)) is not a name for a reference; choose another")
  }

  /// Whether a folder of a reference's name is a reference, or the name a folder of others.
  private func collides(_ name: String) -> Bool {
    var prefix = name[...]
    while let slash = prefix.lastIndex(of: "/") {
      prefix = prefix[..<slash]
      if (try? target(ofReference: String(prefix))) != nil { return true }
    }
    let iterator = try? Handle<ReferenceIteratorResource> {
      git_reference_iterator_glob_new($0, repository.pointer, "\(name)/*")
    }
    guard let iterator else { return false }
    var text: UnsafePointer<CChar>?
    return git_reference_next_name(&text, iterator.pointer) == 0
  }
}
