#define _GNU_SOURCE
#include "CEscapes.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <netinet/in.h>
#include <unistd.h>

#ifdef __linux__
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#endif

static int outcome(long result) { return result < 0 ? errno : 0; }

static int opening(const char *path, int flags) { return outcome(open(path, flags | O_CLOEXEC, 0600)); }

static struct sockaddr_in loopback(const char *port) {
  return (struct sockaddr_in){
      .sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(port)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static struct sockaddr_un local(const char *path, int is_abstract) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path + is_abstract, path, sizeof address.sun_path - 2);
  return address;
}

static int connecting(int family, int type, const void *address, socklen_t length) {
  int socket_number = socket(family, type, 0);
  return socket_number < 0 ? errno : outcome(connect(socket_number, address, length));
}

static int sending_datagram(const char *port) {
  struct sockaddr_in address = loopback(port);
  int socket_number = socket(AF_INET, SOCK_DGRAM, 0);
  return socket_number < 0 ? errno
                           : outcome(sendto(socket_number, "x", 1, 0, (struct sockaddr *)&address, sizeof address));
}

/// A pair needs no name, but one of datagrams can send to any name.
static int sending_through_pair(const char *path, int type) {
  int pair[2];
  if (socketpair(AF_UNIX, type, 0, pair) != 0) return errno;
  struct sockaddr_un address = local(path, 0);
  struct iovec part = {.iov_base = "x", .iov_len = 1};
  struct msghdr message = {.msg_name = &address, .msg_namelen = sizeof address, .msg_iov = &part, .msg_iovlen = 1};
  return outcome(sendmsg(pair[0], &message, 0));
}

#ifdef __linux__

