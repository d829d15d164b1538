module bench.example/objectgraph

go 1.21
