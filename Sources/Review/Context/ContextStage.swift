internal import Git
internal import ProjectContext
internal import SourceText

/// Gathers what a reviewing model is told about the project.
///
/// In a replay the brief is the recorded one, so that the request has the bytes that it had then.
struct ContextStage {
  let context: ReviewContext
  let range: ReviewRange
  let change: ChangeSet
  let model: ReviewModel
  let deadline: ContinuousClock.Instant?

  func run(in repository: any Repository) async throws -> (InstructionFiles, ProjectBrief) {
    let key = ProjectBrief.key(from: range.base, to: range.head)
    let recorded = try context.record?.brief(for: key)
    let user = recorded.map(\.userInstructions) ?? context.userInstructions ?? ""
    let instructions = try await InstructionFiles.reading(
      for: change.files.map(\.path), at: range.base, in: repository, user: user.isEmpty ? nil : user,
      sizeLimit: model.instructionLimit)
    if let recorded { return (instructions, recorded) }
    var brief = ProjectBrief(userInstructions: user, memory: await context.memory(model.memoryLimit))
    if context.tellsEnvironment { brief.environment = ProjectBrief.environment(await state(of: repository)) }
    brief.repositoryMap = try await map(of: repository)
    try context.record?.keep(brief, for: key)
    return (instructions, brief)
  }

  /// Files that are not committed are counted only where the work tree is read anyway.
  private func state(of repository: any Repository) async -> GitState {
    await GitState.reading(
      repository, countingFiles: range.head == .workTree && !(repository is PatchedRepository))
  }

  /// The map, or an empty text; what goes wrong with it makes no review worse.
  private func map(of repository: any Repository) async throws -> String {
    let tokens = model.mapTokens(context.mapTokens)
    guard tokens > 0 else { return "" }
    var time = context.mapTime
    // Of little time the model needs all.
    if let deadline { time = min(time, ContinuousClock.now.duration(to: deadline) / 10) }
    let reader = await RepositoryMapReader(
      of: repository, cacheFolder: context.mapCacheFolder, time: time, isExcluded: { FileInterest($0) == .none })
    do {
      return try await reader.map(of: change, at: range.head, tokens: tokens)?.text ?? ""
    } catch let error as CancellationError {
      throw error
    } catch {
      return ""
    }
  }
}
