package preview

import (
	"fmt"
	"html"
	"strings"
	"time"
)

// Page is one rendered preview.
type Page struct {
	URL      string
	HTML     []byte
	Rendered time.Time
}

const (
	pageSize   = 24 << 10
	renderTime = 3 * time.Millisecond
)

// render makes the page of one article.
func render(url string) *Page {
	time.Sleep(renderTime)
	article, _, _ := strings.Cut(url, "?")
	body := make([]byte, 0, pageSize)
	body = fmt.Appendf(body, "<h1>%s</h1>\n", html.EscapeString(article))
	for len(body)+64 < pageSize {
		body = fmt.Appendf(body, "<p>Paragraph at %d.</p>\n", len(body))
	}
	return &Page{URL: article, HTML: body, Rendered: time.Now()}
}