static int attempt_call(const char *name, const char *first, const char *second) {
  char zeros[256] = {0};
  struct iovec part = {.iov_base = zeros, .iov_len = 8};
  int process = first ? atoi(first) : 0;
  (void)second;
  if (!strcmp(name, "ptrace")) return outcome(ptrace(PTRACE_ATTACH, process, 0, 0));
  if (!strcmp(name, "ptrace-seize")) return outcome(ptrace(PTRACE_SEIZE, process, 0, 0));
  if (!strcmp(name, "read-memory")) return outcome(process_vm_readv(process, &part, 1, &part, 1, 0));
  if (!strcmp(name, "write-memory")) return outcome(process_vm_writev(process, &part, 1, &part, 1, 0));
  if (!strcmp(name, "take-descriptor")) {
    long descriptor = syscall(434, process, 0);
    return descriptor < 0 ? errno : outcome(syscall(438, descriptor, 1, 0));
  }
  if (!strcmp(name, "signal-by-descriptor")) {
    long descriptor = syscall(434, process, 0);
    return descriptor < 0 ? errno : outcome(syscall(424, descriptor, SIGURG, NULL, 0));
  }
  if (!strcmp(name, "mount")) return outcome(mount("none", first, "tmpfs", 0, NULL));
  if (!strcmp(name, "bind-mount")) return outcome(mount("/", first, NULL, MS_BIND, NULL));
  if (!strcmp(name, "unmount")) return outcome(umount2("/proc", MNT_DETACH));
  if (!strcmp(name, "open-tree")) return outcome(syscall(428, AT_FDCWD, "/", 1));
  if (!strcmp(name, "new-mount-api")) return outcome(syscall(430, "tmpfs", 0));
  if (!strcmp(name, "chroot")) return outcome(chroot(first));
  if (!strcmp(name, "pivot-root")) return outcome(syscall(SYS_pivot_root, first, first));
  if (!strcmp(name, "unshare-user")) return outcome(unshare(CLONE_NEWUSER));
  if (!strcmp(name, "unshare-mount")) return outcome(unshare(CLONE_NEWNS));
  if (!strcmp(name, "unshare-network")) return outcome(unshare(CLONE_NEWNET));
  if (!strcmp(name, "clone-user")) {
    long child = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
    if (child == 0) _exit(0);
    return outcome(child);
  }
  if (!strcmp(name, "clone3-user")) {
    unsigned long long arguments[8] = {CLONE_NEWUSER, 0, 0, 0, SIGCHLD};
    long child = syscall(435, arguments, sizeof arguments);
    if (child == 0) _exit(0);
    return outcome(child);
  }
  if (!strcmp(name, "set-namespace")) {
    int space = open("/proc/self/ns/net", O_RDONLY);
    return space < 0 ? errno : outcome(setns(space, 0));
  }
  if (!strcmp(name, "io-uring")) return outcome(syscall(425, 4, zeros));
  if (!strcmp(name, "bpf")) return outcome(syscall(SYS_bpf, 0, zeros, sizeof zeros));
  if (!strcmp(name, "perf")) return outcome(syscall(SYS_perf_event_open, zeros, 0, -1, -1, 0));
  if (!strcmp(name, "userfaultfd")) return outcome(syscall(SYS_userfaultfd, 1));
  if (!strcmp(name, "keyctl")) return outcome(syscall(SYS_keyctl, 0, -4, 1));
  if (!strcmp(name, "add-key")) return outcome(syscall(SYS_add_key, "user", "x", "y", 1, -4));
  if (!strcmp(name, "request-key")) return outcome(syscall(SYS_request_key, "user", "x", NULL, -4));
  if (!strcmp(name, "fake-input")) return outcome(ioctl(0, TIOCSTI, "x"));
  if (!strcmp(name, "fake-input-wide")) return outcome(syscall(SYS_ioctl, 0, 0x100000000UL | TIOCSTI, "x"));
  if (!strcmp(name, "console")) return outcome(ioctl(0, 0x541C, zeros));
  if (!strcmp(name, "open-by-handle")) return outcome(syscall(SYS_open_by_handle_at, AT_FDCWD, zeros, 0));
  if (!strcmp(name, "device")) return outcome(mknod(first, S_IFBLK | 0600, 0x0800));
  if (!strcmp(name, "become-user")) return outcome(setresuid(1, 1, 1)) ?: outcome(setresuid(0, 0, 0));
  if (!strcmp(name, "host-name")) return outcome(sethostname("x", 1));
  if (!strcmp(name, "load-module")) return outcome(syscall(SYS_init_module, zeros, 0, ""));
  if (!strcmp(name, "kernel-log")) return outcome(syscall(SYS_syslog, 3, zeros, sizeof zeros));
  if (!strcmp(name, "raise-limit")) return outcome(syscall(SYS_prlimit64, 0, 7, &(unsigned long long[]){1 << 20, 1 << 20}, 0));
  if (!strcmp(name, "limit-other")) return outcome(syscall(SYS_prlimit64, process, 15, &(unsigned long long[]){0, 0}, 0));
  if (!strcmp(name, "shared-memory")) return outcome(syscall(SYS_shmget, 0, 4096, 01600));
  if (!strcmp(name, "semaphores")) return outcome(syscall(SYS_semget, 0, 1, 01600));
  if (!strcmp(name, "messages")) return outcome(syscall(SYS_msgget, 0, 01600));
  if (!strcmp(name, "message-queue")) return outcome(syscall(SYS_mq_open, "fulcrum-escape", O_CREAT | O_RDWR, 0600, NULL));
  if (!strcmp(name, "netlink")) return outcome(socket(AF_NETLINK, SOCK_RAW, 0));
  if (!strcmp(name, "packet")) return outcome(socket(AF_PACKET, SOCK_RAW, 0));
  if (!strcmp(name, "machine-socket")) return outcome(socket(AF_VSOCK, SOCK_STREAM, 0));
  if (!strcmp(name, "cipher-socket")) return outcome(socket(AF_ALG, SOCK_SEQPACKET, 0));
#ifdef __x86_64__
  if (!strcmp(name, "other-numbers")) return outcome(syscall(0x40000000 | SYS_getpid));
  if (!strcmp(name, "other-architecture")) {
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20) : "memory");
    return result < 0 ? (int)-result : 0;
  }
#endif
  return -1;
}

#else

static int attempt_call(const char *name, const char *first, const char *second) {
  (void)name, (void)first, (void)second;
  return -1;
}

#endif

