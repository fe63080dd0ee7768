internal import Subprocess

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif
#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The null device, opened for as long as a child is started and runs.
///
/// The package that starts children ends this process where one of the descriptors that it needs cannot be opened, since it
/// has not closed the others by then. So a child that reads nothing gets this one, and before each start it is tried
/// whether there is room for the rest.
struct NullDevice: ~Copyable {
  /// As many descriptors as a start takes at the most, with those that the package opens once and keeps: three pipes, a
  /// duplicate of each of this process's ends, the folder, a pipe and a descriptor for the child, and the package's queues.
  private static let spare = 24

  let descriptor: FileDescriptor

  private init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  /// - Parameter program: what is to be started, for the error.
  /// - Throws: `ProcessError` with code `.notStarted` when there are too few descriptors, or no null device.
  static func opened(toStart program: String) throws(ProcessError) -> NullDevice {
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open("/dev/null", .readOnly, options: .closeOnExec)
    } catch {
      throw Self.error(program, "/dev/null cannot be opened: \(error)")
    }
    let device = NullDevice(descriptor)
    guard device.isRoomForOthers else {
      throw Self.error(program, "too many files are open; raise the limit (`ulimit -n`)")
    }
    return device
  }

  private static func error(_ program: String, _ reason: String) -> ProcessError {
    ProcessError(.notStarted, "\(String(reflecting: program)) cannot be started: \(reason)")
  }

  private var isRoomForOthers: Bool {
    var others: [Int32] = []
    defer { for other in others { close(other) } }
    while others.count < Self.spare {
      let other = fcntl(descriptor.rawValue, F_DUPFD_CLOEXEC, 0)
      if other < 0 { return false }
      others.append(other)
    }
    return true
  }

  deinit { try? descriptor.close() }
}
