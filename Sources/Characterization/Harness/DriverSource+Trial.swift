extension DriverSource {
  /// The part that tries mutants.
  ///
  /// Most mutants survive most calls, so that a process for each call would be spent on seeing nothing. Calls that have
  /// returned before share one; what one of them does otherwise counts only if it does so in a process of its own too.
  static let trial = #"""
    #define _GNU_SOURCE
    #include "Shared.h"

    #include <stdlib.h>

    /// What is known of a candidate when no mutant is alive.
    struct baseline {
      uint64_t mark;
      int is_known;
      int milliseconds;
      /// Whether it must have a process of its own, since it does not return, is asynchronous, or depends on what ran before.
      int is_alone;
    };

    static struct baseline *baselines;
    static int runs;

    /// What a test of the call could see of it, however it ended.
    static uint64_t mark_of(const struct outcome *outcome) {
      uint64_t hash = fulcrum_mix(fulcrum_mark(), &outcome->kind, sizeof outcome->kind);
      if (outcome->kind == EXITED) hash = fulcrum_mix(hash, &outcome->code, sizeof outcome->code);
      if (outcome->kind == TRAPPED) {
        int stage = fulcrum_shared->stage;
        hash = fulcrum_mix(hash, &stage, sizeof stage);
      }
      return hash;
    }

    /// Makes the call alone without a mutant, once.
    static int know(int candidate) {
      struct baseline *baseline = &baselines[candidate];
      if (baseline->is_known) return 0;
      static struct outcome outcome;
      struct task task = {.count = 1, .candidates = {candidate}, .milliseconds = {1000}};
      if (fulcrum_run_task(task, &outcome) != 0) return -1;
      baseline->mark = mark_of(&outcome);
      if (outcome.kind != RETURNED) baseline->is_alone = 1;
      // Ten times as long, and more than a timer of the kernel's mistakes for noise.
      baseline->milliseconds = outcome.microseconds / 100 + 50;
      if (baseline->milliseconds > 1000) baseline->milliseconds = 1000;
      baseline->is_known = 1;
      return 0;
    }

    /// Whether a call ends otherwise with the mutant in a process of its own; below 0 when it could not be made.
    static int is_noticed(int mutant, int candidate, enum kind *kind) {
      static struct outcome outcome;
      struct task task = {
          .mutant = mutant, .count = 1, .candidates = {candidate}, .milliseconds = {baselines[candidate].milliseconds}};
      if (fulcrum_run_task(task, &outcome) != 0) return -1;
      runs++;
      *kind = outcome.kind;
      return mark_of(&outcome) != baselines[candidate].mark;
    }

    /// Makes calls in one process; returns the index of the first that ends otherwise, or their number.
    static int first_difference(int mutant, const int *candidates, int count) {
      static struct outcome outcome;
      struct task task = {.mutant = mutant, .count = count};
      for (int i = 0; i < count; i++) {
        task.candidates[i] = candidates[i];
        task.milliseconds[i] = baselines[candidates[i]].milliseconds;
      }
      if (fulcrum_run_task(task, &outcome) != 0) return -1;
      int done = fulcrum_shared->done < count ? fulcrum_shared->done : count;
      runs += done < count ? done + 1 : done;
      enum kind returned = RETURNED;
      for (int i = 0; i < done; i++)
        if (fulcrum_mix(fulcrum_shared->marks[i], &returned, sizeof returned) != baselines[candidates[i]].mark) return i;
      return done;
    }

    /// Finds a call that notices the mutant; -1 when none does, -2 when calls cannot be made.
    static int find_killer(int mutant, int *candidates, int count, enum kind *kind) {
      int batch = 4;
      for (int start = 0; start < count;) {
        int length = 0;
        while (start + length < count && length < batch && !baselines[candidates[start + length]].is_alone) length++;
        int index = start;
        if (length > 1) {
          int difference = first_difference(mutant, candidates + start, length);
          if (difference < 0) return -2;
          index = start + difference;
          if (difference == length) {
            start += length;
            if (batch < BATCH_LIMIT) batch *= 2;
            continue;
          }
        }
        int noticed = is_noticed(mutant, candidates[index], kind);
        if (noticed < 0) return -2;
        if (noticed) return candidates[index];
        if (length > 1) baselines[candidates[index]].is_alone = 1;
        start = index + 1;
      }
      return -1;
    }

    /// A line of the plan: `MUTANT SHARED COUNT CANDIDATE...`, of which so many at the beginning can share a process.
    int fulcrum_try_mutants(FILE *plan, FILE *results, int count) {
      baselines = calloc(count + 1, sizeof *baselines);
      int *candidates = calloc(count + 1, sizeof *candidates);
      int mutant, shared, length, status = 0;
      while (status == 0 && fscanf(plan, "%d %d %d", &mutant, &shared, &length) == 3) {
        if (length < 0 || length > count) return 1;
        for (int i = 0; i < length; i++) {
          if (fscanf(plan, "%d", &candidates[i]) != 1 || candidates[i] < 0 || candidates[i] >= count) return 1;
          if (i >= shared) baselines[candidates[i]].is_alone = 1;
          if (know(candidates[i]) != 0) return 1;
        }
        enum kind kind = RETURNED;
        runs = 0;
        int killer = find_killer(mutant, candidates, length, &kind);
        if (killer == -2) status = 1;
        else
          fprintf(results, "{\"mutant\":%d,\"killer\":%d,\"end\":\"%s\",\"runs\":%d}\n", mutant, killer,
                  fulcrum_kind_names[kind], runs);
        fflush(results);
      }
      free(candidates);
      free(baselines);
      return status;
    }

    """#
}
