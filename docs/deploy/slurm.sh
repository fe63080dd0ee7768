#!/bin/bash
# An array of 16 tasks, at most 4 at a time, each of which works on one shard.
#   sbatch slurm.sh campaign.yml /shared/state
# A task that is requeued goes on where it was. `refactor` takes SIGTERM before the time is up as a request to stop: the
# units that are being worked on are cut off and gone on with the next time.
#SBATCH --job-name=campaign
#SBATCH --array=1-16%4
#SBATCH --cpus-per-task=2
#SBATCH --time=12:00:00
#SBATCH --signal=TERM@60
#SBATCH --requeue
#SBATCH --output=campaign-%A-%a.log
set -u
# exec: the signals go to refactor itself.
exec srun --ntasks=1 refactor campaign "${1:?the campaign file}" --shard env --resume --state "${2:?a folder that all nodes share}"
