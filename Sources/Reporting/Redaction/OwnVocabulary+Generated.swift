// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/record-vocabulary from the sentences of the sources.

extension OwnVocabulary {
  /// Every word that the program says, in small letters, with a space between.
  static let text = #"""
    %2e %</td> &amp &gt &lt &quot '(leaked)' ').map(number '-canvas' '-rows' '-scroll' '-space' '-status' '12px
    'about' 'all' 'arrowdown' 'arrowleft' 'arrowright' 'arrowup' 'ascending' 'b' 'boolean' 'button' 'bytes' 'center'
    'click 'close' 'code' 'col' 'copied' 'copy 'copy' 'course' 'cursor' 'dark' 'descending' 'details' 'diff' 'e'
    'end' 'enter' 'escape' 'false' 'flame' 'focus' 'from 'gridcell' 'home' 'hot' 'hsl(' 'i' 'ignore' 'img' 'input'
    'j' 'k' 'keys' 'kib' 'light 'light' 'line' 'mib' 'middle' 'move 'nearest' 'next 'no 'none 'none' 'nothing'
    'number' 'open 'polite' 'polyline' 'press 'px' 'rem' 'row' 'rowheader' 'sandwich 'sandwich' 'select' 'self'
    'series' 'source 'source' 'svg' 't' 't-diff' 'table' 'text' 'this 'trend' 'true' 'twist' 'use 'with 'z'
    )</span></li> **fix:** **wrong *decoder).release *handle *internal/runtime/maps.table *runtime.timer *table<
    *testing.m *testing.t ++turn +0x +dirty +inf --ca --cap-add --cert --cum --executable --for --format
    --full-stacks --gc --header-file --heap --html --insecure --key --longest-stop --no-gc --nodecount --port
    --snapshot --timeout --token-file --type --unix-socket --values -.35rem -c -cum -cwf -diff_base -f1 -fm -inf
    -infinity -l -ldflags=-s -lines -list -order -rn -runtime -s -sample_index=inuse_space -scroll -status -tgif
    -title -top -tpdf -tpng -tps -trimpath -tsvg -v -w -xzof ...empty ...values .55rem .75rem .9rem .</p> .about
    .awaitdone .box .box.hit .box:hover .bss .buf .c .calls .change .chart .code .copyable .data .data.rel.ro
    .debug_ .dependency .done() .doubt .facts .figures .flame .go .go.buildinfo .go.func .go.module .go.type
    .gopclntab .groups .held .html .itablink .leak .ledger .legend .library .loadorstore( .lock() .map((pair) .next
    .noptrbss .noptrdata .note .numbers .own .partial .parts .plot .point .ptr .pushback( .pushfront( .put( .rlock()
    .rodata .runlock() .searching .share .source .space .spark .stack .store( .suspect .swap( .target .text
    .tree>summary .typelink .unlock() .urgent .verdict .where .zdebug_ /></svg> /bin/go /cgo/go-to-c-calls:calls
    /cgroup /children /cmdline /comm /cpu/classes/gc/total:cpu-seconds /cpu/classes/total:cpu-seconds /debug/pprof
    /debug/pprof/ /debug/pprof/goroutine?debug=2 /dev/ /dev/pts/ /dev/pts/* /dev/shm/ /dev/stdin /environ /exe /fd
    /fd/ /gc/ /gc/cleanups/executed:cleanups /gc/cleanups/queued:cleanups /gc/cycles/forced:gc-cycles
    /gc/cycles/total:gc-cycles /gc/finalizers/executed:finalizers /gc/finalizers/queued:finalizers /gc/gogc:percent
    /gc/gomemlimit:bytes /gc/heap/allocs:bytes /gc/heap/allocs:objects /gc/heap/frees:objects /gc/heap/goal:bytes
    /gc/heap/live:bytes /gc/heap/objects:objects /gc/heap/tiny/allocs:objects /go /go.mod /go/ /go/pkg/mod /maps
    /memfd /memory /memory.current /memory.limit_in_bytes /memory.max /memory.stat /memory.usage_in_bytes /memory/
    /memory/classes/heap/free:bytes /memory/classes/heap/objects:bytes /memory/classes/heap/released:bytes
    /memory/classes/heap/stacks:bytes /memory/classes/heap/unused:bytes /memory/classes/metadata/mcache/free:bytes
    /memory/classes/metadata/mcache/inuse:bytes /memory/classes/metadata/mspan/free:bytes
    /memory/classes/metadata/mspan/inuse:bytes /memory/classes/metadata/other:bytes /memory/classes/os-stacks:bytes
    /memory/classes/other:bytes /memory/classes/profiling/buckets:bytes /memory/classes/total:bytes /metrics /net/
    /net/tcp /net/tcp6 /net/unix /ns/ /opt/ /opt/go /pagemap /pids.current /pids.max /pkg/mod /pkg/mod/ /pprof /proc
    /proc/ /proc/4121/status /proc/net/tcp /proc/net/unix /proc/self/cwd/ /proc/self/cwd/./ /proc/self/fd/ /root /s
    /sched/ /sched/gomaxprocs:threads /sched/goroutines-created:goroutines /sched/goroutines:goroutines
    /sched/threads/total:threads /sdk/ /src /src/ /stat /statm /status /sys/fs/cgroup/ /task /task/ /usr/lib/go
    /usr/lib/go- /usr/local/ /usr/local/go /vendor/ /version 0).tofixed(1 0000000000000000ffff0000 0123456789abcdef
    0a 0c0-3.7 0s 0x 0x0 1.27's 1.2m12 1.2rem 1.9q-.7.3-.7 10v4.4m12 11.6a6.5 12.2a1.9 12.3l3 12v.1 12v.1m12
    12v.1m16.4 15m 17.3v.2 17.5v.2 1e-12 1f 1fr 1h 1rem 2.5c3.6 2.5rem 256e6 2m 32kb:64mb 3px 5m 6.5-11.6z 60s 8b
    :</p> :null <-answers <-chan <-ctx.done() <-events <-items <-limit <-ticker.c <-time.after(time.hour) <-timer.c
    </a> </b> </body> </code> </code></p> </code></pre> </code></pre></div> </code></pre></figure> </code></summary>
    </code></td><td> </dd> </dd></div> </details> </div> </div></div></header> </dl> </dl></article> </dl><form
    </dt><dd> </figure></div> </h1> </h2> </h3></summary> </head> </header> </html> </kbd></button> </li> </main>
    </nav> </ol> </ol></details> </ol></details></li> </p> </p></div> </script> </section> </span>
    </span></figcaption> </span></li> </span></p> </strong> </style> </sub> </summary> </svg> </tbody></table>
    </tbody></table></div> </tbody></table></div></details> </td> </td></tr> </td><td </td><td> </td><td></td>
    </text> </text></svg></figure> </text><text </th> </th><td> </time> </title> </title></rect> </title><rect </tr>
    </tr></thead><tbody> </ul> </ul></details> </ul></div> <a <article <b <b> <body> <button <caption <circle <code
    <code> <code>--format <code>--source <details <details><summary> <details><summary>evidence
    <details><summary>live <details><summary>the <dialog <div <div><dt> <dl <dt> <figure
    <figure><figcaption>mended</figcaption> <footer><p>made <h1 <h1> <h2 <h2>functions</h2> <h3 <h3>callees</h3>
    <h3>callers</h3> <h3>look <h3>missing</h3><ul> <h3>what <head> <header <header> <header><p <html <input <kbd>
    <label <label>compared <label>focus <label>ignore <label>profile <label>values <li <li> <li><b> <li><code>
    <li><svg <li>now <line <main> <meta <nav <ol <output <p <p> <p><b>what <p>no <p>nothing <p>pauses <p>static
    <path <polygon <polyline <pre <rect <script <script> <section <section> <select <span <span> <span>confidence
    <strong> <style> <sub> <summary><h3> <svg <table <tbody> <td <td> <text <th <thead><tr><th <time <time> <title>
    <title>profile</title> <tr <tr><td><code> <tr><th <ul <unknown> =value ><b>fix:</b> ><code> ><dt>memory
    ><h2>what ><pre ><summary>more ><summary>stack</summary><ol> ><thead><tr >calls >change</button> >file
    >graph.dot >many</b> >observations >profile.callgrind >profile.pb.gz >since >the ?debug= ?seconds= _alloc _cgo_
    _cgo_gotypes.go _create _defer _inuse _new _objects _panic _per_ _space _sys _total _type a a.key
    a.key.localecompare(b.key) a.log.len() a.log.writestring(line) a.log.writeto(a.file) a.pb.gz abbrev abbreviation
    about about.profiles.length about.profiles.map((name about.sampletype about.sampletypes.map((name) about.unit
    above above.</p> above.add(box) above.has(box) absent absents accent accent-tint accept accept-encoding accepted
    accepts accounting accountings actions actions.diff actions.focus actions.help actions.invert actions.reset
    actions.runtime actions.theme active activeprofileindex activeprofileindexs acts acts() add addcopybutton added
    addeventlistener('afterprint' addeventlistener('beforeprint' addeventlistener('hashchange' addr address
    addresses addressess adds after aftercollection aftercollections afterfunc again again</h3> against ago ahead
    alarming alert alert_access_denied alertrule alignment alive all all('.box'
    all('.copyable').foreach(addcopybutton) all('.tools').foreach((tools) all('article.suspect').filter((article)
    all('details')).foreach((details) all('svg.flame').foreach((flame) all('svg.flame').foreach(makeflame)
    all('svg.plot').map((plot) all('table.calls').foreach((table) all('table.calls').foreach(maketree)
    all('table.sortable').foreach(makesortable) all('thead alllink alloc alloc_objects alloc_space allocate
    allocated allocated-at allocatedat allocatedats allocates allocating allocation allocations allocationss
    allocbits allow allowed allows alls allspans alnum alone alone.</p></footer> along alpha already also although
    always alwayss amd64 among amount amount(n.a) amount(n.b) amount(n.oa) amount(sum) amount(v) amountin
    amountin(data.unit amountin(host.unit() an and anew announced anon anon_inode anonhugepages anonymous another
    another's answer answer.text() answered answers answers.delete(answers.keys().next().value) answers.delete(key)
    answers.get(key) answers.get(key).catch(() answers.set(key answers.size any anybody anys anything apart append
    append( append(l.events appended appends archive archive's are area area.left area.width arenabitmap
    arenabitmaps arenas arguments aria-expanded= aria-hidden= aria-label= aria-labelledby= aria-level= aria-pressed=
    aria-selected= arm64 around array array.from(body.rows).map((row) array.from(state.z)
    array.from(within.queryselectorall(selector)) array.from(words.childnodes) arrays arrivals arrow arrowdown
    arrowleft arrowright arrows arrowup articles as ascii asitis asitiss ask ask('about' ask('diff' ask('flame'
    ask('sandwich' ask('source' ask('table' ask('trend' asked asking asks asleep assist assists assistss assumed
    async at at.canvas.addeventlistener('click' at.canvas.addeventlistener('mousemove'
    at.canvas.getboundingclientrect() at.canvas.getcontext('2d') at.canvas.height at.canvas.style.height
    at.canvas.style.width at.canvas.title at.canvas.width at.rows.addeventlistener('click'
    at.rows.addeventlistener('dblclick' at.rows.contains(document.activeelement) at.scroll.addeventlistener('scroll'
    at.scroll.clientheight at.scroll.clientwidth at.scroll.focus() at.scroll.scrolltop at.space.style.height
    at.status.textcontent atomicpointer atomicpointers atomicstatus authority authority's authorization auto
    auxiliary available average await awaitdone awk b b-diff b.addeventlistener('click' b.depth b.key b.n b.pb.gz
    b.setattribute('aria-pressed' b.w b.x back back</th><td backed background backing-array-retention backlog
    backspace backspaces backwards bad bad_certificate badaddress badaddresss badoption badoptions bads balance band
    bare bares base base-uri bases basic batch batches be bearer became because become becomes been before began
    begans begin beginning beginnings begins behind being belong belongs below below</th> bends beside
    beside.indexof(current) besides best better between beyond bg bigendian bigendians binary bitbucket.org bitmap
    bits blank block block.append(button) block.dataset.what blocked blocked-at blockedat blockedats blocking blocks
    body body.append(...rows.map((entry) body.append(tr) bodyclose bool boolean(hit) born both bound bounded bounds
    bounds.left bounds.top bounds.width box box.classlist.toggle('hit' box.depth
    box.element.addeventlistener('click' box.element.addeventlistener('pointerenter'
    box.element.addeventlistener('zoom' box.element.append(text) box.element.classlist.add('current')
    box.element.setattribute('width' box.element.setattribute('x' box.element.style.display box.n box.n.list box.n.w
    box.parent box.title box.title.split(' box.w box.width box.x boxat boxat(event) boxes boxes.filter((box)
    boxes.foreach((box) bracket brackets break brief briefs broadcast broke broken brokens browser bss bucket<
    buckets bucketss buckhashsys buf buffer buffered buffers bufio bufio.writer bufios build build() buildinf builds
    built bundle bundles burst bus.subscribe(func(at busy but button button.addeventlistener('click'
    button.setattribute('aria-label' button.textcontent by by</th><th bychange bysize byte bytes bytes.(*buffer)
    bytes.buffer bytes.growslice bytesbuffer bytesbuffers bytess c c's c.free(buf) c.malloc(size)
    c.wait_for_device() c.wait_for_device_until(deadline) cache caches cachesfree cachesfrees call call(ctx)
    call_tree callback called callee callees callees' callees.search(state.q caller callers callers.search(state.q
    callgrind callgrind's callgrinds calling calloc calls calls% calls=0 calltree calltrees came can cancel cancel()
    cancelled cancelleds cancels cannot canvas cap_sys_ptrace capabilities capture captured carry case cases catch
    cause caution cautions cautionss cbytes cell certificate certificate's certificate_required certificate_unknown
    certificate_verify_failed cfl= cfn= cgo cgos cgroup cgroup's cgroup2 chan chance change changed changes channel
    channelbuffer channelbuffers channels chanreceive chanreceivenil chanreceivenils chanreceives chansend
    chansendnil chansendnils chansends character characters charged charset=utf-8 chart charts check checked
    checking checks checksum child children childrens choice choose choose('') choose(n.parent chosen ci circles
    class class= classname cleanup cleanups cleanupwait cleanupwaits clear cleared cleareds clears click client
    client.do(req) clientconn clients clients' clock clocks close close-wait close.addeventlistener('click' closed
    closed.length closer closes closing closure closure-capture cmalloc cmd cmd.run() cmdline cmdline.txt cmp cnt
    cntrl code code</span> codeberg.org codename codenames codepath codepaths codes col collected collection
    collectionlog collectionlogs collectionoff collectionoffs collections collections</summary> collectionss
    collector collector's collectortime collectortimes collects colon colons color color(box.n colour column
    columnheader columns come comes coming command command-line-arguments/ commands commas comment comments
    commentss common compact_labels compactlabels compactlabelss comparable compare compared compares comparison
    compilation complete completes compress compressed compresses compression concatenated concurrent cond.wait
    condition conditions condwait condwaits confidence conn conn.read(buffer) conn.setreaddeadline(time.now().add(30
    connect connect-src connected connection connection-not-released connectionlost connectionlosts connectionopener
    connections conservative conservatives consists const constant consumer consumer's consumers container
    container's container/heap container/list container/list.element container/ring content-encoding content-length
    content-type content= contention contentions contentionz contents context context-not-cancelled
    context.withtimeout(ctx contexts continue control convert copied copies copy copy(block.queryselector('code'))
    copyable copying copyings copyingstack copyingstacks copys copystack copystacks core cores coroutine
    coroutine-not-stopped coroutines corrected corrupt cost costs could count counted counteds counter counters
    counts covers cpu crash crashed create created created-by createdby createdbys creates credentials
    cross-origin-opener-policy cross-origin-resource-policy crypto crypto/tls.(*dialer) crypto/tls.dial cstring csv
    csvs ctrl ctrl+c' ctrl-d ctx ctx.done() ctx.err() ctxt cum cum% curl current current.depth
    current.element.classlist.remove('current') current.parent cursor cursor.setattribute('class'
    cursor.setattribute('x1' cursor.setattribute('x2' cursor.setattribute('y1' cursor.setattribute('y2'
    cursor.style.display customevent('zoom') cut cuts cx= cy= cycle cycles/second d d.handle d.stream d= damaged
    damageds dark dark)').addeventlistener('change' dark)').matches data data-from= data-most= data-search>
    data-search><summary> data-search><td data-search><th data-to= data-unit= data-value= data-what= data.before
    data.columns.foreach((one data.columns.length data.compares data.depth.length data.folded data.more
    data.path.slice(0 data.rest.map((rest data.rows.slice() data.rows.some((row) data.unit data.width database
    database/sql database/sql.(*conn) database/sql.(*db) database/sql.(*db).conn database/sql.(*db).connectionopener
    database/sql.(*rows).awaitdone database/sql.(*stmt) database/sql.(*tx) database/sql.(*tx).awaitdone
    database/sql.open database/sql.opendb dataqsiz date datetime= day days db db.querycontext(ctx dead deadline
    deadlinepassed deadlinepasseds deadlock deads deallocations deallocationss dear debug debug.freeosmemory debug=1
    debug=2 debugger decide decides decimal decimals decode decoded deep deeper default default-src defer
    defer-accumulation deferrecord deferrecords deferred deferred-calls deferredcalls deferredcallss defers deflate
    delay delete delete(s.sessions deleted deleteorend deleteorends deletes deletetoend deletetoends deletetostart
    deletetostarts deletewordleft deletewordlefts deletewordright deletewordrights deny dep depend dependency
    dependencys depends depth descriptor descriptorlinks descriptorlinkss descriptors descriptors/s descriptorss
    descriptortally descriptortallys details.open detectable detectables detection devel device devices diagnose
    dialog dialog.append(make('h2' dialog.close() dialog.setattribute('aria-label' dialog.showmodal() did die diff
    differ difference different differentservices differentservicess differs digest(f) digestfile(file) digit digits
    digitss digraph directories directory directorys dirlen dirptr disasm disassembler displaces displacess distance
    divide divide_by divideby dividebys dns do doc docker document document.activeelement
    document.addeventlistener('domcontentloaded' document.addeventlistener('keydown' document.body.append(dialog)
    document.body.removeattribute('aria-busy') document.body.setattribute('aria-busy' document.closed
    document.createelement('span') document.createelement('td') document.createelement('th')
    document.createelement('tr') document.createelement(name) document.createrange()
    document.createtextnode(title(n)) document.documentelement document.documentelement.dataset.theme
    document.execcommand('copy') document.getelementbyid('found').textcontent document.getelementbyid('search')
    document.getelementbyid('theme') document.getelementbyid(id) document.getelementbyid(location.hash.slice(1))
    document.queryselector('dialog') document.title does dominator dominators done dones dot dots dotted doubles
    doubt doubt-tint doubtful doubtfuls down downs drained drains draw draw() drop drop_frames drop_negative
    dropnegative dropnegatives dropped drops due dump dumping dumps durable duration durationnanos durationnanoss
    during dwarf dx= e e- each eager eap earlier early ebss edata edge edge_count edgefields edgefraction
    edgefractions edges edited editeds eighth either elem element element('button' element('div' element('p'
    element('section') element('span' element('table') element('td' element('td') element('th' element('tr'
    element('tr') element.closest('table.calls') element.dataset.miss element.hidden
    element.queryselector('title').textcontent element.textcontent element.textcontent.tolowercase() elements
    elemsize elemtype elf elided else embed embedded embeddeds emptied emptieds empty emptys encoded encoding
    encoding/json encryption end ended endeds ending endless endpoint endpoints ends enough enter enters entries
    entry entry.row enumeration enumerations environ environment environments eof eog epoll epolls equal err errbusy
    errinvalid errnotfound error error(text.trim()) error.message errors errstatus esc esc' escape escapes
    established etext etypes even evenly event event.altkey event.clientx event.ctrlkey event.key event.metakey
    event.preventdefault() event.stoppropagation() event.target event.target.closest('tbody
    event.target.closest('tr') event.target.closest('tr')?.node event.target.tagname eventfd eventfds eventpoll
    events ever every everybody everything evidence evidence</summary> evince example examples excerpt excerpts
    exec.commandcontext exec.commandcontext(ctx executable executables execution exist exit expect expected expects
    expired explain explains explanation explicitly export exporter exporters expression expression'
    expression(state.q) expression(text) expvar expvars extended external/ f f.close() facts failed faint faints
    fall falling fallings falls false far fast faster fatal fatalerror fatalerrors fd fd-leak feeding feel
    fetch(key).then(async fetched few fewer field fields figcaption file file- file</summary> filebacked filebackeds
    filefunctions filefunctionss files filess fill fill(buf) fillcolor= filling fills filter filtered filtereds
    filters fin fin-wait-1 fin-wait-2 finalizable finalizables finalizer finalizer-blocked finalizer-cycle
    finalizerfunction finalizerfunctions finalizers finalizersblocked finalizersblockeds finalizerss finalizerwait
    finalizerwaits find find('') find(input.value) finder finding finds finish finished finisheds firefox firefoxs
    fires firewall firing first first.</p> first</th> fit fits five fix fixed fixeds fl= flag flags flame
    flame).foreach((box) flame).map((element) flame.addeventlistener('keydown' flame.amount(root.a)
    flame.amount(root.b) flame.classlist.toggle('searching' flame.parentelement.queryselector('.selected')
    flame.search(state.q flame.show(root flame.signed(root.a flame.tabindex flat flat% flats fliptheme fliptheme()
    floor flush flushat flushed flushing fmt fn fn= focus focus(rows.slice(0 focus(visible(rows))
    focus(visible(rows.slice().reverse())) focus(visible(rows.slice(0 focus(visible(rows.slice(index focus= focuss
    foldall foldall() folded folded.foreach((details) foldeds folder</code> folders folds followed following follows
    font:1rem/1.6 fontname= fontsize= fontsize=16 for for.</p> forbid forbidden forbiddens forbids force forced
    forcedcollections forcedcollectionss forceds forces foreignprocessor foreignprocessors forgets forgot fork forks
    form form-action format formats formatversion found found' found++ fragmentation fragmentations frame
    frame-ancestors frame.append(table) frames free freed freeindex frees freeze freq frequency from front frozen
    ftab full fuller fulls fullstacks fullstackss func func( func() func(h funcnametab function functions functionss
    further g g*gcu g.clearrect(0 g.fillrect(x g.fillstyle g.filltext(text g.font g.globalalpha g.linewidth
    g.measuretext(text).width g.settransform(ratio g.strokerect(x g.strokestyle g.textbaseline gap gaps gapss
    garbage garbagebydesign garbagebydesigns gather gave gb gbyte gc gc-tuning gc=1 gcbssmask gccpufraction gcdata
    gcdatamask gcmarkbits gcs gcsys gctrace gcu gcwaiting= generation generations genericinterface genericinterfaces
    get get() gets getselection() gib gif gigabyte gigagcu github.com gitlab.com give given gives global globals gnu
    gnulonglink gnulonglinks gnulongname gnulongnames go go's go.shape.interface go1 go:func.* go:funcdesc
    go:string.* go_ go_cgo_go_to_c_calls_calls_total go_committed go_gc_duration_seconds_count
    go_gc_duration_seconds_sum go_gc_gogc_percent go_gc_gomemlimit_bytes go_goroutines go_memstats_alloc_bytes
    go_memstats_alloc_bytes_total go_memstats_buck_hash_sys_bytes go_memstats_frees_total
    go_memstats_gc_cpu_fraction go_memstats_gc_sys_bytes go_memstats_heap_alloc_bytes go_memstats_heap_idle_bytes
    go_memstats_heap_inuse_bytes go_memstats_heap_objects go_memstats_heap_released_bytes
    go_memstats_heap_released_bytes_total go_memstats_heap_sys_bytes go_memstats_last_gc_time_seconds
    go_memstats_mallocs_total go_memstats_mcache_inuse_bytes go_memstats_mcache_sys_bytes
    go_memstats_mspan_inuse_bytes go_memstats_mspan_sys_bytes go_memstats_next_gc_bytes go_memstats_other_sys_bytes
    go_memstats_stack_inuse_bytes go_memstats_stack_sys_bytes go_memstats_sys_bytes go_sched_gomaxprocs_threads
    go_threads goal goal.element.id goal.width goal.x goal</summary> goals godebug godebug= goes gofunc gogc gogc=
    gogc=100 gogc=400 goid going golang.org/x/sys/unix golang.org/x/sys/unix.mmap goleak.verifytestmain(m)
    gomaxprocs gomaxprocs= gomemlimit gomemlimit= gomodcache gone good goods google.golang.org/grpc
    google.golang.org/grpc.newclientstream google.golang.org/grpc/internal/transport gopath goroot goroutine
    goroutine's goroutine-blocked-cond goroutine-blocked-io goroutine-blocked-lock goroutine-blocked-receive
    goroutine-blocked-select goroutine-blocked-send goroutine-blocked-syscall goroutine-blocked-waitgroup
    goroutine-debug2.txt goroutine-growth goroutine-local-retention goroutine-runaway goroutine-ticker-loop
    goroutine.pb.gz goroutine?debug=2 goroutine_growth goroutinecount goroutinegrowth goroutinegrowths goroutineleak
    goroutineleak.pb.gz goroutineleak?debug=2 goroutineleaks goroutinerecord goroutinerecords goroutines
    goroutines/s goroutiness got goto goto(-1) goto(1) goversion goversions gp= granularity granularitys graph
    graph.dot graph.jsonl graphs graphviz's grep grew grewonce grewonces grews grey gridcell group groupreference
    groupreference< groupreferences groups grow growing grown grows growss growsunlikebefore growsunlikebefores
    growth grpc grpcs gsignal guard gv gzip h h.conn h.pool h.release() had hadfocus half hand handle handle(event)
    handle(item) handler handles handshake handshake_failure handshakefailed handshakefaileds hang hangs happened
    happens hardly has hash hash< hashs hasseries have hchan< head head.append(button) head.append(element('th'
    head.append(th) head.dataset.sort head.getattribute('aria-sort') head.hasattribute('aria-sort')
    head.setattribute('aria-sort' head.textcontent header headers headroom heads heads.foreach((head
    heads.foreach((other) healthy healthys heap heap's heap-growth heap.pb.gz heap.txt heap/ heap/1048576 heap?gc=1
    heap_alloc heap_growth heap_idle_kept heap_in_use heap_in_use_sampled heap_v2/ heapalloc
    heapallocaftercollection heapallocaftercollections heapallocs heaparenaptrscalar heapgrowth heapgrowths heapidle
    heapinuse heapinuses heapobjects heapobjectss heapprofile heapreleased heaps heapsnapshot heapsnapshots heapsys
    heaptext heaptexts heapz_v2/ height height= held held-by heldby heldbys help helpers helps:</b> helvetica here
    here.append('chosen here.append(button) here.replacechildren() hidden hidden> hidden></p> hidden><div hidden><p
    hide hide= hides high highest history history.pushstate(null history.replacestate(null hit hits hold holder
    holders holds home homes host host((n) host.bychange() host.compares() host.picked(n) host.zoom(box.n)
    host.zoom(n) host.zoom(selected) host.zoom(zoomed.parent host:6060 hour how however hr href= hrs html html> http
    http(s)://host:port/prefix http+unix:// http.client.timeout http.response.body http.server
    http.server.idletimeout http.statusok http.transport http/1.1 http/2 http:// http://127.0.0.1 http://localhost
    http_request httpconnection httpconnections https https:// httpss hue hue(packageof(n.name)) huge hugepages
    hugepagess hundred hundreds i i++ i-- icon id id= identification identity idle idle-workers idlekept idlekepts
    idleprocs= idles idlethreads= idletimeout ids if if** ignore ignore= ignored ignoreds ignores image import in
    inactive_file index index).reverse( index).reverse().find((other) indirect inf infinity inflate inflated
    inflates info information ink inline inlined inner inner.textcontent inner.textcontent.replace(/ inplace
    inplaces input input.addeventlistener('input' input.blur() input.focus() input.value inside instant instants
    instead instr insufficient-evidence insufficientevidence insufficientevidences int int32 int64 integer integers
    interface interfacetype interfacetypes interfacevalue interfacevalues internal internal/ internal/abi.itab
    internal/abi.tflagdirectiface internal/abi.tflaggcmaskondemand internal/abi.type internal/poll.runtime_pollwait
    internal/runtime/ internal/runtime/gc.minsizeformallocheader internal/runtime/maps internal/runtime/syscall
    internal/sync internal/sync.(*hashtriemap internal/sync.(*mutex).lockslow internal/sync.runtime_semacquiremutex
    interval intervals into inuse inuse_ inuse_objects inuse_space invert io io.(*pipe) io.pipe io.readall iowait
    iowaits ipv6 is is</th></tr></thead><tbody> isabove isanyclosed isbelow iscollectionoff isdark isdark() ismatch
    isnumber isopen isruntime isruntime(n.name) isstopped isstoppeds issued istable istable() isuserarenachunk it
    it.</p> it</a> it</h2><ul> item items iter iter.pull iter.pull(rows) iterator its itself itself</span></p> job
    joined joins json json.parse(text) json</code> jsondecoding jsondecodings jsons judged jump jumped jumpeds k k'
    k*gcu k.a k.b k.name k.w kb kbyte kcachegrind keep keep() keep_frames keeps keepsscroll kept kept.set(value)
    kernel kernel's kernel.yama.ptrace_scope kernel.yama.ptrace_scope=0 key key(row) key=regex keyed keys kib kib/s
    kids kids.get(node).get(key) kids.get(node).set(key kids.set(next kill kilobyte kilogcu kind kind_ known
    kubernetes l l.events label label= labels labelss lacks ladder lang language large larger largest largetype
    largetypes last last-ack last.slice(0 lastgc lasts late later layout layout() lazily lazilyfreed lazilyfreeds
    lazyfree lazyfrees lc_all lc_ctype lead leads leaf leak leak-profile leak-tint leak_fd_ leak_fd_close_total
    leak_fd_open_total leaked leakeds leaking leakings leakprofile leakprofiles leaks leaks.</p> leaky least leave
    leave() leaves leaving left lefts legend len len(l.events) len(s.sessions) length lengthmask less let lets
    lettinggo lettinggos level level(other) level(row) libdeflate libraries library library's lie lies life lifetime
    light like limit limit</dt><dd>reached limited limitexceeded limitexceededs limitreached limitreacheds limits
    limitss limittoolow limittoolows line line)</span> line.cum line.flat line.hidden line.setattribute('aria-live'
    line.setattribute('points' line.text line.textcontent line= line_str lineend lineends lines lines.length liness
    linestart linestarts link links lintrule linux list list.append(term list.find((other) listed listen listener
    listens lists little littleendian littleendians live live_heap livegrowth livegrowths liveheap liveheaps lives
    living load load-driven loaded loads loc local localhost localsize localstorage.getitem('stanch-theme')
    localstorage.setitem('stanch-theme' location location.hash.length location.hash.slice(1) locations locationss
    lock locked lockosthread locks loclists log login logs long long-lived longer longest look looked looks loop
    loses lost lostcancel losts low lower lowers lru ls m m*gcu m10.2 m12 m7.6 m7.8 m= machine machines made
    made.classname made.textcontent madv_free main main.main make make('button' make('dd' make('dialog') make('dl')
    make('dt') make(chan makecharts makecharts() makeflame makenode makenode('all' makenode(name makenode(step.name
    makenode(top makepanel makepanel(parts('callees') makepanel(parts('callers') makepanel(parts('flame') makes
    makesortable maketree malformed malformeds malloc mallocs manifest manifest.json many map map's map() map<
    mapped mapped_libraries mappedfiles mappedfiless mapping mappings mappingss maps maps.clone maps.copy
    maps.insert mark mark(seen markdown markdowns marked marking marks match matched matches matches.length
    matches.push(n) matching matchmedia('(prefers-color-scheme matchs math math.abs(change) math.abs(v)
    math.floor((event.clienty math.max(0 math.max(0.5 math.max(1 math.max(m math.max(n.a math.max(n.w math.min(1
    math.min(articles.length math.min(at.scroll.clientheight math.min(level math.min(seen.length math.round(15
    math.round(parsefloat(element.getattribute('y')) math.round(time) math.round(value)
    math.round(value).tolocalestring('en-us') max maxevents maxrss may mb mbyte mcacheinuse mcachesys mean mean=0
    mean=1 mean_ mean_name means meanwhile measured megabyte megagcu member member/ memberended memberendeds members
    memfd memfds memory memory.current memory.jsonl memory.limit_in_bytes memory.max memory.stat
    memory.usage_in_bytes memorys memprofilerate memstats mend mended merely merged message metadata metadatas
    method metric metrics metricss mib microgcu microsecond microseconds middle milligcu millisecond milliseconds
    mime min mine minimum minute minutes missed missing missings mmap mnt mod module modulegoversion modules</span>
    moment moments moments.</span> more mores most most).tofixed(1)).join(' mostly mounted move.' moved moves ms msg
    mspaninuse mspansys much munmap must muted mutex mutexlock mutexlocks mutexs n n*gcu n.a n.b n.folded n.list
    n.list.length n.list.slice(0 n.list.sort((p n.name n.oa n.parent n.w name name).addeventlistener('click'
    name.indexof(' name.indexof('.' name.lastindexof('/') name.length name.slice(0 name.slice(name.lastindexof('/'
    name=value named nameless namelesss names namespace nametheme nametheme() nan nanogcu nanosecond nanoseconds
    native native-memory nav navigator.clipboard.writetext(code.textcontent) near nearly needed needs needspinning=
    neighbour neither nelems nested net net.(*dialer) net.(*listenconfig) net.(*netfd) net.(*netfd).accept
    net.(*netfd).connect net.(*netfd).dial net.(*tcplistener) net.(*unixlistener) net.dial net.dialtimeout
    net.listen net.newfd net/ net/http net/http's net/http.(*client) net/http.(*conn).serve
    net/http.(*connreader).backgroundread net/http.(*http2clientconn) net/http.(*http2serverconn).readframes
    net/http.(*http2serverconn).serve net/http.(*persistconn).readloop net/http.(*persistconn).roundtrip
    net/http.(*persistconn).writeloop net/http.(*response).hijack net/http.(*responsecontroller).hijack
    net/http.(*server).serve net/http.(*transport) net/http.(*transport).roundtrip net/http.get net/http.head
    net/http.post net/http.postform net/http/internal/http2.(*clientconn)
    net/http/internal/http2.(*serverconn).readframes net/http/internal/http2.(*serverconn).serve net/http/pprof
    net/tcp net/tcp6 net/udp net/udp6 net/unix network networkorfile networkorfiles never nevers new new-syn-recv
    newer newlru(10_000) newstore() newticker newtimer next next.a next.b next.folded nextgc nil nilchannel
    nilchannels nilchannelsend nilchannelsends no no-referrer no-store noalg.map nobody nocore nocores node
    node.list.push(next) node.open node.parent node.parentelement node.tagname node_count node_modules nodecount
    nodecounts nodefields nodefraction nodefractions nodes nodes.push(n) nof nogoroutines nogoroutiness
    noheapsampling noheapsamplings noids noidss noinlines noinliness noise noises non-blocking non-go none nones nor
    nosite nosites nosniff not not-returned-to-os note notes notess notfound notfounds notgo notgos nothing
    nothing.</p></footer> nothings nothttp nothttps notlistening notlistenings noto notpprof notpprofs
    notyetreturned notyetreturneds now nowhere nowordboundary nowordboundarys npages ns nspid nstk null nulls
    num_symbols number number(plot.dataset.from) number(row.getattribute('aria-level')) number(state.p) numbers
    numbers</summary><div numforcedgc numgc numgoroutine numgoroutines nx o oa ob= object object.assign(element
    object.assign(state object.keys(actions) object.keys(empty) objects objectss observers occurs of off offer offs
    offset often ok old oldbuckets older oldest on once one one).hidden one.cum one.draw() one.file one.flat one.gap
    one.isnumber one.lines one.lines.length one.name one.show(tree.root oneheapprofile oneheapprofiles oneprocess
    oneprocesss oneround onerounds ones onkey only open open.length open.pop() open.push(made) opened opened.add(n)
    opened.add(p) opened.add(selected) opened.add(zoomed) opened.clear() opened.delete(n) opened.has(n) opening
    opens operating operating-system operator() option option(first option(text options or order order.length
    order.push(n) orders original os os.(*process) os.(*process).wait os.(*root) os.create os.createtemp os.file
    os.newfile os.open os.open(file) os.open(name) os.openfile os.pipe os.readdir os.startprocess os/exec os/exec's
    os/exec.(*cmd).wait ot other other)' other.queryselector('button') other.removeattribute('aria-sort')
    other.tabindex otherbuild otherbuilds others othersys out out).run( out.</p> outdated outerprimitive
    outerprimitives outlives output outputs outruns outside outsidego outsidegos outsized over overlap own owner
    owns p p*gcu p.name p.parent p.w p< package packageof padding:.2rem page page.cap() pagecache pagecaches pages
    pages.put(page) pair pairs panel panel.amount(root.a) panel.amount(root.b) panel.draw() panel.press('n')
    panel.press(event.key) panel.search(state.q panel.search(state.search panel.selected() panel.show(panel.root()
    panel.show(root panel.signed(root.a panic panics panicwait parent parent.list.push(n)
    parsefloat(element.getattribute('width')) parsefloat(element.getattribute('x')) parseint(at.space.style.height
    part part- part-1 part-2 part-3 part-4 part-5 part-6 part-7 part-8 part-9 part.append(element('h3'
    part.append(element('p' part.append(frame) partial-inline parts parts.get('d') parts.get('f') parts.get('h')
    parts.get('i') parts.get('q') parts.get(name) parts.set('d' parts.set('f' parts.set('h' parts.set('i'
    parts.set('q' parts.set('z' parts.set(name parts.tostring() pass passed passes past paste pastes path
    path.filter((n) path.foreach((n path.length path.push(box) path.unshift(n) path.unshift(n.name) pathof pathof(n)
    pathof(panel.zoomed()) paths pattern patterns pause pauses pausess pausetotalns pax pax/ paxglobal paxglobals
    paxs payment payments pb pb.gz pbyte pc pc= pc=0x pclntable pctab pdf peak peek peeks peer peers pem pending
    penwidth= per percentages period periods periodtype permission permissions petabyte petagcu picked picked(node)
    pid pid:4121 pids pids.max piece pile piles pipe piped pipes place place</caption> places plain plains plateau
    plateaus plot plot.addeventlistener('pointerleave' plot.addeventlistener('pointermove' plot.append(cursor)
    plot.dataset.from plot.dataset.most plot.dataset.to plot.dataset.unit plot.getboundingclientrect()
    plot.parentelement.queryselector('figcaption plots plugin png point pointer pointers pointing points
    points.reduce((best points= poll polls pool pool-bloat poollocal poollocals pools port positionindependent
    positionindependents positions power pprof pprof::base pprofs pre precedes preempted preempteds prefix press
    press('b-diff' press('b-focus' press('b-invert' press('b-runtime' preventscroll previous primitive primitives
    print prints private probably proc process process's process.txt process_ process_cpu_seconds_total
    process_max_fds process_open_fds process_resident_memory_bytes process_start_time_seconds processes processor
    processors processorss processs procid producer profile profile.proto profilebuckets profilebucketss profiler
    profiles profiles.put(payment.card profiless program program's programs promql proof properties proto
    protocol_version protos prove proven proves proxy prune_from prunefrom prunefroms ps ptrbytes punct put q
    q.closed q.cond.broadcast() q.cond.wait() q.jobs q.name q.w quantile= query question queue queue's
    queue.pop(ctx) queue.trypop() queued queuemicrotask(() quit quits quota r r= raise ran range
    range.selectnodecontents(code) rankdir=lr rare rate rates rather ratio raw raws re-lock reach reachability
    reachabilitys reachable reached reaches reaching read read() readable readall readalls reader reading readings
    readloop reads ready reasons reasonss rebuild rebuild(parts.get('z') receive receiver receives recognized record
    records redirectedelsewhere redirectedelsewheres redirects refer reference referred referrer-policy refers
    reflect reflect.makemap reflect.mapassign refold refresh() refused refuseds refuses regex regexp regexp(text
    region regions registered registry regular regulars relative_percentages relativepercentages
    relativepercentagess release reliably remembered removal remove removed removeds removes render render()
    renderrows renderrows() renew repeats repetition repetitions replaced replacing report report.html report</span>
    reports request requests reset resident resident.</td></tr> residual residuals resort resource resp
    resp.body.close() resp.statuscode response response-body-not-closed rest restart restarted restarts restore
    restore() rests result results resumed retain retained retainedbytes retains return returned returning returns
    reveal reveal() right rights ring rings rise rises rising risings rodata role role= roles room root root.a
    root.a).tofixed(v root.b root.classlist.add('js') root.dataset.theme root.parent roots rose round rounds rounds/
    rounds/01 rounds</th><th route routes routine row row.cells.foreach((cell row.classlist.toggle('closed'
    row.dataset.miss row.focus() row.getattribute('aria-expanded') row.hasattribute('aria-expanded') row.hidden
    row.name row.setattribute('aria-expanded' row.setattribute('aria-selected' row.tabindex row.values.length
    rowheight rows rows.close() rows.filter((one) rows.filter((row) rows.foreach((other) rows.foreach((row
    rows.foreach((row) rows.indexof(row) rows.sort((a rowserrcheck rowss rss rssanon rssfile rssshmem rule run
    run(job) rune runnable runnables running runnings runqueue= runs runtime runtime's runtime.(*cleanupqueue)
    runtime._defer runtime._kindspecial runtime._kindspecialprofile runtime.addcleanup runtime.addcleanup(d
    runtime.allfin runtime.allgs runtime.allm runtime.allp runtime.asyncpreempt runtime.block runtime.bucket
    runtime.buildversion runtime.cgocall runtime.cgocallback runtime.chanrecv runtime.chansend runtime.corostart
    runtime.coroswitch runtime.coroswitch_m runtime.createfing runtime.debugcall runtime.erodata runtime.etypes
    runtime.exit runtime.firstmoduledata runtime.futex runtime.g runtime.gc runtime.gcbits.* runtime.gcbitsarena
    runtime.gcbitsarenas runtime.gcphase runtime.gobuf runtime.goexit runtime.gopark runtime.goparkunlock
    runtime.growslice runtime.hashgrow runtime.heaparena runtime.heaparenaptrscalar runtime.iface runtime.itab
    runtime.lockosthread runtime.lockosthread() runtime.m runtime.main runtime.makechan runtime.malg
    runtime.mapassign runtime.maybetraceableptr runtime.memprofile runtime.memprofilerate runtime.memstats
    runtime.mheap runtime.mheap_ runtime.minsizeformallocheader runtime.moduledata runtime.mspan runtime.newproc
    runtime.notetsleepg runtime.p runtime.persistentchunks runtime.runcleanups runtime.runfinalizers runtime.runfinq
    runtime.selectgo runtime.semacquire runtime.semacquire1 runtime.setfinalizer runtime.setfinalizer(d
    runtime.setfinalizer(h runtime.sigpanic runtime.spaninlinemarkbits runtime.special runtime.specialcleanup
    runtime.specialfinalizer runtime.specialprofile runtime.specialweakhandle runtime.sudog runtime.systemstack
    runtime.timer runtime.timers runtime.timerwhen runtime.timetimer runtime.usleep runtime.waitreasonstrings
    runtime/ runtime/internal/syscall runtime/pprof runtime/pprof.writegoroutinestacks runtime/trace
    runtime</button> runtimeinternal runtimeinternals runtimeother runtimeothers runtimes rwmutex rwmutexlock
    rwmutexlocks rwmutexread rwmutexreads rwmutexrlock rwmutexrlocks rwmutexwrite rwmutexwrites s s'
    s.end(s.begin(i)) s.load() s.mu.lock() s.mu.unlock() s</text> s= safe same same-origin sample sample_index
    sample_index= sample_index=name sampled sampleindex sampleindexs samples sampletype sampletypes sampletypess
    sampling sandwich sans sans-serif sans-serif' save saves saw saw-tooth say say(box) says scale scaled scan
    scanned scav scavenge scavenger scavengers scavenges scavtrace sched schedtrace schedule scheduler schedulers
    schedules schema schemas scheme scope= score(payment) scraper script-src scroll search searchrows searchrows()
    sec seccomp second seconds seconds= secondss section sections sed see see</h3><p>growth seen
    seen.findindex((row) seen.foreach((row sees segment segments seizing seizings select select(box)
    select(boxes.find((box) select(current.parent) select(n) select(selected.parent)
    select.replacechildren(...(first select.value selected selected.list.length selected.parent selected.parent.list
    selection selection.addrange(range) selection.removeallranges() selectnocases selectnocasess selector selects
    self self/mountinfo self/ns/ semacquire semacquires semaphore semaphores send sender senders sending sends sent
    sentence sentences series serve served server serves service service's service:</p><ul> service</h3><p> services
    session sessions set set() set(matches) set(row set(value) setdeadline setmaxopenconns sets settheme
    settheme(kept.get()) settheme(value) settimeout(() setting settings settings.concat('f') settings.concat('i'
    settingss settle settle(root) several severalprocesses severalprocessess sha256- shallower shape=box share
    share(n.a) share(sum) shared shareds shares short shorten shorten(title(box.n)) shortened shorter shortest
    should show show() show(math.min(1 show_from showcolumns showcolumnss showfrom showfroms showing showkeys
    showkeys() shown shown' shown.</p> shown.find((b) shown.push(made) shown.reduce((m shows showtable
    showtable(data) shrank shranks shrinking shrinks shrinkss side side(-1) side(1) sides sig signal signals signed
    signed(n.a sigquit silent simd since single six size size_ sizelimit sizelimits sizes slash sleep sleeps slice
    slicegrowth slicegrowths slices slices.appendseq slices.grow slices.insert slot slots slow slower slowly small
    smaller smaps smaps_rollup smapsrollup smapsrollups smapss snapshot snapshots so socket sockets socketss soft
    solid some somebody something somewhere soonest sort sorted sorted.map((row) sorted.sort((a sorts sound source
    source_path sourcepath sourcepaths sources sources/ sp space spaces span span' spanbitmap spanbitmaps spanclass
    spanmetadata spanmetadatas spans spansfree spansfrees spare spares speak speaks specials speed speedscope
    speedscopes spelling spike spinningthreads= spread sql sql.open sql.rows sqlclosecheck sqlconnection
    sqlconnections sqls stack stackinuse stacks stacks-and-dead-goroutines stackss stacksys stanch stand standard
    standard-library standardinput standardinputs standardlibrary standardlibrarys standing stands start startaddr
    started starts stat state state- state.b state.d state.diff state.f state.focus state.h state.hide state.i
    state.ignore state.invert state.p state.q state.search state.sort state.sort.split(' state.v state.z
    statedliveheap statedliveheaps statement states statistical statisticals statistics statisticss stats status
    statuss stay stayed staying stays stderr stdout steadily steady steadys step step(-1) step(1) step.after
    step.before step.folded step.name step</summary><ol> steps steps.findindex((n) steps.findlastindex((n)
    steps.slice().reverse() steps.slice(0 steps.slice(at) still stood stop stop() stopped stopping stoppings stops
    store stored stored-at storedat storedats stores str strace strconv strdup stream streams strength strict'
    string string( string(count string(line.line) string(value) stringcopy stringcopys strings strings.(*builder)
    strings.builder strings.clone strings.cut(body stringsbuilder stringsbuilders stripped strippeds strong strongs
    struct structs structure structures style-src style= subroutine subroutines success such suffice sum sum%
    sum.</td></tr> surer surface survival survive suspect suspected suspecteds suspects svg svg.append(line)
    svg.series svg.setattribute('aria-label' svg.setattribute('class' svg.setattribute('preserveaspectratio'
    svg.setattribute('role' svg.setattribute('viewbox' swap swapping sweep sweepgen swissdirectory swissdirectorys
    swissgroups swissgroupss swissmap swissmaps switch switched symbol syn-recv syn-sent sync sync.(*map)
    sync.(*mutex).lock sync.(*mutex).lockslow sync.(*once).do sync.(*once).doslow sync.(*pool) sync.(*rwmutex).lock
    sync.(*rwmutex).rlock sync.(*waitgroup).wait sync.allpools sync.cond.wait sync.eface sync.entry sync.map
    sync.mutex.lock sync.oldpools sync.once sync.pool sync.poolchain sync.poolchainelt sync.pooldequeue
    sync.poollocal sync.poollocalinternal sync.readonly sync.runtime_notifylistwait sync.runtime_semacquire
    sync.runtime_semacquiremutex sync.runtime_semacquirerwmutex sync.runtime_semacquirerwmutexr
    sync.runtime_semacquirewaitgroup sync.rwmutex.* sync.rwmutex.lock sync.rwmutex.rlock sync.waitgroup.wait
    sync/atomic sync/atomic.value syncmap syncmaps syncpool syncpools synctest synctests sys
    sys/kernel/yama/ptrace_scope sys_ptrace syscall syscall.(*mmapper) syscall.accept syscall.connect syscall.mmap
    syscall.open syscall.openat syscall.pipe syscall.pipe2 syscall.socket syscallabandoned syscallabandoneds
    syscallpc syscalls syscallsp sysctl system system-ui t t*gcu t- tab tabindex= table
    table.addeventlistener('keydown' table.createtbody() table.createthead().append(head) table.update
    table.update() table< table</summary><div tables tabs tag tagfocus tagfocus= tagfocuss taghide taghides
    tagignore tagignore= tagignores tagleaf tagleafs tagroot tagroots tags tagshow tagshows tagss take taken takes
    tar target target.classlist.contains('box') target.dispatchevent(new target.scrollintoview() task/ tb tbody
    tbyte tcp tcp6 td td.append(series(row.values)) td.classname td.setattribute('role' td.textcontent te tell
    tell() tells ten terabyte teragcu term term.append(make('kbd' terminal termination test test.test(n.name)
    test.test(row.textcontent) testdata tested testedplaces testedplacess testing testmain(m tests testsessionsend(t
    text text.charcodeat(i) text.length text.setattribute('x' text.setattribute('y' text.slice(low)
    text.slice(m)).width text.textcontent text.trim().tolowercase() text/plain textend textends textpayload texts
    textstart textstarts tflag th th' th.append(button) th.append(twist th.scope th.setattribute('aria-sort'
    th.setattribute('role' th.style.paddingleft than that the thead their them them' them.</p> theme themselves then
    there these they third this this</summary> those thousand thread thread-leak thread-self threadchildren
    threadchildrens threads threads= threadss threadstacks threadstackss three through throw throwing tib tick
    ticker ticker.stop() tickers time time-wait time.after time.after( time.afterfunc time.hour time.minute
    time.newticker time.newticker(time.second) time.newticker(time.second).c time.newtimer time.newtimer(time.hour)
    time.runtimetimer time.second time.sleep time.sleep( time.tick time.tick( time.ticker time.time time.timer
    timedout timedouts timeline timenanos timenanoss timeout timer timer-not-stopped timer.stop() timerfd timerfds
    timers timerss times timestamp tiny tinyallocations tinyallocationss title title(n) title= tls to together
    toinlined toinlineds token told told(box told(box.n) told(selected) too too-few-samples too-short toofewsamples
    toofewsampless took tool tools.hidden tooshort tooshorts top top.list.push(n) top5 topproto tops total total_
    total_inactive_file total_name total_rss totalalloc totals totaltime totaltimes touched touched</th><td tr tr'
    tr.append(element('td' tr.append(td) tr.append(th) tr.focus() tr.name tr.node tr.setattribute('aria-expanded'
    tr.setattribute('aria-level' tr.setattribute('aria-selected' tr.setattribute('role' tr.tabindex trace trace.bin
    trace_function_count traced traceds tracerpid traces tracess trades trailer transactions transfer-encoding
    transport travel tree tree- tree.root tree.zoomed treeof treeof(data) treeof(data).root treeof(sent) trees trend
    trim trim_path trimpath trimpaths trims true truncated truncateds trusted trusts try ts ttl tunnel turn turns
    twenty twice twist twist.classname twist.textcontent two tx type typedef typedefs typeof types u u*gcu u00 u0026
    u003c u003e udp udp6 uint uint32 uint64 uint8 uintptr ulimit unabletovalidatecertificate unauthorized
    unauthorizeds unavailable unavailables unbounded-buffer unbounded-map unbounded-queue unbounded-slice
    unconnected undefined under undetermined undetermineds unencrypted unexpected unexpected_message unfold unicode
    union unions uniq unique uniquehandle uniquehandles unit units unix unix:/path.sock unknown unknown_ca
    unknownencoding unknownencodings unknownhost unknownhosts unknowns unknowntimes unknowntimess unless unlike
    unlock unlockosthread unnamed unnameds unpack unplaced unplaceds unreachable unreachables unrecognized
    unrecognizeds unsafe unseen unspecified unspecifieds unsupported_protocol unsweptgarbage unsweptgarbages
    untested untesteds until untouched untoucheds untrustedcertificate untrustedcertificates unused unuseds up up'
    update update() updater upgrade upper ups uptime urgent url urls urlsearchparams()
    urlsearchparams(location.hash.slice(1)) us usage usages use used user user-agent users uses ustar usual utc
    utc</time> utf-8 utf8 util v val valid value value.length value.tofixed(1) value= values values.length
    values.map((v var var(--line) variable variables varint vars vcs.modified vcs.revision vector vendor vendor/
    verdict verdict</a> version versions vet's victim victimsize view view).addeventlistener('click' view).disabled
    view).setattribute('aria-selected' viewbox= viewers views views.foreach((view visible vmflags vmhwm vmrss vmswap
    vocabulary w wait waited waiter waiters waitgroup waitgroup.wait waitgroups waitgroupwait waitgroupwaits waiting
    waitingforcgocallback waitingforcgocallbacks waitings waitlink waitreason waits wake wakes walk walk(-1) walk(0)
    walk(1) walk(k walk(zoomed walk.length walk.pop() walk.push(k) walked want wanted wants warm-up was wasdown
    watch watched way ways weak weakhandle weakhandles web weblist weight= well went were wg.done() wg.go what
    whatever when where where</th> wherecheap wherecheaps whether which while who whoever whole whole-life wholelife
    wholelifes whose why widest width width= widths will window window.addeventlistener('popstate'
    window.addeventlistener('resize' window.devicepixelratio wire with withcancel withdeadline within without
    withtimeout woken word wordboundary wordboundarys wordleft wordlefts wordright wordrights words
    words.get(element) words.replacechildren(...original) words.set(element words.textcontent wordsof
    wordsof(box).includes(wanted) wordsof(element).includes(wanted) work work() worked worker workers works world
    would write writeloop writers writes writetimeout written written(value wrong wrong_version_number wrote
    www-authenticate x x-frame-options x-gzip x1= x2= x= xdigit y y1= y= yes yet you yourself z zcat zero zlib zoom
    zoom(box) zoom(node) zoom(zoomed zoomed zoomed.list.find((k)
    """#
}
