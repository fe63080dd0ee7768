import SourceText
import Testing

@testable import Verification

struct PythonImportsTests {
  @Test(arguments: [
    (["a.py"], "a.py", "", "a"),
    (["pkg/__init__.py", "pkg/a.py"], "pkg/a.py", "", "pkg.a"),
    (["pkg/__init__.py"], "pkg/__init__.py", "", "pkg"),
    (["src/pkg/__init__.py", "src/pkg/sub/__init__.py", "src/pkg/sub/a.py"], "src/pkg/sub/a.py", "src", "pkg.sub.a"),
    (["src/a.py"], "src/a.py", "src", "a"), (["app/a.py"], "app/a.py", "", "app.a"),
    (["python/pkg/__init__.py", "python/pkg/a.py"], "python/pkg/a.py", "python", "pkg.a"),
  ])
  func `a file is imported from the folder around its packages`(
    files: [String], file: String, root: String, name: String
  ) throws {
    let found = PythonImports(try files.map { try RelativePath($0) }).module(of: try RelativePath(file))
    #expect(found?.root?.string ?? "" == root)
    #expect(found?.name == name)
  }

  @Test(arguments: ["a-b.py", "1a.py", "a.txt"]) func `what Python cannot say has no name`(file: String) throws {
    #expect(PythonImports([try RelativePath(file)]).module(of: try RelativePath(file)) == nil)
  }
}
