// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Looks for descriptors that are opened and not closed.
///
/// The kernel's list says how many there are, of which kind and where they lead; the execution trace says which line opens
/// such ones. Sockets of connections that goroutine findings or clients explain are no second finding.
struct DescriptorExamination {
  let caseFile: CaseFile
  /// Findings of goroutines, to which descriptors may belong.
  let goroutines: [GoroutineStory]

  /// Fewer than this say nothing.
  static let leastRise = 6.0

  /// What was found, and the index of the goroutine story that it is a part of, when it is.
  func finding() -> (finding: Finding, owner: Int?)? {
    guard let series, series.isRising(byAtLeast: Self.leastRise) else { return nil }
    let group = fastestGroup
    let isSocket = group?.kind == .socket
    if isSocket, isExplainedByClients { return nil }
    let lines = CallingLine.lines(
      of: [.syscall, .block],
      through: Self.openers(of: group?.kind),
      // What net/http's server accepts it closes; the line that started it says nothing.
      except: ["net/http.(*Server).Serve"],
      in: caseFile
    )
    let line = CallingLine.nearest(to: series.perSecond, among: lines)
    let site = line == nil ? LibraryCallSite(calling: Self.openingCalls, in: caseFile) : nil
    let opener = line?.frame ?? site?.frame
    let owner = goroutines.firstIndex { story in
      isSocket ? story.holdsSockets : story.holds(descriptors: series.rise, openedIn: opener?.function)
    }
    let kind = DescriptorLeak()
    let confidence = line == nil ? 0.75 : lines.count == 1 ? 0.88 : 0.82
    var finding = Finding(
      of: kind,
      level: .suspect,
      confidence: confidence,
      title: title(series, group, line),
      proof: .statistical
    )
    finding.explanation = explanation(series, group)
    finding.location = opener.map { Finding.Location($0, in: caseFile.capture.sources) }
    finding.alsoAt = lines.filter { $0.frame != line?.frame }.prefix(4).map {
      Finding.Location($0.frame, role: .allocatedAt, in: caseFile.capture.sources)
    }
    finding.growth = [series.growth(.descriptors)]
    finding.size.descriptors = Int(series.last)
    finding.evidence = [series.evidence("open descriptors", .descriptors)]
    if let line { finding.evidence.append(line.evidence(among: lines)) }
    if let site { finding.evidence.append(site.evidence) }
    return (finding, owner)
  }

  private var series: ProcessSeries? {
    ProcessSeries(caseFile.capture, look: \.descriptorCount, stated: \.openDescriptors)
  }

  /// The group of descriptors that became most more from the first listing to the last.
  private var fastestGroup: ProcessLook.DescriptorGroup? {
    // Small looks fold targets more coarsely than whole ones, which alone tell the limit: like is compared with like.
    let whole = caseFile.capture.processes.filter { $0.look.descriptorLimit != nil }
    let lists = (whole.count >= 2 ? whole : caseFile.capture.processes).compactMap(\.look.descriptors)
    guard let first = lists.first, let last = lists.last, lists.count >= 2 else { return nil }
    var before: [ProcessLook.DescriptorGroup.Key: Int] = [:]
    for group in first { before[group.key, default: 0] += group.count }
    let growing = last.map { ($0, $0.count - (before[$0.key] ?? 0)) }
    return growing.filter { $0.1 > 0 }.max { $0.1 < $1.1 }?.0
  }

  /// Whether connections that clients keep open become more as fast.
  private var isExplainedByClients: Bool {
    // One goroutine serves each connection of net/http's server, unless a handler has taken the connection over.
    let serving = caseFile.goroutines.series.filter {
      $0.stack.isServerConnection || $0.stack.contains("net/http.(*conn).serve")
    }
    let more = serving.reduce(0) { $0 + max($1.flow?.births ?? 0, $1.count - ($1.counts.first ?? 0)) }
    return Double(more) >= 0.5 * (series?.rise ?? 0)
  }

