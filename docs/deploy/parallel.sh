#!/bin/sh
# N shards side by side on this machine, or on several: GNU parallel's --sshlogin takes hosts that share the folders.
#   sh parallel.sh campaign.yml state 8
# Call it again to go on: --resume finds the journals, and finished units are not worked on again.
set -u
file=${1:?the campaign file} state=${2:?a folder for the journals} count=${3:-4}
# 0, or the number of shards that did not end with 0, which says nothing of how: the report does.
seq "$count" | parallel --will-cite --jobs "$count" --termseq TERM,3000,KILL \
  refactor campaign "$file" --shard "{}/$count" --resume --state "$state" --quiet --output "$state/shard-{}.txt"
exec refactor campaign merge "$state"
