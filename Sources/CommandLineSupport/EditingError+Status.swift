package import Editing

extension EditingError: ErrorWithStatus {
  package var exitStatus: ExitStatus {
    switch code {
    // A full disk, or a folder that refuses.
    case .inputOutput: .infrastructure
    // What is there is not what the change was made for, or belongs to somebody else.
    case .busy, .conflict, .invalid, .outside, .unsafe, .worse: .precondition
    }
  }
}
