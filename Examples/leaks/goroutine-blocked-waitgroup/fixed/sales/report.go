// Package sales builds and keeps sales reports.
package sales

import (
	"errors"
	"hash/fnv"
	"log"
	"sync"
	"time"
)

var regions = []string{"north", "east", "south", "west"}

var errNoReplica = errors.New("replica is catching up")

// Report is the turnover of each region, in cents.
type Report struct {
	ID       string           `json:"id"`
	Turnover map[string]int64 `json:"turnover"`
}

// Builder puts reports together.
type Builder struct {
	archive *Archive
}

// NewBuilder returns a builder that files its reports in the archive.
func NewBuilder(archive *Archive) *Builder {
	return &Builder{archive: archive}
}

// Build queries all regions at once and files the report when the last one has answered.
func (b *Builder) Build(id string) {
	var (
		pending sync.WaitGroup
		mutex   sync.Mutex
	)
	report := Report{ID: id, Turnover: make(map[string]int64, len(regions))}
	for _, region := range regions {
		region := region
		pending.Add(1)
		go func() {
			defer pending.Done()
			turnover, err := query(id, region)
			if err != nil {
				log.Printf("report %s: %s: %v", id, region, err)
				return
			}
			mutex.Lock()
			report.Turnover[region] = turnover
			mutex.Unlock()
		}()
	}
	pending.Wait()
	b.archive.File(report)
}

// query asks one region's database; about one query in twenty meets a replica that is not ready.
func query(id, region string) (int64, error) {
	time.Sleep(15 * time.Millisecond)
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(id + region))
	if sum.Sum32()%20 == 0 {
		return 0, errNoReplica
	}
	return int64(sum.Sum32() % 1_000_000), nil
}
