internal import CSandbox

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The stages of a launch as numbers.
enum Stage {
  static let fork = Int32(FULCRUM_STAGE_FORK.rawValue)
  static let bubblewrap = Int32(FULCRUM_STAGE_BUBBLEWRAP.rawValue)
  static let folder = Int32(FULCRUM_STAGE_FOLDER.rawValue)
  static let limits = Int32(FULCRUM_STAGE_LIMITS.rawValue)
  static let privileges = Int32(FULCRUM_STAGE_PRIVILEGES.rawValue)
  static let landlock = Int32(FULCRUM_STAGE_LANDLOCK.rawValue)
  static let capabilities = Int32(FULCRUM_STAGE_CAPABILITIES.rawValue)
  static let descriptors = Int32(FULCRUM_STAGE_DESCRIPTORS.rawValue)
  static let filter = Int32(FULCRUM_STAGE_FILTER.rawValue)
  static let execution = Int32(FULCRUM_STAGE_EXECUTION.rawValue)
  static let ended = Int32(FULCRUM_STAGE_ENDED.rawValue)
  static let stopped = Int32(FULCRUM_STAGE_STOPPED.rawValue)
  static let abandoned = Int32(FULCRUM_STAGE_ABANDONED.rawValue)
}

/// Why a launcher ran nothing, as it says to the program that started it.
struct LaunchReport: Hashable {
  var stage: Int32
  var errorNumber: Int32

  init(stage: Int32, errorNumber: Int32) {
    self.stage = stage
    self.errorNumber = errorNumber
  }

  /// What stands in a launcher's report; nil when there is none.
  init?(at path: String) {
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(file, &bytes, bytes.count)
    let numbers = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: " ").map { Int32($0) }
    guard numbers.count == 2, let stage = numbers[0], let errorNumber = numbers[1] else { return nil }
    self.init(stage: stage, errorNumber: errorNumber)
  }

  func write(to path: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    defer { close(file) }
    let bytes = Array("\(stage) \(errorNumber)".utf8)
    #if canImport(Darwin)
      _ = Darwin.write(file, bytes, bytes.count)
    #else
      _ = Glibc.write(file, bytes, bytes.count)
    #endif
  }

  var reason: String {
    let what =
      switch stage {
      case Stage.fork: "no process could be started"
      case Stage.bubblewrap: "bubblewrap could not make its namespaces"
      case Stage.folder: "the working directory could not be entered"
      case Stage.limits: "the limits could not be set"
      case Stage.privileges: "new privileges could not be forbidden"
      case Stage.landlock: "Landlock could not be put in force"
      case Stage.capabilities: "capabilities could not be given up"
      case Stage.descriptors: "open files could not be closed"
      case Stage.filter: "system calls could not be filtered"
      case Stage.execution: "the program could not be executed"
      default: "the launcher failed at stage \(stage)"
      }
    return errorNumber == 0 ? what : "\(what) (\(systemMessage(errorNumber)))"
  }

  /// The error that a caller gets.
  ///
  /// - Parameters:
  ///   - program: the child's program.
  ///   - complaint: what stands on the standard error, where bubblewrap says what it lacks.
  func error(program: String, complaint: String) -> ProcessError {
    switch stage {
    case Stage.execution where errorNumber == ENOENT || errorNumber == ENOTDIR:
      return ProcessError(.notFound, "\(String(reflecting: program)) is not there, or out of the sandbox's reach")
    case Stage.execution where errorNumber == EACCES:
      return ProcessError(.notFound, "\(String(reflecting: program)) may not be executed in the sandbox")
    case Stage.execution, Stage.folder, Stage.fork:
      return ProcessError(.notStarted, "\(String(reflecting: program)) cannot be started: \(reason)")
    default:
      let first = stage == Stage.bubblewrap ? complaint.split(separator: "\n").first.map { "; it says: \($0)" } : nil
      return ProcessError(.notConfined, "the sandbox was not put up: \(reason)\(first ?? "")")
    }
  }
}
