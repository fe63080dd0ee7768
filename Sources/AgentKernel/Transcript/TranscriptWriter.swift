internal import Dispatch
internal import JSON
internal import Models
internal import Redaction
internal import Synchronization

/// Appends entries to one transcript: numbers them at once, writes them in order, and has them lie on the disk after each
/// turn.
///
/// Writing and waiting for the disk happen on queues of their own, so that no turn waits for them and no thread of the
/// tasks is held up; a line does not wait for the disk either, so that all of them outlive the process but for the last. Every text of an entry passes the redactor of the process. The first failure is told, once; after it nothing
/// more is written, and the run goes on.
package final class TranscriptWriter: Sendable {
  private struct State {
    var seq: Int
    var hasFailed = false
  }

  private let file: TranscriptFile
  private let queue = DispatchQueue(label: "transcript")
  private let disk = DispatchQueue(label: "transcript on the disk")
  private let state: Mutex<State>
  private let failed: @Sendable (String) -> Void

  /// - Parameters:
  ///   - file: open for appending.
  ///   - seq: the number of the last entry that is in it; 0 for none.
  ///   - failed: is told, in words, why nothing more is written.
  init(_ file: consuming TranscriptFile, after seq: Int, failed: @escaping @Sendable (String) -> Void) {
    self.file = file
    state = Mutex(State(seq: seq))
    self.failed = failed
  }

  /// Appends an entry; its number, from 1.
  @discardableResult
  func append(_ entry: TranscriptEntry, at time: TranscriptTime) -> Int {
    state.withLock { state in
      state.seq += 1
      let seq = state.seq
      // Under the lock, so that lines stand in the order of their numbers.
      queue.async { [self] in
        write(Array(TranscriptLine.text(of: entry, seq: seq, time: time).utf8))
        if entry.endsTurn { disk.async { self.synchronize() } }
      }
      return seq
    }
  }

  /// Appends lines as they are; `last` is the number of the last of them.
  func append(lines: [UInt8], last: Int) {
    state.withLock { state in
      state.seq = max(state.seq, last)
      queue.async { [self] in write(lines) }
    }
  }

  /// Waits until all that was appended lies on the disk, and gives the file's lock back.
  func finish() async {
    await withCheckedContinuation { continuation in
      queue.async { [self] in
        disk.async {
          self.synchronize()
          self.file.unlock()
          continuation.resume()
        }
      }
    }
  }

  private func write(_ bytes: [UInt8]) {
    guard !state.withLock(\.hasFailed) else { return }
    if let reason = file.append(bytes) { fail(reason) }
  }

  private func synchronize() {
    guard !state.withLock(\.hasFailed) else { return }
    if let reason = file.synchronize() { fail(reason) }
  }

  private func fail(_ reason: String) {
    let isFirst = state.withLock { state in
      defer { state.hasFailed = true }
      return !state.hasFailed
    }
    if isFirst { failed(reason) }
  }
}
