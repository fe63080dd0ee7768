/// The C target `FulcrumSwitch` of a lab: the one variable that says which mutant is alive.
///
/// Mutated sources import it and compare `fulcrum_active_mutant` with a mutant's number. A variable of C is read in one
/// instruction, is shared by all modules, and can be set by a child that was just forked.
enum SwitchSource {
  static let name = "FulcrumSwitch"

  static let header = #"""
    #ifndef FULCRUM_SWITCH_H
    #define FULCRUM_SWITCH_H

    /// The number of the mutant that is alive; 0 for the unchanged code.
    extern int fulcrum_active_mutant;

    #endif

    """#

  /// A process that the harness did not fork takes the number from its environment, once, before anything else runs.
  static let code = #"""
    #include "FulcrumSwitch.h"

    #include <stdlib.h>

    int fulcrum_active_mutant = 0;

    __attribute__((constructor)) static void read_environment(void) {
      const char *number = getenv("FULCRUM_MUTANT");
      if (number) fulcrum_active_mutant = atoi(number);
    }

    """#
}
