import Foundation

@testable import SwiftSource

/// The module in `fixtures/swift-module`, and what the compiler says of it.
enum ToyModule {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../fixtures/swift-module")

  static func symbols() throws -> ModuleSymbols {
    let graphs = try ["Toy.symbols.json", "Toy@Swift.symbols.json"].map {
      Array(try Data(contentsOf: folder.appending(path: $0)))
    }
    return try ModuleSymbols(module: "Toy", graphs: graphs)
  }

  static func harvest() throws -> ModuleHarvest {
    ModuleHarvest(
      sources: try ["Sources/Counter.swift", "Sources/Pile.swift"].map { ($0, try text($0)) },
      documents: [("README.md", try text("README.md"))])
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }
}
