// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Intake
import ProfileWorkbench

/// `stanch profile shell`.
struct ProfileShellCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell",
    abstract: "Asks for lines and shows reports, as go tool pprof does; the profile is decoded once.",
    discussion: """
      top10, top -cum, list REGEX, peek REGEX, tree, traces, tags; focus=REGEX, inuse_objects, granularity=lines and every \
      other option by its name; `top >file`; `o` shows the options, `help` all words, Tab completes, Up and Down show lines of \
      before, Ctrl-C throws a line away, q or Ctrl-D leaves. Lines may also come from a pipe:
        echo top5 | stanch profile shell heap.pb.gz
      """
  )

  @Argument(help: "Profiles, bundles or live services.", completion: .file())
  var places: [String]
  @OptionGroup(title: "Values, rows and filters") var options: ProfileOptions
  @OptionGroup(title: "Inputs") var input: ProfileInputOptions
  @OptionGroup(title: "Reaching a live service") var reach: ReachOptions

  func run() async throws {
    do {
      guard !places.contains("-") else {
        throw CommandFailure("the shell reads its lines from standard input: name the profile as a file")
      }
      let profile = try await ProfileSources(input: input, reach: reach).profile(from: places)
      var shell = ProfileShell(
        profile,
        settings: options.settings,
        source: { path, settings in ProfileSourceFiles(settings: settings).source(of: path) },
        encode: { ProfileIntake.encoded($0) }
      )
      var lines = ShellLines()
      if lines.isTerminal { try StandardOutput.write(shell.greeting()) }
      while let line = try lines.next(shell) {
        guard try show(shell.run(line)) else { break }
      }
    } catch let failure as CommandFailure {
      throw failure.exit()
    }
  }

  /// Writes what a line came to; returns false when the user wants to leave.
  private func show(_ answers: [ShellAnswer]) throws(CommandFailure) -> Bool {
    for answer in answers {
      switch answer {
      case .text(let text): try StandardOutput.write(text)
      case .note(let note): StandardError.say("note: \(note)")
      case .failure(let sentence): StandardError.say("stanch: \(sentence)")
      case .file(let path, let bytes):
        do {
          try OutputFile.write(bytes, to: path)
          StandardError.say("wrote \(path): \(bytes.count) bytes")
        } catch {
          // A full disk ends a report, not the session.
          StandardError.say("stanch: \(error.sentence)")
        }
      case .end: return false
      }
    }
    return true
  }
}
