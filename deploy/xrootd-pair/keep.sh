#!/bin/bash
# Runs a server, and runs it again after death by a signal, as systemd would. XRootD 5.5 may also go
# deaf: connections are made and nothing is ever read from them. What answered once and has been
# silent to three questions in a row is killed, as by a liveness probe.
#   keep.sh URL COMMAND [ARG...]
set -u
URL=$1
shift
hears() { curl -s -m 10 -o /dev/null "$URL"; }
listen_to() {
  local silent=0
  command -v curl >/dev/null || return
  until hears; do sleep 0.5; done
  while ((silent < 3)); do
    sleep 2
    hears
    if (($? == 28)); then silent=$((silent + 1)); else silent=0; fi   # 28: no answer in time
  done
  echo "$URL has gone deaf: killed"
  kill -KILL "$1"
}
while
  "$@" &
  server=$!
  listen_to "$server" &
  listener=$!
  wait "$server"
  code=$?
  kill "$listener" 2>/dev/null
  ((code > 128))
do
  sleep 0.2
done
