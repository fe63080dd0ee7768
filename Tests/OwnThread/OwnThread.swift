internal import Dispatch
internal import Synchronization

/// Runs all jobs of a task on the thread that waits for it, actors' too.
///
/// So the calls of a run have the same numbers each time, and the one at which it shall be stopped is always the same.
package final class OwnThread: TaskExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var isOver = false
  }

  private let state = Mutex(State())
  private let news = DispatchSemaphore(value: 0)

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    state.withLock { $0.jobs.append(job) }
    news.signal()
  }

  /// Runs a task to its end on this thread.
  package static func run(_ body: @escaping @Sendable () async -> Void) {
    let thread = OwnThread()
    Task(executorPreference: thread) {
      await body()
      thread.state.withLock { $0.isOver = true }
      thread.news.signal()
    }
    while true {
      thread.news.wait()
      let (job, isOver) = thread.state.withLock { state in
        (state.jobs.isEmpty ? nil : state.jobs.removeFirst(), state.isOver)
      }
      if let job {
        job.runSynchronously(on: thread.asUnownedTaskExecutor())
      } else if isOver {
        return
      }
    }
  }
}
