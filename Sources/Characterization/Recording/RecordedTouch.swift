/// What a call used that tests should not depend on; elsewhere than on Linux only `processes`, `files` and
/// `filesElsewhere` are noticed.
package enum RecordedTouch: String, Hashable, Sendable, CaseIterable {
  /// It read the time of day.
  case clock

  /// It asked for random bytes.
  case randomness

  /// It opened a socket.
  case network

  /// It started another process.
  case processes

  /// It left files in the folder that it ran in.
  case files

  /// It changed files outside its folder, or left some in the home folder or the folder for temporary files.
  case filesElsewhere

  /// It looked at files outside its folder that are there on this machine, or asked who its user or what its name is.
  case machine

  /// It was refused access to a file, which may be allowed elsewhere.
  case denied

  /// It died when it had taken most of the memory that it was given.
  case memory
}
