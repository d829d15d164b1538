module example.org/minisql

go 1.21
