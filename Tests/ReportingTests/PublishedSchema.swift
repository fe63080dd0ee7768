import Foundation
import JSON

/// The schema in a file of `fixtures/schemas`.
func publishedSchema(_ path: String) throws -> JSONSchema {
  let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
  let file = root.appending(path: "fixtures/schemas").appending(path: path)
  return JSONSchema(try JSONValue.parse(Array(Data(contentsOf: file))))
}
