// SPDX-License-Identifier: Apache-2.0

/// What a descriptor leads to, from the link under `/proc/PID/fd`, folded so that those of one leak are equal.
///
/// Links are `/path`, `/path (deleted)`, `socket:[INODE]`, `pipe:[INODE]`, `anon_inode:[eventpoll]`, `anon_inode:inotify`,
/// `/memfd:NAME (deleted)`, `net:[INODE]` (fs/proc/fd.c, fs/d_path.c). A link does not tell a directory from a file: only
/// a path that ends in a slash counts as one.
package struct DescriptorTarget: Hashable, Sendable {
  package var kind: ProcessLook.DescriptorGroup.Kind
  /// The folded path or the name of the special kind; empty for sockets, pipes and the like.
  package var name: String
  /// The socket's number in the kernel's tables; nil for everything else.
  package var inode: UInt64?

  package init(kind: ProcessLook.DescriptorGroup.Kind, name: String, inode: UInt64? = nil) {
    self.kind = kind
    self.name = name
    self.inode = inode
  }

  package init(link: String) {
    if link.hasPrefix("/memfd:") {
      self.init(kind: .memfd, name: PathPattern.folding(String(link.dropFirst(7))))
    } else if link.hasPrefix("/dev/shm/") {
      self.init(kind: .file, name: PathPattern.folding(link))
    } else if link.hasPrefix("/dev/") {
      self.init(kind: .device, name: link.hasPrefix("/dev/pts/") ? "/dev/pts/*" : String(link.prefix(200)))
    } else if link.hasPrefix("/") {
      self.init(kind: link.count > 1 && link.hasSuffix("/") ? .directory : .file, name: PathPattern.folding(link))
    } else if link.hasPrefix("socket:[") {
      self.init(kind: .socket, name: "", inode: UInt64(link.dropFirst(8).prefix { $0 != "]" }))
    } else if link.hasPrefix("pipe:[") {
      self.init(kind: .pipe, name: "")
    } else if link.hasPrefix("anon_inode:") {
      self.init(anonymous: link.dropFirst(11).filter { $0 != "[" && $0 != "]" })
    } else {
      // A name space (`net:[4026531840]`) or something newer than this list: its class is what stands before the colon.
      self.init(kind: .other, name: String(link.prefix { $0 != ":" }.prefix(40)))
    }
  }

  private init(anonymous name: String) {
    switch name {
    case "eventfd": self.init(kind: .eventfd, name: "")
    case "eventpoll": self.init(kind: .epoll, name: "")
    case "timerfd": self.init(kind: .timerfd, name: "")
    default: self.init(kind: .other, name: String(name.prefix(40)))
    }
  }
}
