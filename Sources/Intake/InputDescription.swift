// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// What unrecognised bytes look like, in a few words.
struct InputDescription {
  let text: String

  init(_ bytes: RawSpan) {
    let head = bytes.asBytes
    if head.isEmpty {
      text = "it is empty"
    } else if head.count >= 4, head[0] == 0x7f, head[1] == 0x45, head[2] == 0x4c, head[3] == 0x46 {
      text = "it is an ELF file: a program or a core"
    } else {
      let sample = (0..<min(64, head.count)).map { head[$0] }
      let isText = sample.allSatisfy { $0 >= 0x20 && $0 < 0x7f || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 || $0 >= 0x80 }
      let line = String(decoding: sample.prefix { $0 != 0x0a && $0 != 0x0d }, as: UTF8.self)
      text = isText ? "it begins with \"\(line)\"" : "it holds binary data"
    }
  }
}
