import JSON

extension Escape {
  /// What a script tries with files outside.
  static let files: [Escape] = [
    script(
      "writing outside", "files beside the work area, in the home folder, the repository, its hooks, and in `/tmp`",
      "R1, R13, R17", .files, Surroundings(harm: .changed),
      lines: """
        try write-sibling sh -c 'echo evil > {sibling}/new'
        try write-file sh -c 'echo evil >> {sibling}/file'
        try write-home sh -c 'echo evil >> {home}/.bashrc'
        try write-repository sh -c 'echo evil > {repository}/src/main.c'
        try write-hook sh -c 'echo evil > {repository}/.git/hooks/post-checkout'
        try write-configuration sh -c 'echo evil >> {repository}/.git/config'
        try write-temporary sh -c 'echo evil > /tmp/{name}-stray'
        """,
      evidence: [
        .tried("write-sibling"), .tried("write-file"), .tried("write-home"), .tried("write-repository"),
        .tried("write-hook"), .tried("write-configuration"), .tried("write-temporary"),
      ]),
    script(
      "removing, renaming, cutting short outside", "the same places, without opening a file to write", "R13, R37",
      .files,
      Surroundings(harm: .changed),
      lines: """
        attempt remove {sibling}/file
        attempt rename {home}/.netrc {tree}/taken
        attempt rename {tree}/notes.txt {sibling}/notes.txt
        attempt truncate {sibling}/main.c
        attempt truncate-by-opening {home}/key
        attempt make-folder {sibling}/folder
        try link-out ln -s /etc/passwd {sibling}/link
        """,
      evidence: [
        .tried("remove"), .tried("rename"), .tried("truncate"), .tried("truncate-by-opening"), .tried("make-folder"),
        .tried("link-out"),
      ]),
    script(
      "mode, owner and time of files outside", "attributes of a file that cannot be opened (contents stay as they are)",
      "R1", .namespaces, Surroundings(gaps: ["change-mode", "touch"], harm: .changed),
      lines: """
        attempt change-mode {sibling}/file
        try touch touch -d 2000-01-01 {sibling}/file
        try owner chown 12345 {sibling}/file
        """,
      evidence: [.tried("change-mode"), .tried("touch"), .tried("owner")]),
    script(
      "the system's and the program's own files", "passwords, programs, devices, and the program that confines",
      "R13, R16", .files,
      lines: """
        attempt write /etc/passwd
        attempt write /usr/bin/{name}
        attempt write /dev/shm/{name}
        attempt write /proc/sys/kernel/core_pattern
        attempt write /proc/self/oom_score_adj
        attempt remove {program}
        attempt list /root
        attempt read /etc/shadow
        """,
      evidence: [.tried("write"), .tried("remove"), .tried("list"), .tried("read")]),
    script(
      "the program's own records", "the journal, its lock, and the marker of the work area", "R16, R37", .files,
      Surroundings(harm: .changed),
      lines: """
        try journal sh -c 'echo evil > {journal}/evil'
        try lock sh -c 'echo evil > {journal}/lock'
        try marker sh -c 'echo evil > {slot}/marker'
        try marker-gone rm {slot}/marker
        try folder mv {tree} {slot}/elsewhere
        """,
      then: ScriptedCall.all(at: "../marker", "../../slot/marker"),
      evidence: [
        .tried("journal"), .tried("lock"), .tried("marker"), .tried("marker-gone"), .tried("folder"),
        .allRefused(turn: 3, "has the component `..`"),
      ]),
    script(
      "reading secrets", "keys and passwords by name, through links, and through `/proc`", "R1, R20, R28", .files,
      Surroundings(harm: .seen),
      lines: """
        try read-key cat {home}/key
        try read-netrc cat {home}/.netrc
        try read-neighbour cat {sibling}/file
        try list-home ls {home}
        ln -s {home}/key link; try read-link cat link
        try read-root cat /proc/self/root{home}/key
        try read-climbing cat /proc/self/cwd/../../../../../home/key
        try copy cp -r {home} .
        """,
      then: [.init("grep", ["pattern": "canary"])],
      evidence: [
        .tried("read-key"), .tried("read-netrc"), .tried("read-neighbour"), .tried("list-home"), .tried("read-link"),
        .tried("read-root"), .tried("read-climbing"), .tried("copy"),
      ]),
  ]

