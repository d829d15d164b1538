// Command letters fills templates and checks addresses by patterns. Both are compiled when they are first needed and kept;
// there are sixty of them.
//
// load: GET /letters/{n} 50/s
package main

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"text/template"

	"example.com/laboratory/internal/service"
)

const kinds = 60

// form is the compiled template and pattern of one kind of letter.
type form struct {
	text    *template.Template
	address *regexp.Regexp
}

func main() {
	service.Run(func(_ context.Context, mux *http.ServeMux) {
		var forms sync.Map // kind of letter -> *form
		mux.HandleFunc("/letters/", func(w http.ResponseWriter, r *http.Request) {
			number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/letters/"))
			if err != nil {
				service.WriteError(w, http.StatusBadRequest, err)
				return
			}
			if err := write(w, formOf(&forms, number%kinds), number); err != nil {
				service.WriteError(w, http.StatusInternalServerError, err)
			}
		})
	})
}

func formOf(forms *sync.Map, kind int) *form {
	if found, ok := forms.Load(kind); ok {
		return found.(*form)
	}
	compiled := &form{
		text:    template.Must(template.New("letter").Parse(fmt.Sprintf("Dear {{.Name}}, this is letter %d.\n", kind))),
		address: regexp.MustCompile(fmt.Sprintf(`^[a-z]+-%d( street| road)? \d{1,4}$`, kind)),
	}
	found, _ := forms.LoadOrStore(kind, compiled)
	return found.(*form)
}

func write(w http.ResponseWriter, form *form, number int) error {
	if !form.address.MatchString(fmt.Sprintf("elm-%d road %d", number%kinds, number%9999+1)) {
		return fmt.Errorf("letter %d has no address", number)
	}
	return form.text.Execute(w, map[string]string{"Name": "reader " + strconv.Itoa(number)})
}
