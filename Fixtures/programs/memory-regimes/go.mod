module fixtures.example/memory-regimes

go 1.21
