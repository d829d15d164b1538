module shop.example/memory

go 1.21
