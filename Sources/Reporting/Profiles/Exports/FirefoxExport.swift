// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// The processed format of the Firefox Profiler (profiler.firefox.com), version 47: one thread with weighted samples.
///
/// Source: firefox-devtools/profiler src/types/profile.js. Tables are columns; stacks are nodes with a prefix. Samples are a
/// millisecond apart: a profile does not say when they were.
enum FirefoxExport {
  private struct Category: Encodable {
    var name = "Other"
    var color = "grey"
    var subcategories = ["Other"]
  }

  private struct Meta: Encodable {
    var version = 27
    var preprocessedProfileVersion = 47
    var interval = 1
    var startTime: Double
    var processType = 0
    var product: String
    var stackwalk = 1
    var categories = [Category()]
    var markerSchema: [String] = []
    var symbolicated = true
  }

  private struct Thread: Encodable {
    var name = "profile"
    var processType = "default"
    var processStartupTime = 0
    var processShutdownTime: Int?
    var registerTime = 0
    var unregisterTime: Int?
    var pausedRanges: [String] = []
    var isMainThread = true
    var pid = "0"
    var tid = 0
    var frameTable = FrameTable()
    var funcTable = FunctionTable()
    var resourceTable = ResourceTable()
    var stackTable = StackTable()
    var nativeSymbols = NativeSymbols()
    var samples = Samples()
    var markers = Markers()
    var stringArray: [String] = []
  }

  private struct FrameTable: Encodable {
    var length = 0
    var address: [Int] = []
    var inlineDepth: [Int] = []
    var category: [Int] = []
    var subcategory: [Int] = []
    var `func`: [Int] = []
    var nativeSymbol: [Int?] = []
    var innerWindowID: [Int] = []
    var implementation: [Int?] = []
    var line: [Int64?] = []
    var column: [Int?] = []
  }

  private struct FunctionTable: Encodable {
    var length = 0
    var name: [Int] = []
    var isJS: [Bool] = []
    var relevantForJS: [Bool] = []
    var resource: [Int] = []
    var fileName: [Int?] = []
    var lineNumber: [Int?] = []
    var columnNumber: [Int?] = []
  }

  private struct ResourceTable: Encodable {
    var length = 0
    var lib: [Int] = []
    var name: [Int] = []
    var host: [Int] = []
    var type: [Int] = []
  }

  private struct StackTable: Encodable {
    var length = 0
    var frame: [Int] = []
    var category: [Int] = []
    var subcategory: [Int] = []
    var prefix: [Int?] = []
  }

  private struct NativeSymbols: Encodable {
    var length = 0
    var libIndex: [Int] = []
    var address: [Int] = []
    var name: [Int] = []
    var functionSize: [Int] = []
  }

  private struct Samples: Encodable {
    var length = 0
    var weightType = "samples"
    var weight: [Int64] = []
    var stack: [Int?] = []
    var time: [Int] = []
  }

  private struct Markers: Encodable {
    var length = 0
    var data: [Int] = []
    var name: [Int] = []
    var startTime: [Int] = []
    var endTime: [Int] = []
    var phase: [Int] = []
    var category: [Int] = []
  }

  private struct File: Encodable {
    var meta: Meta
    var libs: [String] = []
    var threads: [Thread]
  }

  private struct Step: Hashable {
    var prefix: Int
    var frame: UInt32
  }

  static func text(_ report: ReportedProfile) -> String {
    let stacks = NamedStacks(report)
    let table = stacks.table
    var thread = Thread()
    var strings: [String: Int] = [:]
    func string(_ text: String, _ array: inout [String]) -> Int {
      if let known = strings[text] { return known }
      strings[text] = array.count
      array.append(text)
      return array.count - 1
    }
    for (index, node) in table.nodes.enumerated() {
      let name = node.name == .empty ? stacks.names[index] : TerminalText.safe(table.strings[node.name])
      thread.funcTable.name.append(string(name, &thread.stringArray))
      let file = TerminalText.safe(table.strings[node.file])
      thread.funcTable.fileName.append(file.isEmpty ? nil : string(file, &thread.stringArray))
      thread.frameTable.line.append(node.line == 0 ? nil : node.line)
    }
    let count = table.nodes.count
    thread.funcTable.length = count
    thread.funcTable.isJS = Array(repeating: false, count: count)
    thread.funcTable.relevantForJS = thread.funcTable.isJS
    thread.funcTable.resource = Array(repeating: -1, count: count)
    thread.funcTable.lineNumber = Array(repeating: nil, count: count)
    thread.funcTable.columnNumber = thread.funcTable.lineNumber
    thread.frameTable.length = count
    thread.frameTable.func = Array(0..<count)
    thread.frameTable.address = Array(repeating: -1, count: count)
    thread.frameTable.inlineDepth = Array(repeating: 0, count: count)
    thread.frameTable.category = thread.frameTable.inlineDepth
    thread.frameTable.subcategory = thread.frameTable.inlineDepth
    thread.frameTable.innerWindowID = thread.frameTable.inlineDepth
    thread.frameTable.nativeSymbol = thread.funcTable.lineNumber
    thread.frameTable.implementation = thread.funcTable.lineNumber
    thread.frameTable.column = thread.funcTable.lineNumber
    var steps: [Step: Int] = [:]
    for (stack, values) in stacks.values.enumerated() where values[report.selection.column] != 0 {
      var prefix = -1
      for frame in stacks.frames[stack].reversed() {
        let step = Step(prefix: prefix, frame: frame.node)
        if let known = steps[step] {
          prefix = known
          continue
        }
        thread.stackTable.frame.append(Int(frame.node))
        thread.stackTable.prefix.append(prefix < 0 ? nil : prefix)
        prefix = thread.stackTable.frame.count - 1
        steps[step] = prefix
      }
      thread.samples.stack.append(prefix < 0 ? nil : prefix)
      thread.samples.weight.append(values[report.selection.column])
    }
    thread.stackTable.length = thread.stackTable.frame.count
    thread.stackTable.category = Array(repeating: 0, count: thread.stackTable.length)
    thread.stackTable.subcategory = thread.stackTable.category
    thread.samples.length = thread.samples.stack.count
    thread.samples.time = Array(0..<thread.samples.length)
    thread.samples.weightType = report.selection.unit == "bytes" ? "bytes" : "samples"
    let profile = report.profile
    let main = profile.mappings.first.map { SourcePathTrimming.lastElement(profile.strings[$0.file]) } ?? "profile"
    let meta = Meta(startTime: Double(profile.timeNanos / 1_000_000), product: TerminalText.safe(main))
    return ProfileExport.json(File(meta: meta, threads: [thread]))
  }
}
