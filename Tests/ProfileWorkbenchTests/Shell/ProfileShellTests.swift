// SPDX-License-Identifier: Apache-2.0

import Analysis
import TestSupport
import Testing

@testable import ProfileWorkbench

@Suite struct ProfileShellTests {
  private func shell() throws -> ProfileShell { try Shell.of("formats/profile-reports/generated.pb.gz") }

  @Test(arguments: [
    ("nonsense", "there is no command \"nonsense\"; `help` lists them"),
    ("tpo5", "there is no command \"tpo5\"; did you mean top?"),
    ("focsu=a", "there is no option \"focsu\"; did you mean focus?"),
    ("peek", "peek needs a regular expression, as in `peek main`"),
    ("focus", "focus needs a value, as in focus=VALUE; it is \"\""),
    ("focus alloc", "did you mean focus=alloc?"), ("top >", "> needs the name of a file behind it"),
    ("nodecount=x", "nodecount is a whole number, not \"x\""),
    ("divide_by=x", "divide_by is a number, not \"x\""), ("divide_by=0\ntop", ""), ("sort=up", "sort is cum or flat"),
    ("granularity=words", "granularity is one of addresses, filefunctions, files, functions, lines"),
    ("focus=(", "\"(\" is no regular expression"), ("list (", "\"(\" is no regular expression"),
    ("trim=maybe", "trim is true or false"),
    ("sample_index=9", "sample_index 9 is outside the range 0 to 3"),
    ("weblist main", "weblist: there is no disassembler here"),
    ("top | head", "reports are not piped from here"), ("proto", "proto writes bytes: name a file"),
    ("help me", "there is no help on \"me\""),
    ("svg", "svg: write `dot >graph.dot`"),
  ])
  func `a line that cannot be done says why and ends nothing`(line: String, sentence: String) throws {
    var shell = try shell()
    let before = shell.settings
    let answers = line.split(separator: "\n").flatMap { shell.run(String($0)) }
    guard case .failure(let text) = answers.last else {
      Issue.record("\(answers)")
      return
    }
    #expect(sentence.isEmpty ? text == "divide_by is zero" : text.hasPrefix(String(sentence.prefix(40))), "\(text)")
    if !sentence.isEmpty { #expect(shell.settings == before) }
    #expect(shell.run("divide_by=1").isEmpty)
    #expect(shell.run("top1").count == 1)
  }

  @Test func `what a line says for itself is forgotten, what is set stays`() throws {
    var shell = try shell()
    let plain = shell.run("top3")
    let focused = shell.run("top3 alloc")
    #expect(focused != plain)
    #expect(shell.run("top3") == plain)
    #expect(shell.run("focus=alloc").isEmpty)
    #expect(shell.run("top3") == focused)
    _ = shell.run(":")
    #expect(shell.run("top3") == plain)
  }

  @Test(arguments: ["top3 >out.txt", "top3 > out.txt", "top 3 >out.txt"])
  func `a report goes to a file with the text of the terminal`(line: String) throws {
    var shell = try shell()
    guard case .text(let text) = shell.run("top3").first else {
      Issue.record("no text")
      return
    }
    #expect(shell.run(line) == [.file(path: "out.txt", bytes: Array(text.utf8))])
  }

  @Test func `output names a file for every report, until it is empty`() throws {
    var shell = try shell()
    _ = shell.run("output=all.txt")
    guard case .file(let path, _) = shell.run("top3").first else {
      Issue.record("no file")
      return
    }
    #expect(path == "all.txt")
    _ = shell.run("output=")
    guard case .text = shell.run("top3").first else {
      Issue.record("no text")
      return
    }
  }

  @Test func `exports are commands`() throws {
    var shell = try shell()
    for (line, mark) in [("folded", ";"), ("speedscope", "\"$schema\""), ("dot", "digraph"), ("callgrind", "events: ")]
    {
      guard case .text(let text) = shell.run(line).last else {
        Issue.record("\(line)")
        continue
      }
      #expect(text.contains(mark))
    }
    guard case .file("a.pb.gz", let bytes) = shell.run("proto >a.pb.gz").last else {
      Issue.record("no file")
      return
    }
    #expect(String(decoding: bytes, as: UTF8.self).hasSuffix(" samples"))
  }

  @Test func `list shows source`() throws {
    var shell = try shell()
    guard case .text(let text) = shell.run("list serve").last else {
      Issue.record("no text")
      return
    }
    #expect(text.contains("ROUTINE ====") && text.contains(":line 50 of"))
  }

  @Test func `the name of a choice alone switches it on`() throws {
    var shell = try shell()
    _ = shell.run("cum")
    _ = shell.run("lines")
    #expect(shell.settings.sortsByCumulative && shell.settings.granularity == .lines)
  }

  @Test(arguments: ["q", "quit", "exit"])
  func `leaving is answered`(line: String) throws {
    var shell = try shell()
    #expect(shell.run(line) == [.end])
  }

  @Test func `help names every word and every word has help`() throws {
    var shell = try shell()
    guard case .text(let all) = shell.run("help").first else {
      Issue.record("no help")
      return
    }
    for command in ShellCommand.allCases {
      #expect(all.contains(command.rawValue))
      #expect(ShellVocabulary.help(on: command.rawValue)?.contains(command.usage) == true)
    }
    for option in ShellOption.allCases {
      #expect(all.contains(option.rawValue) && ShellVocabulary.help(on: option.rawValue) != nil)
    }
    #expect(ShellVocabulary.help(on: "cum") == "The same as sort=cum\n")
  }

  @Test func `empty lines do nothing`() throws {
    var shell = try shell()
    #expect(shell.run("").isEmpty && shell.run("  \t ").isEmpty)
  }

  @Test func `the greeting says what profile it is`() throws {
    let text = try shell().greeting()
    #expect(text.contains("Type: inuse_space\n") && text.contains("Type help for commands"))
  }

  @Test(arguments: [
    ("to", "to"), ("topp", "topp"), ("tre", "tree"), ("sample_", "sample_index="),
    ("sample_index=all", "sample_index=alloc_"),
    ("help foc", "help focus"), ("peek ReadF", "peek os\\.ReadFile"), ("top main -ReadF", "top main -os\\.ReadFile"),
    ("focus=ReadF", "focus=os\\.ReadFile"), ("focus=main|ReadF", "focus=main|os\\.ReadFile"), ("top -c", "top -cum"),
    ("peek main", "peek main\\."), ("tags ten", "tags ten"), ("top >fi", "top >fi"),
    ("compact_labels=t", "compact_labels=true"),
    ("peek main\\.work", "peek main\\.work\\[\\.\\.\\.\\]"),
  ])
  func `Tab completes the last word`(typed: String, completed: String) throws {
    #expect(try shell().completion(of: typed).line == completed)
  }

  @Test func `a completed name is a pattern that finds its function`() throws {
    var shell = try shell()
    let line = try #require(shell.completion(of: "peek Pool").candidates.first.map { "peek \($0)" })
    guard case .text(let text) = shell.run(line).last else {
      Issue.record("\(line)")
      return
    }
    #expect(text.contains("| sync.(*Pool).Get"))
  }

  @Test func `whatever is typed is survived`() throws {
    var shell = try shell()
    var state: UInt64 = 7
    let pieces = [
      "top", "5", "=", ">", "<", "-", "(", "[", "\\", "focus", " ", "|", "a", "\u{301}", "🜂", "\0", "tags", "1:", "kb",
      "9", "peek",
    ]
    for _ in 0..<400 {
      var line = ""
      for _ in 0..<6 {
        state = state &* 6_364_136_223_846_793_005 &+ 1
        line += pieces[Int(state >> 33) % pieces.count]
      }
      _ = shell.completion(of: line)
      _ = shell.run(line)
    }
    for option in ShellOption.allCases where !["unit", "granularity", "sort"].contains(option.rawValue) {
      _ = shell.run("\(option.rawValue)=")
    }
    _ = shell.run("divide_by=1")
    _ = shell.run("output=")
    #expect(!shell.run("top").isEmpty)
  }
}
