// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/record-vocabulary from the sentences of the sources.

extension OwnVocabulary {
  /// Every word that the program says, in small letters, with a space between.
  static let text = #"""
    %2e **fix:** **wrong *handle *testing.m *testing.t +0x +dirty --ca --cert --for --format --full-stacks --gc
    --header-file --insecure --key --no-gc --timeout --token-file -trimpath .awaitdone .c .done() .go .go.buildinfo
    .html .lock() .partial .rlock() .runlock() .unlock() /cgo/go-to-c-calls:calls /cgroup /children /cmdline /comm
    /cpu/classes/gc/total:cpu-seconds /cpu/classes/total:cpu-seconds /debug/pprof /debug/pprof/
    /debug/pprof/goroutine?debug=2 /dev/ /dev/pts/ /dev/pts/* /dev/shm/ /environ /exe /fd /fd/ /gc/
    /gc/cleanups/executed:cleanups /gc/cleanups/queued:cleanups /gc/cycles/forced:gc-cycles
    /gc/cycles/total:gc-cycles /gc/finalizers/executed:finalizers /gc/finalizers/queued:finalizers /gc/gogc:percent
    /gc/gomemlimit:bytes /gc/heap/allocs:bytes /gc/heap/allocs:objects /gc/heap/frees:objects /gc/heap/goal:bytes
    /gc/heap/live:bytes /gc/heap/objects:objects /gc/heap/tiny/allocs:objects /go.mod /maps /memfd /memory
    /memory.stat /memory/ /memory/classes/heap/free:bytes /memory/classes/heap/objects:bytes
    /memory/classes/heap/released:bytes /memory/classes/heap/stacks:bytes /memory/classes/heap/unused:bytes
    /memory/classes/metadata/mcache/free:bytes /memory/classes/metadata/mcache/inuse:bytes
    /memory/classes/metadata/mspan/free:bytes /memory/classes/metadata/mspan/inuse:bytes
    /memory/classes/metadata/other:bytes /memory/classes/os-stacks:bytes /memory/classes/other:bytes
    /memory/classes/profiling/buckets:bytes /memory/classes/total:bytes /metrics /net/ /net/tcp /net/tcp6 /net/unix
    /ns/ /pkg/mod/ /pprof /proc /proc/ /proc/4121/status /proc/net/tcp /proc/net/unix /root /s /sched/
    /sched/gomaxprocs:threads /sched/goroutines-created:goroutines /sched/goroutines:goroutines
    /sched/threads/total:threads /src/ /stat /statm /sys/fs/cgroup/ /task /task/ /vendor/ 0000000000000000ffff0000
    0123456789abcdef 0a 0x 0x0 1.27's 15m 1e-12 1f 1h 256e6 60s 8b :null <-answers <-chan <-ctx.done() <-events
    <-items <-limit <-ticker.c <-time.after(time.hour) <-timer.c </details> </sub> </summary> </title>
    <details><summary> <details><summary>evidence <html <sub> <title> ?debug= ?seconds= _alloc _cgo_ _cgo_gotypes.go
    _create _inuse _new _per_ _sys _total a a.log.len() a.log.writestring(line) a.log.writeto(a.file) about above
    accept accept-encoding accepted accepts accounting accountings active add address adds after aftercollection
    aftercollections afterfunc again ago ahead alarming alert alert_access_denied alertrule alive all alloc
    alloc_objects alloc_space allocate allocated allocated-at allocatedat allocatedats allocates allocating
    allocations allocationss allow allows along already also although always alwayss among an and announced anon
    anon_inode anonhugepages anonymous another another's answer answered answers any anybody anys anything apart
    append append( append(l.events appended archive are around array arrays arrivals as ascii asitis asitiss ask
    asked asks asleep assist assumed at authority authority's authorization available awaitdone b back backed
    background backlog bad bad_certificate badaddress badaddresss badoption badoptions bads balance bare bares basic
    batch batches be bearer because become becomes been before began begin begins behind being belong belongs below
    bends beside besides between beyond bg bigendian bigendians binary bitbucket.org block blocked blocked-at
    blockedat blockedats blocking blocks body bodyclose bool born both bound bounded bounds bracket brackets brief
    briefs broadcast broke broken brokens buckhashsys buf buffer buffered buffers bufio bufio.writer bufios build
    buildinf builds built bundle bundles burst but by bysize byte bytes bytes.(*buffer) bytes.buffer bytes.growslice
    bytesbuffer bytesbuffers bytess c c's c.free(buf) c.malloc(size) c.wait_for_device()
    c.wait_for_device_until(deadline) cache caches cachesfree cachesfrees call call(ctx) callback called caller
    callers calling calloc calls came can cancel cancel() cancelled cancels cannot capture carry case cases cause
    cbytes certificate certificate's certificate_required certificate_unknown certificate_verify_failed cgo cgos
    cgroup cgroup's cgroup2 chan chance change changed changes channel channels chanreceive chanreceivenil
    chanreceivenils chanreceives chansend chansendnil chansendnils chansends characters check checked checking
    checks checksum child children childrens choice ci circles cleanup cleanups cleanupwait cleanupwaits clear
    client client.do(req) clientconn clients clients' clock clocks close close-wait closed closer closes closing
    cmalloc cmd cmd.run() cmdline cmdline.txt cmp code codeberg.org codename codenames codes collection
    collectionlog collectionlogs collectionoff collectionoffs collections collector collector's collectortime
    collectortimes collects colon column columns come comes coming command compared complete completes compress
    compresses compression concurrent cond.wait condition conditions condwait condwaits confidence conn
    conn.read(buffer) conn.setreaddeadline(time.now().add(30 connect connected connection connection-not-released
    connectionlost connectionlosts connectionopener connections constant consumer consumer's consumers container
    container's container/heap container/list container/ring content-encoding content-length content-type contents
    context context-not-cancelled context.withtimeout(ctx contexts control convert copies copy copystack copystacks
    core cores coroutine coroutine-not-stopped coroutines corrected corrupt cost costs could count counted counter
    counts covers cpu crash crashed create created created-by createdby createdbys creates credentials crypto
    crypto/tls.(*dialer) crypto/tls.dial cstring ctx ctx.done() ctx.err() curl cut cuts cycle damaged damageds data
    database database/sql database/sql.(*conn) database/sql.(*db) database/sql.(*db).conn
    database/sql.(*db).connectionopener database/sql.(*rows).awaitdone database/sql.(*stmt) database/sql.(*tx)
    database/sql.(*tx).awaitdone database/sql.open database/sql.opendb date day days db db.querycontext(ctx dead
    deadline deadlinepassed deadlinepasseds deadlock deads deallocations deallocationss dear debug
    debug.freeosmemory debug=1 debug=2 decide decides decimal decimals decode decoded default defer deflate delete
    delete(s.sessions deleted dep depend dependency dependencys depends descriptor descriptorlinks descriptorlinkss
    descriptors descriptors/s descriptorss descriptortally descriptortallys detection device devices diagnose did
    die differ difference different differentservices differentservicess digits digitss directories directory
    directorys distance dns do does done dones doubles doubtful doubtfuls drained drains drop due dump dumping dumps
    durable during e e- each eager eap earlier early either elements elf elided else embed emptied empty encoded
    encoding encoding/json encryption end ended endeds ending endless endpoint endpoints ends enough entries entry
    environ environment environments eof epoll epolls equal err errbusy errinvalid errnotfound error errors
    errstatus established even evenly event eventfd eventfds eventpoll events ever every everybody everything
    evidence example examples excerpt excerpts exec.commandcontext exec.commandcontext(ctx executable executables
    execution exist exit expect expected expects expired explain explains explanation explicitly export expvar
    expvars extended external/ f f.close() failed faint faints falling fallings falls far fast faster fatal
    fatalerror fatalerrors fd fd-leak feeding feel fetched few fewer field file file- filebacked filebackeds files
    filess fill fill(buf) filling fills fin-wait-1 fin-wait-2 finalizer finalizer-blocked finalizers
    finalizersblocked finalizersblockeds finalizerwait finalizerwaits find finding finds finish fires firewall
    firing first fits five fix fixed fixeds flag flat flats floor flush flushat flushed flushing fmt folded followed
    following follows for forbidden forbiddens force forced forcedcollections forcedcollectionss forces forgets
    forgot form format formats found fragmentation fragmentations frames free freed frees freeze frequency from
    front full fuller fulls fullstacks fullstackss func func( func() func(h function functions further g gaps gapss
    garbage garbagebydesign garbagebydesigns gave gb gc gc-tuning gc=1 gccpufraction gcs gcsys gctrace gcwaiting=
    generation generations get gets gib github.com gitlab.com give given gives global globals gnu gnulonglink
    gnulonglinks gnulongname gnulongnames go go's go1 go_ go_cgo_go_to_c_calls_calls_total go_committed
    go_gc_duration_seconds_count go_gc_duration_seconds_sum go_gc_gogc_percent go_gc_gomemlimit_bytes go_goroutines
    go_memstats_alloc_bytes go_memstats_alloc_bytes_total go_memstats_buck_hash_sys_bytes go_memstats_frees_total
    go_memstats_gc_cpu_fraction go_memstats_gc_sys_bytes go_memstats_heap_alloc_bytes go_memstats_heap_idle_bytes
    go_memstats_heap_inuse_bytes go_memstats_heap_objects go_memstats_heap_released_bytes
    go_memstats_heap_released_bytes_total go_memstats_heap_sys_bytes go_memstats_last_gc_time_seconds
    go_memstats_mallocs_total go_memstats_mcache_inuse_bytes go_memstats_mcache_sys_bytes
    go_memstats_mspan_inuse_bytes go_memstats_mspan_sys_bytes go_memstats_next_gc_bytes go_memstats_other_sys_bytes
    go_memstats_stack_inuse_bytes go_memstats_stack_sys_bytes go_memstats_sys_bytes go_sched_gomaxprocs_threads
    go_threads goal godebug godebug= goes gogc gogc= gogc=100 gogc=400 going golang.org/x/sys/unix
    golang.org/x/sys/unix.mmap goleak.verifytestmain(m) gomaxprocs gomaxprocs= gomemlimit gomemlimit= gone good
    goods google.golang.org/grpc google.golang.org/grpc.newclientstream google.golang.org/grpc/internal/transport
    goroutine goroutine-blocked-cond goroutine-blocked-io goroutine-blocked-lock goroutine-blocked-receive
    goroutine-blocked-select goroutine-blocked-send goroutine-blocked-syscall goroutine-blocked-waitgroup
    goroutine-debug2.txt goroutine-growth goroutine-runaway goroutine-ticker-loop goroutine.pb.gz goroutinecount
    goroutineleak goroutineleak.pb.gz goroutines goroutines/s goroutiness got goversion goversions gp= grew grewonce
    grewonces groups grow growing grows growss growsunlikebefore growsunlikebefores growth grpc grpcs guard gzip h
    h.conn h.pool h.release() had half hand handle(event) handle(item) handshake handshake_failure handshakefailed
    handshakefaileds hang happened happens hardly has hash have header headers healthy healthys heap heap's
    heap-growth heap.pb.gz heap.txt heap/ heap/1048576 heap?gc=1 heap_alloc heap_idle_kept heap_in_use_sampled
    heap_v2/ heapalloc heapallocaftercollection heapallocaftercollections heapallocs heapidle heapinuse heapobjects
    heapobjectss heapprofile heapreleased heaps heapsys heaptext heaptexts heapz_v2/ held held-by heldby heldbys
    help helpers here high history hold holder holders holds host host:6060 hour how however href= html http
    http(s)://host:port/prefix http+unix:// http.client.timeout http.response.body http.server
    http.server.idletimeout http.statusok http.transport http/1.1 http/2 http:// http_request httpconnection
    httpconnections https https:// httpss hugepages hugepagess hundred hundreds i id identification identity idle
    idle-workers idlekept idlekepts idleprocs= idles idlethreads= idletimeout ids if if** image import in
    inactive_file index inflated information input inside instant instants instead insufficient-evidence
    insufficientevidence insufficientevidences int int32 int64 integer integers internal internal/
    internal/poll.runtime_pollwait internal/runtime/maps internal/runtime/syscall internal/sync.(*hashtriemap
    internal/sync.(*mutex).lockslow internal/sync.runtime_semacquiremutex into inuse inuse_objects inuse_space io
    io.(*pipe) io.pipe io.readall iowait iowaits ipv6 is iscollectionoff issued it item items iter iter.pull
    iter.pull(rows) iterator its itself job joined joins json jsondecoding jsondecodings judged jumped jumpeds k kb
    keep keeps kept kernel kernel's key keyed kib kib/s kill kind known l l.events label labels lacks ladder large
    larger largest last last-ack lastgc lasts late later lazily lazilyfreed lazilyfreeds lazyfree lazyfrees leak
    leak_fd_ leak_fd_close_total leak_fd_open_total leaked leaking leakings leakprofile leakprofiles leaks leaky
    least leave leaves leaving left len len(l.events) len(s.sessions) length less let lets level libdeflate library
    library's lie life lifetime like limit limited limitexceeded limitexceededs limitreached limitreacheds limits
    limitss limittoolow limittoolows line lines links lintrule linux list listed listen listens lists little
    littleendian littleendians live live_heap livegrowth livegrowths liveheap liveheaps lives living load
    load-driven loaded local localhost location lock locked lockosthread locks log login logs long long-lived longer
    longest look looked looks loop loses lost lostcancel losts lower lowers lru m machine machines made madv_free
    main main.main make make(chan makes malformed malformeds malloc mallocs manifest.json many map map's mapped
    mapped_libraries mappedfiles mappedfiless mapping mappings maps maps.clone maps.copy maps.insert mark markdown
    marked marking matching math max maxevents maxrss may mb mcacheinuse mcachesys mean measured member member/
    memberended memberendeds members memfd memfds memory memory.current memory.jsonl memory.limit_in_bytes
    memory.max memory.stat memory.usage_in_bytes memprofilerate memstats mended merely message metadata metadatas
    metric metrics metricss mib mime min minute minutes missed missing mmap mnt mod module modulegoversion moment
    moments more mores most mounted moved ms msg mspaninuse mspansys much munmap must mutex mutexlock mutexlocks
    mutexs n name named names native-memory near nearly needed needs needspinning= neither net net.(*dialer)
    net.(*listenconfig) net.(*netfd) net.(*netfd).accept net.(*netfd).connect net.(*netfd).dial net.(*tcplistener)
    net.(*unixlistener) net.dial net.dialtimeout net.listen net.newfd net/ net/http net/http's net/http.(*client)
    net/http.(*conn).serve net/http.(*connreader).backgroundread net/http.(*http2clientconn)
    net/http.(*http2serverconn).readframes net/http.(*http2serverconn).serve net/http.(*persistconn).readloop
    net/http.(*persistconn).roundtrip net/http.(*persistconn).writeloop net/http.(*response).hijack
    net/http.(*responsecontroller).hijack net/http.(*server).serve net/http.(*transport)
    net/http.(*transport).roundtrip net/http.get net/http.head net/http.post net/http.postform
    net/http/internal/http2.(*clientconn) net/http/internal/http2.(*serverconn).readframes
    net/http/internal/http2.(*serverconn).serve net/http/pprof net/tcp net/tcp6 net/udp net/udp6 net/unix network
    networkorfile networkorfiles never nevers new new-syn-recv newer newstore() newticker newtimer next nextgc nil
    nilchannel nilchannels nilchannelsend nilchannelsends no nobody nogoroutines nogoroutiness noheapsampling
    noheapsamplings noids noidss non-blocking non-go none nones nor not not-returned-to-os note notes notess
    notfound notfounds nothing nothttp nothttps notlistening notlistenings notpprof notpprofs notyetreturned
    notyetreturneds now ns null nulls num_symbols number numbers numforcedgc numgc numgoroutine numgoroutines object
    objects objectss observations observers occurs of off offer offs offset often ok old older oldest on once one
    oneheapprofile oneheapprofiles oneprocess oneprocesss oneround onerounds ones only open opened opening opens
    operating operating-system or order orders os os.(*process) os.(*process).wait os.(*root) os.create
    os.createtemp os.file os.newfile os.open os.open(name) os.openfile os.pipe os.readdir os.startprocess os/exec
    os/exec's os/exec.(*cmd).wait other otherbuild otherbuilds others othersys out out).run( outdated outerprimitive
    outerprimitives outlives output outruns outside outsidego outsidegos over own owner owns p package page
    pagecache pagecaches pair pairs panic panics panicwait parent part parts passed path pattern patterns pause
    pausetotalns pax pax/ paxglobal paxglobals paxs pc= pc=0x peak peer peers pem pending per permission permissions
    pid pid:4121 piece pile piles pipe pipes place places plain plateau plateaus plugin pointing points poll polls
    pool pools port positionindependent positionindependents pprof precedes preempted preempteds prefix primitive
    primitives private probably proc process process's process.txt process_ process_cpu_seconds_total
    process_max_fds process_open_fds process_resident_memory_bytes process_start_time_seconds processes processor
    processors processs producer profile profile.proto profilebuckets profilebucketss profiles program promql proof
    protocol_version prove proven proves proxy put q.closed q.cond.broadcast() q.cond.wait() q.jobs quantile= query
    queue queue's queue.pop(ctx) queue.trypop() quit quits r raise ran range rare rate rather re-lock reach
    reachability reachabilitys reachable reached reaches reaching read readable readall readalls reader reading
    readings readloop reads ready reasons reasonss receive receiver receives recognized records redirectedelsewhere
    redirectedelsewheres redirects refer refers reflect reflect.makemap reflect.mapassign refresh() refused refuseds
    refuses regexp regular regulars reliably removal remove removed removeds removes renew replaced replacing report
    request requests reset resident residual residuals resort resp resp.body.close() resp.statuscode response
    response-body-not-closed rest restarted result results resumed return returned returning returns right ring
    rings rise rises rising risings role roles room root rose round rounds rounds/ route routes row rows
    rows.close() rowserrcheck rss rssanon rssfile rssshmem run run(job) rune runnable runnables running runnings
    runqueue= runs runtime runtime.(*cleanupqueue) runtime.addcleanup runtime.block runtime.cgocall runtime.chanrecv
    runtime.chansend runtime.corostart runtime.coroswitch runtime.coroswitch_m runtime.createfing runtime.goexit
    runtime.gopark runtime.goparkunlock runtime.growslice runtime.hashgrow runtime.lockosthread
    runtime.lockosthread() runtime.main runtime.makechan runtime.malg runtime.mapassign runtime.memprofile
    runtime.memprofilerate runtime.memstats runtime.newproc runtime.notetsleepg runtime.runcleanups
    runtime.runfinalizers runtime.runfinq runtime.selectgo runtime.semacquire runtime.semacquire1
    runtime.setfinalizer runtime.setfinalizer(h runtime/ runtime/internal/syscall runtime/pprof
    runtime/pprof.writegoroutinestacks runtime/trace runtimeinternal runtimeinternals runtimeother runtimeothers
    runtimes rwmutex rwmutexlock rwmutexlocks rwmutexread rwmutexreads rwmutexrlock rwmutexrlocks rwmutexwrite
    rwmutexwrites s s.end(s.begin(i)) s.load() s.mu.lock() s.mu.unlock() safe same sample sampled samples saves saw
    saw-tooth say says scaled scan scav scavenge scavenger scavenges scavtrace sched schedtrace schedule schedules
    scheme second seconds seconds= see seen select selectnocases selectnocasess selects self self/mountinfo self/ns/
    semacquire semacquires semaphore semaphores send sender senders sending sends sent sentence sentences series
    serve served server serves service service's services session sessions set setdeadline setmaxopenconns sets
    setting settings settle several severalprocesses severalprocessess share short shortened shorter show shows
    shrinking shrinks shrinkss side sig signal signals signed sigquit silent simd since single six size sizelimit
    sizelimits sizes sleep sleeps slice slicegrowth slicegrowths slices slices.appendseq slices.grow slices.insert
    slot slots slow slowly small smaller smaps smaps_rollup smapsrollup smapsrollups smapss snapshot snapshots so
    socket sockets socketss soft some somebody something sort source sources sources/ space spaces span spanmetadata
    spanmetadatas spans spansfree spansfrees spare speak speaks speed spelling spike spinningthreads= sql sql.open
    sql.rows sqlclosecheck sqlconnection sqlconnections sqls stack stackinuse stacks stacks-and-dead-goroutines
    stackss stacksys stanch stand standardlibrary standardlibrarys standing stands start started starts stat state
    state- statedliveheap statedliveheaps statement states statistical statisticals statistics statisticss stats
    status statuss stay stayed staying stays stderr stdout steady steadys step steps still stood stop stop() stopped
    stopping stops store stored-at storedat storedats stores strconv strdup streams string stringcopy stringcopys
    strings strings.(*builder) strings.builder strings.clone stringsbuilder stringsbuilders stripped strong strongs
    structs structure structures success such surer survival survive suspect suspected suspecteds suspects swap
    sweep switch switched symbol syn-recv syn-sent sync sync.(*map) sync.(*mutex).lock sync.(*mutex).lockslow
    sync.(*once).do sync.(*once).doslow sync.(*pool) sync.(*rwmutex).lock sync.(*rwmutex).rlock
    sync.(*waitgroup).wait sync.cond.wait sync.mutex.lock sync.once sync.runtime_notifylistwait
    sync.runtime_semacquire sync.runtime_semacquiremutex sync.runtime_semacquirerwmutex
    sync.runtime_semacquirerwmutexr sync.runtime_semacquirewaitgroup sync.rwmutex.* sync.rwmutex.lock
    sync.rwmutex.rlock sync.waitgroup.wait sync/atomic syncmap syncmaps syncpool syncpools synctest synctests sys
    syscall syscall.(*mmapper) syscall.accept syscall.connect syscall.mmap syscall.open syscall.openat syscall.pipe
    syscall.pipe2 syscall.socket syscallabandoned syscallabandoneds syscalls system t table tables take taken takes
    tar target task/ tcp tcp6 te tell tells ten terminal termination test testing testmain(m tests testsessionsend(t
    text textpayload than that the their them then there these they third this this</summary> those thousand thread
    thread-leak thread-self threadchildren threadchildrens threads threads= threadss threadstacks threadstackss
    three through throwing tib tick ticker ticker.stop() tickers time time-wait time.after time.after(
    time.afterfunc time.hour time.minute time.newticker time.newticker(time.second) time.newticker(time.second).c
    time.newtimer time.newtimer(time.hour) time.second time.sleep time.sleep( time.tick time.tick( timedout
    timedouts timeout timer timer-not-stopped timer.stop() timerfd timerfds timers times timestamp tinyallocations
    tinyallocationss tls to together token told too toofewsamples toofewsampless took tool tooshort tooshorts top
    total total_inactive_file total_rss totalalloc totaltime totaltimes touched trace trace.bin traced traceds
    traces trades trailer transactions transfer-encoding transport travel true truncated truncateds trusted trusts
    try ts ttl tunnel turn turns twenty twice two tx type types u udp udp6 uint uint32 uint64 uintptr
    unabletovalidatecertificate unauthorized unauthorizeds unavailable unavailables unbounded-buffer unbounded-map
    unbounded-queue unbounded-slice unconnected under undetermined undetermineds unencrypted unexpected_message
    unicode unique uniquehandle uniquehandles unit unix unix:/path.sock unknown unknown_ca unknownencoding
    unknownencodings unknownhost unknownhosts unknowns unknowntimes unknowntimess unless unlock unlockosthread
    unnamed unnameds unpack unreachable unreachables unrecognized unrecognizeds unsafe unsupported_protocol
    unsweptgarbage unsweptgarbages until untouched untoucheds untrustedcertificate untrustedcertificates unused
    unuseds up updater upgrade uptime url urls usage usages use used user user-agent users uses ustar usual util v
    valid value values var variable variables varint vars vcs.modified vcs.revision vendor verdict version versions
    vet's vmflags vmhwm vmrss vmswap vocabulary w wait waited waiter waiters waitgroup waitgroup.wait waitgroups
    waitgroupwait waitgroupwaits waiting waitingforcgocallback waitingforcgocallbacks waitings waits wake wakes walk
    wants warm-up was watch watched way ways weak well went were wg.done() wg.go what whatever when where wherecheap
    wherecheaps whether which while who whoever whole whole-life wholelife wholelifes whose why will wire with
    withcancel withdeadline within without withtimeout woken word work work() worked worker workers works world
    would write writeloop writes writetimeout written wrong wrong_version_number www-authenticate x x-gzip yet you
    yourself z zero zlib
    """#
}
