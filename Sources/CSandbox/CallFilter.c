#define _GNU_SOURCE
#include "CSandboxConfinement.h"

#include <errno.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#ifdef __x86_64__
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

// Calls that headers may lack; from clone3 on, the numbers are the same on all architectures.
enum {
  CALL_PIDFD_GETFD = 438, CALL_CLONE3 = 435, CALL_OPENAT2 = 437, CALL_OPEN_TREE = 428, CALL_MOVE_MOUNT = 429,
  CALL_FSOPEN = 430, CALL_FSCONFIG = 431, CALL_FSMOUNT = 432, CALL_FSPICK = 433, CALL_IO_URING_SETUP = 425,
  CALL_IO_URING_ENTER = 426, CALL_IO_URING_REGISTER = 427, CALL_PROCESS_MADVISE = 440, CALL_MOUNT_SETATTR = 442,
  CALL_QUOTACTL_FD = 443, CALL_OPEN_TREE_ATTR = 467, CALL_X32_BIT = 0x40000000,
};

// What types fake terminal input and what works on the consoles of the kernel.
enum { FAKE_INPUT = 0x5412, CONSOLE_CONTROL = 0x541C };

#define NEW_NAMESPACES \
  (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

// Calls that no build and no test needs, and that reach other processes, the kernel's wide interfaces, or mounts.
static const int forbidden[] = {
    // Other processes: their memory, their descriptors.
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, CALL_PROCESS_MADVISE, SYS_kcmp, CALL_PIDFD_GETFD,
    // Memory, semaphores and messages that all processes of a user share, and that have no path.
    SYS_shmget, SYS_shmat, SYS_shmctl, SYS_semget, SYS_semop, SYS_semctl, SYS_semtimedop, SYS_msgget, SYS_msgsnd,
    SYS_msgrcv, SYS_msgctl, SYS_mq_open, SYS_mq_unlink,
    // Interfaces that have been ways into the kernel, or that this filter cannot see through.
    CALL_IO_URING_SETUP, CALL_IO_URING_ENTER, CALL_IO_URING_REGISTER, SYS_bpf, SYS_perf_event_open, SYS_userfaultfd,
    SYS_keyctl, SYS_add_key, SYS_request_key, SYS_fanotify_init,
    // Mounts and namespaces.
    SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare, SYS_setns, CALL_OPEN_TREE, CALL_MOVE_MOUNT,
    CALL_FSOPEN, CALL_FSCONFIG, CALL_FSMOUNT, CALL_FSPICK, CALL_MOUNT_SETATTR, CALL_OPEN_TREE_ATTR,
    // Files by number instead of by name, past all rules about names.
    SYS_open_by_handle_at,
    // The machine itself.
    SYS_kexec_load, SYS_kexec_file_load, SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_reboot, SYS_swapon,
    SYS_swapoff, SYS_acct, SYS_quotactl, CALL_QUOTACTL_FD, SYS_syslog, SYS_settimeofday, SYS_clock_settime,
    SYS_clock_adjtime, SYS_adjtimex, SYS_sethostname, SYS_setdomainname, SYS_vhangup,
#ifdef __x86_64__
    SYS_iopl, SYS_ioperm, SYS_uselib, SYS_ustat, SYS_sysfs, SYS_modify_ldt, SYS__sysctl,
#endif
};

struct program {
  struct sock_filter instructions[400];
  unsigned short length;
};

static void emit(struct program *program, unsigned short code, unsigned value, unsigned char yes, unsigned char no) {
  if (program->length == sizeof program->instructions / sizeof program->instructions[0]) return;
  program->instructions[program->length++] = (struct sock_filter){.code = code, .jt = yes, .jf = no, .k = value};
}

static void emit_load(struct program *program, size_t offset) {
  emit(program, BPF_LD | BPF_W | BPF_ABS, (unsigned)offset, 0, 0);
}

/// Loads the lower half of an argument: all that the kernel looks at where it takes an int.
static void emit_load_argument(struct program *program, int index) {
  emit_load(program, offsetof(struct seccomp_data, args) + (size_t)index * sizeof(unsigned long long));
}

static void emit_return(struct program *program, unsigned action) { emit(program, BPF_RET | BPF_K, action, 0, 0); }

static void emit_refusal_if(struct program *program, unsigned short comparison, unsigned value, int error) {
  emit(program, BPF_JMP | comparison | BPF_K, value, 0, 1);
  emit_return(program, SECCOMP_RET_ERRNO | (unsigned)error);
}

/// Begins what holds for one call only; the call's number must be loaded.
static unsigned short begin_call(struct program *program, int call) {
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 0);
  return program->length;
}

static void end_call(struct program *program, unsigned short start, unsigned action) {
  emit_return(program, action);
  program->instructions[start - 1].jf = (unsigned char)(program->length - start);
}

