package import SourceText

extension ProgramWriter {
  package func update(_ update: ReferenceUpdate) async throws {
    try update.check()
    for id in [update.target, update.expected].compactMap({ $0 }) { try repository.check(id) }
    if let target = update.target {
      let kind = try await headers(of: [target])[target]?.kind
      guard let kind, kind == .commit || !update.name.hasPrefix("refs/heads/") else {
        throw GitError.noTarget(target, of: update.name, in: location)
      }
    }
    if update.expected != nil, try await target(ofReference: update.name) == nil {
      // Git would compare what a symbolic reference leads to in the end, and put the new target in its own place.
      throw GitError.moved(update, now: nil, in: location)
    }
    let message = update.message.isEmpty ? [] : ["-m", update.message]
    let answer = try await git.answer(
      ["update-ref", "--no-deref", "-z"] + message + ["--stdin"], input: Array(Self.command(update).utf8),
      limit: 1 << 16)
    guard answer.isSuccess else { throw try await failure(answer, of: update) }
    // Of commands that never reached it git says nothing, and ends well.
    guard String(decoding: answer.output, as: UTF8.self).contains("commit: ok") else {
      throw GitError(
        .failed, "git did not take the change of \(quoted(update.name)) in \(quoted(location.commonFolder)); try again")
    }
    try RepositoryDisk(location: location).synchronize(reference: update.name)
  }

  package func target(ofReference name: String) async throws -> ObjectID? {
    let output = try await repository.output(
      ["for-each-ref", "--format=%(objectname) %(symref) %(refname)", name], doing: "reading a reference of")
    for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: " ", omittingEmptySubsequences: false)
      if fields.count == 3, fields[1].isEmpty, fields[2] == name { return try ObjectID(fields[0]) }
    }
    return nil
  }

  package func privateReferences(startingWith prefix: String) async throws -> [Reference] {
    guard prefix.hasPrefix(ReferenceUpdate.privatePrefix) else { return [] }
    let output = try await repository.output(
      ["for-each-ref", "--format=%(objectname) %(refname)", ReferenceUpdate.privatePrefix],
      doing: "listing the references of")
    return String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ", maxSplits: 1)
      guard fields.count == 2, fields[1].hasPrefix(prefix), let id = try? ObjectID(fields[0]) else { return nil }
      return Reference(name: String(fields[1]), commit: id)
    }.sorted { $0.name < $1.name }
  }

  package func branchesInUse() async throws -> [String: String] {
    let output = try await repository.output(["worktree", "list", "--porcelain"], doing: "listing the work trees of")
    var places: [String: String] = [:]
    var place = ""
    var isBare = false
    for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix("worktree ") { place = String(line.dropFirst("worktree ".count)) }
      if line == "bare" { isBare = true }
      if line.hasPrefix("branch ") { places[String(line.dropFirst("branch ".count))] = place }
    }
    // What a rebase or a bisection holds stands in files, whatever the references are kept in.
    let noted = BranchesInUse(commonFolder: location.commonFolder, isBare: isBare).places
    return places.merging(noted) { first, _ in first }
  }

  /// One command of `git update-ref --stdin -z`, in a transaction of git's whose end it tells (git 2.27).
  private static func command(_ update: ReferenceUpdate) -> String {
    let command =
      switch (update.target, update.expected) {
      case (let target?, let expected?): "update \(update.name)\0\(target)\0\(expected)\0"
      case (let target?, nil): "create \(update.name)\0\(target)\0"
      case (nil, let expected): "delete \(update.name)\0\(expected?.hexadecimal ?? "")\0"
      }
    return "start\0\(command)prepare\0commit\0"
  }

  private func failure(_ answer: GitProgram.Answer, of update: ReferenceUpdate) async throws -> GitError {
    let errors = answer.errors
    if let range = errors.firstRange(of: "Unable to create '"), errors.contains("File exists") {
      return .locked(quoted(update.name), by: String(errors[range.upperBound...].prefix { $0 != "'" }))
    }
    if errors.contains("but expected") || errors.contains("already exists") || errors.contains("unable to resolve")
      || errors.contains("is missing but")
    {
      if errors.contains("cannot create '") { return .collision(of: update.name, in: location) }
      return .moved(update, now: try await target(ofReference: update.name), in: location)
    }
    if errors.contains("cannot create '") { return .collision(of: update.name, in: location) }
    return .notWritable("the reference \(quoted(update.name))", answer.complaint, location)
  }
}
