// SPDX-License-Identifier: Apache-2.0

import Acquisition
import ArgumentParser

/// How to reach a target that is not simply open.
struct ReachOptions: ParsableArguments {
  @Option(help: "A file with one `Name: value` a line, sent with every request.", completion: .file())
  var headerFile: String?

  @Option(help: "An environment variable with one `Name: value` a line.")
  var headerEnv: String?

  @Option(help: "A file that holds a bearer token.", completion: .file())
  var tokenFile: String?

  @Option(help: "An environment variable that holds a bearer token.")
  var tokenEnv: String?

  @Option(
    name: .customLong("ca"),
    help: "A PEM file with the authorities to trust, instead of the system's.",
    completion: .file()
  )
  var certificateAuthority: String?

  @Option(name: .customLong("cert"), help: "A PEM file with the certificate to show.", completion: .file())
  var certificate: String?

  @Option(help: "A PEM file with the key of that certificate.", completion: .file())
  var key: String?

  @Flag(help: "Accept any certificate: anybody on the way can read and change what is fetched.")
  var insecure = false

  @Option(help: "How long one request may take.")
  var timeout = WatchDuration(seconds: 30)

  /// The options as the endpoint takes them, for a watch of so many seconds; reads the files and variables.
  func endpointOptions(watching seconds: Double) throws -> EndpointOptions {
    var options = EndpointOptions()
    // A long watch asks more often: readings each second alone may be a hundred megabytes an hour.
    options.totalSizeLimit += Int(seconds) << 18
    if let headerFile { options.headers += try HeaderFile.read(headerFile) }
    if let headerEnv { options.headers += try HeaderFile.read(fromEnvironment: headerEnv) }
    if let tokenFile { options.bearerToken = try Secret.read(fromFile: tokenFile) }
    if let tokenEnv { options.bearerToken = try Secret.read(fromEnvironment: tokenEnv) }
    options.certificateAuthorityFile = certificateAuthority
    options.clientCertificateFile = certificate
    options.clientKeyFile = key
    options.acceptsAnyCertificate = insecure
    options.requestTimeout = .milliseconds(Int64(timeout.seconds * 1000))
    return options
  }
}
