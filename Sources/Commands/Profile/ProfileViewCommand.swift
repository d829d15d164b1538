// SPDX-License-Identifier: Apache-2.0

import Analysis
import ArgumentParser
import CConsole
import Evidence
import FoundationEssentials
import ProfileWorkbench
import Reporting
import WebInterface

/// `stanch profile view`.
struct ProfileViewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view",
    abstract: "Shows profiles in the browser: flame graph, table, sandwich, source, difference, trend.",
    discussion: """
      Each profile can be chosen on the page, and compared with another. The page is served to this machine alone, under an \
      address with a secret that is new each time; Ctrl-C ends it. Source is shown from the current folder, from those of \
      --source_path, from module caches and Go installations.
      """
  )

  @Argument(help: "Profiles, bundles or live services, the earliest first.", completion: .file())
  var places: [String]
  @Option(help: "The port to listen on; a free one without.")
  var port: UInt16 = 0
  @Flag(help: "Print the address and open no browser.")
  var noOpen = false
  @Flag(name: .customLong("no_browser"), help: .hidden)
  var noBrowser = false
  @OptionGroup(title: "Values, rows and filters") var options: ProfileOptions
  @OptionGroup(title: "Inputs") var input: ProfileInputOptions
  @OptionGroup(title: "Reaching a live service") var reach: ReachOptions

  func run() async throws {
    do {
      let view = ProfileView(
        try await profiles(),
        settings: options.settings,
        source: { [files = ProfileSourceFiles(settings: options.settings)] path, function in
          files.vouchedSource(of: path, function: function)
        }
      )
      let page = PageAnswer(
        mediaType: "text/html; charset=utf-8",
        bytes: Array(ViewPage.html().utf8),
        policy: ViewPage.policy
      )
      let server = LoopbackServer(port: Int(port)) { request in
        guard let question = request.path.first else { return page }
        guard request.path.count == 1 else { return .refusal(404, "there is nothing here") }
        return switch await view.answer(question, request.query) {
        case .json(let text): PageAnswer(mediaType: "application/json", bytes: Array(text.utf8))
        case .failure(let sentence): .refusal(400, sentence)
        case .unknown: .refusal(404, "there is nothing here")
        }
      }
      let opens = !noOpen && !noBrowser && Self.hasDisplay
      try await server.run { address in
        StandardError.say("showing \(places.count == 1 ? places[0] : "\(places.count) profiles") until Ctrl-C at")
        StandardError.write(address.text + "\n")
        guard opens else { return }
        let isOpen = stanch_open_in_browser(Int32(address.port), address.token.high, address.token.low)
        if isOpen == 0 { StandardError.say("no browser could be opened; open the address yourself") }
      }
    } catch let failure as CommandFailure {
      throw failure.exit()
    } catch {
      throw CommandFailure(error).exit()
    }
  }

  /// Each profile with a name, in the order of the command line; bases stand before them.
  private func profiles() async throws -> [ProfileView.Named] {
    let sources = ProfileSources(input: input, reach: reach)
    var named: [ProfileView.Named] = []
    for place in input.diffBase + input.base + places {
      let found = try await sources.profiles(from: [place])
      for (index, profile) in found.enumerated() {
        for gap in profile.gaps.prefix(8) { StandardError.say("missing: \(gap)") }
        let name = place.split(separator: "/").last.map(String.init) ?? place
        named.append(.init(name: found.count == 1 ? name : "\(name) \(index + 1)", profile: profile))
      }
    }
    guard !named.isEmpty else { throw CommandFailure("there is no profile to show") }
    return named
  }

  private static var hasDisplay: Bool {
    let environment = ProcessInfo.processInfo.environment
    return ["DISPLAY", "WAYLAND_DISPLAY"].contains { !(environment[$0] ?? "").isEmpty }
  }
}
