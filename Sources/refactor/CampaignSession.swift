import CommandLineSupport
import JSON
import Processes
import Refactoring
import SourceText

/// One run of a campaign from the command line: file, units, journal, work, page, report, exit status.
struct CampaignSession {
  let command: CampaignRunCommand

  private var environment: [String: String] { ProcessEnvironment.currentVariables }

  func run() async throws {
    let path = WorkingFolder.absolute(command.file)
    var definition = try CampaignDefinition(path: path)
    if let concurrency = command.concurrency { definition.concurrency = concurrency }
    if let retries = command.retries { definition.retries = retries }
    let shard = try shard()
    let folder = try folder(of: definition, path, shard)
    if command.status { return try report(status(of: definition, folder)) }
    var search = try UnitSearch(definition.query)
    let units = try search.units()
    for omission in search.omissions { StandardStream.error.say("refactor: \(omission)") }
    let runner = ChildUnitRunner(
      program: try ProgramPath.current(environment: environment), definition: definition, reports: folder.reports,
      changes: !command.check)
    if command.dryRun {
      let plan = CampaignPlan(
        definition: definition, shard: shard, unitCount: units.count, units: units.filter(shard.contains),
        runner: runner)
      return try await plan.write(command.format, into: command.output)
    }
    try folder.create()
    let start = try CampaignStart(
      definition, all: units, shard: shard, journal: folder.journal, mode: command.mode, looksOnly: command.check,
      time: WallClock.milliseconds)
    try await work(definition, folder, start, runner)
  }

  private func work(
    _ definition: CampaignDefinition, _ folder: CampaignFolder, _ start: consuming CampaignStart,
    _ runner: ChildUnitRunner
  ) async throws {
    let progress = ProgressLine(terminal: Terminal(environment: environment))
    defer { progress.finish() }
    let dashboard = CampaignDashboard(
      path: folder.page, description: definition.description, progress: command.quiet ? nil : progress)
    if !command.quiet { progress.print("refactor: the campaign's page is \(folder.page)") }
    let run = CampaignRun(
      definition, start: start, runner: runner, failsFast: command.failFast, time: { WallClock.milliseconds })
    let following = Task { await dashboard.follow(run) }
    let result: Result<CampaignRun.Ending, any Error>
    do {
      result = .success(try await run.run())
    } catch {
      result = .failure(error)
    }
    following.cancel()
    await following.value
    let state = await run.current
    dashboard.write(state, isRunning: false)
    progress.finish()
    if case .failure(let error) = result, error is CancellationError {
      StandardStream.error.say("refactor: the campaign was interrupted; --resume goes on with it")
    }
    let ending = try result.get()
    let report = CampaignReport(of: state, description: definition.description, isRunning: false)
    try self.report(report)
    if ending.state == .budget, report.count(.pending) > 0 { throw ExitStatus.budget }
    if let status = report.status { throw status }
  }

  private func status(of definition: CampaignDefinition, _ folder: CampaignFolder) throws -> CampaignReport {
    guard folder.hasJournal else {
      throw CommandLineError(
        .precondition, "there was no run of this shard yet: \(String(reflecting: folder.journal)) is not there")
    }
    var state = CampaignState()
    try CampaignJournal.read(folder.journal) { state.apply($0) }
    return CampaignReport(
      of: state, description: definition.description, isRunning: CampaignJournal.isHeld(folder.journal))
  }

  private func report(_ report: CampaignReport) throws {
    try OutputOptions.write(command.format.text(of: report), into: command.output, else: .output)
  }

  private func shard() throws -> Shard {
    guard let text = command.shard else { return .whole }
    guard text == "env" || text.hasPrefix("env/") else { return try Shard(text) }
    guard let number = text.split(separator: "/").dropFirst().first else { return try Shard(environment: environment) }
    guard let count = Int(number), text == "env/\(count)", count > 0 else {
      throw CommandLineError(.usage, "--shard env/N takes the number of shards, not \(String(reflecting: text))")
    }
    return try Shard(environment: environment, count: count)
  }

  private func folder(
    of definition: CampaignDefinition, _ path: String, _ shard: Shard
  ) throws -> CampaignFolder {
    if let state = command.state {
      return CampaignFolder(WorkingFolder.absolute(state), shard: shard, looksOnly: command.check)
    }
    guard let state = StateFolder.path(environment: environment) else {
      throw CommandLineError(
        .configuration,
        "there is no folder for the campaign's journal: set HOME or XDG_STATE_HOME to an absolute path, or say --state")
    }
    // Two files may call their campaigns alike.
    let key = ContentHash(of: path).hexadecimal.prefix(8)
    return CampaignFolder("\(state)/campaigns/\(definition.name)-\(key)", shard: shard, looksOnly: command.check)
  }
}
