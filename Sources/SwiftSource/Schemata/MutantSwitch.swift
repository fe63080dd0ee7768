/// The C module `FulcrumSwitch` that all mutated modules of a package share: which mutant is active, and which were reached.
///
/// A variable of C is shared by all modules, needs no lock, and can be set by a child that was just forked. A process that
/// nobody forked takes it from its environment, once, before anything else of it runs.
package enum MutantSwitch {
  /// The name of the target; its header is `include/FulcrumSwitch.h`.
  package static let name = "FulcrumSwitch"

  /// The environment variable with the number of the mutant.
  package static let variable = "FULCRUM_MUTANT"

  /// The environment variable with the path of a file; the byte at a mutant's number becomes 1 when its place is reached.
  package static let reachVariable = "FULCRUM_REACHED"

  package static let header = #"""
    #ifndef FULCRUM_SWITCH_H
    #define FULCRUM_SWITCH_H

    #include <stdbool.h>
    #include <stdint.h>

    /// The number of the mutant that is active; 0 for the unchanged code.
    extern int32_t fulcrum_active_mutant;

    /// Where a 1 is written at the number of each mutant that is asked for; null when nobody wants to know. It must have one
    /// byte more than there are mutants.
    extern volatile uint8_t *fulcrum_reached_mutants;

    static inline bool fulcrum_is_active(int32_t mutant) {
      if (__builtin_expect(fulcrum_reached_mutants != 0, 0)) fulcrum_reached_mutants[mutant] = 1;
      return mutant != 0 && fulcrum_active_mutant == mutant;
    }

    #endif

    """#

  /// The source behind the header.
  ///
  /// - Parameter count: how many mutants there are, for the file of `reachVariable`; where that is never set, it is no matter.
  package static func code(count: Int = 0) -> String {
    #"""
    #include "FulcrumSwitch.h"

    #include <fcntl.h>
    #include <stdlib.h>
    #include <sys/mman.h>
    #include <unistd.h>

    int32_t fulcrum_active_mutant = 0;
    volatile uint8_t *fulcrum_reached_mutants = 0;

    // Shared with the file, so that what a crash has reached is known too.
    static void fulcrum_share(const char *path, size_t size) {
      int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
      if (descriptor < 0) return;
      if (ftruncate(descriptor, (off_t)size) == 0) {
        void *memory = mmap(0, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
        if (memory != MAP_FAILED) fulcrum_reached_mutants = memory;
      }
      close(descriptor);
    }

    __attribute__((constructor)) static void fulcrum_read_environment(void) {
      const char *number = getenv("FULCRUM_MUTANT");
      if (number) fulcrum_active_mutant = atoi(number);
      const char *path = getenv("FULCRUM_REACHED");
      if (path) fulcrum_share(path, \#(count + 1));
    }

    """#
  }
}
