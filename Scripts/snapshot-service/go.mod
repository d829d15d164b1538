module shop.example/svc

go 1.21
