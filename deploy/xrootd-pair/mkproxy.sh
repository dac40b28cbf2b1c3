#!/bin/bash
# A user's certificate by the CA of mkca.sh and an RFC 3820 proxy of it.
# usage: mkproxy.sh DIR NAME   -> DIR/NAME.pem: proxy, its key, the user's certificate; subject /DC=test/CN=NAME
#                                 DIR/NAME-cert.pem, DIR/NAME-key.pem: the user's own
set -euo pipefail
D=$1 NAME=$2; W=$(mktemp -d); trap 'rm -rf "$W"' EXIT
openssl req -newkey rsa:2048 -nodes -subj "/DC=test/CN=$NAME" -keyout "$W/userkey" -out "$W/user.csr" 2>/dev/null
openssl x509 -req -in "$W/user.csr" -CA "$D/ca.pem" -CAkey "$D/cakey.pem" -set_serial "0x$(openssl rand -hex 8)" -days 30 \
  -extfile <(printf '%s\n' keyUsage=digitalSignature,keyEncipherment extendedKeyUsage=clientAuth) -out "$W/user" 2>/dev/null
openssl req -newkey rsa:2048 -nodes -subj "/DC=test/CN=$NAME/CN=1234567" -keyout "$W/key" -out "$W/proxy.csr" 2>/dev/null
openssl x509 -req -in "$W/proxy.csr" -CA "$W/user" -CAkey "$W/userkey" -set_serial 1234567 -days 1 \
  -extfile <(printf '%s\n' proxyCertInfo=critical,language:id-ppl-inheritAll keyUsage=critical,digitalSignature,keyEncipherment) \
  -out "$W/proxy" 2>/dev/null
umask 077; cat "$W/proxy" "$W/key" "$W/user" >"$D/$NAME.pem"
cp "$W/user" "$D/$NAME-cert.pem"; cp "$W/userkey" "$D/$NAME-key.pem"; chmod 600 "$D/$NAME-key.pem"
