// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/record-vocabulary from the sentences of the sources.

extension OwnVocabulary {
  /// Every word that the program says, in small letters, with a space between.
  static let text = #"""
    %2e %</td> &amp &gt &lt &quot '(leaked)' '12px 'arrowdown' 'arrowleft' 'arrowright' 'arrowup' 'ascending'
    'button' 'bytes' 'center' 'click 'close' 'copied' 'copy 'copy' 'cursor' 'dark' 'descending' 'details' 'e' 'end'
    'enter' 'escape' 'false' 'gridcell' 'home' 'hsl(' 'i' 'j' 'k' 'keys' 'kib' 'light 'light' 'line' 'mib' 'middle'
    'move 'nanoseconds' 'next 'no 'none 'none' 'number' 'open 'polite' 'press 'px' 'rem' 'row' 'rowheader' 't'
    'text' 'this 'true' 'twist' 'use )</span></li> **fix:** **wrong *decoder).release *handle
    *internal/runtime/maps.table *table< *testing.m *testing.t +0x +dirty +inf --ca --cap-add --cert --for --format
    --full-stacks --gc --header-file --html --insecure --key --longest-stop --no-gc --nodecount --timeout
    --token-file --type --unix-socket -.35rem -c -cwf -diff_base -f1 -fm -inf -l -ldflags=-s -lines -list -rn -s
    -sample_index=inuse_space -title -top -trimpath -v -w -xzof .55rem .75rem .9rem .</p> .about .awaitdone .box
    .box.hit .box:hover .buf .c .calls .change .chart .copyable .debug_ .dependency .done() .doubt .facts .figures
    .flame .go .go.buildinfo .groups .held .html .leak .ledger .legend .library .loadorstore( .lock() .map((pair)
    .next .note .numbers .own .partial .parts .plot .point .ptr .pushback( .pushfront( .put( .rlock() .runlock()
    .searching .share .source .spark .stack .store( .suspect .swap( .target .tree>summary .unlock() .urgent .verdict
    .where .zdebug_ /></svg> /bin/go /cgo/go-to-c-calls:calls /cgroup /children /cmdline /comm
    /cpu/classes/gc/total:cpu-seconds /cpu/classes/total:cpu-seconds /debug/pprof /debug/pprof/
    /debug/pprof/goroutine?debug=2 /dev/ /dev/pts/ /dev/pts/* /dev/shm/ /dev/stdin /environ /exe /fd /fd/ /gc/
    /gc/cleanups/executed:cleanups /gc/cleanups/queued:cleanups /gc/cycles/forced:gc-cycles
    /gc/cycles/total:gc-cycles /gc/finalizers/executed:finalizers /gc/finalizers/queued:finalizers /gc/gogc:percent
    /gc/gomemlimit:bytes /gc/heap/allocs:bytes /gc/heap/allocs:objects /gc/heap/frees:objects /gc/heap/goal:bytes
    /gc/heap/live:bytes /gc/heap/objects:objects /gc/heap/tiny/allocs:objects /go /go.mod /go/ /go/pkg/mod /maps
    /memfd /memory /memory.stat /memory/ /memory/classes/heap/free:bytes /memory/classes/heap/objects:bytes
    /memory/classes/heap/released:bytes /memory/classes/heap/stacks:bytes /memory/classes/heap/unused:bytes
    /memory/classes/metadata/mcache/free:bytes /memory/classes/metadata/mcache/inuse:bytes
    /memory/classes/metadata/mspan/free:bytes /memory/classes/metadata/mspan/inuse:bytes
    /memory/classes/metadata/other:bytes /memory/classes/os-stacks:bytes /memory/classes/other:bytes
    /memory/classes/profiling/buckets:bytes /memory/classes/total:bytes /metrics /net/ /net/tcp /net/tcp6 /net/unix
    /ns/ /opt/ /opt/go /pagemap /pkg/mod /pkg/mod/ /pprof /proc /proc/ /proc/4121/status /proc/net/tcp
    /proc/net/unix /proc/self/cwd/ /proc/self/cwd/./ /proc/self/fd/ /root /s /sched/ /sched/gomaxprocs:threads
    /sched/goroutines-created:goroutines /sched/goroutines:goroutines /sched/threads/total:threads /sdk/ /src /src/
    /stat /statm /status /sys/fs/cgroup/ /task /task/ /usr/lib/go /usr/lib/go- /usr/local/ /usr/local/go /vendor/
    /version 0000000000000000ffff0000 0123456789abcdef 0a 0c0-3.7 0s 0x 0x0 1.27's 1.2m12 1.2rem 1.9q-.7.3-.7
    10v4.4m12 11.6a6.5 12.2a1.9 12.3l3 12v.1 12v.1m12 12v.1m16.4 15m 17.3v.2 17.5v.2 1e-12 1f 1fr 1h 1rem 2.5c3.6
    2.5rem 256e6 2m 3px 5m 6.5-11.6z 60s 8b :</p> :null <-answers <-chan <-ctx.done() <-events <-items <-limit
    <-ticker.c <-time.after(time.hour) <-timer.c </a> </b> </body> </code> </code></p> </code></pre>
    </code></pre></div> </code></pre></figure> </code></summary> </code></td><td> </dd> </dd></div> </details>
    </div> </div></div></header> </dl> </dl></article> </dl><form </dt><dd> </figure></div> </h1> </h2>
    </h3></summary> </head> </header> </html> </li> </main> </nav> </ol> </ol></details> </ol></details></li> </p>
    </p></div> </script> </section> </span> </span></figcaption> </span></li> </span></p> </strong> </style> </sub>
    </summary> </svg> </tbody></table> </tbody></table></div> </tbody></table></div></details> </td> </td></tr>
    </td><td </td><td> </td><td></td> </text> </text></svg></figure> </text><text </th> </th><td> </time> </title>
    </title></rect> </title><rect </tr> </tr></thead><tbody> </ul> </ul></details> </ul></div> <a <article <b <b>
    <body> <button <caption <circle <code <code> <code>--format <code>--source <details <details><summary>
    <details><summary>evidence <details><summary>live <details><summary>the <dialog <div <div><dt> <dl <dt> <figure
    <figure><figcaption>mended</figcaption> <footer><p>made <h1 <h1> <h2 <h2>functions</h2> <h3 <h3>look
    <h3>missing</h3><ul> <h3>what <head> <header <header> <header><p <html <input <label <li <li> <li><b> <li><code>
    <li><svg <li>now <line <main> <meta <nav <ol <output <p <p> <p><b>what <p>no <p>nothing <p>pauses <p>static
    <path <polygon <polyline <pre <rect <script <script> <section <section> <span <span> <span>confidence <strong>
    <style> <sub> <summary><h3> <svg <table <tbody> <td <td> <text <th <thead><tr><th <time <time> <title> <tr
    <tr><td><code> <tr><th <ul <unknown> ><b>fix:</b> ><code> ><dt>memory ><h2>what ><pre ><summary>more
    ><summary>stack</summary><ol> ><thead><tr >calls >change</button> >many</b> >observations >since >the ?debug=
    ?seconds= _alloc _cgo_ _cgo_gotypes.go _create _defer _inuse _new _objects _panic _per_ _space _sys _total _type
    a a.key a.key.localecompare(b.key) a.log.len() a.log.writestring(line) a.log.writeto(a.file) a.pb.gz abbrev
    abbreviation about above above.</p> above.add(box) above.has(box) absent absents accent accent-tint accept
    accept-encoding accepted accepts accounting accountings act act() actions actions.diff actions.focus
    actions.help actions.invert actions.reset actions.runtime actions.theme active activeprofileindex
    activeprofileindexs add addcopybutton added addeventlistener('afterprint' addeventlistener('beforeprint'
    addeventlistener('hashchange' addr address addresses addressess adds after aftercollection aftercollections
    afterfunc again again</h3> against ago ahead alarming alert alert_access_denied alertrule alignment alive all
    all('.box' all('.copyable').foreach(addcopybutton) all('.tools').foreach((tools)
    all('article.suspect').filter((article) all('details')).foreach((details) all('svg.flame').foreach((flame)
    all('svg.flame').foreach(makeflame) all('svg.plot').map((plot) all('table.calls').foreach((table)
    all('table.calls').foreach(maketree) all('table.sortable').foreach(makesortable) all('thead alllink alloc
    alloc_objects alloc_space allocate allocated allocated-at allocatedat allocatedats allocates allocating
    allocation allocations allocationss allocbits allow allowed allows alls allspans alnum alone along alpha already
    also although always alwayss amd64 among amount amount(n.a) amount(n.b) amount(n.oa) amount(root.a)
    amount(root.b) amount(sum) amount(v) an and anew announced anon anon_inode anonhugepages anonymous another
    another's answer answered answers any anybody anys anything apart append append( append(l.events appended
    appends archive archive's are area area.left area.width arenabitmap arenabitmaps arenas arguments aria-expanded=
    aria-hidden= aria-label= aria-labelledby= aria-level= aria-pressed= around array array(count).fill(0)
    array.from(body.rows).map((row) array.from(n.kids.values()) array.from(within.queryselectorall(selector))
    array.from(words.childnodes) arrays arrivals arrow arrowdown arrowleft arrowright arrows arrowup articles as
    ascii asitis asitiss ask asked asking asks asleep assist assists assistss assumed async at atomicpointer
    atomicpointers atomicstatus authority authority's authorization auto available average await awaitdone awk b
    b-diff b.addeventlistener('click' b.depth b.key b.n b.pb.gz b.setattribute('aria-pressed' b.w b.x back
    back</th><td backed background backing-array-retention backlog backwards bad bad_certificate badaddress
    badaddresss badoption badoptions bads balance band bare bares base base-uri bases basic batch batches be bearer
    became because become becomes been before began begans begin beginning begins behind being belong belongs below
    below</th> bends beside beside.indexof(current) besides best between beyond bg bigendian bigendians binary
    bitbucket.org bitmap blank block block.append(button) block.dataset.what blocked blocked-at blockedat blockedats
    blocking blocks body body.append(...rows.map((entry) bodyclose bool boolean(hit) born both bound bounded bounds
    bounds.left bounds.top bounds.width box box.classlist.toggle('hit' box.depth
    box.element.addeventlistener('click' box.element.addeventlistener('pointerenter'
    box.element.addeventlistener('zoom' box.element.append(text) box.element.classlist.add('current')
    box.element.setattribute('width' box.element.setattribute('x' box.element.style.display box.n box.n.list box.n.w
    box.parent box.title box.title.split(' box.w box.width box.x boxat boxat(event) boxes boxes.filter((box)
    boxes.foreach((box) bracket brackets break brief briefs broadcast broke broken brokens bss bucket< buckets
    bucketss buckhashsys buf buffer buffered buffers bufio bufio.writer bufios build build() buildinf builds built
    bundle bundles burst bus.subscribe(func(at busy but button button.addeventlistener('click'
    button.setattribute('aria-label' button.textcontent by by</th><th bysize byte bytes bytes.(*buffer) bytes.buffer
    bytes.growslice bytesbuffer bytesbuffers bytess c c's c.free(buf) c.malloc(size) c.wait_for_device()
    c.wait_for_device_until(deadline) cache caches cachesfree cachesfrees call call(ctx) callback called callee
    callees caller callers callgrind callgrinds calling calloc calls calls% calls' calls=0 came can cancel cancel()
    cancelled cancels cannot canvas canvas.addeventlistener('click' canvas.addeventlistener('mousemove'
    canvas.getboundingclientrect() canvas.getcontext('2d') canvas.height canvas.style.height canvas.style.width
    canvas.title canvas.width cap_sys_ptrace capabilities capture captured carry case cases catch cause caution
    cautions cautionss cbytes certificate certificate's certificate_required certificate_unknown
    certificate_verify_failed cfl= cfn= cgo cgos cgroup cgroup's cgroup2 chan chance change changed changes channel
    channelbuffer channelbuffers channels chanreceive chanreceivenil chanreceivenils chanreceives chansend
    chansendnil chansendnils chansends character characters charged chart charts check checked checking checks
    checksum child child(node children childrens choice choose ci circles class class= cleanup cleanups cleanupwait
    cleanupwaits clear click client client.do(req) clientconn clients clients' clock clocks close close-wait
    close.addeventlistener('click' closed closed.length closer closes closing closure closure-capture cmalloc cmd
    cmd.run() cmdline cmdline.txt cmp cnt cntrl code code</span> codeberg.org codename codenames codepath codepaths
    codes col collected collection collectionlog collectionlogs collectionoff collectionoffs collections
    collections</summary> collectionss collector collector's collectortime collectortimes collects colon color
    color(box.n colour column columnheader columns come comes coming command command-line-arguments/ comment
    comments commentss common comparable compare compared compares comparison compilation complete completes
    compress compressed compresses compression concurrent cond.wait condition conditions condwait condwaits
    confidence conn conn.read(buffer) conn.setreaddeadline(time.now().add(30 connect connected connection
    connection-not-released connectionlost connectionlosts connectionopener connections conservative conservatives
    consists const constant consumer consumer's consumers container container's container/heap container/list
    container/list.element container/ring content-encoding content-length content-type content= contention
    contentions contentionz contents context context-not-cancelled context.withtimeout(ctx contexts continue control
    convert copied copies copy copy(block.queryselector('code')) copyable copying copyings copyingstack
    copyingstacks copystack copystacks core cores coroutine coroutine-not-stopped coroutines corrected corrupt cost
    costs could count counted counteds counter counters counts covers cpu crash crashed create created created-by
    createdby createdbys creates credentials crypto crypto/tls.(*dialer) crypto/tls.dial cstring csv csvs ctrl
    ctrl+c' ctx ctx.done() ctx.err() ctxt cum cum% curl current current.depth
    current.element.classlist.remove('current') current.parent cursor cursor.setattribute('class'
    cursor.setattribute('x1' cursor.setattribute('x2' cursor.setattribute('y1' cursor.setattribute('y2'
    cursor.style.display customevent('zoom') cut cuts cx= cy= cycle cycles/second d d.handle d.stream d= damaged
    damageds dark dark)').addeventlistener('change' dark)').matches data data-from= data-most= data-search>
    data-search><summary> data-search><td data-search><th data-to= data-unit= data-value= data-what= data.after
    data.before data.compares data.folded data.parent.length data.unit data.width database database/sql
    database/sql.(*conn) database/sql.(*db) database/sql.(*db).conn database/sql.(*db).connectionopener
    database/sql.(*rows).awaitdone database/sql.(*stmt) database/sql.(*tx) database/sql.(*tx).awaitdone
    database/sql.open database/sql.opendb dataqsiz date datetime= day days db db.querycontext(ctx dead deadline
    deadlinepassed deadlinepasseds deadlock deads deallocations deallocationss dear debug debug.freeosmemory debug=1
    debug=2 debugger decide decides decimal decimals decode decoded deep deeper default default-src defer
    defer-accumulation deferrecord deferrecords deferred deferred-calls deferredcalls deferredcallss defers deflate
    delay delete delete(s.sessions deleted dep depend dependency dependencys depends depth descriptor
    descriptorlinks descriptorlinkss descriptors descriptors/s descriptorss descriptortally descriptortallys
    details.open detectable detectables detection devel device devices diagnose dialog dialog.append(make('h2'
    dialog.close() dialog.setattribute('aria-label' dialog.showmodal() did die diff differ difference different
    differentservices differentservicess differs digest(f) digestfile(file) digit digits digitss digraph directories
    directory directorys dirlen dirptr displaces displacess distance divide_by dns do doc docker document
    document.addeventlistener('domcontentloaded' document.addeventlistener('keydown' document.body.append(dialog)
    document.closed document.createelement('span') document.createelement('td') document.createelement('th')
    document.createelement('tr') document.createelement(name) document.createrange()
    document.createtextnode(title(n)) document.documentelement document.documentelement.dataset.theme
    document.execcommand('copy') document.getelementbyid('found').textcontent document.getelementbyid('search')
    document.getelementbyid('theme') document.getelementbyid(id) document.getelementbyid(location.hash.slice(1))
    document.queryselector('dialog') does dominators done dones dot dots dotted doubles doubt doubt-tint doubtful
    doubtfuls down drained drains draw draw() drop drop_frames dropped drops due dump dumping dumps durable duration
    durationnanos durationnanoss during dwarf dx= e e- each eager eap earlier early ebss edata edge edges eighth
    either elem element element.closest('table.calls') element.dataset.miss element.hidden
    element.queryselector('title').textcontent element.textcontent element.textcontent.tolowercase() elements
    elemsize elemtype elf elided else embed emptied emptieds empty emptys encoded encoding encoding/json encryption
    end ended endeds ending endless endpoint endpoints ends enough enter entries entry entry.row enumeration
    enumerations environ environment environments eof epoll epolls equal err errbusy errinvalid errnotfound error
    errors errstatus esc esc' escape established etext etypes even evenly event event.altkey event.clientx
    event.ctrlkey event.key event.metakey event.preventdefault() event.stoppropagation() event.target
    event.target.closest('tbody event.target.closest('tr')?.node event.target.tagname eventfd eventfds eventpoll
    events ever every everybody everything evidence evidence</summary> example examples excerpt excerpts
    exec.commandcontext exec.commandcontext(ctx executable executables execution exist exit expect expected expects
    expired explain explains explanation explicitly export exporter exporters expression expression' expvar expvars
    extended external/ f f.close() facts failed faint faints fall falling fallings falls false far fast faster fatal
    fatalerror fatalerrors fd fd-leak feeding feel fetched few fewer field fields figcaption file file-
    file</summary> filebacked filebackeds filefunctions filefunctionss files filess fill fill(buf) fillcolor=
    filling fills filters fin fin-wait-1 fin-wait-2 finalizable finalizables finalizer finalizer-blocked
    finalizer-cycle finalizerfunction finalizerfunctions finalizers finalizersblocked finalizersblockeds finalizerss
    finalizerwait finalizerwaits find find('') find(input.value) find(path) finding finds finish finished finisheds
    firefox firefoxs fires firewall firing first first.</p> first</th> fits five fix fixed fixeds fl= flag flags
    flame flame).foreach((box) flame).map((element) flame.addeventlistener('keydown'
    flame.classlist.toggle('searching' flame.parentelement.queryselector('.selected') flame.tabindex flat flat%
    flats fliptheme fliptheme() floor flush flushat flushed flushing fmt fn fn= focus focus(rows.slice(0
    focus(visible(rows)) focus(visible(rows.slice().reverse())) focus(visible(rows.slice(0
    focus(visible(rows.slice(index foldall foldall() folded folded.foreach((details) foldeds folder</code> folds
    followed following follows font:1rem/1.6 fontname= fontsize= fontsize=16 for for.</p> forbidden forbiddens
    forbids force forced forcedcollections forcedcollectionss forceds forces foreignprocessor foreignprocessors
    forgets forgot form form-action format formats found found' found.folded fragmentation fragmentations frame
    frames free freed freeindex frees freeze freq frequency from front frozen ftab full fuller fulls fullstacks
    fullstackss func func( func() func(h funcnametab function functions functionss further g g*gcu g.clearrect(0
    g.fillrect(x g.fillstyle g.filltext(text g.font g.globalalpha g.linewidth g.measuretext(text).width
    g.settransform(ratio g.strokerect(x g.strokestyle g.textbaseline gap gaps gapss garbage garbagebydesign
    garbagebydesigns gather gave gb gbyte gc gc-tuning gc=1 gcbssmask gccpufraction gcdata gcdatamask gcmarkbits gcs
    gcsys gctrace gcu gcwaiting= generation generations genericinterface genericinterfaces get get() gets
    getselection() gib gigabyte gigagcu github.com gitlab.com give given gives global globals gnu gnulonglink
    gnulonglinks gnulongname gnulongnames go go's go.shape.interface go1 go_ go_cgo_go_to_c_calls_calls_total
    go_committed go_gc_duration_seconds_count go_gc_duration_seconds_sum go_gc_gogc_percent go_gc_gomemlimit_bytes
    go_goroutines go_memstats_alloc_bytes go_memstats_alloc_bytes_total go_memstats_buck_hash_sys_bytes
    go_memstats_frees_total go_memstats_gc_cpu_fraction go_memstats_gc_sys_bytes go_memstats_heap_alloc_bytes
    go_memstats_heap_idle_bytes go_memstats_heap_inuse_bytes go_memstats_heap_objects
    go_memstats_heap_released_bytes go_memstats_heap_released_bytes_total go_memstats_heap_sys_bytes
    go_memstats_last_gc_time_seconds go_memstats_mallocs_total go_memstats_mcache_inuse_bytes
    go_memstats_mcache_sys_bytes go_memstats_mspan_inuse_bytes go_memstats_mspan_sys_bytes go_memstats_next_gc_bytes
    go_memstats_other_sys_bytes go_memstats_stack_inuse_bytes go_memstats_stack_sys_bytes go_memstats_sys_bytes
    go_sched_gomaxprocs_threads go_threads goal goal.element.id goal.width goal.x goal</summary> goals godebug
    godebug= goes gofunc gogc gogc= gogc=100 gogc=400 goid going golang.org/x/sys/unix golang.org/x/sys/unix.mmap
    goleak.verifytestmain(m) gomaxprocs gomaxprocs= gomemlimit gomemlimit= gomodcache gone good goods
    google.golang.org/grpc google.golang.org/grpc.newclientstream google.golang.org/grpc/internal/transport gopath
    goroot goroutine goroutine's goroutine-blocked-cond goroutine-blocked-io goroutine-blocked-lock
    goroutine-blocked-receive goroutine-blocked-select goroutine-blocked-send goroutine-blocked-syscall
    goroutine-blocked-waitgroup goroutine-debug2.txt goroutine-growth goroutine-local-retention goroutine-runaway
    goroutine-ticker-loop goroutine.pb.gz goroutine?debug=2 goroutine_growth goroutinecount goroutinegrowth
    goroutinegrowths goroutineleak goroutineleak.pb.gz goroutineleak?debug=2 goroutineleaks goroutinerecord
    goroutinerecords goroutines goroutines/s goroutiness got goto goto(-1) goto(1) goversion goversions gp= graph
    graph.jsonl grep grew grewonce grewonces grews grey gridcell group groupreference groupreference<
    groupreferences groups grow growing grown grows growss growsunlikebefore growsunlikebefores growth grpc grpcs
    gsignal guard gzip h h.conn h.pool h.release() had half hand handle handle(event) handle(item) handler handles
    handshake handshake_failure handshakefailed handshakefaileds hang hangs happened happens hardly has hash hash<
    hashs have hchan< head head.append(button) head.dataset.sort head.getattribute('aria-sort')
    head.hasattribute('aria-sort') head.setattribute('aria-sort' head.textcontent header headers headroom heads
    heads.foreach((head heads.foreach((other) healthy healthys heap heap's heap-growth heap.pb.gz heap.txt heap/
    heap/1048576 heap?gc=1 heap_alloc heap_growth heap_idle_kept heap_in_use heap_in_use_sampled heap_v2/ heapalloc
    heapallocaftercollection heapallocaftercollections heapallocs heaparenaptrscalar heapgrowth heapgrowths heapidle
    heapinuse heapinuses heapobjects heapobjectss heapprofile heapreleased heaps heapsys heaptext heaptexts
    heapz_v2/ height height= held held-by heldby heldbys help helpers helps:</b> here hidden hidden> hidden></p>
    hide high history history.pushstate(null history.replacestate(null hit hits hold holder holders holds home host
    host:6060 hour how however hr href= hrs html html> http http(s)://host:port/prefix http+unix://
    http.client.timeout http.response.body http.server http.server.idletimeout http.statusok http.transport http/1.1
    http/2 http:// http://localhost http_request httpconnection httpconnections https https:// httpss hue
    hue(packageof(n.name)) huge hugepages hugepagess hundred hundreds i i++ i-- icon id id= identification identity
    idle idle-workers idlekept idlekepts idleprocs= idles idlethreads= idletimeout ids if if** ignore ignored
    ignoreds image import in inactive_file index index).reverse( index).reverse().find((other) indirect inf infinity
    inflate inflated inflates info information ink inline inner inner.textcontent inner.textcontent.replace(/
    inplace inplaces input input.addeventlistener('input' input.blur() input.focus() input.value inside instant
    instants instead instr insufficient-evidence insufficientevidence insufficientevidences int int32 int64 integer
    integers interface interfacetype interfacetypes interfacevalue interfacevalues internal internal/
    internal/abi.itab internal/abi.tflagdirectiface internal/abi.tflaggcmaskondemand internal/abi.type
    internal/poll.runtime_pollwait internal/runtime/ internal/runtime/gc.minsizeformallocheader
    internal/runtime/maps internal/runtime/syscall internal/sync internal/sync.(*hashtriemap
    internal/sync.(*mutex).lockslow internal/sync.runtime_semacquiremutex interval intervals into inuse inuse_
    inuse_objects inuse_space invert io io.(*pipe) io.pipe io.readall iowait iowaits ipv6 is
    is</th></tr></thead><tbody> isabove isanyclosed isbelow iscollectionoff isdark isdark() ismatch isnumber isopen
    isruntime isruntime(n.name) isruntime(name) issued isuserarenachunk it it.</p> it</a> it</h2><ul> item items
    iter iter.pull iter.pull(rows) iterator its itself itself</span></p> job joined joins json json</code>
    jsondecoding jsondecodings jsons judged jump jumped jumpeds k k' k*gcu k.name k.w kb kbyte keep keep()
    keep_frames keeps kept kept.set(value) kernel kernel's kernel.yama.ptrace_scope kernel.yama.ptrace_scope=0 key
    key(row) keyed keys kib kib/s kids kill kilobyte kilogcu kind kind_ known l l.events label label= labels labelss
    lacks ladder lang large larger largest largetype largetypes last last-ack lastgc lasts late later layout
    layout() lazily lazilyfreed lazilyfreeds lazyfree lazyfrees lc_all lc_ctype lead leads leak leak-profile
    leak-tint leak_fd_ leak_fd_close_total leak_fd_open_total leaked leakeds leaking leakings leakprofile
    leakprofiles leaks leaks.</p> leaky least leave leave() leaves leaving left legend len len(l.events)
    len(s.sessions) length lengthmask less let lets lettinggo lettinggos level level(other) level(row) libdeflate
    libraries library library's lie lies life lifetime light like limit limit</dt><dd>reached limited limitexceeded
    limitexceededs limitreached limitreacheds limits limitss limittoolow limittoolows line line)</span> line.hidden
    line.setattribute('aria-live' line.textcontent line= line_str lineend lineends lines lines.length liness
    linestart linestarts link links lintrule linux list list.append(term list.find((other) listed listen listener
    listens lists little littleendian littleendians live live_heap livegrowth livegrowths liveheap liveheaps lives
    living load load-driven loaded loads loc local localhost localsize localstorage.getitem('stanch-theme')
    localstorage.setitem('stanch-theme' location location.hash.length location.hash.slice(1) locations locationss
    lock locked lockosthread locks loclists log login logs long long-lived longer longest look looked looks loop
    loses lost lostcancel losts low lower lowers lru ls m m*gcu m10.2 m12 m7.6 m7.8 m= machine machines made
    madv_free magnitude main main.main make make('button' make('dd' make('dialog') make('dl') make('dt') make(chan
    makecharts makecharts() makeflame makenode makenode('all' makenode(name makes makesortable maketree malformed
    malformeds malloc mallocs manifest manifest.json many map map's map() map< mapped mapped_libraries mappedfiles
    mappedfiless mapping mappings mappingss maps maps.clone maps.copy maps.insert mark markdown markdowns marked
    marking marks match matched matches matches.indexof(selected) matches.length matches.push(n) matching
    matchmedia('(prefers-color-scheme matchs math math.abs(change) math.abs(v) math.floor((event.clienty math.max(0
    math.max(0.5 math.max(1 math.max(m math.max(n.a math.min(1 math.min(articles.length math.min(level
    math.min(scroll.clientheight math.round(15 math.round(parsefloat(element.getattribute('y')) math.round(time)
    math.round(value) math.round(value).tolocalestring('en-us') max maxevents maxrss may mb mbyte mcacheinuse
    mcachesys mean mean_ measured megabyte megagcu member member/ memberended memberendeds members memfd memfds
    memory memory.current memory.jsonl memory.limit_in_bytes memory.max memory.stat memory.usage_in_bytes
    memprofilerate memstats mend mended merely merged message metadata metadatas method metric metrics metricss mib
    microgcu microsecond microseconds milligcu millisecond milliseconds mime min minimum minute minutes missed
    missing missings mmap mnt mod module modulegoversion modules</span> moment moments moments.</span> more mores
    most mostly mounted move.' moved ms msg mspaninuse mspansys much munmap must muted mutex mutexlock mutexlocks
    mutexs n n*gcu n.a n.b n.folded n.kids.values() n.list n.list.find((k) n.list.length n.list.slice(0
    n.list.sort((p n.name n.parent n.w name name.indexof(' name.indexof('.' name.lastindexof('/'
    name.lastindexof('/') name.length name.slice(0 name.slice(slash named nameless namelesss names namespace
    nametheme nametheme() nan nanogcu nanosecond nanoseconds native native-memory nav
    navigator.clipboard.writetext(code.textcontent) near nearly needed needs needspinning= neighbour neither nelems
    nested net net.(*dialer) net.(*listenconfig) net.(*netfd) net.(*netfd).accept net.(*netfd).connect
    net.(*netfd).dial net.(*tcplistener) net.(*unixlistener) net.dial net.dialtimeout net.listen net.newfd net/
    net/http net/http's net/http.(*client) net/http.(*conn).serve net/http.(*connreader).backgroundread
    net/http.(*http2clientconn) net/http.(*http2serverconn).readframes net/http.(*http2serverconn).serve
    net/http.(*persistconn).readloop net/http.(*persistconn).roundtrip net/http.(*persistconn).writeloop
    net/http.(*response).hijack net/http.(*responsecontroller).hijack net/http.(*server).serve net/http.(*transport)
    net/http.(*transport).roundtrip net/http.get net/http.head net/http.post net/http.postform
    net/http/internal/http2.(*clientconn) net/http/internal/http2.(*serverconn).readframes
    net/http/internal/http2.(*serverconn).serve net/http/pprof net/tcp net/tcp6 net/udp net/udp6 net/unix network
    networkorfile networkorfiles never nevers new new-syn-recv newer newlru(10_000) newstore() newticker newtimer
    next nextgc nil nilchannel nilchannels nilchannelsend nilchannelsends no nobody node node.a node.b
    node.kids.get(key) node.kids.set(key node.oa node.ob node.open node.parent node.parentelement node.tagname
    node_modules nodes nof nogoroutines nogoroutiness noheapsampling noheapsamplings noids noidss noise noises
    non-blocking non-go none nones nor not not-returned-to-os note notes notess notfound notfounds notgo notgos
    nothing nothing.</p></footer> nothings nothttp nothttps notlistening notlistenings noto notpprof notpprofs
    notyetreturned notyetreturneds now nowhere nowordboundary nowordboundarys npages ns nspid nstk null nulls
    num_symbols number number(plot.dataset.from) number(row.getattribute('aria-level')) numbers
    numbers</summary><div numforcedgc numgc numgoroutine numgoroutines o o.a o.b oa ob ob= object
    object.assign(element object.assign(state object.keys(actions) objects objectss observers occurs of off offer
    offs offset often ok old oldbuckets older oldest on once one oneheapprofile oneheapprofiles oneprocess
    oneprocesss oneround onerounds ones onkey only open open.length open.pop() open.push(made) opened opened.add(n)
    opened.add(p) opened.add(selected) opened.add(zoomed) opened.clear() opened.delete(n) opened.has(n) opening
    opens operating operating-system operator() or order order.length order.push(n) orders original os os.(*process)
    os.(*process).wait os.(*root) os.create os.createtemp os.file os.newfile os.open os.open(file) os.open(name)
    os.openfile os.pipe os.readdir os.startprocess os/exec os/exec's os/exec.(*cmd).wait other
    other.queryselector('button') other.removeattribute('aria-sort') other.tabindex otherbuild otherbuilds others
    othersys out out).run( out.</p> outdated outerprimitive outerprimitives outlives output outputs outruns outside
    outsidego outsidegos outsized over overlap own own(0) own(i) owner owns p p*gcu p.name p.parent p.w p< package
    packageof padding:.2rem page page.cap() pagecache pagecaches pages pages.put(page) pair pairs panic panics
    panicwait parent parent.depth parsefloat(element.getattribute('width')) parsefloat(element.getattribute('x'))
    parseint(space.style.height part part- part-1 part-2 part-3 part-4 part-5 part-6 part-7 part-8 part-9
    partial-inline parts parts.get('d') parts.get('f') parts.get('h') parts.get('i') parts.get('q') parts.set('d'
    parts.set('f' parts.set('h' parts.set('i' parts.set('q' parts.set('z' parts.tostring() pass passed passes past
    path path.findindex((p) path.findlastindex((p) path.foreach((n path.length path.push(box) path.reverse()
    path.slice(0 path.slice(at) path.unshift(n) path.unshift(n.folded paths paths() pattern patterns pause pauses
    pausess pausetotalns pax pax/ paxglobal paxglobals paxs payment payments pb pbyte pc pc= pc=0x pclntable pctab
    peak peek peeks peer peers pem pending penwidth= per period periods periodtype permission permissions petabyte
    petagcu pid pid:4121 piece pile piles pipe pipes place place</caption> places plain plateau plateaus plot
    plot.addeventlistener('pointerleave' plot.addeventlistener('pointermove' plot.append(cursor) plot.dataset.from
    plot.dataset.most plot.dataset.to plot.dataset.unit plot.getboundingclientrect()
    plot.parentelement.queryselector('figcaption plots plugin point pointer pointers pointing points
    points.reduce((best points= poll polls pool pool-bloat poollocal poollocals pools port positionindependent
    positionindependents positions power pprof pprof::base pprofs pre precedes preempted preempteds prefix press
    press('b-diff' press('b-focus' press('b-invert' press('b-runtime' preventscroll previous primitive primitives
    print private probably proc process process's process.txt process_ process_cpu_seconds_total process_max_fds
    process_open_fds process_resident_memory_bytes process_start_time_seconds processes processor processors
    processorss processs procid producer profile profile.proto profilebuckets profilebucketss profiles
    profiles.put(payment.card profiless program program's programs promql proof properties proto protocol_version
    protos prove proven proves proxy prune_from ptrbytes punct put q q.closed q.cond.broadcast() q.cond.wait()
    q.jobs q.name q.w quantile= query queue queue's queue.pop(ctx) queue.trypop() queued quit quits quota r r= raise
    ran range range.selectnodecontents(code) rare rate rates rather ratio raw raws re re-lock re.test(t) reach
    reachability reachabilitys reachable reached reaches reaching read readable readall readalls reader reading
    readings readloop reads ready reasons reasonss rebuild rebuild(parts.get('z') receive receiver receives
    recognized record records redirectedelsewhere redirectedelsewheres redirects refer reference referred refers
    reflect reflect.makemap reflect.mapassign refold refresh refresh() refused refuseds refuses regexp
    regexp(state.search registered registry regular regulars release reliably remembered removal remove removed
    removeds removes renderrows renderrows() renew repeats repetition repetitions replaced replacing report
    report.html report</span> reports request requests reset resident resident.</td></tr> residual residuals resort
    resource resp resp.body.close() resp.statuscode response response-body-not-closed rest restart restarted
    restarts restore restore() rests result results resumed retain retained retains return returned returning
    returns reveal reveal() right ring rings rise rises rising risings rodata role role= roles room root root.a
    root.a).tofixed(v root.b root.classlist.add('js') root.dataset.theme roots rose round rounds rounds/ rounds/01
    rounds</th><th route routes routine row row.classlist.toggle('closed' row.dataset.miss row.focus()
    row.getattribute('aria-expanded') row.hasattribute('aria-expanded') row.hidden row.setattribute('aria-expanded'
    row.tabindex rowheight rows rows.addeventlistener('click' rows.addeventlistener('dblclick' rows.close()
    rows.foreach((other) rows.foreach((row rows.foreach((row) rows.indexof(row) rows.sort((a rowserrcheck rowss rss
    rssanon rssfile rssshmem rule run run(job) rune runnable runnables running runnings runqueue= runs runtime
    runtime's runtime.(*cleanupqueue) runtime._defer runtime._kindspecial runtime._kindspecialprofile
    runtime.addcleanup runtime.addcleanup(d runtime.allfin runtime.allgs runtime.allm runtime.allp
    runtime.asyncpreempt runtime.block runtime.bucket runtime.buildversion runtime.cgocall runtime.cgocallback
    runtime.chanrecv runtime.chansend runtime.corostart runtime.coroswitch runtime.coroswitch_m runtime.createfing
    runtime.debugcall runtime.firstmoduledata runtime.g runtime.gc runtime.gcphase runtime.gobuf runtime.goexit
    runtime.gopark runtime.goparkunlock runtime.growslice runtime.hashgrow runtime.heaparena
    runtime.heaparenaptrscalar runtime.iface runtime.itab runtime.lockosthread runtime.lockosthread() runtime.m
    runtime.main runtime.makechan runtime.malg runtime.mapassign runtime.maybetraceableptr runtime.memprofile
    runtime.memprofilerate runtime.memstats runtime.mheap runtime.mheap_ runtime.minsizeformallocheader
    runtime.moduledata runtime.mspan runtime.newproc runtime.notetsleepg runtime.runcleanups runtime.runfinalizers
    runtime.runfinq runtime.selectgo runtime.semacquire runtime.semacquire1 runtime.setfinalizer
    runtime.setfinalizer(d runtime.setfinalizer(h runtime.sigpanic runtime.spaninlinemarkbits runtime.special
    runtime.specialcleanup runtime.specialfinalizer runtime.specialprofile runtime.specialweakhandle runtime.sudog
    runtime.systemstack runtime.timer runtime.timerwhen runtime.timetimer runtime.waitreasonstrings runtime/
    runtime/internal/syscall runtime/pprof runtime/pprof.writegoroutinestacks runtime/trace runtime</button>
    runtimeinternal runtimeinternals runtimeother runtimeothers runtimes rwmutex rwmutexlock rwmutexlocks
    rwmutexread rwmutexreads rwmutexrlock rwmutexrlocks rwmutexwrite rwmutexwrites s s' s.end(s.begin(i)) s.load()
    s.mu.lock() s.mu.unlock() s</text> s= safe same sample sample_index sampled samples sampletype sampletypes
    sampletypess sampling sans sans-serif sans-serif' save saves saw saw-tooth say say(box) says scale scaled scan
    scanned scav scavenge scavenger scavengers scavenges scavtrace sched schedtrace schedule scheduler schedulers
    schedules schema schemas scheme scope= score(payment) scraper script-src scroll scroll.addeventlistener('scroll'
    scroll.clientheight scroll.clientwidth scroll.focus() scroll.scrolltop search search(false) search(true) sec
    second seconds seconds= secondss sed see see</h3><p>growth seen sees seizing seizings select select(box)
    select(boxes.find((box) select(current.parent) select(n) select(selected.parent) selected selected.list.length
    selected.name selected.parent selected.parent.list selection selection.addrange(range)
    selection.removeallranges() selectnocases selectnocasess selector selects self self/mountinfo self/ns/
    semacquire semacquires semaphore semaphores send sender senders sending sends sent sentence sentences series
    serve served server serves service service's service:</p><ul> service</h3><p> services session sessions set
    set() set(matches) set(row set(value) setdeadline setmaxopenconns sets settheme settheme(kept.get())
    settheme(value) settimeout(() setting settings settingss settle several severalprocesses severalprocessess
    sha256- shallower shape=box share share(n.a) share(sum) shared shareds shares short shorten
    shorten(title(box.n)) shortened shorter shortest show show(math.min(1 show_from showing showkeys showkeys()
    shown shown.</p> shown.find((b) shown.push(made) shown.reduce((m shows shrank shranks shrinking shrinks shrinkss
    side side(-1) side(1) sides sig signal signals signed signed(n.a signed(root.a sigquit silent simd since single
    six size size_ sizelimit sizelimits sizes slash sleep sleeps slice slicegrowth slicegrowths slices
    slices.appendseq slices.grow slices.insert slot slots slow slower slowly small smaller smaps smaps_rollup
    smapsrollup smapsrollups smapss snapshot snapshots so socket sockets socketss soft solid some somebody something
    soonest sort sound source sources sources/ sp space space.style.height spaces span span' spanbitmap spanbitmaps
    spanclass spanmetadata spanmetadatas spans spansfree spansfrees spare spares speak speaks specials speed
    speedscope speedscopes spelling spike spinningthreads= spread sql sql.open sql.rows sqlclosecheck sqlconnection
    sqlconnections sqls stack stackinuse stacks stacks-and-dead-goroutines stackss stacksys stanch stand standard
    standard-library standardinput standardinputs standardlibrary standardlibrarys standing stands start startaddr
    started starts stat state state- state.diff state.focus state.hide state.invert state.search statedliveheap
    statedliveheaps statement states statistical statisticals statistics statisticss stats status statuss stay
    stayed staying stays stderr stdout steadily steady steadys step step(-1) step(1) step.folded step.name
    step</summary><ol> steps steps.slice().reverse() still stood stop stop() stopped stopping stoppings stops store
    stored stored-at storedat storedats stores str strace strconv strdup stream streams strength strict' string
    string( string(value) stringcopy stringcopys strings strings.(*builder) strings.builder strings.clone
    strings.cut(body stringsbuilder stringsbuilders stripped strippeds strong strongs struct structs structure
    structures style-src style= subroutine subroutines success such suffice sum sum% sum.</td></tr> surer surface
    survival survive suspect suspected suspecteds suspects svg swap swapping sweep sweepgen swissdirectory
    swissdirectorys swissgroups swissgroupss swissmap swissmaps switch switched symbol syn-recv syn-sent sync
    sync.(*map) sync.(*mutex).lock sync.(*mutex).lockslow sync.(*once).do sync.(*once).doslow sync.(*pool)
    sync.(*rwmutex).lock sync.(*rwmutex).rlock sync.(*waitgroup).wait sync.cond.wait sync.eface sync.entry sync.map
    sync.mutex.lock sync.once sync.pool sync.poolchain sync.pooldequeue sync.poollocal sync.runtime_notifylistwait
    sync.runtime_semacquire sync.runtime_semacquiremutex sync.runtime_semacquirerwmutex
    sync.runtime_semacquirerwmutexr sync.runtime_semacquirewaitgroup sync.rwmutex.* sync.rwmutex.lock
    sync.rwmutex.rlock sync.waitgroup.wait sync/atomic syncmap syncmaps syncpool syncpools synctest synctests sys
    sys/kernel/yama/ptrace_scope sys_ptrace syscall syscall.(*mmapper) syscall.accept syscall.connect syscall.mmap
    syscall.open syscall.openat syscall.pipe syscall.pipe2 syscall.socket syscallabandoned syscallabandoneds
    syscallpc syscalls syscallsp sysctl system system-ui t t*gcu tabindex= table table.addeventlistener('keydown'
    table.update table.update() table< table</summary><div tables tagfocus taghide tagignore tagleaf tagroot tags
    tagshow tagss take taken takes tar target target.classlist.contains('box') target.dispatchevent(new
    target.scrollintoview() task/ tb tbody tbyte tcp tcp6 td td.classname td.setattribute('role' td.textcontent te
    tell tell() tells ten terabyte teragcu term term.append(make('kbd' terminal termination test test(n.name)
    testdata tested testedplaces testedplacess testing testmain(m tests testsessionsend(t text text.charcodeat(i)
    text.length text.setattribute('x' text.setattribute('y' text.slice(low) text.slice(m)).width text.textcontent
    text.trim().tolowercase() textend textends textpayload texts textstart textstarts tflag th th' th.append(twist
    th.scope th.setattribute('role' th.style.paddingleft than that the thead their them them.</p> theme themselves
    then there these they third this this</summary> those thousand thread thread-leak thread-self threadchildren
    threadchildrens threads threads= threadss threadstacks threadstackss three through throwing tib tick ticker
    ticker.stop() tickers time time-wait time.after time.after( time.afterfunc time.hour time.minute time.newticker
    time.newticker(time.second) time.newticker(time.second).c time.newtimer time.newtimer(time.hour) time.second
    time.sleep time.sleep( time.tick time.tick( time.ticker time.time time.timer timedout timedouts timeline
    timenanos timenanoss timeout timer timer-not-stopped timer.stop() timerfd timerfds timers timerss times
    timestamp tiny tinyallocations tinyallocationss title title(n) title= tls to together toinlined toinlineds token
    told told(box told(box.n) told(selected) too too-few-samples too-short toofewsamples toofewsampless took tool
    tools.hidden tooshort tooshorts top tops total total_inactive_file total_rss totalalloc totals totaltime
    totaltimes touched touched</th><td tr tr' tr.append(td) tr.append(th) tr.node tr.setattribute('aria-expanded'
    tr.setattribute('aria-level' tr.setattribute('aria-selected' tr.setattribute('role' tr.tabindex trace trace.bin
    traced traceds tracerpid traces tracess trades trailer transactions transfer-encoding transport travel tree
    tree- trees trend true truncated truncateds trusted trusts try ts ttl tunnel turn turns twenty twice twist
    twist.classname twist.textcontent two tx type typedef typedefs types u u*gcu u0026 u003c u003e udp udp6 uint
    uint32 uint64 uint8 uintptr unabletovalidatecertificate unauthorized unauthorizeds unavailable unavailables
    unbounded-buffer unbounded-map unbounded-queue unbounded-slice unconnected under undetermined undetermineds
    unencrypted unexpected unexpected_message unfold unicode union unions uniq unique uniquehandle uniquehandles
    unit units unix unix:/path.sock unknown unknown_ca unknownencoding unknownencodings unknownhost unknownhosts
    unknowns unknowntimes unknowntimess unless unlike unlock unlockosthread unnamed unnameds unpack unreachable
    unreachables unrecognized unrecognizeds unsafe unseen unspecified unspecifieds unsupported_protocol
    unsweptgarbage unsweptgarbages untested untesteds until untouched untoucheds untrustedcertificate
    untrustedcertificates unused unuseds up up' update update() updater upgrade upper uptime urgent url urls
    urlsearchparams() urlsearchparams(location.hash.slice(1)) us usage usages use used user user-agent users uses
    ustar usual utc utc</time> utf-8 utf8 util v val valid value value.tofixed(1) value= values var var(--line)
    variable variables varint vars vcs.modified vcs.revision vendor vendor/ verdict verdict</a> version versions
    vet's victim victimsize viewbox= visible vmflags vmhwm vmrss vmswap vocabulary w wait waited waiter waiters
    waitgroup waitgroup.wait waitgroups waitgroupwait waitgroupwaits waiting waitingforcgocallback
    waitingforcgocallbacks waitings waitlink waitreason waits wake wakes walk walk(k walk(zoomed walk.length
    walk.pop() walk.push(k) walked want wanted wants warm-up was wasdown watch watched way ways weak weakhandle
    weakhandles weight= well went were wg.done() wg.go what whatever when where where</th> wherecheap wherecheaps
    whether which while who whoever whole whole-life wholelife wholelifes whose why width width= widths will window
    window.addeventlistener('popstate' window.addeventlistener('resize' window.devicepixelratio wire with withcancel
    withdeadline within without withtimeout woken word wordboundary wordboundarys words words.get(element)
    words.replacechildren(...original) words.set(element words.textcontent wordsof wordsof(box).includes(wanted)
    wordsof(element).includes(wanted) work work() worked worker workers works world would write writeloop writers
    writes writetimeout written written(value wrong wrong_version_number wrote www-authenticate x x-gzip x1= x2= x=
    xdigit y y1= y= yet you yourself z zcat zero zlib zoom zoom(box) zoom(box.n) zoom(n) zoom(selected) zoom(zoomed
    zoom(zoomed.parent zoomed
    """#
}
