#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The time of day, for what is remembered.
package enum WallClock {
  /// Seconds since 1970.
  package static var seconds: Int { milliseconds / 1000 }

  /// Milliseconds since 1970.
  package static var milliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
  }
}
