import Foundation
import Processes
import SourceText
import TestSupport
import Testing

@testable import Verification

/// Projects that are built and tested by commands of the user's, and how the kind of a project is told.
@Suite(.timeLimit(.minutes(2))) struct ConfiguredProjectTests {
  private static let junit = """
    <?xml version="1.0"?><testsuites><testsuite name="s"><testcase classname="a.B" name="good" time="0.5"/>
    <testcase name="bad"><failure message="expected &lt;1&gt;">at line 3</failure></testcase>
    <testcase classname="a" name="worse"><error/></testcase><testcase name="later"><skipped message="not yet"/></testcase>
    </testsuite></testsuites>
    """

  private func commands(test: String, coverage: String? = nil, build: String? = nil) throws -> ProjectCommands {
    var commands = ProjectCommands(
      name: "make", mark: try RelativePath("Makefile"), build: build.map { shell("build", $0) },
      test: shell("test", test),
      coverage: coverage.map { shell("coverage", $0) }, report: try RelativePath("out/lcov.info"),
      results: try RelativePath("out/junit.xml"), sources: [try GlobPattern("/src/**")],
      tests: [try GlobPattern("/src/*_test.c")])
    commands.test.takesArguments = true
    return commands
  }

  private func area(_ workshop: borrowing CommandWorkshop) throws -> WorkArea {
    try workshop.write("work/Makefile", "all:\n")
    try workshop.write("work/src/a.c", "")
    try workshop.write("work/src/a_test.c", "")
    return WorkArea(path: workshop.work, sandbox: workshop.sandbox, user: [:])
  }

  @Test func `results and coverage come from the reports that the commands leave`() async throws {
    let workshop = try await CommandWorkshop()
    let area = try area(workshop)
    let lcov =
      #"SF:src/a.c\nDA:1,1\nend_of_record\nSF:src/a_test.c\nDA:1,1\nend_of_record\nSF:/usr/x.c\nend_of_record\n"#
    try workshop.write("work/junit.in", Self.junit)
    let commands = try commands(
      test: "mkdir -p out; cp junit.in out/junit.xml; echo \"$@\" > args",
      coverage: "mkdir -p out; cp junit.in out/junit.xml; printf '\(lcov)' > out/lcov.info; exit 1")
    let project = try ConfiguredProject.open(in: area, commands)
    #expect(project.layout.modules.map { $0.sources.map(\.string) } == [["src/a.c"], ["src/a_test.c"]])
    let run = try await project.test(TestRequest(names: ["a.B.good"], isShuffled: true))
    #expect(run.results.map(\.name) == ["a.B.good", "a.worse", "bad", "later"])
    #expect(run.results.map(\.status) == [.passed, .failed, .failed, .skipped])
    #expect(run.results[2].message == "expected <1>\nat line 3" && run.results[0].duration == .milliseconds(500))
    #expect(workshop.read("work/args") == "a.B.good\n" && run.notes.count == 1 && run.fault == nil)

    let measured = try await project.test(TestRequest(measuresCoverage: true))
    #expect(measured.coverage?.files.map(\.path.string) == ["src/a.c"])
    #expect(measured.notes.contains { $0.contains("1 files that are not the project's: /usr/x.c") })
  }

  @Test func `a command that leaves nothing, fails without a failure, or does not build is a fault`() async throws {
    let workshop = try await CommandWorkshop()
    let area = try area(workshop)
    // A report of an earlier run is not taken for this one's.
    try workshop.write("work/out/junit.xml", Self.junit)
    let silent = try await ConfiguredProject.open(in: area, commands(test: "exit 0")).test(
      TestRequest(measuresCoverage: true))
    #expect(silent.fault == "the tests left no results in out/junit.xml; the command exited with code 0")
    #expect(silent.coverage == nil && silent.notes.contains { $0.contains("left no report in out/lcov.info") })

    let green = "<testsuite><testcase name=\"a\"/></testsuite>"
    let failing = try await ConfiguredProject.open(
      in: area, commands(test: "echo '\(green)' > out/junit.xml; exit 3")
    ).test(TestRequest())
    #expect(failing.fault == "the command exited with code 3, though no test failed" && !failing.isGreen)

    let broken = try await ConfiguredProject.open(
      in: area, commands(test: "exit 0", build: "echo 'src/a.c:4:2: error: no such thing' >&2; exit 2")
    ).test(TestRequest())
    #expect(broken.fault == "it does not build: src/a.c:4: no such thing")

    var plain = try commands(test: "exit 4")
    plain.results = nil
    let red = try await ConfiguredProject.open(in: area, plain).test(TestRequest())
    #expect(red.results.map(\.status) == [.failed] && red.results[0].message == "the command exited with code 4")
    // A link that a test plants does not lead the reader out of the work area.
    try workshop.write("outside/junit.xml", Self.junit)
    let linked = try ConfiguredProject.open(
      in: area, commands(test: "rm -rf out; ln -s '\(workshop.outside)' out"))
    await #expect(throws: VerificationError.self) { try await linked.test(TestRequest()) }
  }

  @Test func `the kind of a project is told by its files, and why`() async throws {
    let workshop = try await CommandWorkshop()
    let area = WorkArea(path: workshop.work, sandbox: workshop.sandbox, user: [:])
    let make = try commands(test: "exit 0")
    func kind() -> (kind: ProjectLayout.Kind?, reasons: [String]) {
      ProjectDetection(area, configured: [make], searching: []).kind()
    }
    #expect(kind().kind == nil && kind().reasons.count == 3)
    let error = await #expect(throws: VerificationError.self) {
      try await ProjectDetection(area, configured: [make], searching: []).open()
    }
    #expect(error?.code == .unreadableProject && error?.description.contains("there is no Makefile") == true)
    try workshop.write("work/deep/a.py", "")
    #expect(kind().kind == .python && kind().reasons.last == "a Python project: deep/a.py is there")
    try workshop.write("work/Package.swift", "")
    #expect(kind().kind == .swiftPackage)
    try workshop.write("work/Makefile", "")
    #expect(kind().kind == .configured)
    #expect(try await ProjectDetection(area, configured: [make], searching: []).open().layout.kind == .configured)
  }

  @Test(arguments: [
    "", "<a/>", "<testsuite>", "{}", "<testsuites><testsuite>", "<!DOCTYPE a [<!ENTITY b 'c'>]><testsuite/>",
  ])
  func `what are no results in JUnit's form is refused`(text: String) {
    let error = #expect(throws: VerificationError.self) {
      try JUnitReport.results(in: Array(text.utf8)) { _, name, _ in name }
    }
    #expect(error?.code == .unreadableReport)
  }
}
