import Foundation
import Processes
import SourceText
import TestSupport
import Testing

@testable import Verification

@Suite(.timeLimit(.minutes(2))) struct PreparationTests {
  /// Leaves behind what it saw, and counts its runs outside its inputs by making a new file each time.
  private static let script = """
    mkdir -p deps/sub; ls -A | grep -v deps > deps/seen; cat lock >> deps/seen; echo '#!/bin/sh' > deps/run; chmod 755 deps/run
    ln -s seen deps/relative; ln -s "$PWD/deps/seen" deps/absolute; ln -s /usr/bin deps/system; echo x > deps/sub/x
    """

  private func configured(_ script: String = script, inputs: [String] = ["lock"]) throws -> ConfiguredPreparation {
    ConfiguredPreparation(
      words: ["/bin/sh", "-c", script], inputs: try inputs.map { try GlobPattern($0) },
      kept: [try RelativePath("deps")],
      deadline: .seconds(60))
  }

  private func preparation(
    _ configured: ConfiguredPreparation, in cache: String, repository: String = "r", toolchain: String = ""
  ) -> Preparation {
    Preparation(configured, cache: cache, repository: repository, toolchain: toolchain, remedy: "program prepare")
  }

  private func mode(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  @Test func `the command sees the inputs alone, and what it leaves is kept and handed out as private copies`()
    async throws
  {
    let workshop = try await CommandWorkshop()
    let preparation = preparation(try configured(), in: workshop.cache)
    let files = try MemoryFiles(["lock": "v1\n", "src/main": "code", ".fulcrum.yml": "x"])
    let capture = try await preparation.prepare(files, in: workshop.sandbox, variables: [:])
    #expect(try await preparation.capture(for: files) == capture)
    #expect(try await preparation.prepare(files, in: workshop.sandbox, variables: [:]) == capture)
    // Read-only, whatever the command left.
    let kept = capture.path + "/kept/deps"
    #expect(try mode(kept) & 0o222 == 0)
    #expect(try mode(kept + "/run") & 0o777 == 0o555)

    try await preparation.install(into: workshop.work, for: files)
    let installed = workshop.work + "/deps"
    #expect(workshop.read("work/deps/seen") == "lock\nv1\n")
    #expect(try mode(installed + "/run") & 0o777 == 0o755)
    #expect(try mode(installed) & 0o700 == 0o700)
    let links = ["relative": "seen", "absolute": installed + "/seen", "system": "/usr/bin"]
    for (name, target) in links {
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(installed)/\(name)") == target)
    }
    // A build writes in place; what is kept must not change with it.
    let handle = try FileHandle(forWritingTo: URL(filePath: installed + "/seen"))
    try handle.write(contentsOf: Data("OVERWRITTEN".utf8))
    try handle.close()
    #expect(try String(contentsOfFile: kept + "/seen", encoding: .utf8) == "lock\nv1\n")
    let times = try [kept + "/run", installed + "/run"].map {
      try #require(try FileManager.default.attributesOfItem(atPath: $0)[.modificationDate] as? Date)
    }
    #expect(times[0] == times[1])
  }

  @Test func `what is not prepared, or for other inputs, names the command in one line`() async throws {
    let workshop = try await CommandWorkshop()
    let preparation = preparation(try configured("mkdir deps"), in: workshop.cache)
    let first = try MemoryFiles(["lock": "v1", "other": "a"])
    let missing = await #expect(throws: VerificationError.self) { try await preparation.capture(for: first) }
    #expect(missing?.code == .notPrepared)
    #expect(
      missing?.description
        == "the project's dependencies are not prepared; run `program prepare`, which runs `/bin/sh -c \"mkdir deps\"`")
    let capture = try await preparation.prepare(first, in: workshop.sandbox, variables: [:])
    // What is no input does not count.
    #expect(try await preparation.capture(for: try MemoryFiles(["lock": "v1", "other": "b"])) == capture)
    let stale = await #expect(throws: VerificationError.self) {
      try await preparation.install(into: workshop.work, for: try MemoryFiles(["lock": "v2"]))
    }
    #expect(stale?.code == .notPrepared)
    #expect(stale?.description.hasPrefix("the project's dependencies were prepared before lock changed; run") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: workshop.work).isEmpty)
  }

  @Test func `the key tells words, inputs, modes, repositories, toolchains and what is confined apart`() async throws {
    let configured = try configured()
    var more = configured
    more.words += ["x"]
    var online = configured
    online.allowsNetwork = true
    let files = try MemoryFiles(["lock": "v1", "src": "s"])
    var executable = files
    try executable.add("lock", "v1", mode: .executable)
    func key(
      _ files: MemoryFiles, _ configured: ConfiguredPreparation, _ repository: String = "r", _ tool: String = "",
      isConfined: Bool = true
    ) async throws -> String {
      try await PreparationInputs(
        of: files, configured, repository: repository, toolchain: tool, isConfined: isConfined
      ).key
    }
    let keys = [
      try await key(files, configured), try await key(files, more), try await key(files, online),
      try await key(executable, configured), try await key(files, configured, "other"),
      try await key(files, configured, "r", "6.4"), try await key(try MemoryFiles(["lock": "v2"]), configured),
      try await key(try MemoryFiles(["a/lock": "v1"]), configured),
      try await key(files, try self.configured(inputs: [])), try await key(files, configured, isConfined: false),
    ]
    #expect(Set(keys).count == keys.count)
    #expect(try await key(try MemoryFiles(["lock": "v1", "src": "t"]), configured) == keys[0])
  }

  @Test func `a command that fails leaves nothing behind and says what it said`() async throws {
    let workshop = try await CommandWorkshop()
    let preparation = preparation(try configured("mkdir deps; echo no route >&2; exit 4"), in: workshop.cache)
    let files = try MemoryFiles(["lock": "v1"])
    let error = await #expect(throws: VerificationError.self) {
      try await preparation.prepare(files, in: workshop.sandbox, variables: [:])
    }
    #expect(error?.code == .preparationFailed)
    #expect(error?.description.contains("exited with code 4: no route; it had no network") == true, "\(error as Any)")
    let names = try FileManager.default.subpathsOfDirectory(atPath: workshop.cache)
    #expect(names.allSatisfy { $0.hasSuffix(".lock") || !$0.contains("fulcrum-") }, "\(names)")
    #expect(await (try? preparation.capture(for: files)) == nil)
  }

  @Test(arguments: [
    "true", "ln -s /etc deps", "mkfifo deps", "mkdir deps; mkfifo deps/pipe",
    "rm -rf deps; ln -s ../.. deps",
  ])
  func `what is to be kept must be there and be no link`(script: String) async throws {
    let workshop = try await CommandWorkshop()
    let preparation = preparation(try configured(script), in: workshop.cache)
    let error = await #expect(throws: VerificationError.self) {
      try await preparation.prepare(try MemoryFiles(["lock": "v1"]), in: workshop.sandbox, variables: [:])
    }
    #expect(error?.code == .preparationFailed, "\(error as Any)")
  }

  @Test func `a link above what is to be kept leads nowhere`() async throws {
    let workshop = try await CommandWorkshop()
    try workshop.write("outside/deps/precious", "x")
    var configured = try configured("ln -s \(workshop.outside) a")
    configured.kept = [try RelativePath("a/deps")]
    let preparation = preparation(configured, in: workshop.cache)
    await #expect(throws: VerificationError.self) {
      try await preparation.prepare(try MemoryFiles(["lock": "v1"]), in: workshop.sandbox, variables: [:])
    }
    #expect(workshop.read("outside/deps/precious") == "x")
  }

  @Test func `links of the commit cannot lead the export or the installation elsewhere`() async throws {
    let workshop = try await CommandWorkshop()
    var files = try MemoryFiles(["lock": "v1"])
    try files.add("deps", workshop.outside, mode: .symbolicLink)
    // All files are inputs: the link is there when the command runs, and it cannot write where it leads.
    let preparation = preparation(
      try configured("rm deps; mkdir deps; echo x > deps/x", inputs: []), in: workshop.cache)
    let capture = try await preparation.prepare(files, in: workshop.sandbox, variables: [:])
    try FileManager.default.createSymbolicLink(
      atPath: workshop.work + "/deps", withDestinationPath: workshop.outside)
    let error = #expect(throws: VerificationError.self) { try capture.install(into: workshop.work) }
    #expect(error?.code == .folder)
    #expect(try FileManager.default.contentsOfDirectory(atPath: workshop.outside).isEmpty)
  }

  @Test func `two runs at once prepare once`() async throws {
    let workshop = try await CommandWorkshop()
    let script = "mkdir deps; cat /proc/sys/kernel/random/uuid > deps/run"
    let preparation = preparation(try configured(script), in: workshop.cache)
    let files = try MemoryFiles(["lock": "v1"])
    let sandbox = workshop.sandbox
    let captures = try await withThrowingTaskGroup(of: Capture.self) { group in
      for _ in 0..<4 { group.addTask { try await preparation.prepare(files, in: sandbox, variables: [:]) } }
      return try await group.reduce(into: [Capture]()) { $0.append($1) }
    }
    // Each run would have made another folder, which is part of the record.
    #expect(Set(captures).count == 1)
    #expect(Set(captures.map(\.origin)).count == 1)
  }

  @Test func `a held lock is waited for until the deadline`() async throws {
    let workshop = try await CommandWorkshop()
    var configured = try configured()
    configured.deadline = .milliseconds(200)
    let preparation = preparation(configured, in: workshop.cache)
    let files = try MemoryFiles(["lock": "v1"])
    let inputs = try await PreparationInputs(of: files, configured, repository: "r", toolchain: "", isConfined: true)
    let folder = CaptureFolder(
      path: "\(workshop.cache)/prepared/\(ContentHash(of: "r").hexadecimal.prefix(32))")
    try folder.make()
    let lock = try FolderLock.taken(folder.lockPath(of: inputs.key), .exclusive)
    let error = await #expect(throws: VerificationError.self) {
      try await preparation.prepare(files, in: workshop.sandbox, variables: [:])
    }
    #expect(error?.description.contains("another run holds") == true)
    withExtendedLifetime(lock) {}
  }

  @Test func `the oldest captures make room, but none that is in use`() async throws {
    let workshop = try await CommandWorkshop()
    let preparation = preparation(try configured("mkdir deps"), in: workshop.cache)
    var captures: [Capture] = []
    for index in 0..<10 {
      let files = try MemoryFiles(["lock": "v\(index)"])
      captures.append(try await preparation.prepare(files, in: workshop.sandbox, variables: [:]))
    }
    let left = captures.filter { FileManager.default.fileExists(atPath: $0.path) }
    #expect(left.count == 8)
    #expect(left.last == captures.last)
  }

  @Test func `the network is the user's to allow`() async throws {
    let workshop = try await CommandWorkshop()
    let listener = try LoopbackServer([])
    let port = try #require(URL(string: listener.url)?.port)
    let script = "mkdir deps; exec 3<>/dev/tcp/127.0.0.1/\(port) && echo yes > deps/connected; true"
    var configured = try configured()
    configured.words = ["/bin/bash", "-c", script]
    for isAllowed in [false, true] {
      configured.allowsNetwork = isAllowed
      let capture = try await preparation(configured, in: workshop.cache).prepare(
        try MemoryFiles(["lock": "v1"]), in: workshop.sandbox, variables: [:])
      #expect(FileManager.default.fileExists(atPath: capture.path + "/kept/deps/connected") == isAllowed)
    }
  }
}
