#!/bin/sh
# A Slurm cluster of this one machine, for tests: munge, a controller and a node, as root, all in one folder.
#   tools/slurm/cluster.sh up DIR      starts it and prints the line that a shell (or a test) exports
#   tools/slurm/cluster.sh down DIR    stops what `up` started
# Needs Debian's packages slurmctld, slurmd, slurm-client and munge (no accounting, no database).
set -eu

dir=${2:?"usage: cluster.sh up|down DIR"}

missing() {
  [ "$(id -u)" = 0 ] || { echo "needs root: the node's daemon changes to the users of its tasks"; return; }
  for program in munged mungekey slurmctld slurmd sbatch squeue scontrol; do
    command -v "$program" >/dev/null 2>&1 || {
      echo "$program is missing: apt-get install --no-install-recommends slurmctld slurmd slurm-client munge"
      return
    }
  done
}

# A port that nobody listens on; the two daemons take neighbours.
free_port() {
  port=$((20000 + $$ % 20000))
  while ss -Hltn 2>/dev/null | grep -q ":\($port\|$((port + 1))\) "; do port=$((port + 7)); done
  echo "$port"
}

up() {
  problem=$(missing)
  [ -z "$problem" ] || { echo "$problem" >&2; exit 2; }
  mkdir -p "$dir/state" "$dir/spool"
  dir=$(cd "$dir" && pwd -P)
  # Not the machine's own munge: a socket and a key of our own, which munged wants unreadable for others.
  chmod 0755 "$dir"
  mungekey --create --keyfile "$dir/munge.key"
  munged --force --socket "$dir/munge.socket" --key-file "$dir/munge.key" --pid-file "$dir/munged.pid" \
    --log-file "$dir/munged.log" --seed-file "$dir/munge.seed" >"$dir/munged.out" 2>&1
  port=$(free_port)
  host=$(hostname -s)
  # cred_expire is also how long a task waits that was queued again.
  cat >"$dir/slurm.conf" <<TEXT
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$dir/munge.socket,cred_expire=5
CredType=cred/munge
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=2,batch_sched_delay=1
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
ReturnToService=2
KillWait=5
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP OverSubscribe=FORCE:8
TEXT
  SLURM_CONF=$dir/slurm.conf
  export SLURM_CONF
  slurmctld -f "$SLURM_CONF" >"$dir/slurmctld.out" 2>&1
  slurmd -f "$SLURM_CONF" -N "$host" >"$dir/slurmd.out" 2>&1
  tries=0
  until sinfo -h -o %T 2>/dev/null | grep -q idle; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || { tail -5 "$dir"/slurmctld.log "$dir"/slurmd.log >&2; down; exit 1; }
    sleep 0.5
  done
  echo "SLURM_CONF=$SLURM_CONF"
}

# Returns when they have ended, so that the folder can be deleted.
down() {
  for daemon in slurmd slurmctld munged; do
    [ -f "$dir/$daemon.pid" ] || continue
    pid=$(cat "$dir/$daemon.pid")
    kill "$pid" 2>/dev/null || continue
    tries=0
    while [ -d "/proc/$pid" ] && ! grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null; do
      tries=$((tries + 1))
      [ "$tries" -lt 100 ] || { kill -9 "$pid" 2>/dev/null || true; break; }
      sleep 0.1
    done
  done
}

case "$1" in
up) up ;;
down) down ;;
*) echo "usage: cluster.sh up|down DIR" >&2; exit 2 ;;
esac
