import CommandLineSupport
import Review

extension ReviewError: ErrorWithStatus {
  var exitStatus: ExitStatus {
    switch code {
    case .invalidTarget: .usage
    }
  }
}
