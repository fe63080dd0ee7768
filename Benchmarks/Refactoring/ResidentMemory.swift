#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What this process holds in memory.
enum ResidentMemory {
  /// The most bytes so far.
  static var peak: Int {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
      return Int(usage.ru_maxrss)
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return Int(usage.ru_maxrss) << 10
    #endif
  }
}
