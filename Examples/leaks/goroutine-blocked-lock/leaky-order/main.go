// Command bank moves money between accounts. Every account has its own lock and a transfer holds both; transfers are
// accepted at once and carried out in the background.
//
// load: POST /transfers?from={n}&to={n-1} 20/s
// load: POST /transfers?from={n-1}&to={n} 20/s
package main

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"example.com/laboratory/internal/service"
)

const accounts = 64

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		bank := newBank()
		mux.HandleFunc("/transfers", func(w http.ResponseWriter, r *http.Request) {
			from, fromErr := strconv.Atoi(r.FormValue("from"))
			to, toErr := strconv.Atoi(r.FormValue("to"))
			if fromErr != nil || toErr != nil || from < 0 || to < 0 || from%accounts == to%accounts {
				http.Error(w, "from and to must be two accounts", http.StatusBadRequest)
				return
			}
			go bank.transfer(&bank.accounts[from%accounts], &bank.accounts[to%accounts], 5)
			service.WriteJSON(w, http.StatusAccepted, map[string]int64{"done": bank.done.Load()})
		})
	})
}

type account struct {
	number  int
	mutex   sync.Mutex
	balance int
}

// bank is all accounts and the number of transfers between them.
type bank struct {
	accounts [accounts]account
	done     atomic.Int64
}

func newBank() *bank {
	b := &bank{}
	for i := range b.accounts {
		b.accounts[i].number = i
		b.accounts[i].balance = 1_000_000
	}
	return b
}

func (b *bank) transfer(from, to *account, amount int) {
	from.mutex.Lock() // leak: also
	defer from.mutex.Unlock()
	authorize()
	to.mutex.Lock() // leak: here
	defer to.mutex.Unlock()
	from.balance -= amount
	to.balance += amount
	b.done.Add(1)
}

// authorize has the transfer checked.
func authorize() {
	time.Sleep(10 * time.Millisecond)
}
