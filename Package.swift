// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// MARK: The house

/// A module of the house: what it may import of ours, and which libraries it uses.
struct Module {
  let name: String
  /// Our own modules it may import; each must stand above it in the list.
  var imports: [String] = []
  /// Products of other packages and system libraries.
  var libraries: [Target.Dependency] = []
}

/// Every module, lowest layer first.
///
/// A module imports only modules above it, and only those it names. Documentation/Modules.md says what each is for;
/// ArchitectureTests read this list and every import.
let pureModules: [Module] = [
  Module(name: "ByteDecoding", libraries: ["CDeflate", "CZlib"]),
  Module(name: "GraphAlgorithms"),
  Module(name: "RegularExpressions"),
  Module(name: "StatisticalTests"),
  Module(name: "Evidence", imports: ["GraphAlgorithms"]),
  Module(name: "ProfileFormats", imports: ["ByteDecoding", "Evidence"]),
  Module(name: "RuntimeTextFormats", imports: ["ByteDecoding", "Evidence"]),
  Module(name: "ExecutionTraceFormat", imports: ["ByteDecoding", "Evidence"]),
  Module(name: "ProcessImages", imports: ["ByteDecoding"], libraries: ["CProcessStop"]),
  Module(
    name: "GoRuntimeMemory",
    imports: ["ByteDecoding", "Evidence", "GraphAlgorithms", "ProcessImages", "ProfileFormats"]
  ),
  Module(
    name: "Intake",
    imports: [
      "ByteDecoding", "Evidence", "ExecutionTraceFormat", "ProcessImages", "ProfileFormats", "RuntimeTextFormats",
    ]
  ),
  Module(name: "Analysis", imports: ["Evidence", "GraphAlgorithms", "RegularExpressions", "StatisticalTests"]),
  Module(name: "Diagnosis", imports: ["Analysis", "Evidence"]),
  Module(name: "Reporting", imports: ["Analysis", "Diagnosis", "Evidence", "RegularExpressions"]),
  Module(name: "ProfileWorkbench", imports: ["Analysis", "Evidence", "RegularExpressions", "Reporting"]),
]

/// The modules that talk to the outside world; they alone need the network libraries.
let networkModules: [Module] = [
  Module(
    name: "Acquisition",
    imports: ["ByteDecoding", "Evidence", "ProcessImages"],
    libraries: [
      "CInstanceClaim",
      .product(name: "AsyncHTTPClient", package: "async-http-client"),
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
      .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "NIOSSL", package: "swift-nio-ssl"),
    ]
  ),
  Module(
    name: "Capturing",
    imports: ["Acquisition", "Analysis", "ByteDecoding", "Evidence", "GoRuntimeMemory", "Intake", "ProcessImages"]
  ),
  Module(
    name: "WebInterface",
    libraries: [
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "UnixSignals", package: "swift-service-lifecycle"),
    ]
  ),
  Module(
    name: "Commands",
    imports: [
      "Acquisition", "Analysis", "ByteDecoding", "Capturing", "Diagnosis", "Evidence", "GoRuntimeMemory", "Intake",
      "ProcessImages", "ProfileWorkbench", "RegularExpressions", "Reporting", "WebInterface",
    ],
    libraries: [
      "CConsole",
      "CMemoryReuse",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
      .product(name: "UnixSignals", package: "swift-service-lifecycle"),
    ]
  ),
]

/// `STANCH_WITHOUT_NETWORK=1 swift test` builds and tests everything that is pure, without a single package, in about a minute.
let withoutNetwork = Context.environment["STANCH_WITHOUT_NETWORK"] == "1"
let modules = withoutNetwork ? pureModules : pureModules + networkModules

// MARK: Settings

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableExperimentalFeature("Lifetimes"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .treatWarning("DeprecatedDeclaration", as: .warning),
]

// MARK: Targets

/// Test targets that test no single module, and what they import besides `TestSupport`.
let crossCuttingTests: [Module] =
  [Module(name: "ArchitectureTests")]
  + (withoutNetwork ? [] : [Module(name: "EndToEndTests", imports: ["Diagnosis", "Evidence", "Intake"])])

/// `STANCH_BENCHMARKS=1` adds the programs under Benchmarks/, which `Benchmarks/run` builds and measures.
let benchmarks: [Module] =
  Context.environment["STANCH_BENCHMARKS"] == "1"
  ? [
    Module(name: "ExecutionTraceBenchmark", imports: ["ByteDecoding", "Evidence", "ExecutionTraceFormat"]),
    Module(name: "GoroutineDumpBenchmark", imports: ["ByteDecoding", "Evidence", "RuntimeTextFormats"]),
    Module(name: "LogBenchmark", imports: ["ByteDecoding", "Evidence", "RuntimeTextFormats"]),
    Module(name: "HeapProfileBenchmark", imports: ["Analysis", "ByteDecoding", "Evidence", "ProfileFormats"]),
    Module(
      name: "ProfileReportsBenchmark",
      imports: ["Analysis", "ByteDecoding", "Evidence", "Intake", "Reporting"]
    ),
    Module(
      name: "ObjectGraphBenchmark",
      imports: ["ByteDecoding", "Evidence", "GoRuntimeMemory", "ProcessImages"]
    ),
    Module(name: "SnapshotBenchmark", imports: ["GoRuntimeMemory", "ProcessImages"]),
    Module(name: "HeapNoiseStudy", imports: ["Analysis", "ByteDecoding", "Evidence", "ProfileFormats"]),
  ]
  : []

