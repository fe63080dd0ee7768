#include "CCrash.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// How the last line stands.
enum { closed, open_stream, claimed, ended };

static atomic_int state = closed;
static atomic_int writing = 0;
static atomic_int cut = 0;
static _Atomic uint64_t count = 0;
static int stream = -1;
static char run_name[64];
static char crash_words[202];
static size_t crash_length = 0;
static int crash_code = 70;
static atomic_int crashing = 0;

static void pause_briefly(void) {
  struct timespec time = {0, 2 * 1000 * 1000};
  nanosleep(&time, NULL);
}

void fulcrum_stream_open(int descriptor, const char *run) {
  stream = descriptor;
  strncpy(run_name, run, sizeof run_name - 1);
  int expected = closed;
  atomic_compare_exchange_strong(&state, &expected, open_stream);
}

bool fulcrum_stream_is_open(void) { return atomic_load(&state) == open_stream; }

uint64_t fulcrum_stream_next(void) { return atomic_fetch_add(&count, 1) + 1; }

static const int fault_numbers[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT};
static const size_t fault_count = sizeof fault_numbers / sizeof *fault_numbers;

void fulcrum_stream_writing(bool is_writing) {
  // One that comes from outside is dealt with by another thread, which can wait for this line.
  sigset_t set;
  sigemptyset(&set);
  for (size_t index = 0; index < fault_count; index++) sigaddset(&set, fault_numbers[index]);
  if (is_writing) pthread_sigmask(SIG_BLOCK, &set, NULL);
  atomic_store(&writing, is_writing);
  if (!is_writing) pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

bool fulcrum_stream_claim(void) {
  int expected = open_stream;
  return atomic_compare_exchange_strong(&state, &expected, claimed);
}

void fulcrum_stream_ended(void) { atomic_store(&state, ended); }

void fulcrum_stream_cut(bool is_cut) { atomic_store(&cut, is_cut); }

// Each turn takes two milliseconds.
void fulcrum_stream_wait(int milliseconds) {
  for (int turn = 0; turn < milliseconds / 2 && atomic_load(&state) == claimed; turn++) pause_briefly();
}

// Puts text at the end of a line that has room for it.
static char *put(char *end, const char *text) {
  while (*text) *end++ = *text++;
  return end;
}

static char *put_number(char *end, uint64_t number, int width) {
  char digits[24];
  int length = 0;
  do {
    digits[length++] = (char)('0' + number % 10);
    number /= 10;
  } while (number);
  while (width-- > length) *end++ = '0';
  while (length) *end++ = digits[--length];
  return end;
}

// The present instant as RFC 3339 has it; the calendar is Howard Hinnant's civil_from_days.
static char *put_time(char *end) {
  struct timespec now = {0, 0};
  clock_gettime(CLOCK_REALTIME, &now);
  int64_t days = now.tv_sec / 86400 + 719468, second = now.tv_sec % 86400;
  int64_t era = days / 146097, of_era = days - era * 146097;
  int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  int64_t shifted = (5 * of_year + 2) / 153;
  int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
  end = put_number(end, (uint64_t)(year + era * 400 + (month <= 2)), 4);
  end = put_number(put(end, "-"), (uint64_t)month, 2);
  end = put_number(put(end, "-"), (uint64_t)(of_year - (153 * shifted + 2) / 5 + 1), 2);
  end = put_number(put(end, "T"), (uint64_t)(second / 3600), 2);
  end = put_number(put(end, ":"), (uint64_t)(second / 60 % 60), 2);
  end = put_number(put(end, ":"), (uint64_t)(second % 60), 2);
  end = put_number(put(end, "."), (uint64_t)(now.tv_nsec / 1000000), 3);
  return put(end, "Z");
}

// Writes, unless nobody reads for so long: a process that is to end must not wait for ever.
static void write_all(int descriptor, const char *text, size_t length, int milliseconds) {
  while (length > 0) {
    struct pollfd entry = {descriptor, POLLOUT, 0};
    int ready = poll(&entry, 1, milliseconds);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return;
    ssize_t written = write(descriptor, text, length);
    if (written < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (written <= 0) return;
    text += written;
    length -= (size_t)written;
  }
}

void fulcrum_stream_end(const char *status, int exit_code, int signal, int milliseconds) {
  if (!fulcrum_stream_claim()) return fulcrum_stream_wait(milliseconds);
  for (int turn = 0; turn < milliseconds / 2 && atomic_load(&writing); turn++) pause_briefly();
  char line[512], *end = line;
  // A line that was never ended is left as it is, and this one stands alone.
  if (atomic_load(&writing) || atomic_load(&cut)) end = put(end, "\n");
  end = put_number(put(end, "{\"exit_code\":"), (uint64_t)exit_code, 0);
  end = put(put(end, ",\"run\":\""), run_name);
  end = put_number(put(end, "\",\"seq\":"), fulcrum_stream_next(), 0);
  if (signal > 0) end = put_number(put(end, ",\"signal\":"), (uint64_t)signal, 0);
  end = put(put(end, ",\"status\":\""), status);
  end = put_time(put(end, "\",\"time\":\""));
  end = put(end, "\",\"type\":\"run_ended\",\"will_retry\":false}\n");
  write_all(stream, line, (size_t)(end - line), milliseconds);
  fulcrum_stream_ended();
}

static void crash(int number) {
  // Of several threads that crash, and of a crash in here, only the first is dealt with.
  if (atomic_exchange(&crashing, 1)) {
    for (int turn = 0; turn < 1500; turn++) pause_briefly();
    _exit(crash_code);
  }
  write_all(STDERR_FILENO, crash_words, crash_length, 1000);
  fulcrum_stream_end("internal_error", crash_code, number, 1000);
  _exit(crash_code);
}

void fulcrum_crash_install(const char *words, int exit_code) {
  strncpy(crash_words, words, 200);
  crash_length = strlen(crash_words);
  crash_words[crash_length++] = '\n';
  crash_code = exit_code;
  // For a stack that has run over: only this thread gets another one.
  static char spare[65536];
  stack_t stack = {.ss_sp = spare, .ss_size = sizeof spare};
  sigaltstack(&stack, NULL);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = crash;
  // A second fault in the handler must not end the process by default, without a code.
  action.sa_flags = SA_ONSTACK | SA_NODEFER;
  sigfillset(&action.sa_mask);
  for (size_t index = 0; index < fault_count; index++) sigdelset(&action.sa_mask, fault_numbers[index]);
  for (size_t index = 0; index < fault_count; index++) sigaction(fault_numbers[index], &action, NULL);
}
