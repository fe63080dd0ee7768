import SourceText
import Testing

@testable import Verification

/// Reports as their tools wrote them, cut to what matters, against one form.
struct CoverageReaderTests {
  private static let area = "/area/pkg"
  private static let known = ["src/a.py", "src/b/a.py", "src/main/java/com/acme/Parser.java", "other/a.py"]

  private static func paths(_ files: [String] = known) throws -> CoveragePaths {
    CoveragePaths(area: area, files: try files.map { try RelativePath($0) })
  }

  private static func read(_ format: CoverageFormat, _ text: String, _ paths: CoveragePaths) throws -> ImportedCoverage
  {
    try format.read(Array(text.utf8), paths)
  }

  @Test func `lines of LLVM's segments are counted as llvm-cov shows them, regions come from functions`() throws {
    // Of `llvm-cov export`, Swift 6.3, for this function, where `llvm-cov show` prints the counts behind it:
    //  3 |     5|public func classify(_ x: Int) -> String {
    //  4 |     5|  if x < 0 {
    //  5 |     1|    return "negative"
    //  6 |     4|  }
    //  7..9   |  #if os(Windows) ... #endif
    // 10 |     4|  return x > 100 && x != 500 ? "large" : "small"
    // 11 |     5|}
    let text = """
      {"data":[{"files":[{"branches":[],"expansions":[],"filename":"/area/pkg/src/a.py","mcdc_records":[],"segments":[
      [3,42,5,true,true,false],[4,6,5,true,true,false],[4,11,5,true,false,false],[4,12,1,true,true,false],
      [6,4,4,true,true,false],[7,3,0,false,true,false],[9,9,4,true,false,false],[10,21,1,true,true,false],
      [10,29,4,true,false,false],[10,32,1,true,true,false],[10,39,4,true,false,false],[10,42,3,true,true,false],
      [10,49,5,true,false,false],[11,2,0,false,false,false]],"summary":{"lines":{"count":13}}},
      {"filename":"/usr/include/x.h","segments":[]}],
      "functions":[{"branches":[],"count":5,"filenames":["/area/pkg/src/a.py"],"name":"f","regions":[
      [3,42,11,2,5,0,0,0],[4,12,6,4,1,0,0,0],[7,3,9,9,0,0,0,2],[10,32,10,39,0,0,0,0]]},
      {"count":1,"filenames":["/area/pkg/src/a.py"],"name":"f<Int>","regions":[[10,32,10,39,2,0,0,0,[1]]]},
      {"count":1,"filenames":["/usr/include/x.h"],"name":"g","regions":[[1,1,2,2,18446744073709551615,0,0,0]]}],
      "totals":{}}],"type":"llvm.coverage.json.export","version":"3.0.1"}
      """
    let read = try Self.read(.llvm, text, Self.paths())
    let file = try #require(read.report.files.first)
    #expect(read.report.files.count == 1 && read.unmatched == ["/usr/include/x.h"])
    #expect(file.lines == [3: 5, 4: 5, 5: 1, 6: 4, 10: 4, 11: 5])
    #expect(file.regions.map(\.count) == [5, 1, 2] && file.regions.map(\.startLine) == [3, 4, 10])
    #expect(read.report.regions == CoverageReport.Share(covered: 3, total: 3))
  }

