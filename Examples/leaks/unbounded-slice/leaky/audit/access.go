package audit

import (
	"net/http"
	"net/http/httputil"
	"time"
)

const trail = 12 << 10

// Access is one reading of one secret.
type Access struct {
	Secret string
	From   string
	At     time.Time
	Trail  []byte // the request as it came, for a later inquiry
}

// NewAccess notes a request for a secret.
func NewAccess(secret string, r *http.Request, at time.Time) *Access {
	head, err := httputil.DumpRequest(r, false)
	if err != nil {
		head = []byte(err.Error())
	}
	access := &Access{Secret: secret, From: r.RemoteAddr, At: at, Trail: make([]byte, trail)} // leak: also
	copy(access.Trail, head)
	return access
}
