#!/bin/bash
# What a client does in a delegation: signs a request with a proxy of mkproxy.sh, and puts that proxy's chain behind.
# usage: signproxy.sh DIR NAME REQUEST   -> the chain on standard output
set -euo pipefail
P=$1/$2.pem SERIAL=$((RANDOM + 1))
NAME=$(openssl x509 -in "$P" -noout -subject -nameopt compat | sed 's/^subject=//')
openssl x509 -req -in "$3" -subj "$NAME/CN=$SERIAL" -CA "$P" -CAkey "$P" -set_serial "$SERIAL" -days 1 \
  -extfile <(printf '%s\n' proxyCertInfo=critical,language:id-ppl-inheritAll keyUsage=critical,digitalSignature,keyEncipherment) 2>/dev/null
sed '/PRIVATE KEY/,/PRIVATE KEY/d' "$P"
