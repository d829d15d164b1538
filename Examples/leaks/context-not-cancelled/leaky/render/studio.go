// Package render draws charts.
package render

import "context"

// Drawing is what is asked for.
type Drawing struct {
	Number int    `json:"n"`
	Text   string `json:"text"`
}

type drawingKey struct{}

// Studio draws as long as its service runs.
type Studio struct {
	open context.Context
}

// NewStudio returns a studio that stops drawing when the context ends.
func NewStudio(open context.Context) *Studio {
	return &Studio{open: open}
}

// Draw returns the number of strokes that a drawing took.
func (s *Studio) Draw(drawing *Drawing) (int, error) {
	ctx, cancel := context.WithCancel(context.WithValue(s.open, drawingKey{}, drawing)) // leak: here
	if drawing.Text == "" {
		cancel()
		return 0, ctx.Err()
	}
	return strokes(ctx)
}

func strokes(ctx context.Context) (int, error) {
	drawing := ctx.Value(drawingKey{}).(*Drawing)
	count := 0
	for i := 0; i < len(drawing.Text); i++ {
		if i%4096 == 0 && ctx.Err() != nil {
			return 0, ctx.Err()
		}
		if drawing.Text[i] == 'i' || drawing.Text[i] == 'l' {
			count++
		}
	}
	return count, nil
}
