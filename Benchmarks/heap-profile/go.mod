module example.com/heap-profile

go 1.21
