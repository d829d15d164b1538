module example.com/laboratory

go 1.21

require example.org/minisql v0.0.0

replace example.org/minisql => ./thirdparty/minisql
