package minisql

import (
	"bufio"
	"encoding/json"
	"net"
)

// Table answers a query: it returns the names of the columns and the rows.
type Table func(query string, arguments []any) (columns []string, rows [][]any)

// Serve answers queries from a table until the listener is closed.
func Serve(listener net.Listener, table Table) error {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		go func() {
			defer connection.Close()
			_ = converse(connection, table)
		}()
	}
}

func converse(connection net.Conn, table Table) error {
	reader, writer := bufio.NewReader(connection), bufio.NewWriter(connection)
	answers := json.NewEncoder(writer)
	for {
		line, err := reader.ReadBytes('\n')
		if err != nil {
			return err
		}
		var asked struct {
			Query     string
			Arguments []any
		}
		if err := json.Unmarshal(line, &asked); err != nil {
			return err
		}
		if err := answer(answers, asked.Query, asked.Arguments, table); err != nil {
			return err
		}
		if err := writer.Flush(); err != nil {
			return err
		}
	}
}

func answer(answers *json.Encoder, query string, arguments []any, table Table) error {
	switch query {
	case "BEGIN", "COMMIT", "ROLLBACK":
		return answers.Encode(Answer{End: true})
	}
	columns, rows := table(query, arguments)
	if err := answers.Encode(Answer{Columns: columns}); err != nil {
		return err
	}
	for _, row := range rows {
		if err := answers.Encode(Answer{Row: row}); err != nil {
			return err
		}
	}
	return answers.Encode(Answer{End: true})
}
