module shop.example/reader

go 1.25
