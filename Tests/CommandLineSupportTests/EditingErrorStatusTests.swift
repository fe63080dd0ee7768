import CommandLineSupport
import Editing
import Testing

struct EditingErrorStatusTests {
  @Test(arguments: [
    (EditingError.Code.inputOutput, CommandLineSupport.ExitStatus.infrastructure), (.busy, .precondition),
    (.conflict, .precondition),
    (.unsafe, .precondition),
  ])
  func `trouble with files has its exit code`(code: EditingError.Code, status: CommandLineSupport.ExitStatus) {
    #expect(EditingError(code, "the disk is full").exitStatus == status)
  }
}
