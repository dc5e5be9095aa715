#!/usr/bin/env bash
# run.sh LAB FOLDER PYTHON: spreads a run over the samples in every way that docs/CLUSTER.md names, on this machine, and compares
# each with the run of one process, byte for byte. `cargo xtask cluster` calls it.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LAB=$1 FOLDER=$2 MODELS=$PWD/models
python=$3
rm -rf "$FOLDER"
mkdir -p "$FOLDER"

# The samples as a data set: a folder a class.
for picture in www/samples/*-*.png; do
  name=$(basename "$picture" .png)
  mkdir -p "$FOLDER/data/${name%-*}"
  cp "$picture" "$FOLDER/data/${name%-*}/${name#*-}.png"
done
export QUESTION="of --model resnet18-natural --models $MODELS --data $FOLDER/data --device cpu"
start=$SECONDS
"$LAB" dataset $QUESTION --out "$FOLDER/whole.json" --threads 1 >"$FOLDER/whole.log" 2>&1
whole=$((SECONDS - start))

for way in "tests/cluster/slurm.sh" "$python tests/cluster/kubernetes.py" "tests/cluster/parallel.sh"; do
  echo "==> $way"
  $way
done

{
  echo "Last run on $(date -u +%F), in $((SECONDS - start)) s, with $("$LAB" --version): $(slurmctld -V), $("$python" -m pip freeze |
    grep -i '^kubernetes-validate'), $(parallel --version | head -1). One process takes $whole s for these 30 images. All three ways gave its bytes;"
  echo "in Slurm the node was killed when its shard had $(cat "$FOLDER/slurm/had") of its images, and the shard went on behind them."
} >"$FOLDER/result.txt"
cat "$FOLDER/result.txt"
