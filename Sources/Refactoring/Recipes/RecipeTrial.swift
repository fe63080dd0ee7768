internal import Editing
internal import Processes
internal import SourceText
internal import SwiftSource
internal import Verification

/// Carries a recipe out on its own examples, in private folders, and compares.
package struct RecipeTrial: Sendable {
  /// What came of one example.
  package struct Result: Hashable, Sendable {
    package let example: String

    /// Where it stands, `FILE:LINE`.
    package let place: String

    /// What is not as the example says, each a text of one or more lines; empty when all is.
    package let faults: [String]
  }

  private let catalogue: RecipeCatalogue
  private let settings: EngineSettings

  package init(_ catalogue: RecipeCatalogue, settings: EngineSettings) {
    self.catalogue = catalogue
    self.settings = settings
  }

  /// Tries all examples of a recipe: what was before becomes what is after, what is unchanged stays, and a second run finds
  /// nothing to do.
  ///
  /// - Throws: `CancellationError`, and `ProcessError` when there is no sandbox or no place for files; whatever is wrong with the
  ///   recipe is a fault.
  package func results(of recipe: Recipe) async throws -> [Result] {
    var results: [Result] = []
    for example in recipe.examples {
      var faults: [String] = []
      do {
        faults = try await self.faults(of: example, recipe)
      } catch let error as RefactoringError {
        faults = ["\(error)"]
      } catch let error as EditingError {
        faults = ["\(error)"]
      } catch let error as VerificationError {
        faults = ["\(error)"]
      }
      results.append(Result(example: example.name, place: example.place, faults: faults))
    }
    return results
  }

  private func faults(of example: Recipe.Example, _ recipe: Recipe) async throws -> [String] {
    let planned = try catalogue.plan(recipe, given: example.parameters, at: example.place, settings: settings)
    let folder = try ChildFolder()
    // It goes with its owner, and the work area knows only its path.
    defer { withExtendedLifetime(folder) {} }
    let files = example.before.merging(example.unchanged) { first, _ in first }
    for (name, text) in files { try folder.write(Array(text.utf8), to: try RelativePath(name)) }
    let area = WorkArea(
      path: try SandboxPolicy.resolved(folder.path), sandbox: settings.sandbox, readable: settings.readable,
      user: settings.environment)
    let expected = example.after.merging(example.unchanged) { first, _ in first }
    var faults = try await carryOut(planned.plan, in: area)
    faults += try Self.differences(from: expected, in: area)
    if faults.isEmpty {
      do {
        faults += try await carryOut(planned.plan, in: area, isSecond: true)
      } catch let error as RefactoringError where error.code == .precondition {
        // What a rename looks for is gone when it is done.
      }
      faults += try Self.differences(from: expected, in: area).map { "a second run changes it again:\n\($0)" }
    }
    return faults
  }

  /// Does what the engines propose.
  ///
  /// - Parameter isSecond: whether what a recipe needs may be gone, since it has run before.
  private func carryOut(_ plan: ChangePlan, in area: WorkArea, isSecond: Bool = false) async throws -> [String] {
    let rules = EditRules(parseCheck: { path, bytes in
      path.fileExtension == "swift" ? SwiftParse.faults(in: String(decoding: bytes, as: UTF8.self)) : nil
    })
    let check = EditCheck(in: try RootFolder(area.path), rules: rules)
    var faults: [String] = []
    for engine in plan.engines where !isSecond || !(engine is PreconditionEngine) {
      for pass in 1...plan.passes {
        let proposal = try await engine.propose(EditScope(area: area, files: try Self.files(in: area), pass: pass))
        faults += proposal.skipped.map(\.description)
        if proposal.steps.isEmpty { break }
        for step in proposal.steps {
          for file in try await check.check(step.operations).files {
            if let new = file.new { try area.write(new.bytes, to: file.path) } else { try area.removeFile(file.path) }
          }
        }
      }
    }
    return faults
  }

  private static func differences(from expected: [String: String], in area: WorkArea) throws -> [String] {
    var differences: [String] = []
    for (name, text) in expected.sorted(by: { $0.key < $1.key }) {
      guard let bytes = try area.content(of: try RelativePath(name), limit: EditScope.fileLimit) else {
        differences.append("\(name) is gone")
        continue
      }
      let found = String(decoding: bytes, as: UTF8.self)
      if found != text { differences.append(TextComparison.text(of: name, expected: text, found: found)) }
    }
    for path in try files(in: area) where expected[path.string] == nil {
      differences.append("\(path) is there, and should not be")
    }
    return differences
  }

  private static func files(in area: WorkArea) throws -> [RelativePath] {
    try area.files(limit: 10_000) { $0.string != ".build" }
  }
}