int escapes_attempt(const char *name, const char *first, const char *second) {
  if (!strcmp(name, "write")) return opening(first, O_WRONLY | O_CREAT);
  if (!strcmp(name, "read")) return opening(first, O_RDONLY);
  if (!strcmp(name, "list")) return opening(first, O_RDONLY | O_DIRECTORY);
  if (!strcmp(name, "truncate")) return outcome(truncate(first, 0));
  if (!strcmp(name, "truncate-by-opening")) return opening(first, O_RDONLY | O_TRUNC);
  if (!strcmp(name, "remove")) return outcome(unlink(first));
  if (!strcmp(name, "make-folder")) return outcome(mkdir(first, 0700));
  if (!strcmp(name, "change-mode")) return outcome(chmod(first, 0777));
  if (!strcmp(name, "rename")) return outcome(rename(first, second));
  if (!strcmp(name, "hard-link")) return outcome(link(first, second));
  if (!strcmp(name, "read-through-link")) {
    return symlink(first, second) == 0 ? opening(second, O_RDONLY) : errno;
  }
  if (!strcmp(name, "write-through-link")) {
    return symlink(first, second) == 0 ? opening(second, O_WRONLY | O_CREAT) : errno;
  }
  if (!strcmp(name, "connect")) {
    struct sockaddr_in address = loopback(first);
    return connecting(AF_INET, SOCK_STREAM, &address, sizeof address);
  }
  if (!strcmp(name, "connect-6")) return outcome(socket(AF_INET6, SOCK_STREAM, 0));
  if (!strcmp(name, "send-datagram")) return sending_datagram(first);
  if (!strcmp(name, "raw-socket")) return outcome(socket(AF_INET, SOCK_RAW, 1));
  if (!strcmp(name, "local-socket")) {
    struct sockaddr_un address = local(first, 0);
    return connecting(AF_UNIX, SOCK_STREAM, &address, sizeof address);
  }
  if (!strcmp(name, "abstract-socket")) {
    struct sockaddr_un address = local(first, 1);
    return connecting(AF_UNIX, SOCK_STREAM, &address, (socklen_t)(sizeof(sa_family_t) + 1 + strlen(first)));
  }
  if (!strcmp(name, "datagram-pair")) return sending_through_pair(first, SOCK_DGRAM);
  if (!strcmp(name, "raw-pair")) return sending_through_pair(first, SOCK_RAW);
  if (!strcmp(name, "stream-pair")) return sending_through_pair(first, SOCK_STREAM);
  if (!strcmp(name, "signal")) return outcome(kill(atoi(first), SIGURG));
  return attempt_call(name, first, second);
}

static void write_number(const char *file) {
  char text[32], temporary[4096];
  snprintf(temporary, sizeof temporary, "%s.part", file);
  int length = snprintf(text, sizeof text, "%d\n", (int)getpid());
  int descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (descriptor < 0 || write(descriptor, text, (size_t)length) != length) _exit(1);
  close(descriptor);
  rename(temporary, file);
}

static void ignore_requests_to_end(void) {
  signal(SIGTERM, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  signal(SIGINT, SIG_IGN);
}

int escapes_leave(const char *file) {
  if (fork() == 0) {
    setsid();
    if (fork() != 0) _exit(0);
    ignore_requests_to_end();
    write_number(file);
    for (;;) pause();
  }
  // Until the file is there, so that whoever waits for this process finds it.
  while (access(file, F_OK) != 0) usleep(1000);
  return 0;
}

int escapes_hand_on(const char *file) {
  if (fork() == 0) {
    ignore_requests_to_end();
    write_number(file);
    for (;;) {
      setsid();
      pid_t next = fork();
      if (next > 0) _exit(0);
    }
  }
  while (access(file, F_OK) != 0) usleep(1000);
  return 0;
}

int escapes_multiply(int depth) {
  ignore_requests_to_end();
  for (int level = 0; level < depth; level++) {
    if (fork() == 0) setsid();
  }
  for (;;) pause();
}

int escapes_nest(int depth) {
  for (int level = 0; level < depth; level++) {
    if (mkdir("folder", 0700) != 0 || chdir("folder") != 0) return 1;
  }
  return 0;
}

void escapes_crash(void) { abort(); }

int escapes_dumpable(void) {
#ifdef __linux__
  return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
#else
  return 0;
#endif
}
