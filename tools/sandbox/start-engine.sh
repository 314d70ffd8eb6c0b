#!/usr/bin/env bash
# Starts a container engine for the sandbox tests on a bare Debian machine, and stops it again.
#
#   tools/sandbox/start-engine.sh up      installs what is missing, starts dockerd, prints its DOCKER_HOST
#   ENGINE=podman tools/sandbox/start-engine.sh up     the same with Podman's service
#   tools/sandbox/start-engine.sh down    stops the engine that this script started, and no other
#   tools/sandbox/start-engine.sh status  says whether it answers
#
# The engine gets no bridge, no firewall rules and no forwarding: containers run without a network and the
# machine's own stays as it is. Its files lie in ASSAY_ENGINE (default /var/lib/assay-engine, for Podman with
# -podman behind it). No image is fetched: `./assay sandbox image import` packs the machine's own Python.
set -euo pipefail
engine=${ENGINE:-docker}
case $engine in
  docker) state=${ASSAY_ENGINE:-/var/lib/assay-engine} daemon=dockerd ;;
  podman) state=${ASSAY_ENGINE:-/var/lib/assay-engine-podman} daemon=podman ;;
  *) echo "ENGINE=$engine: there are docker and podman" >&2; exit 2 ;;
esac
state=$(realpath -m -- "$state")
socket=$state/$engine.sock
pidfile=$state/$daemon.pid
log=$state/$daemon.log

answers() {
  [ -S "$socket" ] && curl -fsS --max-time 3 --unix-socket "$socket" http://engine/_ping >/dev/null 2>&1
}

running() {
  [ -s "$pidfile" ] && tr '\0' ' ' < "/proc/$(cat "$pidfile")/cmdline" 2>/dev/null | grep -qF -- "$socket"
}

install_engine() {
  local made=
  # Without an init system the package must not try to start a service of its own.
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    made=yes
  fi
  apt-get update -qq >&2
  local package=docker.io
  [ "$engine" = docker ] || package=podman
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" runc curl >&2
  [ -z "$made" ] || rm -f /usr/sbin/policy-rc.d
}

start_docker() {
  setsid dockerd --host "unix://$socket" --data-root "$state/data" --exec-root "$state/exec" \
    --pidfile "$pidfile" --bridge=none --iptables=false --ip6tables=false --ip-forward=false \
    --ip-masq=false --storage-driver="$1" --log-level=warn >> "$log" 2>&1 < /dev/null &
}

# runc, because Debian's crun refuses machines with both versions of control groups; own limits, because
# Podman's are above what root without CAP_SYS_RESOURCE may set. Its monitor writes an empty file `oom` into the
# folder in which the service was started whenever a container runs out of memory: that folder is the engine's own.
start_podman() {
  cat > "$state/storage.conf" <<END
[storage]
driver = "$1"
graphroot = "$state/data"
runroot = "$state/run"
END
  cat > "$state/containers.conf" <<END
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
[containers]
netns = "none"
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
END
  CONTAINERS_STORAGE_CONF=$state/storage.conf CONTAINERS_CONF=$state/containers.conf \
    setsid env --chdir="$state" podman system service --time=0 "unix://$socket" >> "$log" 2>&1 < /dev/null &
  echo $! > "$pidfile"
}

start_engine() {
  "start_$engine" "$1"
  local pid=$!
  for _ in $(seq 200); do
    answers && return 0
    kill -0 "$pid" 2>/dev/null || return 1
    sleep 0.1
  done
  kill "$pid"
  return 1
}

case ${1:-} in
  up)
    if ! answers; then
      [ "$(id -u)" = 0 ] || { echo "starting an engine needs root" >&2; exit 1; }
      if [ "$engine" = docker ]; then
        command -v dockerd >/dev/null || install_engine
      else
        command -v podman >/dev/null || install_engine
      fi
      mkdir -p "$state"
      rm -f "$socket" "$pidfile"
      native=overlay2
      [ "$engine" = docker ] || native=overlay
      start_engine "$native" || start_engine vfs || {
        echo "the engine did not start; the end of $log:" >&2
        tail -5 "$log" >&2
        exit 1
      }
    fi
    echo "DOCKER_HOST=unix://$socket"
    ;;
  down)
    if running; then
      pid=$(cat "$pidfile")
      kill "$pid"
      for _ in $(seq 100); do
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
      done
    fi
    rm -f "$socket" "$pidfile"
    ;;
  status)
    answers && echo "the engine answers at unix://$socket" && exit 0
    echo "no engine answers at unix://$socket"
    exit 1
    ;;
  *)
    echo "usage: $0 up|down|status" >&2
    exit 2
    ;;
esac
