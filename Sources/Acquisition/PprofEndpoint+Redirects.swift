// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

extension PprofEndpoint {
  /// The path of a redirect within the same host, port and scheme; throws for any other, because credentials go with it.
  nonisolated func redirectedPath(from path: String, to location: String) throws(AcquisitionError) -> String {
    let base = address.scheme.rawValue + "://" + address.authority
    guard let target = URL(string: location, relativeTo: URL(string: base + path))?.absoluteURL,
      let scheme = target.scheme?.lowercased(), let host = target.host(percentEncoded: true), !host.isEmpty,
      ["http", "https"].contains(scheme)
    else {
      throw AcquisitionError(
        .refused,
        "\(address.displayName) redirects to an address that cannot be read",
        remedy: "give the address of the pprof index itself"
      )
    }
    let port = target.port ?? (scheme == "https" ? 443 : 80)
    let bare = host.filter { !"[]".contains($0) }.lowercased()
    guard isSame(scheme: scheme, host: bare, port: port) else {
      let elsewhere = printable("\(scheme)://\(host):\(port)", limit: 120)
      throw AcquisitionError(
        .redirectedElsewhere,
        "\(address.displayName) redirects to \(elsewhere), which is not followed",
        remedy: "give that address yourself if it is the service, or credentials if it is a login page"
      )
    }
    let path = target.path(percentEncoded: true)
    return (path.hasPrefix("/") ? path : "/" + path) + (target.query(percentEncoded: true).map { "?\($0)" } ?? "")
  }

  private nonisolated func isSame(scheme: String, host: String, port: Int) -> Bool {
    guard scheme == address.scheme.rawValue else { return false }
    return switch address.transport {
    case .tcp(let ownHost, let ownPort): host == ownHost.lowercased() && port == ownPort
    case .unixSocket: host == "localhost" && port == 80
    }
  }
}
