import CommandLineSupport
import Git
import Processes
import Testing

@Suite struct ExitStatusTests {
  @Test func `the codes are those of the documentation`() {
    #expect(ExitStatus.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 70, 130, 143])
  }

  @Test func `an error tells the status that it ends the program with`() {
    #expect(CommandLineError(.configuration, "").status == .usage)
    #expect(CommandLineError(.closedOutput, "").status == .success)
  }

  @Test func `a missing sandbox has a status of its own`() {
    #expect(ExitStatus(for: ProcessError(.notConfined, "")) == .sandbox)
    #expect(ExitStatus(for: ProcessError(.notFound, "")) == .precondition)
    #expect(ExitStatus(for: ProcessError(.folder, "")) == .infrastructure)
    #expect(ExitStatus(for: ProcessError(.invalidRequest, "")) == .internalError)
  }

  @Test func `a disk that refuses is another matter than a repository that is not as it must be`() {
    #expect(ExitStatus(for: GitError(.notWritable, "")) == .infrastructure)
    for code in [GitError.Code.noRepository, .referenceMoved, .locked, .corrupt, .noSuchRevision] {
      #expect(ExitStatus(for: GitError(code, "")) == .precondition)
    }
  }
}
