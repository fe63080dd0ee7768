internal import CCrash

/// What happens when the program itself is at fault: a trap in a tool or on any thread, an access to memory that is not
/// there, an abort.
enum CrashReport {
  /// From now on such an end is said in one line, ends the event stream, and has the exit status for a fault of the
  /// program.
  static func install(program: String) {
    fulcrum_crash_install(
      "\(program): the program has failed in itself and ends; please report what it was doing",
      ExitStatus.internalError.rawValue)
  }
}
