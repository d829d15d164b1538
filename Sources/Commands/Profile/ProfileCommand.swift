// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser

/// `stanch profile`: reports on profiles of any kind, in pprof's own words.
package struct ProfileCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Shows, compares, merges and converts profiles, with the commands and options of go tool pprof.",
    discussion: """
      Reads profile.proto of any producer, heap, block, mutex and goroutine profiles as text, goroutine dumps and panics, \
      folded stacks, and bundles of `stanch capture`; or asks a live service (`:6060 --type goroutine`). Several inputs are \
      added up; `-` is standard input.

      Options have pprof's names, with one dash or two, and a command line of pprof works as it is:
        stanch profile top heap.pb.gz -cum -lines
        stanch profile -top -cum heap.pb.gz
        stanch profile list 'Session.*' heap.pb.gz
        stanch profile top heap.pb.gz --diff_base before.pb.gz
        stanch profile diff before.pb.gz after.pb.gz --fail-if-grown 5MB
        stanch profile convert heap.pb.gz --to speedscope -o heap.speedscope.json
        stanch profile flame heap.pb.gz -o heap.html
        stanch profile view heap.pb.gz other.pb.gz
        stanch profile shell heap.pb.gz

      Exit status: 0, or 2 when a report could not be made; `diff` has 1 for growth.
      """,
    subcommands: [
      ProfileTop.self, ProfileTree.self, ProfilePeek.self, ProfileList.self, ProfileTraces.self, ProfileTags.self,
      ProfileRaw.self, ProfileComments.self, ProfileDiff.self, ProfileTrend.self, ProfileMerge.self,
      ProfileConvert.self, ProfileFlame.self, ProfileShellCommand.self,
      ProfileViewCommand.self,
    ],
    defaultSubcommand: ProfileTop.self
  )

  /// The names of the subcommands.
  static var names: Set<String> {
    Set(configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"])
  }

  package init() {}
}
