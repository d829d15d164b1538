// SPDX-License-Identifier: Apache-2.0

// swift-format-ignore-file
// Written by ExampleProgramTests from Examples/leaks.

extension ExampleProgram {
  /// The programs of a kind; nil when the laboratory shows none.
  static func of(_ kind: String) -> ExampleProgram? {
    switch kind {
    case "backing-array-retention":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/backing-array-retention/leaky-string/main.go",
            code: #"""
              const most = 1_000_000

              // collector remembers trace ids.
              type collector struct {
                  mutex  sync.Mutex
                  traces []string
              }

              func (c *collector) note(trace string) {
                  c.mutex.Lock()
                  defer c.mutex.Unlock()
                  if len(c.traces) == most {
                      copy(c.traces, c.traces[1:])
                      c.traces = c.traces[:most-1]
                  }
                  c.traces = append(c.traces, trace) // leak: here
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/backing-array-retention/fixed-string/main.go",
            code: #"""
              const most = 1_000_000

              // collector remembers trace ids.
              type collector struct {
                  mutex  sync.Mutex
                  traces []string
              }

              func (c *collector) note(trace string) {
                  c.mutex.Lock()
                  defer c.mutex.Unlock()
                  if len(c.traces) == most {
                      copy(c.traces, c.traces[1:])
                      c.traces = c.traces[:most-1]
                  }
                  c.traces = append(c.traces, strings.Clone(trace))
              }
              """#
          ),
        ]
      )
    case "closure-capture":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/closure-capture/leaky/main.go",
            code: #"""
              // document is what an editor works on.
              type document struct {
                  Number int    `json:"n"`
                  Text   string `json:"text"`
                  closed time.Time
              }

              // edit works on a document for a moment and returns how many words it has.
              func edit(office *events.Bus, r *http.Request) (int, error) {
                  opened := new(document)
                  if err := json.NewDecoder(r.Body).Decode(opened); err != nil { // leak: also
                      return 0, err
                  }
                  office.Subscribe(func(at time.Time) { opened.closed = at }) // leak: here
                  time.Sleep(2 * time.Millisecond)
                  words := 1
                  for _, letter := range opened.Text {
                      if letter == ' ' {
                          words++
                      }
                  }
                  return words, nil
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/closure-capture/fixed/main.go",
            code: #"""
              // document is what an editor works on.
              type document struct {
                  Number int    `json:"n"`
                  Text   string `json:"text"`
                  closed time.Time
              }

              // edit works on a document for a moment and returns how many words it has.
              func edit(office *events.Bus, r *http.Request) (int, error) {
                  opened := new(document)
                  if err := json.NewDecoder(r.Body).Decode(opened); err != nil {
                      return 0, err
                  }
                  leave := office.Subscribe(func(at time.Time) { opened.closed = at })
                  defer leave()
                  time.Sleep(2 * time.Millisecond)
                  words := 1
                  for _, letter := range opened.Text {
                      if letter == ' ' {
                          words++
                      }
                  }
                  return words, nil
              }
              """#
          ),
        ]
      )
    case "connection-not-released":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/connection-not-released/leaky-transaction/main.go",
            code: #"""
              var errClosed = errors.New("account is closed")

              func statement(database *sql.DB, account int64) ([]float64, error) {
                  transaction, err := database.Begin() // leak: here
                  if err != nil {
                      return nil, fmt.Errorf("statement of %d: %w", account, err)
                  }
                  var closed bool
                  if err := transaction.QueryRow("SELECT closed FROM accounts WHERE id = ?", account).Scan(&closed); err != nil {
                      return nil, fmt.Errorf("statement of %d: %w", account, err)
                  }
                  if closed {
                      return nil, fmt.Errorf("statement of %d: %w", account, errClosed)
                  }
                  lines, err := amounts(transaction, account)
                  if err != nil {
                      return nil, fmt.Errorf("statement of %d: %w", account, err)
                  }
                  return lines, transaction.Commit()
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/connection-not-released/fixed-transaction/main.go",
            code: #"""
              var errClosed = errors.New("account is closed")

              func statement(database *sql.DB, account int64) ([]float64, error) {
                  transaction, err := database.Begin()
                  if err != nil {
                      return nil, fmt.Errorf("statement of %d: %w", account, err)
                  }
                  defer func() { _ = transaction.Rollback() }()
                  var closed bool
                  if err := transaction.QueryRow("SELECT closed FROM accounts WHERE id = ?", account).Scan(&closed); err != nil {
                      return nil, fmt.Errorf("statement of %d: %w", account, err)
                  }
                  if closed {
                      return nil, fmt.Errorf("statement of %d: %w", account, errClosed)
                  }
                  lines, err := amounts(transaction, account)
                  if err != nil {
                      return nil, fmt.Errorf("statement of %d: %w", account, err)
                  }
                  return lines, transaction.Commit()
              }
              """#
          ),
        ]
      )
    case "context-not-cancelled":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/context-not-cancelled/leaky-timeout/main.go",
            code: #"""
              const longest = 6 * time.Hour

              // export is what a customer wants to download.
              type export struct {
                  Number int    `json:"n"`
                  Text   string `json:"text"`
              }

              type exportKey struct{}

              // prepare must outlive the request: the customer may come back for the download later.
              func prepare(wanted *export) (int, error) {
                  ctx := context.WithValue(context.Background(), exportKey{}, wanted)
                  ctx, _ = context.WithTimeout(ctx, longest) // leak: here
                  return collect(ctx)
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/context-not-cancelled/fixed-timeout/main.go",
            code: #"""
              const longest = 6 * time.Hour

              // export is what a customer wants to download.
              type export struct {
                  Number int    `json:"n"`
                  Text   string `json:"text"`
              }

              type exportKey struct{}

              // prepare must outlive the request: the customer may come back for the download later.
              func prepare(wanted *export) (int, error) {
                  ctx := context.WithValue(context.Background(), exportKey{}, wanted)
                  ctx, cancel := context.WithTimeout(ctx, longest)
                  defer cancel()
                  return collect(ctx)
              }
              """#
          ),
        ]
      )
    case "coroutine-not-stopped":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/coroutine-not-stopped/leaky/timeline/merge.go",
            code: #"""
              // Merge returns the entries of two sources, the newest first.
              func Merge(left, right iter.Seq[Entry]) iter.Seq[Entry] {
                  return func(yield func(Entry) bool) {
                      next, _ := iter.Pull(right) // leak: here
                      candidate, more := next()
                      for entry := range left {
                          for more && candidate.Age < entry.Age {
                              if !yield(candidate) {
                                  return
                              }
                              candidate, more = next()
                          }
                          if !yield(entry) {
                              return
                          }
                      }
                      for more {
                          if !yield(candidate) {
                              return
                          }
                          candidate, more = next()
                      }
                  }
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/coroutine-not-stopped/fixed/timeline/merge.go",
            code: #"""
              // Merge returns the entries of two sources, the newest first.
              func Merge(left, right iter.Seq[Entry]) iter.Seq[Entry] {
                  return func(yield func(Entry) bool) {
                      next, stop := iter.Pull(right)
                      defer stop()
                      candidate, more := next()
                      for entry := range left {
                          for more && candidate.Age < entry.Age {
                              if !yield(candidate) {
                                  return
                              }
                              candidate, more = next()
                          }
                          if !yield(entry) {
                              return
                          }
                      }
                      for more {
                          if !yield(candidate) {
                              return
                          }
                          candidate, more = next()
                      }
                  }
              }
              """#
          ),
        ]
      )
    case "defer-accumulation":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/defer-accumulation/leaky/intake/belt.go",
            code: #"""
              // Belt takes parcels to the sorter.
              type Belt struct {
                  parcels chan *Parcel
                  sorted  atomic.Int64
              }

              // Sort sorts parcels until the context ends.
              func (b *Belt) Sort(ctx context.Context) {
                  for {
                      select {
                      case parcel := <-b.parcels:
                          parcel.mutex.Lock()
                          defer parcel.mutex.Unlock() // leak: here
                          parcel.bin = binOf(parcel)
                          b.sorted.Add(1)
                      case <-ctx.Done():
                          return
                      }
                  }
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/defer-accumulation/fixed/intake/belt.go",
            code: #"""
              // Parcel is what is sorted.
              type Parcel struct {
                  Number int    `json:"n"`
                  Text   string `json:"text"`
                  mutex  sync.Mutex
                  bin    uint32
              }

              // Belt takes parcels to the sorter.
              type Belt struct {
                  parcels chan *Parcel
                  sorted  atomic.Int64
              }

              // Sort sorts parcels until the context ends.
              func (b *Belt) Sort(ctx context.Context) {
                  for {
                      select {
                      case parcel := <-b.parcels:
                          b.sort(parcel)
                      case <-ctx.Done():
                          return
                      }
                  }
              }

              func (b *Belt) sort(parcel *Parcel) {
                  parcel.mutex.Lock()
                  defer parcel.mutex.Unlock()
                  parcel.bin = binOf(parcel)
                  b.sorted.Add(1)
              }
              """#
          ),
        ]
      )
    case "fd-leak":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/fd-leak/leaky-child/main.go",
            code: #"""
              // checker asks the program and remembers which processes it has started, to count them.
              type checker struct {
                  mutex   sync.Mutex
                  started []*exec.Cmd
              }

              // check returns the first line that the program says about a word.
              func (c *checker) check(word string) (string, error) {
                  command := exec.Command("echo", "known:", word)
                  output, err := command.StdoutPipe() // leak: also
                  if err != nil {
                      return "", err
                  }
                  if err := command.Start(); err != nil { // leak: here
                      return "", err
                  }
                  c.note(command)
                  line, err := bufio.NewReader(output).ReadString('\n')
                  if err != nil {
                      return "", err
                  }
                  return strings.TrimSpace(line), nil
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/fd-leak/fixed-child/main.go",
            code: #"""
              // checker asks the program and remembers which processes it has started, to count them.
              type checker struct {
                  mutex   sync.Mutex
                  started []*exec.Cmd
              }

              // check returns the first line that the program says about a word.
              func (c *checker) check(word string) (string, error) {
                  command := exec.Command("echo", "known:", word)
                  output, err := command.StdoutPipe()
                  if err != nil {
                      return "", err
                  }
                  if err := command.Start(); err != nil {
                      return "", err
                  }
                  c.note(command)
                  defer command.Wait()
                  line, err := bufio.NewReader(output).ReadString('\n')
                  if err != nil {
                      return "", err
                  }
                  return strings.TrimSpace(line), nil
              }
              """#
          ),
        ]
      )
    case "finalizer-blocked":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/finalizer-blocked/leaky/canvas/studio.go",
            code: #"""
              // Canvas is the memory of one picture.
              type Canvas struct {
                  pixels []byte
              }

              // Studio lends canvases and gets them back when nobody uses them any more.
              type Studio struct {
                  returned chan []byte
                  most     int
                  mutex    sync.Mutex
                  spare    [][]byte
              }

              func (s *Studio) recycle(c *Canvas) {
                  s.returned <- c.pixels // leak: here
              }

              // collect puts returned canvases among the spare ones.
              func (s *Studio) collect() {
                  for pixels := range s.returned {
                      if !s.keep(pixels) {
                          return
                      }
                  }
              }

              // keep adds a spare canvas if there is room for it.
              func (s *Studio) keep(pixels []byte) bool {
                  s.mutex.Lock()
                  defer s.mutex.Unlock()
                  if len(s.spare) >= s.most {
                      return false
                  }
                  s.spare = append(s.spare, pixels)
                  return true
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/finalizer-blocked/fixed/canvas/studio.go",
            code: #"""
              // Canvas is the memory of one picture.
              type Canvas struct {
                  pixels []byte
              }

              // Studio lends canvases and gets them back when nobody uses them any more.
              type Studio struct {
                  returned chan []byte
                  most     int
                  mutex    sync.Mutex
                  spare    [][]byte
              }

              func (s *Studio) recycle(c *Canvas) {
                  s.returned <- c.pixels
              }

              // collect puts returned canvases among the spare ones.
              func (s *Studio) collect() {
                  for pixels := range s.returned {
                      s.keep(pixels)
                  }
              }

              // keep adds a spare canvas if there is room for it.
              func (s *Studio) keep(pixels []byte) {
                  s.mutex.Lock()
                  defer s.mutex.Unlock()
                  if len(s.spare) < s.most {
                      s.spare = append(s.spare, pixels)
                  }
              }
              """#
          ),
        ]
      )
    case "finalizer-cycle":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/finalizer-cycle/leaky/decoder/decoder.go",
            code: #"""
              const frame = 30 << 10

              var open atomic.Int64

              // Decoder turns a stream into samples.
              type Decoder struct {
                  seed   byte
                  buffer []byte
                  stream *stream
              }

              // stream reads the next frame for a decoder.
              type stream struct {
                  decoder  *Decoder
                  position int
              }

              // New returns a decoder; it counts as open until the collector takes it.
              func New(seed byte) *Decoder {
                  d := &Decoder{seed: seed, buffer: make([]byte, frame)} // leak: also
                  d.stream = &stream{decoder: d}
                  open.Add(1)
                  runtime.SetFinalizer(d, (*Decoder).release) // leak: here
                  return d
              }

              // Decode returns the number of samples that are not silent.
              func (d *Decoder) Decode() int {
                  loud := 0
                  for d.stream.next() {
                      for _, sample := range d.buffer {
                          if sample > 128 {
                              loud++
                          }
                      }
                  }
                  return loud
              }

              // next fills the decoder's buffer; there are three frames.
              func (s *stream) next() bool {
                  for i := range s.decoder.buffer {
                      s.decoder.buffer[i] = s.decoder.seed + byte(i*s.position)
                  }
                  s.position++
                  return s.position <= 3
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/finalizer-cycle/fixed/decoder/decoder.go",
            code: #"""
              const frame = 30 << 10

              var open atomic.Int64

              // Decoder turns a stream into samples.
              type Decoder struct {
                  stream *stream
              }

              // stream reads frames; it knows nothing of its decoder, so that the two are no cycle.
              type stream struct {
                  seed     byte
                  buffer   []byte
                  position int
              }

              // New returns a decoder; it counts as open until the collector takes it.
              func New(seed byte) *Decoder {
                  d := &Decoder{stream: &stream{seed: seed, buffer: make([]byte, frame)}}
                  open.Add(1)
                  runtime.SetFinalizer(d, (*Decoder).release)
                  return d
              }

              // Decode returns the number of samples that are not silent.
              func (d *Decoder) Decode() int {
                  loud := 0
                  for d.stream.next() {
                      for _, sample := range d.stream.buffer {
                          if sample > 128 {
                              loud++
                          }
                      }
                  }
                  return loud
              }

              // next fills the buffer; there are three frames.
              func (s *stream) next() bool {
                  for i := range s.buffer {
                      s.buffer[i] = s.seed + byte(i*s.position)
                  }
                  s.position++
                  return s.position <= 3
              }
              """#
          ),
        ]
      )
    case "goroutine-blocked-cond":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/goroutine-blocked-cond/leaky/chunk/queue.go",
            code: #"""
              // Queue holds the chunks of one upload that are not stored yet.
              type Queue struct {
                  name     string
                  mutex    sync.Mutex
                  arrived  *sync.Cond
                  chunks   [][]byte
                  finished bool
              }

              // Finish says that no more chunks will come.
              func (q *Queue) Finish() {
                  q.mutex.Lock()
                  q.finished = true
                  q.mutex.Unlock()
              }

              // Next returns the next chunk in order, waiting for it if need be; it is false after the last one.
              func (q *Queue) Next() ([]byte, bool) {
                  q.mutex.Lock()
                  defer q.mutex.Unlock()
                  for len(q.chunks) == 0 && !q.finished {
                      q.arrived.Wait() // leak: here
                  }
                  if len(q.chunks) == 0 {
                      return nil, false
                  }
                  next := q.chunks[0]
                  q.chunks = q.chunks[1:]
                  return next, true
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/goroutine-blocked-cond/fixed/chunk/queue.go",
            code: #"""
              // Queue holds the chunks of one upload that are not stored yet.
              type Queue struct {
                  name     string
                  mutex    sync.Mutex
                  arrived  *sync.Cond
                  chunks   [][]byte
                  finished bool
              }

              // Finish says that no more chunks will come.
              func (q *Queue) Finish() {
                  q.mutex.Lock()
                  q.finished = true
                  q.mutex.Unlock()
                  q.arrived.Broadcast()
              }

              // Next returns the next chunk in order, waiting for it if need be; it is false after the last one.
              func (q *Queue) Next() ([]byte, bool) {
                  q.mutex.Lock()
                  defer q.mutex.Unlock()
                  for len(q.chunks) == 0 && !q.finished {
                      q.arrived.Wait()
                  }
                  if len(q.chunks) == 0 {
                      return nil, false
                  }
                  next := q.chunks[0]
                  q.chunks = q.chunks[1:]
                  return next, true
              }
              """#
          ),
        ]
      )
    case "goroutine-blocked-io":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/goroutine-blocked-io/leaky-pipe/main.go",
            code: #"""
              // send writes so many rows to a client, up to the size that clients can take.
              func send(w io.Writer, rows int) error {
                  reader, writer := io.Pipe()
                  go func() {
                      writer.CloseWithError(encode(writer, rows))
                  }()
                  _, err := io.Copy(w, io.LimitReader(reader, mostBytes))
                  return err
              }

              func encode(w io.Writer, rows int) error {
                  table := csv.NewWriter(w)
                  for i := 0; i < rows; i++ {
                      row := []string{strconv.Itoa(i), "article " + strconv.Itoa(i*37%1000), "1 piece", "19.90"}
                      if err := table.Write(row); err != nil { // leak: here
                          return err
                      }
                  }
                  table.Flush()
                  return table.Error()
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/goroutine-blocked-io/fixed-pipe/main.go",
            code: #"""
              // send writes so many rows to a client, up to the size that clients can take.
              func send(w io.Writer, rows int) error {
                  reader, writer := io.Pipe()
                  defer reader.Close()
                  go func() {
                      writer.CloseWithError(encode(writer, rows))
                  }()
                  _, err := io.Copy(w, io.LimitReader(reader, mostBytes))
                  return err
              }

              func encode(w io.Writer, rows int) error {
                  table := csv.NewWriter(w)
                  for i := 0; i < rows; i++ {
                      row := []string{strconv.Itoa(i), "article " + strconv.Itoa(i*37%1000), "1 piece", "19.90"}
                      if err := table.Write(row); err != nil {
                          return err
                      }
                  }
                  table.Flush()
                  return table.Error()
              }
              """#
          ),
        ]
      )
    case "goroutine-blocked-lock":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/goroutine-blocked-lock/leaky-order/main.go",
            code: #"""
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
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/goroutine-blocked-lock/fixed-order/main.go",
            code: #"""
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

              func (b *bank) transfer(from, to *account, amount int) {
                  first, second := from, to
                  if second.number < first.number {
                      first, second = second, first
                  }
                  first.mutex.Lock()
                  defer first.mutex.Unlock()
                  authorize()
                  second.mutex.Lock()
                  defer second.mutex.Unlock()
                  from.balance -= amount
                  to.balance += amount
                  b.done.Add(1)
              }
              """#
          ),
        ]
      )
    case "goroutine-blocked-receive":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/goroutine-blocked-receive/leaky-range/pubsub/topic.go",
            code: #"""
              // Topic has any number of listeners.
              type Topic[T any] struct {
                  mutex     sync.Mutex
                  capacity  int
                  listeners map[<-chan T]chan T
              }

              // Unsubscribe ends a subscription.
              func (t *Topic[T]) Unsubscribe(subscription <-chan T) {
                  t.mutex.Lock()
                  defer t.mutex.Unlock()
                  delete(t.listeners, subscription)
              }

              // Digest keeps the newest values of a subscription.
              type Digest[T any] struct {
                  mutex  sync.Mutex
                  most   int
                  values []T
              }

              // Collect takes in values until the subscription ends.
              func (d *Digest[T]) Collect(values <-chan T) {
                  for value := range values { // leak: here
                      d.add(value)
                  }
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/goroutine-blocked-receive/fixed-range/pubsub/topic.go",
            code: #"""
              // Topic has any number of listeners.
              type Topic[T any] struct {
                  mutex     sync.Mutex
                  capacity  int
                  listeners map[<-chan T]chan T
              }

              // Unsubscribe ends a subscription.
              func (t *Topic[T]) Unsubscribe(subscription <-chan T) {
                  t.mutex.Lock()
                  defer t.mutex.Unlock()
                  if listener, ok := t.listeners[subscription]; ok {
                      delete(t.listeners, subscription)
                      close(listener)
                  }
              }

              // Digest keeps the newest values of a subscription.
              type Digest[T any] struct {
                  mutex  sync.Mutex
                  most   int
                  values []T
              }

              // Collect takes in values until the subscription ends.
              func (d *Digest[T]) Collect(values <-chan T) {
                  for value := range values {
                      d.add(value)
                  }
              }
              """#
          ),
        ]
      )
    case "goroutine-blocked-select":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/goroutine-blocked-select/leaky/session/session.go",
            code: #"""
              // Session is one signed-in device.
              type Session struct {
                  device   string
                  activity chan string
                  ctx      context.Context
                  end      context.CancelFunc
                  counts   map[string]int
              }

              func (s *Session) run() {
                  for {
                      select { // leak: here
                      case activity := <-s.activity:
                          s.counts[activity]++
                      case <-s.ctx.Done():
                          return
                      }
                  }
              }

              // Directory finds the sessions by device.
              type Directory struct {
                  ctx   context.Context
                  mutex sync.Mutex
                  open  map[string]*Session
              }

              // Close ends the device's session; it is false when there is none.
              func (d *Directory) Close(device string) bool {
                  d.mutex.Lock()
                  defer d.mutex.Unlock()
                  if _, ok := d.open[device]; !ok {
                      return false
                  }
                  delete(d.open, device)
                  return true
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/goroutine-blocked-select/fixed/session/session.go",
            code: #"""
              // Session is one signed-in device.
              type Session struct {
                  device   string
                  activity chan string
                  ctx      context.Context
                  end      context.CancelFunc
                  counts   map[string]int
              }

              func (s *Session) run() {
                  for {
                      select {
                      case activity := <-s.activity:
                          s.counts[activity]++
                      case <-s.ctx.Done():
                          return
                      }
                  }
              }

              // Directory finds the sessions by device.
              type Directory struct {
                  ctx   context.Context
                  mutex sync.Mutex
                  open  map[string]*Session
              }

              // Close ends the device's session; it is false when there is none.
              func (d *Directory) Close(device string) bool {
                  d.mutex.Lock()
                  defer d.mutex.Unlock()
                  opened, ok := d.open[device]
                  if !ok {
                      return false
                  }
                  opened.end()
                  delete(d.open, device)
                  return true
              }
              """#
          ),
        ]
      )
    case "goroutine-blocked-send":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/goroutine-blocked-send/leaky-queue/main.go",
            code: #"""
              type line struct {
                  Purchase int       `json:"purchase"`
                  At       time.Time `json:"at"`
              }

              func purchase(w http.ResponseWriter, r *http.Request) {
                  number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/purchases/"))
                  if err != nil {
                      service.WriteError(w, http.StatusBadRequest, err)
                      return
                  }
                  entry := line{Purchase: number, At: time.Now()}
                  go func() {
                      queue <- entry // leak: here
                  }()
                  service.WriteJSON(w, http.StatusCreated, entry)
              }

              // write empties the queue until the context ends.
              func write(ctx context.Context, target *archive) {
                  for {
                      select {
                      case entry := <-queue:
                          if err := target.append(entry); err != nil {
                              log.Printf("journal: %v", err)
                              return
                          }
                      case <-ctx.Done():
                          return
                      }
                  }
              }

              // archive takes so many bytes and refuses what is beyond them.
              type archive struct {
                  quota int
                  used  int
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/goroutine-blocked-send/fixed-queue/main.go",
            code: #"""
              type line struct {
                  Purchase int       `json:"purchase"`
                  At       time.Time `json:"at"`
              }

              func purchase(w http.ResponseWriter, r *http.Request) {
                  number, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/purchases/"))
                  if err != nil {
                      service.WriteError(w, http.StatusBadRequest, err)
                      return
                  }
                  entry := line{Purchase: number, At: time.Now()}
                  go func() {
                      queue <- entry
                  }()
                  service.WriteJSON(w, http.StatusCreated, entry)
              }

              // write empties the queue until the context ends.
              func write(ctx context.Context, target *archive) {
                  for {
                      select {
                      case entry := <-queue:
                          if err := target.append(entry); err != nil {
                              log.Printf("journal: %v", err)
                          }
                      case <-ctx.Done():
                          return
                      }
                  }
              }

              // archive takes so many bytes and refuses what is beyond them.
              type archive struct {
                  quota int
                  used  int
              }
              """#
          ),
        ]
      )
    case "goroutine-blocked-syscall":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/goroutine-blocked-syscall/leaky/words/counter.go",
            code: #"""
              // Counter runs one program per document.
              type Counter struct {
                  program   string
                  arguments []string
                  counted   atomic.Int64
              }

              // Count feeds a text to the program and waits for it to end.
              func (c *Counter) Count(text string) error {
                  command := exec.Command(c.program, c.arguments...)
                  input, err := command.StdinPipe()
                  if err != nil {
                      return fmt.Errorf("connect to %s: %w", c.program, err)
                  }
                  if err := command.Start(); err != nil {
                      return fmt.Errorf("start %s: %w", c.program, err)
                  }
                  if _, err := io.WriteString(input, text); err != nil {
                      return fmt.Errorf("feed %s: %w", c.program, err)
                  }
                  if err := command.Wait(); err != nil { // leak: here
                      return fmt.Errorf("run %s: %w", c.program, err)
                  }
                  c.counted.Add(1)
                  return nil
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/goroutine-blocked-syscall/fixed/words/counter.go",
            code: #"""
              const patience = 10 * time.Second

              // Counter runs one program per document.
              type Counter struct {
                  program   string
                  arguments []string
                  counted   atomic.Int64
              }

              // Count feeds a text to the program and waits for it to end.
              func (c *Counter) Count(text string) error {
                  ctx, cancel := context.WithTimeout(context.Background(), patience)
                  defer cancel()
                  command := exec.CommandContext(ctx, c.program, c.arguments...)
                  input, err := command.StdinPipe()
                  if err != nil {
                      return fmt.Errorf("connect to %s: %w", c.program, err)
                  }
                  if err := command.Start(); err != nil {
                      return fmt.Errorf("start %s: %w", c.program, err)
                  }
                  _, fed := io.WriteString(input, text)
                  input.Close()
                  if err := command.Wait(); err != nil {
                      return fmt.Errorf("run %s: %w", c.program, err)
                  }
                  if fed != nil {
                      return fmt.Errorf("feed %s: %w", c.program, fed)
                  }
                  c.counted.Add(1)
                  return nil
              }
              """#
          ),
        ]
      )
    case "goroutine-blocked-waitgroup":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/goroutine-blocked-waitgroup/leaky/sales/report.go",
            code: #"""
              var regions = []string{"north", "east", "south", "west"}

              // Report is the turnover of each region, in cents.
              type Report struct {
                  ID       string           `json:"id"`
                  Turnover map[string]int64 `json:"turnover"`
              }

              // Builder puts reports together.
              type Builder struct {
                  archive *Archive
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
                          turnover, err := query(id, region)
                          if err != nil {
                              log.Printf("report %s: %s: %v", id, region, err)
                              return
                          }
                          mutex.Lock()
                          report.Turnover[region] = turnover
                          mutex.Unlock()
                          pending.Done()
                      }()
                  }
                  pending.Wait() // leak: here
                  b.archive.File(report)
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/goroutine-blocked-waitgroup/fixed/sales/report.go",
            code: #"""
              var regions = []string{"north", "east", "south", "west"}

              // Report is the turnover of each region, in cents.
              type Report struct {
                  ID       string           `json:"id"`
                  Turnover map[string]int64 `json:"turnover"`
              }

              // Builder puts reports together.
              type Builder struct {
                  archive *Archive
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
              """#
          ),
        ]
      )
    case "goroutine-growth":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/goroutine-growth/leaky/guests/list.go",
            code: #"""
              // List holds the links that are valid.
              type List struct {
                  validity time.Duration
                  mutex    sync.Mutex
                  expiry   map[string]time.Time
              }

              // NewList returns an empty list whose links are valid for so long.
              func NewList(_ context.Context, validity time.Duration) *List {
                  return &List{validity: validity, expiry: make(map[string]time.Time)}
              }

              // Invite makes a guest's link valid.
              func (l *List) Invite(guest string) {
                  l.mutex.Lock()
                  l.expiry[guest] = time.Now().Add(l.validity)
                  l.mutex.Unlock()
                  go l.withdraw(guest)
              }

              func (l *List) withdraw(guest string) {
                  time.Sleep(l.validity) // leak: here
                  l.mutex.Lock()
                  defer l.mutex.Unlock()
                  delete(l.expiry, guest)
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/goroutine-growth/fixed/guests/list.go",
            code: #"""
              // List holds the links that are valid.
              type List struct {
                  validity time.Duration
                  mutex    sync.Mutex
                  expiry   map[string]time.Time
              }

              // NewList returns an empty list whose links are valid for so long.
              func NewList(ctx context.Context, validity time.Duration) *List {
                  list := &List{validity: validity, expiry: make(map[string]time.Time)}
                  go list.withdrawExpired(ctx)
                  return list
              }

              // Invite makes a guest's link valid.
              func (l *List) Invite(guest string) {
                  l.mutex.Lock()
                  l.expiry[guest] = time.Now().Add(l.validity)
                  l.mutex.Unlock()
              }

              func (l *List) withdrawExpired(ctx context.Context) {
                  ticker := time.NewTicker(time.Minute)
                  defer ticker.Stop()
                  for {
                      select {
                      case now := <-ticker.C:
                          l.removeBefore(now)
                      case <-ctx.Done():
                          return
                      }
                  }
              }

              func (l *List) removeBefore(now time.Time) {
                  l.mutex.Lock()
                  defer l.mutex.Unlock()
                  for guest, expiry := range l.expiry {
                      if expiry.Before(now) {
                          delete(l.expiry, guest)
                      }
                  }
              }
              """#
          ),
        ]
      )
    case "goroutine-local-retention":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/goroutine-local-retention/leaky/session/room.go",
            code: #"""
              const flushInterval = time.Second

              // Message is what somebody says.
              type Message struct {
                  Number int    `json:"n"`
                  Text   string `json:"text"`
              }

              // Room passes on what is said in it.
              type Room struct {
                  messages chan *Message
                  mutex    sync.Mutex
                  words    int
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
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/goroutine-local-retention/fixed/session/room.go",
            code: #"""
              const flushInterval = time.Second

              // Message is what somebody says.
              type Message struct {
                  Number int    `json:"n"`
                  Text   string `json:"text"`
              }

              // Room passes on what is said in it.
              type Room struct {
                  messages chan *Message
                  mutex    sync.Mutex
                  words    int
              }

              // run gathers messages and sends them to everybody once a second.
              func (r *Room) run(ctx context.Context) {
                  ticker := time.NewTicker(flushInterval)
                  defer ticker.Stop()
                  var said []*Message
                  for {
                      select {
                      case message := <-r.messages:
                          said = append(said, message)
                      case <-ticker.C:
                          r.send(said)
                          said = nil
                      case <-ctx.Done():
                          return
                      }
                  }
              }
              """#
          ),
        ]
      )
    case "goroutine-runaway":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/goroutine-runaway/leaky/interest/rate.go",
            code: #"""
              const precision = 1e-9

              // CashFlow is one payment a year; money paid out is negative.
              type CashFlow []float64

              // Desk rates offers.
              type Desk struct {
                  rated atomic.Int64
              }

              // Rate computes an offer's rate.
              func (d *Desk) Rate(flow CashFlow) {
                  rate, step := 0.1, math.MaxFloat64
                  for math.Abs(step) > precision {
                      step = flow.improve(rate) // leak: here
                      rate -= step
                  }
                  d.rated.Add(1)
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/goroutine-runaway/fixed/interest/rate.go",
            code: #"""
              const (
                  precision = 1e-9
                  attempts  = 100
              )

              // CashFlow is one payment a year; money paid out is negative.
              type CashFlow []float64

              // Desk rates offers.
              type Desk struct {
                  rated atomic.Int64
              }

              // Rate computes an offer's rate.
              func (d *Desk) Rate(flow CashFlow) {
                  rate, step := 0.1, math.MaxFloat64
                  for attempt := 0; math.Abs(step) > precision; attempt++ {
                      if attempt == attempts {
                          return
                      }
                      step = flow.improve(rate)
                      rate -= step
                  }
                  d.rated.Add(1)
              }
              """#
          ),
        ]
      )
    case "goroutine-ticker-loop":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/goroutine-ticker-loop/leaky-after/main.go",
            code: #"""
              // follower waits for deployments to be complete.
              type follower struct {
                  cluster *cluster
                  every   time.Duration
              }

              func (f *follower) follow(name string) {
                  status := f.cluster.status(name)
                  for status != "complete" {
                      <-time.After(f.every) // leak: here
                      status = f.cluster.status(name)
                  }
              }

              // cluster plays the peer: a deployment takes half a second, some hang, and all are forgotten after one second.
              type cluster struct {
                  mutex   sync.Mutex
                  started map[string]time.Time
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/goroutine-ticker-loop/fixed-after/main.go",
            code: #"""
              // follower waits for deployments to be complete.
              type follower struct {
                  cluster *cluster
                  every   time.Duration
              }

              func (f *follower) follow(name string) {
                  ticker := time.NewTicker(f.every)
                  defer ticker.Stop()
                  for status := "running"; status == "running"; status = f.cluster.status(name) {
                      <-ticker.C
                  }
              }

              // cluster plays the peer: a deployment takes half a second, some hang, and all are forgotten after one second.
              type cluster struct {
                  mutex   sync.Mutex
                  started map[string]time.Time
              }
              """#
          ),
        ]
      )
    case "heap-growth":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/heap-growth/leaky/main.go",
            code: #"""
              func main() {
                  service.Run(func(_ context.Context, mux *http.ServeMux) {
                      metrics := minimetrics.NewRegistry()
                      mux.HandleFunc("/orders/", measured(metrics, func(w http.ResponseWriter, r *http.Request) int {
                          order, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/orders/"))
                          if err != nil {
                              service.WriteError(w, http.StatusNotFound, err)
                              return http.StatusNotFound
                          }
                          service.WriteJSON(w, http.StatusOK, map[string]int{"order": order, "cents": order * 7 % 1000})
                          return http.StatusOK
                      }))
                      mux.HandleFunc("/series", func(w http.ResponseWriter, _ *http.Request) {
                          service.WriteJSON(w, http.StatusOK, map[string]int{"series": metrics.Len()})
                      })
                  })
              }

              // measured observes how long a handler takes.
              func measured(
                  metrics *minimetrics.Registry, handle func(http.ResponseWriter, *http.Request) int,
              ) http.HandlerFunc {
                  return func(w http.ResponseWriter, r *http.Request) {
                      began := time.Now()
                      status := handle(w, r)
                      series := metrics.Histogram("latency", r.Method, r.URL.Path, strconv.Itoa(status)) // leak: here
                      series.Observe(time.Since(began).Seconds())
                  }
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/heap-growth/fixed/main.go",
            code: #"""
              func main() {
                  service.Run(func(_ context.Context, mux *http.ServeMux) {
                      metrics := minimetrics.NewRegistry()
                      mux.HandleFunc("/orders/", measured(metrics, "/orders/:number", func(w http.ResponseWriter, r *http.Request) int {
                          order, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/orders/"))
                          if err != nil {
                              service.WriteError(w, http.StatusNotFound, err)
                              return http.StatusNotFound
                          }
                          service.WriteJSON(w, http.StatusOK, map[string]int{"order": order, "cents": order * 7 % 1000})
                          return http.StatusOK
                      }))
                      mux.HandleFunc("/series", func(w http.ResponseWriter, _ *http.Request) {
                          service.WriteJSON(w, http.StatusOK, map[string]int{"series": metrics.Len()})
                      })
                  })
              }

              // measured observes how long a handler takes.
              func measured(
                  metrics *minimetrics.Registry, route string, handle func(http.ResponseWriter, *http.Request) int,
              ) http.HandlerFunc {
                  return func(w http.ResponseWriter, r *http.Request) {
                      began := time.Now()
                      status := handle(w, r)
                      series := metrics.Histogram("latency", r.Method, route, strconv.Itoa(status))
                      series.Observe(time.Since(began).Seconds())
                  }
              }
              """#
          ),
        ]
      )
    case "native-memory":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/native-memory/leaky/codec/codec.go",
            code: #"""
              // ErrNotPackable says that a picture would become larger than it is.
              var ErrNotPackable = errors.New("the picture does not become smaller")

              // Pack returns a picture in fewer bytes.
              func Pack(pixels []byte) ([]byte, error) {
                  if len(pixels) == 0 {
                      return nil, ErrNotPackable
                  }
                  room := C.long(len(pixels))
                  buffer := C.malloc(C.size_t(room)) // leak: here
                  written := C.pack((*C.uchar)(unsafe.Pointer(&pixels[0])), room, (*C.uchar)(buffer), room)
                  if written < 0 {
                      return nil, ErrNotPackable
                  }
                  packed := C.GoBytes(buffer, C.int(written))
                  C.free(buffer)
                  return packed, nil
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/native-memory/fixed/codec/codec.go",
            code: #"""
              // ErrNotPackable says that a picture would become larger than it is.
              var ErrNotPackable = errors.New("the picture does not become smaller")

              // Pack returns a picture in fewer bytes.
              func Pack(pixels []byte) ([]byte, error) {
                  if len(pixels) == 0 {
                      return nil, ErrNotPackable
                  }
                  room := C.long(len(pixels))
                  buffer := C.malloc(C.size_t(room))
                  defer C.free(buffer)
                  written := C.pack((*C.uchar)(unsafe.Pointer(&pixels[0])), room, (*C.uchar)(buffer), room)
                  if written < 0 {
                      return nil, ErrNotPackable
                  }
                  return C.GoBytes(buffer, C.int(written)), nil
              }
              """#
          ),
        ]
      )
    case "pool-bloat":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/pool-bloat/leaky/render/statement.go",
            code: #"""
              const (
                  usual = 40     // lines
                  long  = 20_000 // lines, of one customer in forty
              )

              var pages = sync.Pool{New: func() any { return new(bytes.Buffer) }}

              // Done gives a statement's memory back.
              func Done(page *bytes.Buffer) {
                  pages.Put(page) // leak: here
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/pool-bloat/fixed/render/statement.go",
            code: #"""
              const (
                  usual = 40       // lines
                  long  = 20_000   // lines, of one customer in forty
                  most  = 64 << 10 // bytes of a buffer that is worth keeping
              )

              var pages = sync.Pool{New: func() any { return new(bytes.Buffer) }}

              // Done gives a statement's memory back.
              func Done(page *bytes.Buffer) {
                  if page.Cap() <= most {
                      pages.Put(page)
                  }
              }
              """#
          ),
        ]
      )
    case "response-body-not-closed":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/response-body-not-closed/leaky/pricing/client.go",
            code: #"""
              // ErrUnknown says that the pricing service does not know a product.
              var ErrUnknown = errors.New("unknown product")

              // Client asks the pricing service.
              type Client struct {
                  base string
                  http *http.Client
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
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/response-body-not-closed/fixed/pricing/client.go",
            code: #"""
              // ErrUnknown says that the pricing service does not know a product.
              var ErrUnknown = errors.New("unknown product")

              // Client asks the pricing service.
              type Client struct {
                  base string
                  http *http.Client
              }

              // Price returns the price of a product in cents.
              func (c *Client) Price(product string) (int, error) {
                  request, err := http.NewRequest(http.MethodGet, c.base+"/prices/"+url.PathEscape(product), nil)
                  if err != nil {
                      return 0, fmt.Errorf("price of %s: %w", product, err)
                  }
                  request.Header.Set("Accept", "application/json")
                  response, err := c.http.Do(request)
                  if err != nil {
                      return 0, fmt.Errorf("price of %s: %w", product, err)
                  }
                  defer response.Body.Close()
                  if response.StatusCode == http.StatusNotFound {
                      return 0, fmt.Errorf("price of %s: %w", product, ErrUnknown)
                  }
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
              """#
          ),
        ]
      )
    case "thread-leak":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/thread-leak/leaky-cgo/main.go",
            code: #"""
              const patience = 300 * time.Millisecond

              var errRestless = errors.New("the scales do not come to rest")

              // weigh gives up when the scales do not come to rest in time.
              func weigh(ctx context.Context, parcel int) (int, error) {
                  rested := make(chan int, 1)
                  go func() {
                      C.settle(C.int(parcel), -1) // leak: here
                      rested <- parcel * 17 % 2000
                  }()
                  select {
                  case grams := <-rested:
                      return grams, nil
                  case <-time.After(patience):
                      return 0, errRestless
                  case <-ctx.Done():
                      return 0, ctx.Err()
                  }
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/thread-leak/fixed-cgo/main.go",
            code: #"""
              const patience = 300 * time.Millisecond

              var errRestless = errors.New("the scales do not come to rest")

              // weigh gives up when the scales do not come to rest in time.
              func weigh(ctx context.Context, parcel int) (int, error) {
                  rested := make(chan int, 1)
                  go func() {
                      C.settle(C.int(parcel), C.int(patience.Milliseconds()))
                      rested <- parcel * 17 % 2000
                  }()
                  select {
                  case grams := <-rested:
                      return grams, nil
                  case <-time.After(patience):
                      return 0, errRestless
                  case <-ctx.Done():
                      return 0, ctx.Err()
                  }
              }
              """#
          ),
        ]
      )
    case "timer-not-stopped":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/timer-not-stopped/leaky-after/main.go",
            code: #"""
              const silence = 30 * time.Minute

              // feed takes prices in and knows the last one.
              type feed struct {
                  prices chan int64
                  last   atomic.Int64
              }

              func (f *feed) follow(ctx context.Context) {
                  for {
                      select {
                      case price := <-f.prices:
                          f.last.Store(price)
                      case <-time.After(silence): // leak: here
                          log.Printf("no price for %v", silence)
                      case <-ctx.Done():
                          return
                      }
                  }
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/timer-not-stopped/fixed-after/main.go",
            code: #"""
              const silence = 30 * time.Minute

              // feed takes prices in and knows the last one.
              type feed struct {
                  prices chan int64
                  last   atomic.Int64
              }

              func (f *feed) follow(ctx context.Context) {
                  timer := time.NewTimer(silence)
                  defer timer.Stop()
                  for {
                      select {
                      case price := <-f.prices:
                          f.last.Store(price)
                          if !timer.Stop() {
                              select {
                              case <-timer.C:
                              default:
                              }
                          }
                          timer.Reset(silence)
                      case <-timer.C:
                          log.Printf("no price for %v", silence)
                          timer.Reset(silence)
                      case <-ctx.Done():
                          return
                      }
                  }
              }
              """#
          ),
        ]
      )
    case "unbounded-buffer":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/unbounded-buffer/leaky/ledger/ledger.go",
            code: #"""
              // Ledger is an audit trail that can be read from its end.
              type Ledger struct {
                  mutex   sync.Mutex
                  entries bytes.Buffer
              }

              // entry is one line.
              type entry struct {
                  At     time.Time `json:"at"`
                  Action string    `json:"action"`
                  What   any       `json:"what"`
              }

              // Enter adds a line.
              func (l *Ledger) Enter(action string, what any) error {
                  line, err := json.Marshal(entry{At: time.Now(), Action: action, What: what})
                  if err != nil {
                      return err
                  }
                  l.mutex.Lock()
                  defer l.mutex.Unlock()
                  l.entries.Write(line) // leak: here
                  return l.entries.WriteByte('\n')
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/unbounded-buffer/fixed/ledger/ledger.go",
            code: #"""
              const most = 1 << 20

              // Ledger is an audit trail of which the last megabyte can be read.
              type Ledger struct {
                  mutex   sync.Mutex
                  entries bytes.Buffer
              }

              // entry is one line.
              type entry struct {
                  At     time.Time `json:"at"`
                  Action string    `json:"action"`
                  What   any       `json:"what"`
              }

              // Enter adds a line.
              func (l *Ledger) Enter(action string, what any) error {
                  line, err := json.Marshal(entry{At: time.Now(), Action: action, What: what})
                  if err != nil {
                      return err
                  }
                  l.mutex.Lock()
                  defer l.mutex.Unlock()
                  if over := l.entries.Len() + len(line) + 1 - most; over > 0 {
                      l.entries.Next(over)
                  }
                  l.entries.Write(line)
                  return l.entries.WriteByte('\n')
              }
              """#
          ),
        ]
      )
    case "unbounded-map":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/unbounded-map/leaky/preview/cache.go",
            code: #"""
              // Cache keeps rendered pages by their URL.
              type Cache struct {
                  mutex sync.Mutex
                  pages map[string]*Page
              }

              // Page returns the preview of a URL, rendered now if it is not known yet.
              func (c *Cache) Page(url string) *Page {
                  c.mutex.Lock()
                  page, ok := c.pages[url]
                  c.mutex.Unlock()
                  if ok {
                      return page
                  }
                  page = render(url)
                  c.mutex.Lock()
                  defer c.mutex.Unlock()
                  c.pages[url] = page // leak: here
                  return page
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/unbounded-map/fixed/preview/cache.go",
            code: #"""
              // Cache keeps rendered pages by the path of their URL: what comes after it says who clicked, not what is shown.
              type Cache struct {
                  mutex sync.Mutex
                  pages map[string]*Page
              }

              // Page returns the preview of a URL, rendered now if it is not known yet.
              func (c *Cache) Page(url string) *Page {
                  path, _, _ := strings.Cut(url, "?")
                  c.mutex.Lock()
                  page, ok := c.pages[path]
                  c.mutex.Unlock()
                  if ok {
                      return page
                  }
                  page = render(path)
                  c.mutex.Lock()
                  defer c.mutex.Unlock()
                  c.pages[path] = page
                  return page
              }
              """#
          ),
        ]
      )
    case "unbounded-queue":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/unbounded-queue/leaky/main.go",
            code: #"""
              const (
                  backlog   = 100_000
                  storeTime = 100 * time.Millisecond
              )

              // reading is what a device sends.
              type reading struct {
                  Number int    `json:"n"`
                  Text   string `json:"text"`
              }

              // store writes readings one after the other.
              type store struct {
                  queue   chan *reading
                  written atomic.Uint64
              }

              func (s *store) receive(w http.ResponseWriter, r *http.Request) {
                  received := new(reading)
                  if err := json.NewDecoder(r.Body).Decode(received); err != nil { // leak: also
                      service.WriteError(w, http.StatusBadRequest, err)
                      return
                  }
                  select {
                  case s.queue <- received: // leak: here
                      w.WriteHeader(http.StatusAccepted)
                  case <-r.Context().Done():
                  }
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/unbounded-queue/fixed/main.go",
            code: #"""
              const (
                  backlog   = 32
                  storeTime = 100 * time.Millisecond
              )

              // reading is what a device sends.
              type reading struct {
                  Number int    `json:"n"`
                  Text   string `json:"text"`
              }

              // store writes readings one after the other.
              type store struct {
                  queue   chan *reading
                  written atomic.Uint64
              }

              func (s *store) receive(w http.ResponseWriter, r *http.Request) {
                  received := new(reading)
                  if err := json.NewDecoder(r.Body).Decode(received); err != nil {
                      service.WriteError(w, http.StatusBadRequest, err)
                      return
                  }
                  select {
                  case s.queue <- received:
                      w.WriteHeader(http.StatusAccepted)
                  default:
                      w.WriteHeader(http.StatusTooManyRequests)
                  }
              }
              """#
          ),
        ]
      )
    case "unbounded-slice":
      ExampleProgram(
        leaky: [
          Part(
            path: "Examples/leaks/unbounded-slice/leaky/audit/journal.go",
            code: #"""
              // Journal is a list of accesses, the newest last.
              type Journal struct {
                  mutex    sync.Mutex
                  accesses []*Access
              }

              // Note adds an access.
              func (j *Journal) Note(access *Access) {
                  j.mutex.Lock()
                  defer j.mutex.Unlock()
                  j.accesses = append(j.accesses, access) // leak: here
              }
              """#
          ),
        ],
        fixed: [
          Part(
            path: "Examples/leaks/unbounded-slice/fixed/audit/journal.go",
            code: #"""
              const most = 200

              // Journal is a list of the last accesses, the newest last.
              type Journal struct {
                  mutex    sync.Mutex
                  accesses []*Access
              }

              // Note adds an access.
              func (j *Journal) Note(access *Access) {
                  j.mutex.Lock()
                  defer j.mutex.Unlock()
                  if len(j.accesses) == most {
                      copy(j.accesses, j.accesses[1:])
                      j.accesses = j.accesses[:most-1]
                  }
                  j.accesses = append(j.accesses, access)
              }
              """#
          ),
        ]
      )
    default: nil
    }
  }
}
