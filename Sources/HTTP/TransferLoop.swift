internal import CLibcurl
internal import CLibcurlShims
internal import Synchronization

/// The thread on which all transfers of a client run: commands go in, responses come out through their channels.
final class TransferLoop: Sendable {
  enum Command: Sendable {
    case start(HTTPRequest, HTTPAddress, ResponseChannel)
    case resume(ResponseChannel)
    case cancel(ResponseChannel)
  }

  private struct State {
    var commands: [Command] = []
    var handle: MultiHandle?
    var hasThread = false
    var isStopping = false
    var hasEnded = false
    var endWaiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())
  private let configuration: HTTPClient.Configuration

  init(configuration: HTTPClient.Configuration) {
    self.configuration = configuration
  }

  /// Hands over a command; the first one starts the thread.
  func submit(_ command: Command) {
    let (isAccepted, needsThread, handle) = state.withLock { state in
      guard !state.isStopping else { return (false, false, nil as MultiHandle?) }
      state.commands.append(command)
      defer { state.hasThread = true }
      return (true, !state.hasThread, state.handle)
    }
    if !isAccepted, case .start(_, _, let channel) = command { channel.finish(Self.stopped) }
    handle?.wakeUp()
    if needsThread, !startThread(running: run) { end() }
  }

  /// Makes the thread end soon.
  func stop() {
    let handle = state.withLock { state in
      state.isStopping = true
      if !state.hasThread { state.hasEnded = true }
      return state.handle
    }
    handle?.wakeUp()
  }

  /// Returns when the thread has closed its connections.
  func waitForEnd() async {
    await withCheckedContinuation { continuation in
      let hasEnded = state.withLock { state in
        if !state.hasEnded { state.endWaiters.append(continuation) }
        return state.hasEnded
      }
      if hasEnded { continuation.resume() }
    }
  }

  private static let stopped = HTTPError(.cancelled, "the HTTP client was shut down")

  /// What the thread does.
  private func run() {
    if let handle = MultiHandle() {
      state.withLock { $0.handle = handle }
      var transfers = Transfers(handle: handle, configuration: configuration)
      while let commands = takeCommands() {
        for command in commands { transfers.perform(command) }
        transfers.advance()
        transfers.wait()
      }
      transfers.endAll(Self.stopped)
      state.withLock { $0.handle = nil }
    }
    end()
  }

  private func takeCommands() -> [Command]? {
    state.withLock { state in
      guard !state.isStopping else { return nil }
      defer { state.commands = [] }
      return state.commands
    }
  }

  private func end() {
    let (commands, waiters) = state.withLock { state in
      state.isStopping = true
      state.hasEnded = true
      defer { (state.commands, state.endWaiters) = ([], []) }
      return (state.commands, state.endWaiters)
    }
    for case .start(_, _, let channel) in commands { channel.finish(Self.stopped) }
    for waiter in waiters { waiter.resume() }
  }
}
