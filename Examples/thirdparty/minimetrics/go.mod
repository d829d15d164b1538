module example.org/minimetrics

go 1.21
