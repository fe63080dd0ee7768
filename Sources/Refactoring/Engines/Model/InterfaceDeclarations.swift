internal import AgentKernel
internal import Editing
internal import SourceCode
internal import Tools

/// What the files of a change declare, before it and after it: of the public interface a model may mean to change that, and
/// nothing else.
///
/// Otherwise one name, that of a module, would switch the gate `interface` off.
struct InterfaceDeclarations {
  /// The names from the outermost to the declaration's own, without modules and parameters.
  private var names: Set<[Substring]> = []

  init(in change: CheckedChange) {
    for file in change.files {
      guard let language = Language(path: file.path) else { continue }
      for bytes in [file.old?.bytes, file.new?.bytes].compactMap({ $0 }) {
        for symbol in SymbolExtraction(of: bytes, in: language).definitions {
          names.insert(Self.parts((symbol.container.map { "\($0)." } ?? "") + symbol.name))
        }
      }
    }
  }

  /// - Parameter declared: `Type.method(label:)`, with the module before it or without.
  /// - Throws: `ToolError`, in words for the model, for a name that the files do not declare.
  func check(_ declared: [String]) throws {
    for name in declared {
      let parts = Self.parts(String(name.prefix { $0 != "(" }))
      guard !names.contains(parts), !names.contains(Array(parts.dropFirst())) else { continue }
      throw ToolError(
        "`interface_changes` names \(name), which no file declares that the step changes; name the declarations that change, "
          + "such as Type.method(label:), and no module")
    }
  }

  private static func parts(_ name: String) -> [Substring] { name.split(separator: ".") }
}