  /// Functions that open a descriptor of a kind.
  private static func openers(of kind: ProcessLook.DescriptorGroup.Kind?) -> [String] {
    let files = ["os.OpenFile", "os.Open", "os.Create", "os.(*Root)", "syscall.Open", "syscall.openat", "os.ReadDir"]
    // What reads and writes passes through net, too: only what dials, listens or accepts counts, and clients that dial in
    // a goroutine of their own while the caller waits.
    let sockets = [
      "net.Dial", "net.(*Dialer)", "net.(*netFD).dial", "net.(*netFD).connect", "net.(*netFD).accept", "net.Listen",
      "net.(*ListenConfig)", "net.(*TCPListener)", "net.(*UnixListener)", "syscall.Socket", "syscall.Connect",
      "syscall.connect", "syscall.Accept", "syscall.accept", "crypto/tls.Dial", "crypto/tls.(*Dialer)",
      "net/http.(*Client)", "net/http.(*Transport)",
    ]
    let pipes = ["os.Pipe", "syscall.Pipe", "os/exec.", "os.StartProcess", "syscall.pipe2"]
    switch kind {
    case .file, .directory, .device: return files
    case .socket: return sockets
    case .pipe: return pipes
    default: return files + sockets + pipes + ["syscall.", "golang.org/x/sys/unix."]
    }
  }

  /// Calls that return something with a descriptor, for heap profiles: dots at the end stand for all methods.
  private static let openingCalls = [
    "os.OpenFile", "os.Open", "os.Create", "os.CreateTemp", "os.Pipe", "net.Dial", "net.DialTimeout", "net.(*Dialer).",
    "net.Listen", "net/http.(*response).Hijack", "net/http.(*ResponseController).Hijack", "crypto/tls.Dial",
  ]

  private func title(_ series: ProcessSeries, _ group: ProcessLook.DescriptorGroup?, _ line: CallingLine?) -> String {
    let what = group.map { " (\($0.kind.plural)\($0.target.isEmpty ? "" : " \($0.target)"))" } ?? ""
    let place = line.map { ", opened at \(ShortPath($0.frame.location).text)" } ?? ""
    return "descriptors\(what) grow by \(writtenPace(series.perSecond))/s\(place)"
  }

  private func explanation(_ series: ProcessSeries, _ group: ProcessLook.DescriptorGroup?) -> String {
    var sentences = ["Descriptors are opened and not closed: \(Int(series.first)) at first, \(Int(series.last)) now."]
    if let group {
      sentences.append(
        "\(group.count) of them are \(group.kind.plural)\(group.target.isEmpty ? "" : ": \(group.target)")."
      )
    }
    if let limit = caseFile.capture.processes.compactMap(\.look.descriptorLimit).last, series.perSecond > 0 {
      let seconds = (Double(limit) - series.last) / series.perSecond
      if seconds > 0 {
        sentences.append("The limit of \(limit) is reached in about \(writtenDuration(seconds)) at this rate.")
      }
    }
    return sentences.joined(separator: " ")
  }
}

extension ProcessLook.DescriptorGroup {
  /// What is compared from look to look.
  fileprivate struct Key: Hashable {
    let kind: Kind
    let target: String
  }

  fileprivate var key: Key { Key(kind: kind, target: target) }
}

extension ProcessLook.DescriptorGroup.Kind {
  /// The kind as a noun for many.
  fileprivate var plural: String {
    switch self {
    case .directory: "directories"
    case .other: "others"
    default: "\(rawValue)s"
    }
  }
}

extension GoroutineStory {
  /// Whether so many more descriptors can be those of the members: opened in a function that they are in, or that started
  /// them, and not many more than they are.
  func holds(descriptors: Double, openedIn function: String?) -> Bool {
    guard let function, descriptors <= 3 * Double(flow?.births ?? count) else { return false }
    return (series + consequences).contains { part in
      part.stack.creator?.function == function || part.stack.frames.contains { $0.function == function }
    }
  }

  /// Whether the members keep connections: then sockets that grow are theirs.
  var holdsSockets: Bool {
    kind is ResponseBodyNotClosed || kind is ConnectionNotReleased || kind is GoroutineBlockedIO
      || series.contains { $0.stack.contains(prefix: "net.") || $0.stack.contains(prefix: "net/http.") }
  }
}