/// `STANCH_FUZZ=1` adds the programs under Fuzz/, which `Scripts/fuzz` builds with libFuzzer and runs.
let fuzzTargets: [Module] =
  Context.environment["STANCH_FUZZ"] == "1"
  ? [
    Module(name: "ContentionTextFuzz", imports: ["ByteDecoding", "Evidence", "ProfileFormats"]),
    Module(name: "CoreFuzz", imports: ["ByteDecoding", "ProcessImages"]),
    Module(name: "DebugInfoFuzz", imports: ["ByteDecoding", "ProcessImages"]),
    Module(name: "ELFFuzz", imports: ["ByteDecoding", "ProcessImages"]),
    Module(name: "ExecutionTraceFuzz", imports: ["ByteDecoding", "Evidence", "ExecutionTraceFormat"]),
    Module(name: "FoldedStacksFuzz", imports: ["ByteDecoding", "Evidence", "ProfileFormats"]),
    Module(name: "GoroutineDumpFuzz", imports: ["ByteDecoding", "Evidence", "RuntimeTextFormats"]),
    Module(name: "GoroutineProfileTextFuzz", imports: ["ByteDecoding", "Evidence", "RuntimeTextFormats"]),
    Module(name: "GzipFuzz", imports: ["ByteDecoding"]),
    Module(name: "HeapSnapshotFuzz", imports: ["ByteDecoding", "ProcessImages"]),
    Module(name: "HeapTextFuzz", imports: ["ByteDecoding", "Evidence", "ProfileFormats"]),
    Module(name: "MemoryTextFuzz", imports: ["ByteDecoding", "Evidence", "RuntimeTextFormats"]),
    Module(name: "MetricsTextFuzz", imports: ["ByteDecoding", "Evidence", "RuntimeTextFormats"]),
    Module(name: "ProcessLookFuzz", imports: ["ByteDecoding", "Evidence", "RuntimeTextFormats"]),
    Module(name: "ProfileProtoFuzz", imports: ["ByteDecoding", "Evidence", "ProfileFormats"]),
    Module(name: "RegularExpressionFuzz", imports: ["RegularExpressions"]),
    Module(name: "RuntimeTraceFuzz", imports: ["ByteDecoding", "Evidence", "RuntimeTextFormats"]),
    Module(name: "TarFuzz", imports: ["ByteDecoding", "Evidence", "Intake"]),
  ]
  : []

let targets: [Target] =
  [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .target(name: "CMemoryReuse"),
    .target(name: "CProcessStop"),
  ]
  + (withoutNetwork ? [] : [.target(name: "CConsole"), .target(name: "CInstanceClaim")])
  + modules.map { module in
    .target(
      name: module.name,
      dependencies: module.imports.map { .init(stringLiteral: $0) } + module.libraries,
      swiftSettings: settings
    )
  }
  + modules.map { module in
    .testTarget(
      name: "\(module.name)Tests",
      dependencies: ([module.name] + module.imports + ["TestSupport"]).map { .init(stringLiteral: $0) }
        + module.libraries,
      swiftSettings: settings
    )
  }
  + crossCuttingTests.map { module in
    .testTarget(
      name: module.name,
      dependencies: (module.imports + ["TestSupport"]).map { .init(stringLiteral: $0) },
      swiftSettings: settings
    )
  }
  + [
    .target(
      name: "TestSupport",
      dependencies: ["ByteDecoding", "Evidence", "ProcessImages", "ProfileFormats", "RuntimeTextFormats"],
      path: "Tests/TestSupport",
      swiftSettings: settings
    )
  ]
  + benchmarks.map { module in
    .executableTarget(
      name: module.name,
      dependencies: (module.imports + ["CMemoryReuse"]).map { .init(stringLiteral: $0) },
      path: "Benchmarks/\(module.name)",
      swiftSettings: settings
    )
  }
  + fuzzTargets.map { module in
    .executableTarget(
      name: module.name,
      dependencies: module.imports.map { .init(stringLiteral: $0) },
      path: "Fuzz/\(module.name)",
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]
    )
  }
  + (withoutNetwork ? [] : [.executableTarget(name: "stanch", dependencies: ["Commands"], swiftSettings: settings)])

let package = Package(
  name: "stanch",
  products: withoutNetwork ? [] : [.executable(name: "stanch", targets: ["stanch"])],
  dependencies: withoutNetwork
    ? []
    : [
      .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
      .package(url: "https://github.com/apple/swift-nio", from: "2.100.0"),
      .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
      .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
      .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
      .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
  targets: targets
)
