internal import Editing
internal import SourceCode
internal import SourceText
internal import SwiftSource

/// Gives a symbol another name everywhere, as its language's server sees it, and accounts for every place of the old name.
package struct RenameEngine: EditEngine {
  package let name = "rename"

  private let rename: Recipe.Step.Rename
  private let newName: String
  private let files: FileChoice
  private let place: String
  private let settings: EngineSettings

  /// Places that a message lists at the most.
  private static let shownLimit = 10

  /// - Parameters:
  ///   - rename: what, and its new name, which may have labels.
  ///   - files: where its declaration is looked for; the change goes as far as the name is used.
  ///   - place: where a recipe says so, for messages.
  ///   - settings: where the language server is found, and what confines it.
  /// - Throws: `RefactoringError` with code `.recipe` for what is no name.
  package init(
    _ rename: Recipe.Step.Rename, files: FileChoice, place: String, settings: EngineSettings
  ) throws(RefactoringError) {
    guard let new = SymbolPath(rename.newName), new.names.count == 1 else {
      throw RefactoringError(
        .recipe, "\(place): \(quoted(rename.newName)) is no name; write load, or load(from:) for labels too")
    }
    if case .symbol(let text) = rename.subject, SymbolPath(text) == nil {
      throw RefactoringError(
        .recipe, "\(place): \(quoted(text)) is no symbol; write Loader, Loader.fetch or Loader.fetch(_:)")
    }
    newName = new.baseName
    self.rename = rename
    self.files = files
    self.place = place
    self.settings = settings
  }

  package func propose(_ scope: EditScope) async throws -> Proposal {
    // When it has been done, the old name is no more.
    guard scope.pass == 1 else { return Proposal() }
    let session = try await ServerSession.open(try language(in: scope), in: scope, settings)
    let result: Result<Proposal, any Error>
    do { result = .success(try await proposal(in: session, scope)) } catch { result = .failure(error) }
    await session.server.stop()
    return try result.get()
  }

  /// The language of the file that is named, or the one that most files which hold the name are written in.
  private func language(in scope: EditScope) throws(RefactoringError) -> Language {
    switch rename.subject {
    case .place(let text):
      let path = text.split(separator: ":").first.flatMap { try? RelativePath(String($0)) }
      guard let language = path.flatMap({ Language(path: $0) }) else {
        throw RefactoringError(.recipe, "\(place): \(quoted(text)) is in no language that is known")
      }
      return language
    case .symbol(let text):
      let name = SymbolPath(text)?.baseName ?? text
      var counts: [Language: Int] = [:]
      for path in scope.files where files.contains(path) {
        guard let language = Language(path: path), case .bytes(let bytes)? = scope.read(path) else { continue }
        counts[language, default: 0] += NameOccurrences(of: name, in: bytes, language).code.count
      }
      guard let most = counts.filter({ $0.value > 0 }).max(by: { ($0.value, $1.key.name) < ($1.value, $0.key.name) })
      else {
        throw RefactoringError(.precondition, "\(place): \(name) stands in no file of this step")
      }
      return most.key
    }
  }

  private func proposal(in session: ServerSession, _ scope: EditScope) async throws -> Proposal {
    let subject = try await subject(in: session, scope)
    let mentions = session.occurrences(of: subject.name)
    try await session.synchronize(opening: mentions.filter { !$0.value.code.isEmpty }.keys.sorted())
    let edit = try await session.ask(about: subject.path) { server, bytes in
      try await server.rename(at: subject.range.lowerBound, of: subject.path, bytes, to: rename.newName)
    }
    var changes: [FileEdits] = []
    // A build makes sources too, such as the lists of tests that XCTest runs, and makes them anew.
    for path in edit.files.keys.sorted() where path.components.first != ".build" {
      guard let bytes = session.files[path] else { throw refusal("it would change \(path), which cannot be read") }
      let edits = try FileEdits(edit, of: path, in: bytes)
      changes.append(edits.narrowed(to: bytes, from: subject.name, to: newName) ?? edits)
    }
    guard !changes.isEmpty else { throw refusal("the server changes nothing for \(rename.newName)") }
    let allowed = Set(scope.files)
    let foreign = edit.outside + changes.map(\.path).filter { !allowed.contains($0) }.map(\.string)
    guard foreign.isEmpty else {
      throw refusal(
        "it would also change \(foreign.prefix(Self.shownLimit).joined(separator: ", ")), which this run may not")
    }
    let check = RenameCheck(
      session: session, name: subject.name,
      renamed: Dictionary(uniqueKeysWithValues: changes.map { ($0.path, $0.replacements.map(\.range)) }))
    let notes = try notes(on: try await check.remainder(), subject, mentions, session)
    let operations = changes.map { change in
      FileOperation(
        change.path,
        .edit(base: change.base, change.replacements.map { FileOperation.Replacement($0.range, $0.bytes) }),
        reason: "\(subject.fullName) is \(rename.newName)")
    }
    return Proposal(
      steps: [
        ProposedStep(
          title: "Rename \(subject.fullName) to \(rename.newName)", operations: operations,
          declaredInterfaceChanges: declared(subject, by: changes, in: session))
      ],
      notes: notes)
  }

  /// What of the public interface is meant to change: the symbol, and whatever names it where others can see it, such as the
  /// types that fulfil a requirement, and functions that take a type.
  private func declared(_ subject: SymbolPlace, by changes: [FileEdits], in session: ServerSession) -> [String] {
    let owner = subject.fullName.split(separator: ".").dropLast().joined(separator: ".")
    var names: Set = [subject.fullName, owner.isEmpty ? newName : "\(owner).\(newName)"]
    for change in changes where session.language == .swift {
      let edits = change.replacements.map { SourceEdit($0.range, String(decoding: $0.bytes, as: UTF8.self)) }
      let text = String(decoding: session.files[change.path] ?? [], as: UTF8.self)
      names.formUnion(InterfaceNames.changed(by: edits, in: SourceFile(path: change.path.string, text: text)))
    }
    return names.sorted()
  }

  private func subject(in session: ServerSession, _ scope: EditScope) async throws -> SymbolPlace {
    switch rename.subject {
    case .place(let text): return try SymbolPlace(text, in: session, place: place)
    case .symbol(let text):
      guard let symbol = SymbolPath(text) else { throw refusal("\(quoted(text)) is no symbol") }
      return try await SymbolPlace.declaration(
        of: symbol, in: session, files: scope.files.filter(files.contains), place: place)
    }
  }

  /// What a reader should know of the places that stay.
  ///
  /// - Throws: `RefactoringError` with code `.engine` when the rename is partial, or may be, and that is not accepted.
  private func notes(
    on remainder: RenameCheck.Remainder, _ subject: SymbolPlace, _ mentions: [RelativePath: NameOccurrences],
    _ session: ServerSession
  ) throws -> [String] {
    var notes: [String] = []
    func list(_ places: [SymbolPlace]) -> String {
      let more = places.count > Self.shownLimit ? " and \(places.count - Self.shownLimit) more" : ""
      return places.prefix(Self.shownLimit).map { $0.shown(in: session) }.joined(separator: ", ") + more
    }
    for (places, what) in [
      (remainder.missed, "that mean it and that the server leaves out, such as code for other systems"),
      (remainder.unexplained, "that the server cannot explain"),
    ] where !places.isEmpty {
      guard rename.leavesUnexplained else {
        throw refusal(
          "\(subject.name) stands in code at \(places.count) places \(what): \(list(places)); look at them, then say "
            + "`unexplained: leave`")
      }
      notes.append("\(subject.name) is left at \(places.count) places \(what): \(list(places))")
    }
    if remainder.others > 0 {
      notes.append("\(subject.name) stays at \(remainder.others) places that mean something else")
    }
    let elsewhere = mentions.values.reduce(0) { $0 + $1.elsewhere }
    if elsewhere > 0 { notes.append("\(subject.name) stays in strings and comments at \(elsewhere) places") }
    let taken = newName == subject.name ? 0 : session.occurrences(of: newName).values.reduce(0) { $0 + $1.code.count }
    if taken > 0 { notes.append("\(newName) stood in code at \(taken) places before") }
    return notes
  }

  private func refusal(_ reason: String) -> RefactoringError {
    RefactoringError(.engine, "\(place): nothing is renamed: \(reason)")
  }
}
