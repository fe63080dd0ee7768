import CommandLineSupport
import Refactoring

extension RefactoringError: ErrorWithStatus {
  var exitStatus: ExitStatus {
    switch code {
    case .recipe: .usage
    case .precondition, .missingProgram: .precondition
    case .engine, .folder, .provider: .infrastructure
    case .budget: .budget
    case .denied: .denied
    }
  }
}