/// Allows a call only if an argument has one of the values.
static void emit_allow_only(
    struct program *program, int call, int argument, unsigned mask, const unsigned *values, int count) {
  unsigned short start = begin_call(program, call);
  emit_load_argument(program, argument);
  emit(program, BPF_ALU | BPF_AND | BPF_K, mask, 0, 0);
  for (int index = 0; index < count; index++) {
    emit(program, BPF_JMP | BPF_JEQ | BPF_K, values[index], 0, 1);
    emit_return(program, SECCOMP_RET_ALLOW);
  }
  end_call(program, start, SECCOMP_RET_ERRNO | EPERM);
}

static void emit_sockets(struct program *program, int allows_network) {
  const unsigned internet[] = {AF_INET, AF_INET6};
  emit_allow_only(program, SYS_socket, 0, ~0U, internet, allows_network ? 2 : 0);
  // A datagram socket of a pair can still send to any named socket; connected streams cannot. The kernel takes a raw one
  // for a datagram socket too.
  const unsigned connected[] = {SOCK_STREAM, SOCK_SEQPACKET};
  emit_allow_only(program, SYS_socketpair, 1, 0xf, connected, 2);
  if (allows_network) return;
  const int network[] = {SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4};
  for (unsigned index = 0; index < sizeof network / sizeof network[0]; index++) {
    emit_refusal_if(program, BPF_JEQ, (unsigned)network[index], EPERM);
  }
}

/// Before version 3 Landlock does not hold truncation back, which needs no open file, or one that is open to be read.
static void emit_truncation(struct program *program) {
  emit_refusal_if(program, BPF_JEQ, SYS_truncate, EPERM);
  emit_refusal_if(program, BPF_JEQ, CALL_OPENAT2, ENOSYS);
  const struct { int call; int flags; } opens[] = {
      {SYS_openat, 2},
#ifdef __x86_64__
      {SYS_open, 1},
#endif
  };
  for (unsigned index = 0; index < sizeof opens / sizeof opens[0]; index++) {
    unsigned short start = begin_call(program, opens[index].call);
    emit_load_argument(program, opens[index].flags);
    emit(program, BPF_ALU | BPF_AND | BPF_K, O_TRUNC | O_ACCMODE, 0, 0);
    emit_refusal_if(program, BPF_JEQ, O_TRUNC | O_RDONLY, EPERM);
    end_call(program, start, SECCOMP_RET_ALLOW);
  }
}

int fulcrum_has_call_filter(void) {
  // A filter at address 0 is refused with EFAULT where filters exist, and with EINVAL where they do not.
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL, 0, 0) == -1 && errno == EFAULT;
}

int fulcrum_filter_calls(const struct fulcrum_confinement *confinement) {
  struct program program = {.length = 0};
  emit_load(&program, offsetof(struct seccomp_data, arch));
  emit(&program, BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0);
  // Calls of another architecture have other numbers; a program that makes them ends.
  emit_return(&program, SECCOMP_RET_KILL_PROCESS);
  emit_load(&program, offsetof(struct seccomp_data, nr));
#ifdef __x86_64__
  emit_refusal_if(&program, BPF_JGE, CALL_X32_BIT, ENOSYS);
#endif
  // Its flags lie in memory, where a filter cannot look; libraries fall back to clone.
  emit_refusal_if(&program, BPF_JEQ, CALL_CLONE3, ENOSYS);
  for (unsigned index = 0; index < sizeof forbidden / sizeof forbidden[0]; index++) {
    emit_refusal_if(&program, BPF_JEQ, (unsigned)forbidden[index], EPERM);
  }
  unsigned short start = begin_call(&program, SYS_clone);
  emit_load_argument(&program, 0);
  emit_refusal_if(&program, BPF_JSET, NEW_NAMESPACES, EPERM);
  end_call(&program, start, SECCOMP_RET_ALLOW);
  start = begin_call(&program, SYS_ioctl);
  emit_load_argument(&program, 1);
  emit_refusal_if(&program, BPF_JEQ, FAKE_INPUT, EPERM);
  emit_refusal_if(&program, BPF_JEQ, CONSOLE_CONTROL, EPERM);
  end_call(&program, start, SECCOMP_RET_ALLOW);
  // Limits of its own process only: those of another one of the same user could end it.
  const unsigned self[] = {0};
  emit_allow_only(&program, SYS_prlimit64, 0, ~0U, self, 1);
  emit_sockets(&program, confinement->allows_network);
  if (confinement->landlock_version < 3) emit_truncation(&program);
  emit_return(&program, SECCOMP_RET_ALLOW);
  if (program.length == sizeof program.instructions / sizeof program.instructions[0]) return E2BIG;

  struct sock_fprog filter = {.len = program.length, .filter = program.instructions};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0 ? 0 : errno;
}

#else

int fulcrum_has_call_filter(void) { return 0; }

int fulcrum_filter_calls(const struct fulcrum_confinement *confinement) {
  (void)confinement;
  return ENOSYS;
}

#endif
