internal import JSON
internal import SourceText

/// A Swift package as its manifest describes it, read from `swift package describe --type json`.
package struct SwiftPackageDescription: Hashable, Sendable {
  /// A product that others may depend on.
  package struct Product: Hashable, Sendable {
    package let name: String

    /// `library`, `executable`, `plugin`, ...
    package let kind: String
    package let targets: [String]
  }

  /// The package's own name, after which its test program is called.
  package let name: String

  package let toolsVersion: String

  package let products: [Product]

  /// Sorted by name; `frameworks` are empty, since a manifest does not say them.
  package let modules: [ProjectLayout.Module]

  /// Bytes of a description that are read: a package with a thousand targets has some 2 MB.
  static let sizeLimit = 32 << 20

  /// - Throws: `VerificationError` with code `.unreadableProject`.
  package init(json text: String) throws(VerificationError) {
    let json = try Self.value(text)
    guard let name = json["name"]?.string, let targets = json["targets"]?.array else {
      throw VerificationError(.unreadableProject, "Swift describes the package without a name or targets")
    }
    self.name = json["manifest_display_name"]?.string ?? name
    toolsVersion = json["tools_version"]?.string ?? ""
    products = (json["products"]?.array ?? []).compactMap { product in
      product["name"]?.string.map { name in
        Product(name: name, kind: product["type"]?.object?.keys.first ?? "", targets: Self.texts(product["targets"]))
      }
    }
    modules = targets.compactMap(Self.module).sorted { $0.name < $1.name }
  }

  /// The packages that a manifest depends on and that must be fetched, by their names, sorted.
  ///
  /// - Parameter text: what `swift package dump-package` writes.
  /// - Throws: `VerificationError` with code `.unreadableProject`.
  package static func fetchedDependencies(manifest text: String) throws(VerificationError) -> [String] {
    let dependencies = try value(text)["dependencies"]?.array ?? []
    return dependencies.flatMap { dependency in
      ["sourceControl", "registry", "scm"].flatMap { dependency[$0]?.array ?? [] }.compactMap { $0["identity"]?.string }
    }.sorted()
  }

  private static func value(_ text: String) throws(VerificationError) -> JSONValue {
    // Swift may say something before it.
    let start = text.firstIndex(of: "{") ?? text.endIndex
    do { return try JSONValue.parse(String(text[start...]), limits: JSONValue.Limits(size: sizeLimit)) } catch {
      throw VerificationError(.unreadableProject, "what Swift says of the package cannot be read: \(error)")
    }
  }

  private static func module(_ target: JSONValue) -> ProjectLayout.Module? {
    guard let name = target["name"]?.string, let type = target["type"]?.string else { return nil }
    let folder = (target["path"]?.string).flatMap { try? RelativePath($0) }
    let sources = texts(target["sources"]).compactMap { source in
      try? RelativePath(folder.map { "\($0)/\(source)" } ?? source)
    }
    let kind: ProjectLayout.Module.Kind =
      switch type {
      case "test": .test
      case "executable": .executable
      case "macro": .macro
      case "plugin": .plugin
      case "snippet": .snippet
      case "system-target", "binary": .system
      default: .library
      }
    return ProjectLayout.Module(
      name: name, path: folder, sources: sources.sorted(), isTest: kind == .test, kind: kind,
      isNative: target["module_type"]?.string == "SwiftTarget",
      hasResources: target["resources"]?.array?.isEmpty == false,
      dependencies: texts(target["target_dependencies"]).sorted())
  }

  private static func texts(_ value: JSONValue?) -> [String] { value?.array?.compactMap(\.string) ?? [] }
}
