/// What a call used that tests should not depend on; elsewhere than on Linux only the last three are noticed.
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

  /// It left files in the home folder or the folder for temporary files.
  case filesElsewhere
}
