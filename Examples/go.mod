module example.com/laboratory

go 1.21

require (
	example.org/minimetrics v0.0.0
	example.org/minisql v0.0.0
)

replace (
	example.org/minimetrics => ./thirdparty/minimetrics
	example.org/minisql => ./thirdparty/minisql
)
