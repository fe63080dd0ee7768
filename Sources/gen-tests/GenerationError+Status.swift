import Characterization
import CommandLineSupport
import Mutation
import TestGeneration

extension TestGenerationError: ErrorWithStatus {
  var exitStatus: ExitStatus {
    switch code {
    case .noTarget, .doesNotBuild, .missingToolchain: .precondition
    case .folder: .infrastructure
    case .late: .budget
    }
  }
}

extension CharacterizationError: ErrorWithStatus {
  var exitStatus: ExitStatus { .precondition }
}

extension MutationError: ErrorWithStatus {
  var exitStatus: ExitStatus { .precondition }
}
