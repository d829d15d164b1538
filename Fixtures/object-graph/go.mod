module shop.example/shapes

go 1.21
