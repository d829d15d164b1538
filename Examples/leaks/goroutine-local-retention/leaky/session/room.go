// Package session lets people talk in rooms.
package session

import (
	"context"
	"sync"
	"time"
)

const flushInterval = time.Second

// Message is what somebody says.
type Message struct {
	Number int    `json:"n"`
	Text   string `json:"text"`
}

// House has rooms.
type House struct {
	ctx   context.Context
	mutex sync.Mutex
	rooms map[string]*Room
}

// NewHouse returns a house that is open until the context ends.
func NewHouse(ctx context.Context) *House {
	return &House{ctx: ctx, rooms: make(map[string]*Room)}
}

// Room opens a room or finds one that is open.
func (h *House) Room(name string) *Room {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	room, ok := h.rooms[name]
	if !ok {
		room = &Room{messages: make(chan *Message, 8)}
		h.rooms[name] = room
		go room.run(h.ctx)
	}
	return room
}

// Room passes on what is said in it.
type Room struct {
	messages chan *Message
	mutex    sync.Mutex
	words    int
}

// Say passes a message on and tells whether the room took it.
func (r *Room) Say(ctx context.Context, message *Message) bool {
	select {
	case r.messages <- message:
		return true
	case <-ctx.Done():
		return false
	}
}

// run gathers messages and sends them to everybody once a second.
func (r *Room) run(ctx context.Context) {
	ticker := time.NewTicker(flushInterval)
	defer ticker.Stop()
	var said []*Message
	sent := 0
	for {
		select {
		case message := <-r.messages:
			said = append(said, message) // leak: here
		case <-ticker.C:
			r.send(said[sent:])
			sent = len(said)
		case <-ctx.Done():
			return
		}
	}
}

func (r *Room) send(messages []*Message) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for _, message := range messages {
		r.words += len(message.Text) / 6
	}
}
