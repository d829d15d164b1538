package sales

import "sync"

// Archive keeps the most recent reports.
type Archive struct {
	mutex   sync.RWMutex
	size    int
	order   []string
	reports map[string]Report
}

// NewArchive returns an archive for so many reports.
func NewArchive(size int) *Archive {
	return &Archive{size: size, reports: make(map[string]Report, size)}
}

// File adds a report and drops the oldest one when the archive is full.
func (a *Archive) File(report Report) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if _, ok := a.reports[report.ID]; !ok {
		a.order = append(a.order, report.ID)
	}
	a.reports[report.ID] = report
	if len(a.order) > a.size {
		delete(a.reports, a.order[0])
		a.order = a.order[1:]
	}
}

// Find returns a report by its id.
func (a *Archive) Find(id string) (Report, bool) {
	a.mutex.RLock()
	defer a.mutex.RUnlock()
	report, ok := a.reports[id]
	return report, ok
}
