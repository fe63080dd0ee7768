#!/bin/bash
# Peak memory and time of a campaign by its number of units, whose children do nothing but write an empty report.
#   Benchmarks/Campaigns/memory.sh .build/release/refactor 20 200 2000
# Linux only: the peak is read from /proc while the campaign waits for its last unit.
set -euo pipefail
program=$(realpath "${1:?the program refactor}")
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/child" <<'END'
#!/bin/sh
while [ $# -gt 0 ]; do
  case $1 in --output) report=$2 ;; --repository) repository=$2 ;; esac
  shift
done
case $repository in */zz-last) while [ ! -e "${repository%/*}/go" ]; do sleep 0.05; done ;; esac
echo '{"commits":["one","two"],"branch":"b","steps":[{"gates":[{"gate":"tests","verdict":"passed"}]}]}' > "$report"
END
chmod +x "$folder/child"
echo "units  seconds  peak KiB  journal bytes"
for count in "$@"; do
  place=$folder/$count
  mkdir "$place"
  for number in $(seq $((count - 1))); do mkdir -p "$place/unit-$number/.git"; done
  mkdir -p "$place/zz-last/.git"
  printf '%s\n' 'name: memory' 'run: {recipe: none}' 'units: {kind: repository, include: "**"}' 'concurrency: 2' \
    > "$place/campaign.yml"
  start=$(date +%s.%N)
  # Called by the child's name, so that it takes the child for itself.
  (exec -a "$folder/child" "$program" campaign "$place/campaign.yml" --quiet --state "$place/state" --output /dev/null) &
  process=$!
  until [ "$(grep -c '"record":"finished"' "$place/state/shard-1-of-1.jsonl" 2> /dev/null || true)" = $((count - 1)) ]; do
    sleep 0.1
  done
  peak=$(awk '/^VmHWM/ {print $2}' "/proc/$process/status")
  touch "$place/go"
  wait $process
  printf '%5d  %7.1f  %8d  %13d\n' "$count" "$(awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN {print b - a}')" "$peak" \
    "$(stat -c %s "$place/state/shard-1-of-1.jsonl")"
done
