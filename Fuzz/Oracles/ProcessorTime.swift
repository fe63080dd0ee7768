#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Time of the processor that a piece of work took on this thread: a busy machine does not lengthen it much.
package enum ProcessorTime {
  /// Does the work, and throws when it took longer than its size allows.
  ///
  /// A debug build is about twenty times as slow as an optimised one, so the bound is far above what either needs. It is
  /// there to find what grows faster than it should.
  ///
  /// - Parameters:
  ///   - what: what is done, for the message.
  ///   - microseconds: allowed on top of a constant 200 ms.
  package static func bounded<Result>(
    _ what: String, microseconds: Int, _ work: () throws(Violation) -> Result
  ) throws(Violation) -> Result {
    let start = now()
    let result = try work()
    let taken = now() - start
    try require(
      taken <= 200_000 + microseconds, "\(what) took \(taken) µs, where \(200_000 + microseconds) are allowed")
    return result
  }

  /// Microseconds that this thread has used.
  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int(time.tv_sec) * 1_000_000 + Int(time.tv_nsec) / 1000
  }
}
