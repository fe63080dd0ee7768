#define _GNU_SOURCE
#include "CSandboxConfinement.h"

#include <string.h>

extern char **environ;

char **fulcrum_environment(void) { return environ; }

#ifdef __linux__

#include <link.h>
#include <sys/prctl.h>

int fulcrum_hide_process(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

struct name_list {
  char *names;
  size_t capacity;
  size_t length;
};

static int append_name(struct dl_phdr_info *library, size_t size, void *list_pointer) {
  (void)size;
  struct name_list *list = list_pointer;
  size_t length = strlen(library->dlpi_name) + 1;
  // The program itself has no name here, and the kernel's own library no path.
  if (library->dlpi_name[0] == '/' && length <= list->capacity - list->length) {
    memcpy(list->names + list->length, library->dlpi_name, length);
    list->length += length;
  }
  return 0;
}

size_t fulcrum_list_libraries(char *names, size_t capacity) {
  struct name_list list = {.names = names, .capacity = capacity};
  dl_iterate_phdr(append_name, &list);
  return list.length;
}

#else

#include <sys/resource.h>

int fulcrum_hide_process(void) { return setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0}); }

size_t fulcrum_list_libraries(char *names, size_t capacity) {
  (void)names, (void)capacity;
  return 0;
}

#endif
