// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Puts the sections of one look together.
struct LookBuilder {
  /// More files than this in one look are skipped.
  private static let sectionLimit = 512
  private static let gapLimit = 32

  private var look = ProcessLook()
  private var names: Set<String> = []
  private var section: ProcessSection?
  private var status = StatusLines()
  private var rollup = MappingTotals()
  private var smaps = SmapsLines()
  private var descriptors = DescriptorLines()
  private var children = ChildLines()
  private var cgroup = CgroupLines()

  /// Whether a header belongs to the next look.
  func mustEnd(before header: ProcessSection.Header) -> Bool {
    guard !names.isEmpty || section != nil else { return false }
    if header.section == .instant || names.contains(header.name) { return true }
    if let pid = header.pid, let known = look.pid { return pid != known }
    return false
  }

  mutating func begin(_ header: ProcessSection.Header) {
    guard names.count < Self.sectionLimit else {
      section = .unknown
      return
    }
    names.insert(header.name)
    section = header.section
    look.pid = look.pid ?? header.pid
    look.instant = look.instant ?? header.instant
    switch header.section {
    case .cgroup: cgroup.begin(depth: header.name.utf8.count { $0 == 0x2f })
    case .descriptorLinks, .descriptorTally: descriptors.isListed = true
    case .children, .threadChildren: children.isListed = true
    default: break
    }
  }

  mutating func note(_ gap: String) {
    if look.gaps.count < Self.gapLimit { look.gaps.append(gap) }
  }

  mutating func read(_ line: RawSpan) {
    guard line.byteCount > 0 else { return }
    // A file saved without a header goes on until the first line of another.
    if section == nil || names.isEmpty, let beginning = ProcessSection.beginning(with: line) {
      if section != .smaps || beginning != .smaps { section = beginning }
    }
    switch section {
    case .status: status.read(line)
    case .smapsRollup: rollup.read(line)
    case .smaps: smaps.read(line)
    case .limits: look.descriptorLimit = look.descriptorLimit ?? LimitsLine.openFiles(line)
    case .stat: if let stat = StatLine(line) { read(stat) }
    case .descriptorLinks: descriptors.readLink(line)
    case .descriptorTally: descriptors.readTally(line)
    case .socketTable(let transport): descriptors.readTable(line, transport: transport)
    case .sockets: descriptors.readSocket(line)
    case .children: children.read(line)
    case .threadChildren: children.readNumbers(line)
    case .environment: EnvironmentLine.read(line, into: &look.environment)
    case .cgroup(let file): cgroup.read(line, of: file)
    case .gaps: note(line.extracting(0..<min(line.byteCount, 400)).text)
    case .instant, .unknown, nil: break
    }
  }

  private mutating func read(_ stat: StatLine) {
    look.startTicks = stat.startTicks
    look.threads = look.threads ?? stat.threads
  }

  /// The look; nil when no file of it was there.
  mutating func finish() -> ProcessLook? {
    guard section != nil else { return nil }
    smaps.finish()
    status.apply(to: &look)
    // The kernel counts smaps by walking the pages, and status from counters that lag behind by some pages a thread.
    if rollup.isEmpty, smaps.isWhole { rollup = smaps.totals }
    rollup.apply(to: &look)
    smaps.apply(to: &look)
    descriptors.apply(to: &look)
    children.apply(to: &look)
    cgroup.apply(to: &look)
    if status.isZombie { note("the process has ended; its parent has not waited for it yet") }
    if smaps.isCut { note("smaps ends early: mappings are missing") }
    return look
  }
}
