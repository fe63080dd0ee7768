/// How the compiler is asked for a module's symbol graphs.
package struct SymbolGraphRequest: Hashable, Sendable {
  package let module: String

  /// The folder into which the graphs are written; it must exist.
  package let output: String

  /// The program and its arguments.
  ///
  /// It takes some 50 ms of CPU for a small module (testgen.md section 2c).
  package let words: [String]

  /// - Parameters:
  ///   - module: the name of a module that was built with `-enable-testing` or not.
  ///   - modules: folders with compiled modules, of it and of what it imports: `.build/debug/Modules`.
  ///   - target: the triple it was built for: `x86_64-unknown-linux-gnu`.
  ///   - output: where the graphs go.
  ///   - more: arguments that the module needs besides, such as `-Xcc` with a module map of a C target.
  package init(module: String, modules: [String], target: String, output: String, more: [String] = []) {
    self.module = module
    self.output = output
    // `private`, because what is internal and begins with an underscore counts as private to the program.
    words =
      ["swift-symbolgraph-extract", "-module-name", module] + modules.flatMap { ["-I", $0] }
      + ["-target", target, "-minimum-access-level", "private", "-skip-inherited-docs", "-skip-synthesized-members"]
      + ["-output-dir", output] + more
  }

  /// Whether a file of the output folder is a graph of this module.
  package func isGraph(named name: String) -> Bool {
    name.hasSuffix(".symbols.json") && (name == "\(module).symbols.json" || name.hasPrefix("\(module)@"))
  }
}
