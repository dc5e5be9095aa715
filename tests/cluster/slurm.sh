#!/usr/bin/env bash
# A Slurm of two nodes on this machine, for as long as this script runs. A node is killed in the middle of its shard, as by a cut of
# its power, and comes back; the array ends, and its shards give the bytes of the run of one process.
# From run.sh: LAB, FOLDER with whole.json, and QUESTION.
set -euo pipefail
home=$FOLDER/slurm docs=$PWD/docs/cluster
mkdir -p "$home"/{state,run}
export SLURM_CONF=$home/slurm.conf
started=()
trap 'kill -9 "${started[@]}" 2>/dev/null || true' EXIT
fail() { echo "$1" >&2; tail -n 20 "$home"/*.log >&2; exit 1; }
# until CONDITION SECONDS WHAT
until_true() { for ((i = 0; i < $2 * 5; i++)); do eval "$1" && return; sleep 0.2; done; fail "$3: not within $2 s"; }

(umask 077 && head -c 1024 /dev/urandom >"$home/munge.key")
munged --foreground --force --key-file="$home/munge.key" --socket="$home/munge.socket" --pid-file="$home/munge.pid" \
  --seed-file="$home/munge.seed" 2>"$home/munge.log" &
started+=($!)
user=$(id -un) host=$(hostname -s)
cat >"$SLURM_CONF" <<CONF
ClusterName=freqscope
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=17000
SlurmUser=$user
SlurmdUser=$user
AuthInfo=socket=$home/munge.socket
StateSaveLocation=$home/state
SlurmctldPidFile=$home/slurmctld.pid
SlurmdPidFile=$home/%n.pid
SlurmdSpoolDir=$home/spool-%n
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
ReturnToService=2
SlurmdTimeout=10
SlurmdParameters=config_overrides
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=17001 CPUs=1
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=17002 CPUs=1
PartitionName=all Nodes=ALL Default=YES
CONF
until_true '[ -S "$home/munge.socket" ]' 10 "munge"
slurmctld -D >"$home/slurmctld.log" 2>&1 &
started+=($!)
# A node has its own process numbers: what runs on it ends with it.
node() {
  unshare --pid --fork --kill-child slurmd -D -N "$1" >>"$home/$1.log" 2>&1 &
  started+=($!)
}
node n1
node n2
killed=${started[-1]}
until_true '[ "$(sinfo -h -N -t idle -o %N 2>/dev/null | sort | xargs)" = "n1 n2" ]' 60 "two idle nodes"

cd "$home/run"
job=$(sbatch --parsable "$docs/shards.sbatch" $QUESTION)
task() { squeue -h -w n2 -t running -o %K; }
records() { sed 1d "shard-$1.scores" 2>/dev/null | wc -l; }
until_true '[ -n "$(task)" ]' 60 "a task on n2"
shard=$(task)
until_true '[ "$(records $shard)" -ge 2 ]' 120 "two images of shard $shard"
kill -9 "$killed"
wait "$killed" 2>/dev/null || true
had=$(records "$shard") whole=$(((30 - shard + 3) / 4))
[ "$had" -lt "$whole" ] || fail "shard $shard was done before its node was killed"
head -n "$had" "shard-$shard.scores" >before
until_true '[ -n "$(sinfo -h -N -n n2 -t down -o %N)" ]' 60 "that Slurm misses n2"
node n2
until_true '[ -z "$(squeue -h)" ]' 300 "the end of the array"

scontrol show job "${job}_$shard" | grep -q "Restarts=1 " || fail "shard $shard was not begun again"
cmp before <(head -n "$had" "shard-$shard.scores") || fail "shard $shard lost what it had"
"$LAB" merge merged.json shard-*.scores >/dev/null
cmp merged.json "$FOLDER/whole.json"
echo "$had of $whole" >"$home/had"
echo "n2 was killed with $had of $whole images of shard $shard; the merged result has the bytes of one process"
