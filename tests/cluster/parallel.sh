#!/usr/bin/env bash
# GNU parallel over ssh: two machines of a list, both of which are this one, at an ssh server for as long as this script runs.
# From run.sh: LAB, FOLDER with whole.json, and QUESTION.
set -euo pipefail
home=$FOLDER/parallel
mkdir -p "$home/run" /run/sshd
ssh-keygen -q -t ed25519 -N "" -f "$home/host"
ssh-keygen -q -t ed25519 -N "" -f "$home/user"
cp "$home/user.pub" "$home/authorized"
"$(command -v sshd)" -D -e -f /dev/null -p 17022 -h "$home/host" -o ListenAddress=127.0.0.1 -o PidFile=none -o StrictModes=no \
  -o PasswordAuthentication=no -o AuthorizedKeysFile="$home/authorized" >"$home/sshd.log" 2>&1 &
server=$!
trap 'kill "$server"' EXIT
ssh="ssh -p 17022 -i $home/user -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=$home/known -o LogLevel=ERROR"
printf '1/%s 127.0.0.1\n1/%s localhost\n' "$ssh" "$ssh" >"$home/machines"
for _ in $(seq 50); do $ssh 127.0.0.1 true 2>/dev/null && break; sleep 0.2; done

seq 0 3 | parallel --will-cite --sshloginfile "$home/machines" --workdir "$home/run" --retries 3 --joblog "$home/jobs.log" \
  "$LAB" dataset $QUESTION --threads 1 --shard {}/4 --out shard-{}.scores >"$home/out.log" 2>&1 || { cat "$home/out.log" >&2; exit 1; }
[ "$(sed 1d "$home/jobs.log" | cut -f 2 | sort -u | wc -l)" = 2 ] || { echo "only one machine was used" >&2; exit 1; }
"$LAB" merge "$home/merged.json" "$home"/run/shard-*.scores >/dev/null
cmp "$home/merged.json" "$FOLDER/whole.json"
echo "two machines of a list gave the bytes of one process"
