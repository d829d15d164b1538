module shop.example/trace

go 1.22
