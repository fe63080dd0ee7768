// A whole agent on the kernel: it answers a question about the files of a folder.
//
//     MODEL_URL=https://api.anthropic.com MODEL_NAME=… MODEL_KEY=… minimal-agent explain.md FOLDER QUESTION

import AgentKernel
import Foundation
import JSON
import Models

/// Reads one file of the folder.
struct ReadFileTool: Tool {
  struct Input: Decodable, Sendable {
    let path: String
  }

  let folder: URL
  let name = "read_file"
  let description = "The text of one file of the folder, at most 64 KiB of it."
  let inputSchema = JSONSchema([
    "type": "object", "properties": ["path": ["type": "string"]], "required": ["path"], "additionalProperties": false,
  ])

  /// Reads of one answer run together; a tool that writes would say what.
  func effects(of input: Input) -> ToolEffects { ToolEffects(reads: .paths([input.path])) }
  func risk(of input: Input) -> Risk { .safe }

  /// The kernel denies paths that leave the folder before the tool runs.
  func subject(of input: Input) -> CallSubject { CallSubject(paths: [input.path]) }

  func run(_ input: Input) throws -> ToolOutput {
    let file = folder.appending(path: input.path).resolvingSymlinksInPath()
    guard file.path.hasPrefix(folder.path + "/"), let handle = try? FileHandle(forReadingFrom: file) else {
      throw ToolError("there is no file \(input.path) here; use a path from the list")
    }
    defer { try? handle.close() }
    return ToolOutput(String(decoding: try handle.read(upToCount: 64 << 10) ?? Data(), as: UTF8.self))
  }
}

/// Ends the run; what it gets is what the run answers.
struct AnswerTool: Tool {
  struct Input: Decodable, Sendable {
    let answer: String
    let files: [String]
  }

  let name = "answer"
  let description = "Gives the answer and ends the work."
  let inputSchema = JSONSchema([
    "type": "object", "required": ["answer", "files"],
    "properties": [
      "answer": ["type": "string", "minLength": 1], "files": ["type": "array", "items": ["type": "string"]],
    ],
  ])

  func effects(of input: Input) -> ToolEffects { .none }
  func risk(of input: Input) -> Risk { .safe }
  func subject(of input: Input) -> CallSubject { .none }

  func run(_ input: Input) -> ToolOutput {
    let files = input.files.map { JSONValue.string($0) }
    return ToolOutput("done", finalAnswer: ["answer": .string(input.answer), "files": .array(files)])
  }
}

func fail(_ message: String, _ code: Int32) -> Never {
  FileHandle.standardError.write(Data("minimal-agent: \(message)\n".utf8))
  exit(code)
}

let arguments = CommandLine.arguments.dropFirst()
let environment = ProcessInfo.processInfo.environment
guard arguments.count == 3, let url = environment["MODEL_URL"], let model = environment["MODEL_NAME"] else {
  fail("usage: MODEL_URL=… MODEL_NAME=… MODEL_KEY=… minimal-agent DEFINITION FOLDER QUESTION", 2)
}
let words = Array(arguments)
let folder = URL(filePath: words[1]).resolvingSymlinksInPath()

do {
  let definition = try AgentDefinition(parsing: String(contentsOfFile: words[0], encoding: .utf8), source: words[0])
  let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).prefix(500).sorted()
  let provider = try ModelProtocol.messages.provider(baseURL: url, key: environment["MODEL_KEY"] ?? "")
  let runtime = AgentRuntime(
    definition, configuration: try AgentConfiguration(definition, time: .seconds(300), compaction: .standard()),
    models: [AgentModel(name: model, provider: provider)],
    toolbox: try Toolbox([ReadFileTool(folder: folder), AnswerTool()]).selecting(definition.tools)
  ) { line in
    FileHandle.standardError.write(Data("\(line)\n".utf8))
  }
  let run = await runtime.run(
    task: try definition.section("Task", ["files": files.joined(separator: "\n"), "question": words[2]]),
    system: [SystemSection(text: try definition.section("System"), endsCacheablePrefix: true)])
  switch run.outcome {
  case .answered(let answer), .incomplete(let answer, _):
    print(answer["answer"]?.string ?? "")
    for file in answer["files"]?.array ?? [] { print("- \(file.string ?? "")") }
  default: fail("no answer: \(run.outcome)", 3)
  }
  if case .incomplete = run.outcome { fail("the answer may lack something: \(run.outcome)", 4) }
  FileHandle.standardError.write(Data("\(run.turns) turns, \(run.usage.total) tokens\n".utf8))
} catch {
  fail("\(error)", 2)
}
