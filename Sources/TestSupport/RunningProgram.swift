internal import Dispatch
internal import Foundation
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A program that has been started; it is killed when it takes longer than any test should.
package final class RunningProgram: Sendable {
  private struct State {
    /// Nil while the program runs.
    var ending: (exitCode: CInt?, signal: CInt?)?
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let process: ChildProcess
  private let streams: ProgramStreams
  private let state = Mutex(State())

  /// - Parameter hangLimit: seconds after which it is killed.
  init(_ process: ChildProcess, _ streams: ProgramStreams, hangLimit: Int) {
    self.process = process
    self.streams = streams
    Thread.detachNewThread { self.waitForEnd() }
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(hangLimit)) { [weak self] in
      self?.send(signal: SIGKILL)
    }
  }

  /// Sends a signal, unless the program has ended.
  package func send(signal number: Int32) {
    state.withLock { state in
      if state.ending == nil { _ = kill(process.id, number) }
    }
  }

  /// Waits for the end; for one caller.
  package func result() async -> ProgramResult {
    await withCheckedContinuation { continuation in
      let hasEnded = state.withLock { state in
        if state.ending == nil { state.waiting = continuation }
        return state.ending != nil
      }
      if hasEnded { continuation.resume() }
    }
    let ending = state.withLock(\.ending)
    let (output, errors) = streams.written
    return ProgramResult(exitCode: ending?.exitCode, signal: ending?.signal, output: output, errors: errors)
  }

  private func waitForEnd() {
    process.waitForEnd()
    let waiting = state.withLock { state in
      state.ending = process.reap()
      return state.waiting.take()
    }
    waiting?.resume()
  }
}
