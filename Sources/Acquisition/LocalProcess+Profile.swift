// SPDX-License-Identifier: Apache-2.0

package import Evidence
import ProcessImages

extension LocalProcess {
  /// Why a profile that the endpoint served cannot come from this process, as a sentence without a full stop; nil when
  /// nothing speaks against it.
  ///
  /// A tunnel to another machine can have the very command line of the service, and several processes of one program can
  /// share a port. Every mapping that the profile states must lie in the process at the same address, and the build id,
  /// where both tell it, must be the same.
  package func contradiction(to profile: Profile) -> String? {
    contradiction(to: profile, proc: ProcFiles())
  }

  func contradiction(to profile: Profile, proc: ProcFiles) -> String? {
    guard let maps = proc.text("\(pid)/maps"), !maps.isEmpty else { return nil }
    let claims = profile.mappings.map { mapping in
      ProcessMaps.Claim(path: profile.strings[mapping.file], start: mapping.start, offset: mapping.offset)
    }
    let name = printable(proc.text("\(pid)/comm") ?? program, limit: 40)
    if let missing = ProcessMaps.missing(claims, in: maps) {
      return "\(name) (process \(pid)) listens at the address, but the service that answers has "
        + "\(printable(missing.path, limit: 200)) at another place in its memory: probably a tunnel, a proxy, or another "
        + "process of the same program"
    }
    // Go writes the GNU build id of each mapping; of the process only the executable's is known.
    if let gnuBuildID, let mapping = profile.mappings.first(where: { profile.strings[$0.file] == executablePath }) {
      let stated = profile.strings[mapping.buildID]
      if !stated.isEmpty, stated != gnuBuildID {
        return
          "\(name) (process \(pid)) listens at the address, but the service that answers is another build: probably a "
          + "tunnel or a proxy"
      }
    }
    return nil
  }
}
