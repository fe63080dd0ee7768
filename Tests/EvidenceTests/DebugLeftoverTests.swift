import Evidence
import Testing

@Suite struct DebugLeftoverTests {
  static let fires = [
    Example("src/a.ts", "+  console.log(user)"),
    Example("src/a.js", "+debugger;"),
    Example("src/a.js", "+console.log(\n+  user\n+)"),
    Example("a.py", "+    import pdb; pdb.set_trace()"),
    Example("a.py", "+    breakpoint()"),
    Example("app/a.rb", "+  binding.pry"),
    Example("src/a.rs", "+    dbg!(x);"),
    Example("src/a.php", "+var_dump($x);"),
    Example("a.go", "+\tfmt.Println(\"DEBUG\", x)"),
    Example("Sources/A.swift", "+  print(\"XXX \\(value)\")"),
    Example("src/main/java/a/Service.java", "+    System.out.println(x);"),
    Example("src/a.ts", "-console.log(a)\n+console.log(a)\n+console.log(b)"),
  ]

  static let quiet = [
    Example("src/a.ts", "+// console.log(user)\n+const s = 'console.log(x)'\n+logger.console.log(x)"),
    Example("src/a.test.ts", "+console.log(x)"),
    Example("scripts/a.js", "+console.log(x)"),
    Example("vite.config.js", "+console.log(x)"),
    Example("sandbox/server.js", "+console.log(x)"),
    Example("src/playground.ts", "+console.log(x)"),
    Example("karma.conf.js", "+console.log(x)"),
    Example("dist/a.js", "+console.log(x)"),
    Example("src/a.ts", "+console.log()\n+console.log(\n+  chalk.red('failed')\n+)"),
    Example("packages/a/playground/index.ts", "+console.log(x)"),
    Example("src/a.php", "+\\ob_start();\n+\\var_dump($x);\n+return \\ob_get_clean();"),
    Example("src/a.ts", "-console.log('a')\n+console.log('b')"),
    Example("Sources/A.swift", "+print(\"hello\")\n+dump(x)"),
    Example("a.py", "+def breakpoint():\n+self.breakpoint()\n+x = breakpoint()\n+\"\"\"\n+pdb.set_trace()\n+\"\"\""),
    Example("src/main/java/a/Main.java", "+    System.out.println(x);"),
    Example("src/test/java/a/ATest.java", "+    System.out.println(x);"),
    Example("a.go", "+\tfmt.Println(\"done\")\n+// fmt.Println(\"DEBUG\")"),
    Example("dist/a.min.js", "+console.log(x)"),
    Example("README.md", "+console.log(x)"),
    Example("src/A.java", "+/**\n+ * debugger;\n+ */"),
    Example("src/a.ts", "  * text of a comment\n+ * console.log(x)"),
  ]

  @Test(arguments: fires) func `a leftover is reported once`(_ example: Example) throws {
    #expect(try example.findings(of: DebugLeftover()).count == 1)
  }

  @Test(arguments: quiet) func `printing that is meant is left alone`(_ example: Example) throws {
    #expect(try example.findings(of: DebugLeftover()).isEmpty)
  }
}
