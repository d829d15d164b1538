// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/record-vocabulary from the sentences of the sources.

extension OwnVocabulary {
  /// Every word that the program says, in small letters, with a space between.
  static let text = #"""
    %2e %</td> &amp &gt &lt &quot '(leaked)' 'arrowdown' 'arrowleft' 'arrowright' 'arrowup' 'ascending' 'button'
    'bytes' 'center' 'click 'close' 'copied' 'copy 'copy' 'cursor' 'dark' 'descending' 'details' 'e' 'end' 'enter'
    'escape' 'false' 'home' 'j' 'k' 'keys' 'kib' 'light 'light' 'line' 'mib' 'move 'next 'none' 'number' 'open
    'polite' 'press 't' 'text' 'this 'true' 'use )</span></li> **fix:** **wrong *handle *testing.m *testing.t +0x
    +dirty --ca --cert --for --format --full-stacks --gc --header-file --html --insecure --key --no-gc --timeout
    --token-file --unix-socket -.35rem -c -cwf -diff_base -f1 -inf -l -lines -list -rn -s -sample_index=inuse_space
    -title -top -trimpath -v -xzof .55rem .75rem .9rem .</p> .awaitdone .box .box.hit .box:hover .c .calls .change
    .chart .copyable .dependency .done() .doubt .facts .figures .flame .go .go.buildinfo .groups .html .leak .ledger
    .legend .library .lock() .map((pair) .next .note .numbers .own .partial .parts .plot .point .rlock() .runlock()
    .searching .source .spark .stack .suspect .target .tree>summary .unlock() .urgent .verdict .where /></svg>
    /bin/go /cgo/go-to-c-calls:calls /cgroup /children /cmdline /comm /cpu/classes/gc/total:cpu-seconds
    /cpu/classes/total:cpu-seconds /debug/pprof /debug/pprof/ /debug/pprof/goroutine?debug=2 /dev/ /dev/pts/
    /dev/pts/* /dev/shm/ /environ /exe /fd /fd/ /gc/ /gc/cleanups/executed:cleanups /gc/cleanups/queued:cleanups
    /gc/cycles/forced:gc-cycles /gc/cycles/total:gc-cycles /gc/finalizers/executed:finalizers
    /gc/finalizers/queued:finalizers /gc/gogc:percent /gc/gomemlimit:bytes /gc/heap/allocs:bytes
    /gc/heap/allocs:objects /gc/heap/frees:objects /gc/heap/goal:bytes /gc/heap/live:bytes /gc/heap/objects:objects
    /gc/heap/tiny/allocs:objects /go /go.mod /go/ /go/pkg/mod /maps /memfd /memory /memory.stat /memory/
    /memory/classes/heap/free:bytes /memory/classes/heap/objects:bytes /memory/classes/heap/released:bytes
    /memory/classes/heap/stacks:bytes /memory/classes/heap/unused:bytes /memory/classes/metadata/mcache/free:bytes
    /memory/classes/metadata/mcache/inuse:bytes /memory/classes/metadata/mspan/free:bytes
    /memory/classes/metadata/mspan/inuse:bytes /memory/classes/metadata/other:bytes /memory/classes/os-stacks:bytes
    /memory/classes/other:bytes /memory/classes/profiling/buckets:bytes /memory/classes/total:bytes /metrics /net/
    /net/tcp /net/tcp6 /net/unix /ns/ /opt/ /opt/go /pkg/mod /pkg/mod/ /pprof /proc /proc/ /proc/4121/status
    /proc/net/tcp /proc/net/unix /proc/self/fd/ /root /s /sched/ /sched/gomaxprocs:threads
    /sched/goroutines-created:goroutines /sched/goroutines:goroutines /sched/threads/total:threads /sdk/ /src /src/
    /stat /statm /status /sys/fs/cgroup/ /task /task/ /usr/lib/go /usr/lib/go- /usr/local/ /usr/local/go /vendor/
    /version 0000000000000000ffff0000 0123456789abcdef 0a 0c0-3.7 0x 0x0 1.27's 1.2m12 1.2rem 1.9q-.7.3-.7 10v4.4m12
    11.6a6.5 12.2a1.9 12.3l3 12v.1 12v.1m12 12v.1m16.4 15m 17.3v.2 17.5v.2 1e-12 1f 1fr 1h 1rem 2.5c3.6 2.5rem 256e6
    2m 5m 6.5-11.6z 60s 8b :</p> :null <-answers <-chan <-ctx.done() <-events <-items <-limit <-ticker.c
    <-time.after(time.hour) <-timer.c </a> </b> </body> </code> </code></p> </code></pre> </code></pre></div>
    </code></pre></figure> </code></summary> </code></td><td> </dd></div> </details> </div> </div></div></header>
    </dl> </dl></article> </dt><dd> </figure></div> </h1> </h2> </h3></summary> </head> </html> </li> </main> </nav>
    </ol> </ol></details> </ol></details></li> </p> </p></div> </script> </section> </span> </span></figcaption>
    </span></li> </span></p> </strong> </style> </sub> </summary> </svg> </tbody></table></div>
    </tbody></table></div></details> </td> </td></tr> </td><td </td><td> </td><td></td> </text>
    </text></svg></figure> </text><text </th> </th><td> </time> </title> </title></rect> </title><rect </ul>
    </ul></details> </ul></div> <a <article <b> <body> <button <caption <circle <code <code> <code>--format
    <code>--source <details <details><summary> <details><summary>evidence <details><summary>live
    <details><summary>the <div <div><dt> <dl <figure <figure><figcaption>mended</figcaption> <footer><p>made <h1 <h2
    <h3 <h3>look <h3>missing</h3><ul> <h3>what <head> <header <header><p <html <input <label <li <li> <li><b>
    <li><code> <li><svg <li>now <line <main> <meta <nav <ol <output <p <p> <p><b>what <p>no <p>nothing <p>pauses
    <p>static <path <polygon <polyline <pre <rect <script> <section <span <span> <span>confidence <strong> <style>
    <sub> <summary><h3> <svg <tbody> <td <td> <text <th <thead><tr><th <time <time> <title> <tr <tr><td><code>
    <tr><th <ul ><b>fix:</b> ><code> ><dt>memory ><h2>what ><pre ><summary>more ><summary>stack</summary><ol>
    ><thead><tr >calls >observations >the ?debug= ?seconds= _alloc _cgo_ _cgo_gotypes.go _create _inuse _new _per_
    _sys _total a a.key a.key.localecompare(b.key) a.log.len() a.log.writestring(line) a.log.writeto(a.file) a.pb.gz
    about above above.add(box) above.has(box) accent accent-tint accept accept-encoding accepted accepts accounting
    accountings active add addcopybutton addeventlistener('afterprint' addeventlistener('beforeprint'
    addeventlistener('hashchange' address adds after aftercollection aftercollections afterfunc again again</h3>
    against ago ahead alarming alert alert_access_denied alertrule alive all all('.box'
    all('.copyable').foreach(addcopybutton) all('.tools').foreach((tools) all('article.suspect').filter((article)
    all('details')).foreach((details) all('svg.flame').foreach((flame) all('svg.flame').foreach(makeflame)
    all('svg.plot').map((plot) all('table.calls').foreach((table) all('table.calls').foreach(maketree)
    all('table.sortable').foreach(makesortable) all('thead alloc alloc_objects alloc_space allocate allocated
    allocated-at allocatedat allocatedats allocates allocating allocation allocations allocationss allow allowed
    allows alone along already also although always alwayss among an and announced anon anon_inode anonhugepages
    anonymous another another's answer answered answers any anybody anys anything apart append append(
    append(l.events appended appends archive archive's are area area.left area.width aria-expanded= aria-hidden=
    aria-label= aria-labelledby= aria-level= around array array.from(body.rows).map((row)
    array.from(within.queryselectorall(selector)) array.from(words.childnodes) arrays arrivals arrow articles as
    ascii asitis asitiss ask asked asking asks asleep assist assists assistss assumed async at authority authority's
    authorization available average await awaitdone awk b b.key b.pb.gz back back</th><td backed background backlog
    bad bad_certificate badaddress badaddresss badoption badoptions bads balance band bare bares base-uri basic
    batch batches be bearer became because become becomes been before began begans begin begins behind being belong
    belongs below bends beside beside.indexof(current) besides best between beyond bg bigendian bigendians binary
    bitbucket.org block block.append(button) block.dataset.what blocked blocked-at blockedat blockedats blocking
    blocks body body.append(...rows.map((entry) bodyclose bool boolean(hit) born both bound bounded bounds box
    box.classlist.toggle('hit' box.depth box.element.addeventlistener('click'
    box.element.addeventlistener('pointerenter' box.element.addeventlistener('zoom' box.element.append(text)
    box.element.classlist.add('current') box.element.setattribute('width' box.element.setattribute('x'
    box.element.style.display box.parent box.title box.title.split(' box.width box.x boxes boxes.filter((box)
    boxes.foreach((box) bracket brackets brief briefs broadcast broke broken brokens buckhashsys buf buffer buffered
    buffers bufio bufio.writer bufios build buildinf builds built bundle bundles burst busy but button
    button.addeventlistener('click' button.setattribute('aria-label' button.textcontent by by</th><th bysize byte
    bytes bytes.(*buffer) bytes.buffer bytes.growslice bytesbuffer bytesbuffers bytess c c's c.free(buf)
    c.malloc(size) c.wait_for_device() c.wait_for_device_until(deadline) cache caches cachesfree cachesfrees call
    call(ctx) callback called caller callers calling calloc calls came can cancel cancel() cancelled cancels cannot
    capture carry case cases catch cause cbytes certificate certificate's certificate_required certificate_unknown
    certificate_verify_failed cgo cgos cgroup cgroup's cgroup2 chan chance change changed changes channel channels
    chanreceive chanreceivenil chanreceivenils chanreceives chansend chansendnil chansendnils chansends characters
    charged chart charts check checked checking checks checksum child children childrens choice ci circles class=
    cleanup cleanups cleanupwait cleanupwaits clear click client client.do(req) clientconn clients clients' clock
    clocks close close-wait close.addeventlistener('click' closed closed.length closer closes closing cmalloc cmd
    cmd.run() cmdline cmdline.txt cmp code code</span> codeberg.org codename codenames codes collection
    collectionlog collectionlogs collectionoff collectionoffs collections collections</summary> collectionss
    collector collector's collectortime collectortimes collects colon column columns come comes coming command
    command-line-arguments/ comments compare compared complete completes compress compressed compresses compression
    concurrent cond.wait condition conditions condwait condwaits confidence conn conn.read(buffer)
    conn.setreaddeadline(time.now().add(30 connect connected connection connection-not-released connectionlost
    connectionlosts connectionopener connections consists const constant consumer consumer's consumers container
    container's container/heap container/list container/ring content-encoding content-length content-type content=
    contents context context-not-cancelled context.withtimeout(ctx contexts control convert copies copy
    copy(block.queryselector('code')) copyable copystack copystacks core cores coroutine coroutine-not-stopped
    coroutines corrected corrupt cost costs could count counted counter counts covers cpu crash crashed create
    created created-by createdby createdbys creates credentials crypto crypto/tls.(*dialer) crypto/tls.dial cstring
    ctrl+c' ctx ctx.done() ctx.err() curl current current.depth current.element.classlist.remove('current')
    current.parent cursor cursor.setattribute('class' cursor.setattribute('x1' cursor.setattribute('x2'
    cursor.setattribute('y1' cursor.setattribute('y2' cursor.style.display customevent('zoom') cut cuts cx= cy=
    cycle d= damaged damageds dark)').matches data data-from= data-most= data-search> data-search><summary>
    data-search><td data-search><th data-to= data-unit= data-value= data-what= database database/sql
    database/sql.(*conn) database/sql.(*db) database/sql.(*db).conn database/sql.(*db).connectionopener
    database/sql.(*rows).awaitdone database/sql.(*stmt) database/sql.(*tx) database/sql.(*tx).awaitdone
    database/sql.open database/sql.opendb date datetime= day days db db.querycontext(ctx dead deadline
    deadlinepassed deadlinepasseds deadlock deads deallocations deallocationss dear debug debug.freeosmemory debug=1
    debug=2 decide decides decimal decimals decode decoded deeper default default-src defer deflate delete
    delete(s.sessions deleted dep depend dependency dependencys depends depth descriptor descriptorlinks
    descriptorlinkss descriptors descriptors/s descriptorss descriptortally descriptortallys details.open detection
    device devices diagnose dialog dialog.append(make('h2' dialog.close() dialog.setattribute('aria-label'
    dialog.showmodal() did die differ difference different differentservices differentservicess digits digitss
    directories directory directorys displaces displacess distance dns do document
    document.addeventlistener('domcontentloaded' document.addeventlistener('keydown' document.body.append(dialog)
    document.createelement(name) document.createrange() document.documentelement document.execcommand('copy')
    document.getelementbyid('found').textcontent document.getelementbyid('search') document.getelementbyid('theme')
    document.getelementbyid(location.hash.slice(1)) document.queryselector('dialog') does done dones dot doubles
    doubt doubt-tint doubtful doubtfuls down drained drains drop dropped drops due dump dumping dumps durable during
    dx= e e- each eager eap earlier early either element element.closest('table.calls') element.dataset.miss
    element.hidden element.queryselector('title').textcontent element.textcontent element.textcontent.tolowercase()
    elements elf elided else embed emptied emptieds empty encoded encoding encoding/json encryption end ended endeds
    ending endless endpoint endpoints ends enough enter entries entry entry.row environ environment environments eof
    epoll epolls equal err errbusy errinvalid errnotfound error errors errstatus esc' established even evenly event
    event.altkey event.clientx event.ctrlkey event.key event.metakey event.preventdefault() event.stoppropagation()
    event.target event.target.closest('tbody eventfd eventfds eventpoll events ever every everybody everything
    evidence evidence</summary> example examples excerpt excerpts exec.commandcontext exec.commandcontext(ctx
    executable executables execution exist exit expect expected expects expired explain explains explanation
    explicitly export expvar expvars extended external/ f f.close() facts failed faint faints falling fallings falls
    false far fast faster fatal fatalerror fatalerrors fd fd-leak feeding feel fetched few fewer field figcaption
    file file- file</summary> filebacked filebackeds files filess fill fill(buf) filling fills fin-wait-1 fin-wait-2
    finalizer finalizer-blocked finalizers finalizersblocked finalizersblockeds finalizerwait finalizerwaits find
    find('') find(input.value) finding finds finish finished finisheds fires firewall firing first first.</p> fits
    five fix fixed fixeds flag flame flame).foreach((box) flame).map((element) flame.addeventlistener('keydown'
    flame.classlist.toggle('searching' flame.parentelement.queryselector('.selected') flame.tabindex flat flats
    fliptheme fliptheme() floor flush flushat flushed flushing fmt focus focus(rows.slice(0 focus(visible(rows))
    focus(visible(rows.slice().reverse())) focus(visible(rows.slice(0 focus(visible(rows.slice(index foldall
    foldall() folded folded.foreach((details) folder</code> followed following follows font:1rem/1.6 for for.</p>
    forbidden forbiddens force forced forcedcollections forcedcollectionss forceds forces forgets forgot form
    form-action format formats found found' fragmentation fragmentations frames free freed frees freeze frequency
    from front full fuller fulls fullstacks fullstackss func func( func() func(h function functions further g gap
    gaps gapss garbage garbagebydesign garbagebydesigns gave gb gc gc-tuning gc=1 gccpufraction gcs gcsys gctrace
    gcwaiting= generation generations get get() gets getselection() gib github.com gitlab.com give given gives
    global globals gnu gnulonglink gnulonglinks gnulongname gnulongnames go go's go1 go_
    go_cgo_go_to_c_calls_calls_total go_committed go_gc_duration_seconds_count go_gc_duration_seconds_sum
    go_gc_gogc_percent go_gc_gomemlimit_bytes go_goroutines go_memstats_alloc_bytes go_memstats_alloc_bytes_total
    go_memstats_buck_hash_sys_bytes go_memstats_frees_total go_memstats_gc_cpu_fraction go_memstats_gc_sys_bytes
    go_memstats_heap_alloc_bytes go_memstats_heap_idle_bytes go_memstats_heap_inuse_bytes go_memstats_heap_objects
    go_memstats_heap_released_bytes go_memstats_heap_released_bytes_total go_memstats_heap_sys_bytes
    go_memstats_last_gc_time_seconds go_memstats_mallocs_total go_memstats_mcache_inuse_bytes
    go_memstats_mcache_sys_bytes go_memstats_mspan_inuse_bytes go_memstats_mspan_sys_bytes go_memstats_next_gc_bytes
    go_memstats_other_sys_bytes go_memstats_stack_inuse_bytes go_memstats_stack_sys_bytes go_memstats_sys_bytes
    go_sched_gomaxprocs_threads go_threads goal goal.element.id goal.width goal.x goal</summary> goals godebug
    godebug= goes gogc gogc= gogc=100 gogc=400 going golang.org/x/sys/unix golang.org/x/sys/unix.mmap
    goleak.verifytestmain(m) gomaxprocs gomaxprocs= gomemlimit gomemlimit= gomodcache gone good goods
    google.golang.org/grpc google.golang.org/grpc.newclientstream google.golang.org/grpc/internal/transport gopath
    goroot goroutine goroutine-blocked-cond goroutine-blocked-io goroutine-blocked-lock goroutine-blocked-receive
    goroutine-blocked-select goroutine-blocked-send goroutine-blocked-syscall goroutine-blocked-waitgroup
    goroutine-debug2.txt goroutine-growth goroutine-runaway goroutine-ticker-loop goroutine.pb.gz goroutine?debug=2
    goroutine_growth goroutinecount goroutinegrowth goroutinegrowths goroutineleak goroutineleak.pb.gz
    goroutineleak?debug=2 goroutines goroutines/s goroutiness got goto goto(-1) goto(1) goversion goversions gp=
    grep grew grewonce grewonces groups grow growing grown grows growss growsunlikebefore growsunlikebefores growth
    grpc grpcs guard gzip h h.conn h.pool h.release() had half hand handle(event) handle(item) handshake
    handshake_failure handshakefailed handshakefaileds hang happened happens hardly has hash have head
    head.append(button) head.dataset.sort head.getattribute('aria-sort') head.hasattribute('aria-sort')
    head.setattribute('aria-sort' head.textcontent header headers headroom heads heads.foreach((head
    heads.foreach((other) healthy healthys heap heap's heap-growth heap.pb.gz heap.txt heap/ heap/1048576 heap?gc=1
    heap_alloc heap_growth heap_idle_kept heap_in_use heap_in_use_sampled heap_v2/ heapalloc
    heapallocaftercollection heapallocaftercollections heapallocs heapgrowth heapgrowths heapidle heapinuse
    heapinuses heapobjects heapobjectss heapprofile heapreleased heaps heapsys heaptext heaptexts heapz_v2/ height=
    held held-by heldby heldbys help helpers helps:</b> here hidden> hidden></p> hide high history
    history.replacestate(null hit hits hold holder holders holds home host host:6060 hour how however href= html
    html> http http(s)://host:port/prefix http+unix:// http.client.timeout http.response.body http.server
    http.server.idletimeout http.statusok http.transport http/1.1 http/2 http:// http://localhost http_request
    httpconnection httpconnections https https:// httpss huge hugepages hugepagess hundred hundreds i icon id id=
    identification identity idle idle-workers idlekept idlekepts idleprocs= idles idlethreads= idletimeout ids if
    if** ignored ignoreds image import in inactive_file index index).reverse( index).reverse().find((other) inf
    infinity inflate inflated inflates information inner inner.textcontent inner.textcontent.replace(/ inplace
    inplaces input input.addeventlistener('input' input.blur() input.focus() input.value inside instant instants
    instead insufficient-evidence insufficientevidence insufficientevidences int int32 int64 integer integers
    internal internal/ internal/poll.runtime_pollwait internal/runtime/maps internal/runtime/syscall
    internal/sync.(*hashtriemap internal/sync.(*mutex).lockslow internal/sync.runtime_semacquiremutex interval into
    inuse inuse_objects inuse_space io io.(*pipe) io.pipe io.readall iowait iowaits ipv6 is
    is</th></tr></thead><tbody> isabove isanyclosed isbelow iscollectionoff isdark isdark() isnumber isopen issued
    it it.</p> it</a> it</h2><ul> item items iter iter.pull iter.pull(rows) iterator its itself itself</span></p>
    job joined joins json json</code> jsondecoding jsondecodings judged jumped jumpeds k k' kb keep keeps kept
    kept.set(value) kernel kernel's key key(row) keyed keys kib kib/s kill kind known l l.events label labels lacks
    ladder lang large larger largest last last-ack lastgc lasts late later lazily lazilyfreed lazilyfreeds lazyfree
    lazyfrees lc_all lc_ctype lead leak leak-profile leak-tint leak_fd_ leak_fd_close_total leak_fd_open_total
    leaked leaking leakings leakprofile leakprofiles leaks leaks.</p> leaky least leave leaves leaving left legend
    len len(l.events) len(s.sessions) length less let lets level level(other) level(row) libdeflate libraries
    library library's lie life lifetime like limit limit</dt><dd>reached limited limitexceeded limitexceededs
    limitreached limitreacheds limits limitss limittoolow limittoolows line line)</span> line.hidden
    line.setattribute('aria-live' line.textcontent line= lines links lintrule linux list list.append(term
    list.find((other) listed listen listens lists little littleendian littleendians live live_heap livegrowth
    livegrowths liveheap liveheaps lives living load load-driven loaded loads local localhost
    localstorage.getitem('stanch-theme') localstorage.setitem('stanch-theme' location location.hash.length locations
    lock locked lockosthread locks log login logs long long-lived longer longest look looked looks loop loses lost
    lostcancel losts lower lowers lru ls m m10.2 m12 m7.6 m7.8 machine machines made madv_free main main.main make
    make('button' make('dd' make('dialog') make('dl') make('dt') make(chan makecharts makecharts() makeflame makes
    makesortable maketree malformed malformeds malloc mallocs manifest manifest.json many map map's map() mapped
    mapped_libraries mappedfiles mappedfiless mapping mappings maps maps.clone maps.copy maps.insert mark markdown
    marked marking matching matchmedia('(prefers-color-scheme math math.max(0 math.min(articles.length
    math.round(parsefloat(element.getattribute('y')) math.round(time) math.round(value)
    math.round(value).tolocalestring('en-us') max maxevents maxrss may mb mcacheinuse mcachesys mean measured member
    member/ memberended memberendeds members memfd memfds memory memory.current memory.jsonl memory.limit_in_bytes
    memory.max memory.stat memory.usage_in_bytes memprofilerate memstats mend mended merely message metadata
    metadatas metric metrics metricss mib mime min minute minutes missed missing missings mmap mnt mod module
    modulegoversion modules</span> moment moments moments.</span> more mores most mostly mounted move.' moved ms msg
    mspaninuse mspansys much munmap must muted mutex mutexlock mutexlocks mutexs n name named nameless namelesss
    names nametheme nametheme() nan native native-memory nav navigator.clipboard.writetext(code.textcontent) near
    nearly needed needs needspinning= neither net net.(*dialer) net.(*listenconfig) net.(*netfd) net.(*netfd).accept
    net.(*netfd).connect net.(*netfd).dial net.(*tcplistener) net.(*unixlistener) net.dial net.dialtimeout
    net.listen net.newfd net/ net/http net/http's net/http.(*client) net/http.(*conn).serve
    net/http.(*connreader).backgroundread net/http.(*http2clientconn) net/http.(*http2serverconn).readframes
    net/http.(*http2serverconn).serve net/http.(*persistconn).readloop net/http.(*persistconn).roundtrip
    net/http.(*persistconn).writeloop net/http.(*response).hijack net/http.(*responsecontroller).hijack
    net/http.(*server).serve net/http.(*transport) net/http.(*transport).roundtrip net/http.get net/http.head
    net/http.post net/http.postform net/http/internal/http2.(*clientconn)
    net/http/internal/http2.(*serverconn).readframes net/http/internal/http2.(*serverconn).serve net/http/pprof
    net/tcp net/tcp6 net/udp net/udp6 net/unix network networkorfile networkorfiles never nevers new new-syn-recv
    newer newstore() newticker newtimer next nextgc nil nilchannel nilchannels nilchannelsend nilchannelsends no
    nobody node node.open node.parent node.parentelement node.tagname node_modules nogoroutines nogoroutiness
    noheapsampling noheapsamplings noids noidss non-blocking non-go none nones nor not not-returned-to-os note notes
    notess notfound notfounds nothing nothing.</p></footer> nothings nothttp nothttps notlistening notlistenings
    notpprof notpprofs notyetreturned notyetreturneds now ns null nulls num_symbols number number(plot.dataset.from)
    number(row.getattribute('aria-level')) numbers numbers</summary><div numforcedgc numgc numgoroutine
    numgoroutines object object.assign(element objects objectss observers occurs of off offer offs offset often ok
    old older oldest on once one oneheapprofile oneheapprofiles oneprocess oneprocesss oneround onerounds ones onkey
    only open opened opening opens operating operating-system or order orders original os os.(*process)
    os.(*process).wait os.(*root) os.create os.createtemp os.file os.newfile os.open os.open(name) os.openfile
    os.pipe os.readdir os.startprocess os/exec os/exec's os/exec.(*cmd).wait other other.queryselector('button')
    other.removeattribute('aria-sort') other.tabindex otherbuild otherbuilds others othersys out out).run( out.</p>
    outdated outerprimitive outerprimitives outlives output outputs outruns outside outsidego outsidegos over own
    owner owns p package padding:.2rem page pagecache pagecaches pages pair pairs panic panics panicwait parent
    parsefloat(element.getattribute('width')) parsefloat(element.getattribute('x')) part part- part-1 part-2 part-3
    part-4 part-5 part-6 part-7 part-8 part-9 parts pass passed passes past path path.length path.push(box) pattern
    patterns pause pauses pausess pausetotalns pax pax/ paxglobal paxglobals paxs pc= pc=0x peak peer peers pem
    pending per permission permissions pid pid:4121 piece pile piles pipe pipes place place</caption> places plain
    plateau plateaus plot plot.addeventlistener('pointerleave' plot.addeventlistener('pointermove'
    plot.append(cursor) plot.dataset.from plot.dataset.most plot.dataset.to plot.dataset.unit
    plot.getboundingclientrect() plot.parentelement.queryselector('figcaption plots plugin point pointing points
    points.reduce((best points= poll polls pool pools port positionindependent positionindependents power pprof pre
    precedes preempted preempteds prefix preventscroll previous primitive primitives private probably proc process
    process's process.txt process_ process_cpu_seconds_total process_max_fds process_open_fds
    process_resident_memory_bytes process_start_time_seconds processes processor processors processorss processs
    producer profile profile.proto profilebuckets profilebucketss profiles program promql proof properties
    protocol_version prove proven proves proxy put q.closed q.cond.broadcast() q.cond.wait() q.jobs quantile= query
    queue queue's queue.pop(ctx) queue.trypop() queued quit quits quota r r= raise ran range
    range.selectnodecontents(code) rare rate rather re-lock reach reachability reachabilitys reachable reached
    reaches reaching read readable readall readalls reader reading readings readloop reads ready reasons reasonss
    receive receiver receives recognized records redirectedelsewhere redirectedelsewheres redirects refer refers
    reflect reflect.makemap reflect.mapassign refold refresh() refused refuseds refuses regexp regular regulars
    reliably removal remove removed removeds removes renew replaced replacing report report.html report</span>
    reports request requests reset resident resident.</td></tr> residual residuals resort resp resp.body.close()
    resp.statuscode response response-body-not-closed rest restart restarted restarts result results resumed
    retained return returned returning returns reveal reveal() right ring rings rise rises rising risings role roles
    room root root.classlist.add('js') root.dataset.theme rose round rounds rounds/ rounds/01 rounds</th><th route
    routes row row.classlist.toggle('closed' row.dataset.miss row.focus() row.getattribute('aria-expanded')
    row.hasattribute('aria-expanded') row.hidden row.setattribute('aria-expanded' row.tabindex rows rows.close()
    rows.foreach((other) rows.foreach((row rows.foreach((row) rows.indexof(row) rows.sort((a rowserrcheck rss
    rssanon rssfile rssshmem rule run run(job) rune runnable runnables running runnings runqueue= runs runtime
    runtime's runtime.(*cleanupqueue) runtime.addcleanup runtime.block runtime.cgocall runtime.chanrecv
    runtime.chansend runtime.corostart runtime.coroswitch runtime.coroswitch_m runtime.createfing runtime.gc
    runtime.goexit runtime.gopark runtime.goparkunlock runtime.growslice runtime.hashgrow runtime.lockosthread
    runtime.lockosthread() runtime.main runtime.makechan runtime.malg runtime.mapassign runtime.memprofile
    runtime.memprofilerate runtime.memstats runtime.newproc runtime.notetsleepg runtime.runcleanups
    runtime.runfinalizers runtime.runfinq runtime.selectgo runtime.semacquire runtime.semacquire1
    runtime.setfinalizer runtime.setfinalizer(h runtime/ runtime/internal/syscall runtime/pprof
    runtime/pprof.writegoroutinestacks runtime/trace runtimeinternal runtimeinternals runtimeother runtimeothers
    runtimes rwmutex rwmutexlock rwmutexlocks rwmutexread rwmutexreads rwmutexrlock rwmutexrlocks rwmutexwrite
    rwmutexwrites s s' s.end(s.begin(i)) s.load() s.mu.lock() s.mu.unlock() s</text> safe same sample sampled
    samples sans save saves saw saw-tooth say say(box) says scale scaled scan scanned scav scavenge scavenger
    scavengers scavenges scavtrace sched schedtrace schedule scheduler schedulers schedules scheme scraper
    script-src second seconds seconds= sed see see</h3><p>growth seen sees select select(box)
    select(boxes.find((box) select(current.parent) selection selection.addrange(range) selection.removeallranges()
    selectnocases selectnocasess selector selects self self/mountinfo self/ns/ semacquire semacquires semaphore
    semaphores send sender senders sending sends sent sentence sentences series serve served server serves service
    service's service:</p><ul> service</h3><p> services session sessions set set() set(row set(value) setdeadline
    setmaxopenconns sets settheme settheme(kept.get()) settheme(value) settimeout(() setting settings settingss
    settle several severalprocesses severalprocessess sha256- shallower share shared short shortened shorter show
    show(math.min(1 showkeys showkeys() shows shrinking shrinks shrinkss side sides sig signal signals signed
    sigquit silent simd since single six size sizelimit sizelimits sizes sleep sleeps slice slicegrowth slicegrowths
    slices slices.appendseq slices.grow slices.insert slot slots slow slower slowly small smaller smaps smaps_rollup
    smapsrollup smapsrollups smapss snapshot snapshots so socket sockets socketss soft solid some somebody something
    soonest sort source sources sources/ space spaces span span' spanmetadata spanmetadatas spans spansfree
    spansfrees spare speak speaks speed spelling spike spinningthreads= sql sql.open sql.rows sqlclosecheck
    sqlconnection sqlconnections sqls stack stackinuse stacks stacks-and-dead-goroutines stackss stacksys stanch
    stand standard standard-library standardinput standardinputs standardlibrary standardlibrarys standing stands
    start started starts stat state state- statedliveheap statedliveheaps statement states statistical statisticals
    statistics statisticss stats status statuss stay stayed staying stays stderr stdout steady steadys step
    step</summary><ol> steps still stood stop stop() stopped stopping stops store stored stored-at storedat
    storedats stores strconv strdup streams strict' string string(value) stringcopy stringcopys strings
    strings.(*builder) strings.builder strings.clone stringsbuilder stringsbuilders stripped strong strongs structs
    structure structures style-src success such suffice sum.</td></tr> surer surface survival survive suspect
    suspected suspecteds suspects svg swap swapping sweep switch switched symbol syn-recv syn-sent sync sync.(*map)
    sync.(*mutex).lock sync.(*mutex).lockslow sync.(*once).do sync.(*once).doslow sync.(*pool) sync.(*rwmutex).lock
    sync.(*rwmutex).rlock sync.(*waitgroup).wait sync.cond.wait sync.mutex.lock sync.once
    sync.runtime_notifylistwait sync.runtime_semacquire sync.runtime_semacquiremutex sync.runtime_semacquirerwmutex
    sync.runtime_semacquirerwmutexr sync.runtime_semacquirewaitgroup sync.rwmutex.* sync.rwmutex.lock
    sync.rwmutex.rlock sync.waitgroup.wait sync/atomic syncmap syncmaps syncpool syncpools synctest synctests sys
    syscall syscall.(*mmapper) syscall.accept syscall.connect syscall.mmap syscall.open syscall.openat syscall.pipe
    syscall.pipe2 syscall.socket syscallabandoned syscallabandoneds syscalls system t tabindex= table
    table.addeventlistener('keydown' table.update table.update() table</summary><div tables take taken takes tar
    target target.classlist.contains('box') target.dispatchevent(new target.scrollintoview() task/ tbody tcp tcp6 te
    tell tells ten term term.append(make('kbd' terminal termination test testdata testing testmain(m tests
    testsessionsend(t text text.setattribute('x' text.setattribute('y' text.textcontent text.trim().tolowercase()
    textpayload th' than that the thead their them them.</p> themselves then there these they third this
    this</summary> those thousand thread thread-leak thread-self threadchildren threadchildrens threads threads=
    threadss threadstacks threadstackss three through throwing tib tick ticker ticker.stop() tickers time time-wait
    time.after time.after( time.afterfunc time.hour time.minute time.newticker time.newticker(time.second)
    time.newticker(time.second).c time.newtimer time.newtimer(time.hour) time.second time.sleep time.sleep(
    time.tick time.tick( timedout timedouts timeline timeout timer timer-not-stopped timer.stop() timerfd timerfds
    timers times timestamp tinyallocations tinyallocationss title title= tls to together token told too too-short
    toofewsamples toofewsampless took tool tools.hidden tooshort tooshorts top total total_inactive_file total_rss
    totalalloc totaltime totaltimes touched touched</th><td tr' trace trace.bin traced traceds traces trades trailer
    transactions transfer-encoding transport travel tree- trees trend true truncated truncateds trusted trusts try
    ts ttl tunnel turn turns twenty twice two tx type types u udp udp6 uint uint32 uint64 uintptr
    unabletovalidatecertificate unauthorized unauthorizeds unavailable unavailables unbounded-buffer unbounded-map
    unbounded-queue unbounded-slice unconnected under undetermined undetermineds unencrypted unexpected_message
    unfold unicode uniq unique uniquehandle uniquehandles unit units unix unix:/path.sock unknown unknown_ca
    unknownencoding unknownencodings unknownhost unknownhosts unknowns unknowntimes unknowntimess unless unlock
    unlockosthread unnamed unnameds unpack unreachable unreachables unrecognized unrecognizeds unsafe unseen
    unsupported_protocol unsweptgarbage unsweptgarbages until untouched untoucheds untrustedcertificate
    untrustedcertificates unused unuseds up update update() updater upgrade uptime urgent url urls usage usages use
    used user user-agent users uses ustar usual utc</time> utf-8 utf8 util v valid value value.tofixed(1) value=
    values var var(--line) variable variables varint vars vcs.modified vcs.revision vendor vendor/ verdict
    verdict</a> version versions vet's viewbox= visible vmflags vmhwm vmrss vmswap vocabulary w wait waited waiter
    waiters waitgroup waitgroup.wait waitgroups waitgroupwait waitgroupwaits waiting waitingforcgocallback
    waitingforcgocallbacks waitings waits wake wakes walk wanted wants warm-up was wasdown watch watched way ways
    weak well went were wg.done() wg.go what whatever when where where</th> wherecheap wherecheaps whether which
    while who whoever whole whole-life wholelife wholelifes whose why width width= will wire with withcancel
    withdeadline within without withtimeout woken word words words.get(element) words.replacechildren(...original)
    words.set(element words.textcontent wordsof wordsof(box).includes(wanted) wordsof(element).includes(wanted) work
    work() worked worker workers works world would write writeloop writers writes writetimeout written written(value
    wrong wrong_version_number www-authenticate x x-gzip x1= x2= x= y1= y= yet you yourself z zcat zero zlib zoom
    zoom(box) zoom(zoomed zoomed
    """#
}
