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
    var hasEnded = false
    var waiting: CheckedContinuation<Void, Never>?
  }

  private static let hangLimit = DispatchTimeInterval.seconds(60)

  private let process: Process
  private let streams: ProgramStreams
  private let state = Mutex(State())

  init(_ process: Process, _ streams: ProgramStreams) {
    self.process = process
    self.streams = streams
    DispatchQueue.global().asyncAfter(deadline: .now() + Self.hangLimit) { [weak self] in self?.send(signal: SIGKILL) }
  }

  /// Sends a signal, unless the program has ended.
  package func send(signal number: Int32) {
    state.withLock { state in
      if !state.hasEnded { _ = kill(process.processIdentifier, number) }
    }
  }

  /// Waits for the end; for one caller.
  package func result() async -> ProgramResult {
    await withCheckedContinuation { continuation in
      let hasEnded = state.withLock { state in
        if !state.hasEnded { state.waiting = continuation }
        return state.hasEnded
      }
      if hasEnded { continuation.resume() }
    }
    let isExit = process.terminationReason == .exit
    let (output, errors) = streams.written
    return ProgramResult(
      exitCode: isExit ? process.terminationStatus : nil, signal: isExit ? nil : process.terminationStatus,
      output: output, errors: errors)
  }

  func end() {
    let waiting = state.withLock { state in
      state.hasEnded = true
      return state.waiting.take()
    }
    waiting?.resume()
  }
}