  /// What a script tries with other processes, and with those that it starts.
  static let processes: [Escape] = [
    script(
      "its own environment", "variables that the user has and a command must not get", "R11, R22", .environment,
      lines: "env | sort; tr '\\0' '\\n' < /proc/self/environ; set",
      evidence: [.said("2.1", "HOME="), .silent("2.1", "API_CANARY"), .silent("2.1", "LD_")]),
    script(
      "environment and memory of others",
      "`/proc` of this program, of another process of the user, and of the first one",
      "R20, R22", .processes,
      lines: """
        for process in {bystander} {process} 1; do
          for file in environ mem maps fd/0 root/etc/shadow cwd/Package.swift; do attempt read /proc/$process/$file; done
        done
        try environ cat /proc/{bystander}/environ
        """,
      evidence: [.tried("read"), .tried("environ")]),
    script(
      "tracing other processes", "ptrace, and their memory and descriptors by system calls", "R1", .systemCalls,
      lines: """
        for process in {bystander} {process}; do
          attempt ptrace $process; attempt ptrace-seize $process; attempt read-memory $process
          attempt write-memory $process; attempt take-descriptor $process
        done
        """,
      evidence: [
        .tried("ptrace"), .tried("ptrace-seize"), .tried("read-memory"), .tried("write-memory"),
        .tried("take-descriptor"),
      ]),
    script(
      "signals", "the program itself, another process of the user and the first one are sent signals",
      "R1", .processes, Surroundings(harm: .processes),
      lines: """
        attempt signal {bystander}
        attempt signal {process}
        attempt signal-by-descriptor {bystander}
        try kill sh -c 'kill -9 {bystander}'
        """,
      evidence: [.tried("signal"), .tried("signal-by-descriptor"), .tried("kill")]),
    script(
      "outliving the command", "children that leave their session, or hand themselves on all the time", "R1", .reaping,
      lines: """
        {program} leave left; {program} hand-on left-too
        setsid sleep 500 & nohup sleep 500 > /dev/null 2>&1 &
        (trap '' TERM HUP INT; sleep 500) &
        echo started
        """,
      evidence: [.said("2.1", "started")]),
    script(
      "a bomb of processes", "each process starts two, and none ends by itself", "R1", .reaping,
      lines: "{program} multiply 7", command: "brief",
      evidence: [.said("2.1", "did not end within its deadline")]),
    script(
      "ignoring the deadline", "a command that takes no request to end", "R1", .reaping,
      lines: "trap '' TERM HUP INT QUIT; while :; do sleep 0.2; done", command: "brief",
      evidence: [.said("2.1", "did not end within its deadline")]),
    script(
      "memory shared by name", "shared memory, semaphores and message queues, which have no path", "R1", .systemCalls,
      lines: "attempt shared-memory; attempt semaphores; attempt messages; attempt message-queue",
      evidence: [.tried("shared-memory"), .tried("semaphores"), .tried("messages"), .tried("message-queue")]),
  ]

