import CommandLineSupport
import Git
import Logging
import Redaction
import Review
import Store

extension ReviewSession {
  /// What a model is told besides the change: the user's instructions, the notes, the map's budget, and what is recorded.
  ///
  /// - Parameters:
  ///   - settings: what is configured.
  ///   - repository: the repository under review.
  ///   - target: what is reviewed; a patch belongs to no repository that is known.
  /// - Throws: `CommandLineError` when the user's instructions or a recording cannot be read.
  func context(
    _ settings: Configuration, of repository: any Repository, _ target: ReviewTarget, _ logger: Logger
  ) async throws(CommandLineError) -> ReviewContext {
    var context = ReviewContext(
      userInstructions: try UserInstructions.text(environment: environment),
      mapTokens: settings.repositoryMap.value,
      mapCacheFolder: CacheFolder.path(environment: environment).map { "\($0)/symbols" },
      record: try RecordedBriefs(cassettes))
    guard settings.memory.value != .off, let notes = await notes(of: repository, target) else { return context }
    context.memory = { limit in
      do throws(StoreError) {
        return try notes.text(sizeLimit: limit)
      } catch {
        logger.warning("the notes about this repository are not used: \(error)")
        return ""
      }
    }
    guard settings.memory.value == .propose, payload == nil else { return context }
    context.proposeNote = { text, source in
      do throws(StoreError) {
        try notes.propose(KnownSecrets.ofProcess.redactor.redact(text), source: source)
        logger.notice("a note was proposed; `code-review memory list` shows it")
        return "proposed"
      } catch {
        logger.warning("a proposed note is not kept: \(error)")
        return "it could not be kept"
      }
    }
    return context
  }

  private func notes(of repository: any Repository, _ target: ReviewTarget) async -> ProjectNotes? {
    if case .patch = target { return nil }
    guard let folder = StateFolder.path(environment: environment) else { return nil }
    return await ProjectNotes(of: repository.location, in: folder)
  }
}
