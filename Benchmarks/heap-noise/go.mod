module example.com/heap-noise

go 1.21
