// Generated from recipes/rename-symbol.yml by scripts/generate-agent-definitions: change that, then run it.

extension BuiltInRecipes {
  static let renameSymbol = ##"""
    name: rename-symbol
    description: |
      Renames a symbol everywhere, as the language's server sees it.
      The package must build. Every place of the old name is accounted for: what the server left out, or cannot explain, is an
      error and no partial rename.
    parameters:
      symbol:
        description: What is renamed, such as Loader, Loader.fetch or "Loader.fetch(_:)".
      to:
        description: The new name, with labels if they change too, such as "load(from:)".
    steps:
      - rename: {symbol: "${symbol}", to: "${to}"}
    tests:
      - name: a method with its labels, in two modules
        parameters: {symbol: Ledger.post, to: "record(sum:)"}
        before:
          Sources/Bank/Ledger.swift: |
            public struct Ledger {
              public init() {}
              public func post(amount: Int) -> Int { amount }
            }
            struct Other { func post() {} }
          Sources/Shop/Shop.swift: |
            import Bank
            func buy(_ ledger: Ledger) -> Int { ledger.post(amount: 3) }
        after:
          Sources/Bank/Ledger.swift: |
            public struct Ledger {
              public init() {}
              public func record(sum: Int) -> Int { sum }
            }
            struct Other { func post() {} }
          Sources/Shop/Shop.swift: |
            import Bank
            func buy(_ ledger: Ledger) -> Int { ledger.record(sum: 3) }
        unchanged:
          Package.swift: |
            // swift-tools-version: 6.0
            import PackageDescription
            let package = Package(
              name: "Toy", targets: [.target(name: "Bank"), .target(name: "Shop", dependencies: ["Bank"])])

    """##
}
