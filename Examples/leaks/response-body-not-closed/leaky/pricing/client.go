// Package pricing is the client of the pricing service.
package pricing

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// ErrUnknown says that the pricing service does not know a product.
var ErrUnknown = errors.New("unknown product")

// Client asks the pricing service.
type Client struct {
	base string
	http *http.Client
}

// NewClient returns a client for the service at a base URL that waits at most so long for the head of an answer.
func NewClient(base string, patience time.Duration) *Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.ResponseHeaderTimeout = patience
	transport.MaxIdleConnsPerHost = 32
	return &Client{base: base, http: &http.Client{Transport: transport}}
}

// Price returns the price of a product in cents.
func (c *Client) Price(product string) (int, error) {
	request, err := http.NewRequest(http.MethodGet, c.base+"/prices/"+url.PathEscape(product), nil)
	if err != nil {
		return 0, fmt.Errorf("price of %s: %w", product, err)
	}
	request.Header.Set("Accept", "application/json")
	response, err := c.http.Do(request) // leak: here
	if err != nil {
		return 0, fmt.Errorf("price of %s: %w", product, err)
	}
	if response.StatusCode == http.StatusNotFound {
		return 0, fmt.Errorf("price of %s: %w", product, ErrUnknown)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("price of %s: pricing service says %s", product, response.Status)
	}
	var answer struct {
		Cents int `json:"cents"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return 0, fmt.Errorf("price of %s: %w", product, err)
	}
	return answer.Cents, nil
}