  /// What a script tries with sockets.
  static let network: [Escape] = [
    script(
      "connections", "TCP to this machine, by system call, by the shell and by Python", "R1, R23", .sockets,
      Surroundings(harm: .connected),
      lines: """
        attempt connect {port}
        attempt connect-6
        try python python3 -I -c 'import socket; socket.create_connection(("127.0.0.1", {port}))'
        try shell bash -c 'exec 3<>/dev/tcp/127.0.0.1/{port}'
        """,
      evidence: [.tried("connect"), .tried("connect-6"), .tried("python"), .tried("shell")]),
    script(
      "datagrams", "UDP, which Landlock does not govern, and raw packets", "R1", .sockets,
      Surroundings(harm: .connected),
      lines: "attempt send-datagram {datagram-port}; attempt raw-socket; attempt packet",
      evidence: [.tried("send-datagram"), .tried("raw-socket"), .tried("packet")]),
    script(
      "sockets with a path", "a service of the user's, as the container engine's; also through pairs",
      "R1", .sockets, Surroundings(harm: .connected),
      lines: """
        attempt local-socket {socket}
        attempt datagram-pair {datagram-socket}
        attempt raw-pair {datagram-socket}
        try bind python3 -I -c 'import socket; socket.socket(socket.AF_UNIX).bind("s")'
        """,
      evidence: [.tried("local-socket"), .tried("datagram-pair"), .tried("raw-pair"), .tried("bind")]),
    script(
      "sockets without a path", "abstract UNIX sockets", "R1", .sockets, Surroundings(harm: .connected),
      lines: "attempt abstract-socket {abstract}", evidence: [.tried("abstract-socket")]),
    script(
      "sockets of the kernel", "netlink, virtual machines', ciphers'", "R1", .sockets,
      lines: "attempt netlink; attempt machine-socket; attempt cipher-socket",
      evidence: [.tried("netlink"), .tried("machine-socket"), .tried("cipher-socket")]),
  ]

  /// What a script tries with the kernel's wide interfaces.
  static let calls: [Escape] = [
    script(
      "namespaces", "new ones, where the child would be root again, and those of others", "R1", .systemCalls,
      lines: """
        attempt unshare-user; attempt unshare-mount; attempt unshare-network; attempt clone-user; attempt clone3-user
        attempt set-namespace
        try unshare unshare -U true
        """,
      evidence: [
        .tried("unshare-user"), .tried("unshare-mount"), .tried("unshare-network"), .tried("clone-user"),
        .tried("clone3-user"), .tried("set-namespace"), .tried("unshare"),
      ]),
    script(
      "mounts", "old and new calls to mount, and another root", "R1", .systemCalls,
      lines: """
        attempt mount {tree}; attempt bind-mount {tree}; attempt unmount; attempt open-tree; attempt new-mount-api
        attempt chroot {tree}; attempt pivot-root {tree}; attempt open-by-handle
        """,
      evidence: [
        .tried("mount"), .tried("bind-mount"), .tried("unmount"), .tried("open-tree"), .tried("new-mount-api"),
        .tried("chroot"), .tried("pivot-root"), .tried("open-by-handle"),
      ]),
    script(
      "wide interfaces", "io_uring, bpf, perf, userfaultfd, modules, the kernel's log", "R1", .systemCalls,
      lines: """
        attempt io-uring; attempt bpf; attempt perf; attempt userfaultfd; attempt load-module; attempt kernel-log
        attempt host-name
        """,
      evidence: [
        .tried("io-uring"), .tried("bpf"), .tried("perf"), .tried("userfaultfd"), .tried("load-module"),
        .tried("kernel-log"), .tried("host-name"),
      ]),
    script(
      "keyrings", "keys that the kernel keeps for all processes of a user", "R1", .systemCalls,
      lines: "attempt keyctl; attempt add-key; attempt request-key",
      evidence: [.tried("keyctl"), .tried("add-key"), .tried("request-key")]),
    script(
      "typing into the terminal", "input is put into the user's terminal, as if they had typed it", "R1", .systemCalls,
      lines: "attempt fake-input; attempt fake-input-wide; attempt console",
      evidence: [.tried("fake-input"), .tried("fake-input-wide"), .tried("console")]),
    script(
      "more privileges", "another user, programs that run as their owner, higher limits", "R1", .privileges,
      lines: """
        attempt become-user; attempt raise-limit
        echo status $(grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status)
        """,
      evidence: [
        .tried("become-user"), .tried("raise-limit"),
        .said("2.1", "status CapEff: 0000000000000000 CapBnd: 0000000000000000 NoNewPrivs: 1 Seccomp: 2"),
      ]),
  ]
}