  @Test func `LCOV has lines and branches, and may tell of a file several times`() throws {
    let text = """
      TN:first
      SF:/area/pkg/src/a.py
      FN:1,4,size
      DA:1,1,checksum
      DA:2,0
      DA:7,1e3
      BRDA:2,0,jump to line 3,1
      BRDA:2,0,jump to line 4,-
      end_of_record
      SF:./src/b/a.py
      DA:5,2
      end_of_record
      DA:9,9
      TN:second
      SF:src/a.py
      DA:2,3
      BRDA:2,0,jump to line 4,0
      end_of_record
      SF:a.py
      DA:1,1
      end_of_record
      """
    let read = try Self.read(.lcov, text, Self.paths())
    #expect(read.unmatched == ["a.py"])
    #expect(read.report.files.map(\.path.string) == ["src/a.py", "src/b/a.py"])
    #expect(read.report.files.map(\.lines) == [[1: 1, 2: 3, 7: 1000], [5: 2]])
    #expect(
      read.report.files[0].branches == [
        CoverageReport.Branch(line: 2, name: "0,jump to line 3", isTaken: true),
        CoverageReport.Branch(line: 2, name: "0,jump to line 4", isTaken: false),
      ])
  }

  @Test func `Cobertura's paths count from its sources`() throws {
    let text = """
      <?xml version="1.0" ?>
      <!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
      <coverage version="7" line-rate="0.5"><sources><source> /area/pkg/src </source><source>/elsewhere</source></sources>
      <packages><package name="b"><classes><class name="a.py" filename="b/a.py">
      <methods><method name="m"><lines><line number="1" hits="9"/></lines></method></methods>
      <lines><line number="1" hits="1"/><line number="2" hits="0" branch="true" condition-coverage="50% (1/2)"/></lines>
      </class><class name="c" filename="gone.py"><lines><line number="1" hits="1"/></lines></class></classes></package></packages>
      </coverage>
      """
    let read = try Self.read(.cobertura, text, Self.paths())
    #expect(read.unmatched == ["gone.py"])
    #expect(read.report.files.map(\.path.string) == ["src/b/a.py"])
    #expect(read.report.files[0].lines == [1: 1, 2: 0])
    #expect(read.report.branches == CoverageReport.Share(covered: 1, total: 2))
  }

  @Test func `JaCoCo's packages are found below whatever folder holds them, if there is one`() throws {
    let text = """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">
      <report name="x"><package name="com/acme"><class name="com/acme/Parser" sourcefilename="Parser.java"/>
      <sourcefile name="Parser.java"><line nr="3" mi="0" ci="4" mb="1" cb="3"/><line nr="4" mi="2" ci="0" mb="0" cb="0"/>
      </sourcefile></package><package name=""><sourcefile name="a.py"><line nr="1" mi="0" ci="1"/></sourcefile></package></report>
      """
    let read = try Self.read(.jacoco, text, Self.paths())
    // A name alone could be any of three files.
    #expect(read.unmatched == ["a.py"])
    #expect(read.report.files.map(\.path.string) == ["src/main/java/com/acme/Parser.java"])
    #expect(read.report.files[0].lines == [3: 1, 4: 0])
    #expect(read.report.branches == CoverageReport.Share(covered: 3, total: 4))
    let twice = try Self.paths(["a/com/acme/Parser.java", "b/com/acme/Parser.java"])
    #expect(try Self.read(.jacoco, text, twice).report.files.isEmpty)
  }

  @Test func `coverage.py tells lines and branches by their ends`() throws {
    let text = """
      {"meta": {"format": 3, "branch_coverage": true}, "files": {"src/a.py": {"executed_lines": [1, 2], "summary": {"x": 1.5},
      "missing_lines": [3], "excluded_lines": [], "executed_branches": [[2, 1]], "missing_branches": [[2, -1]],
      "functions": {"size": {"executed_lines": [99]}}}, "gone.py": {"executed_lines": [1]}}, "totals": {"x": [{}]}}
      """
    let read = try Self.read(.coveragePy, text, Self.paths())
    #expect(read.unmatched == ["gone.py"])
    #expect(read.report.files[0].lines == [1: 1, 2: 1, 3: 0])
    #expect(
      read.report.files[0].branches == [
        CoverageReport.Branch(line: 2, name: "exit", isTaken: false),
        CoverageReport.Branch(line: 2, name: "to line 1", isTaken: true),
      ])
  }

  @Test(arguments: CoverageFormat.allCases)
  func `what is no report is refused with a reason`(format: CoverageFormat) throws {
    let texts = [
      "", "{", "[]", "{}", "null", "<x/>", "<coverage", "{\"data\": 1}", "{\"files\": [1]}", "TN:\n", "\u{0}",
      "{\"data\":[{\"files\":[{\"filename\":\"/area/pkg/a\",\"segments\":[[1]]}]}]}",
      String(repeating: "[", count: 100_000),
      "{\"x\":" + String(repeating: "[", count: 100_000),
    ]
    for text in texts {
      let error = #expect(throws: VerificationError.self) { try Self.read(format, text, Self.paths()) }
      #expect(error?.code == .unreadableReport)
      #expect(error?.description.hasPrefix("the report of coverage is not in the format \(format.rawValue): ") == true)
    }
  }

  @Test func `lines beyond belief are left out`() throws {
    let text = "SF:src/a.py\nDA:0,1\nDA:-4,1\nDA:99999999999,1\nDA:3,99999999999999999999\nDA:3,5\nend_of_record\n"
    #expect(try Self.read(.lcov, text, Self.paths()).report.files[0].lines == [3: .max])
    let llvm = """
      {"data":[{"files":[{"filename":"/area/pkg/src/a.py","segments":[[1,1,1,true,true,false],
      [99999999999,1,0,false,false,false]]}],"functions":[]}]}
      """
    #expect(try Self.read(.llvm, llvm, Self.paths()).report.files[0].lines == [1: 1])
  }

  @Test(arguments: [
    ("/area/pkg/src/a.py", "src/a.py"), ("src/a.py", "src/a.py"), ("./src/./a.py", "src/a.py"),
    ("src\\a.py", "src/a.py"),
    ("/area/pkg2/src/a.py", nil), ("/area/src/a.py", nil), ("a.py", nil), ("../pkg/src/a.py", nil), ("", nil),
    ("/area/pkg/", nil), ("/area/pkg/.git/config", nil), ("src/gone.py", nil), ("b/a.py", nil),
  ])
  func `a path means a file by all of its components`(path: String, file: String?) throws {
    #expect(try Self.paths().file(path)?.string == file)
  }
}
