/** Verifies a bundle without listing-lint and without Node: POSIX sh, awk, sha256sum and openssl. It says of itself how it is called. */
export const EVIDENCE_SCRIPT = String.raw`#!/bin/sh
# Verifies this bundle by sha256sum and openssl alone. Nothing is contacted.
#
#   sh data/verify.sh [roots.pem]
#
# roots.pem: certificates of the time-stamp authorities, from whom you know that they are theirs. Without it those are taken that lie in the
# bundle, and whoever made the bundle chose those. Ends with 0 where all holds, else with 1, having said what does not.
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd) || exit 2
roots=
if [ -n "$1" ]; then roots=$(cd "$(dirname "$1")" && pwd)/$(basename "$1"); fi
cd "$here/.." || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
faults=0
fault() { printf '%s\n' "$1"; faults=$((faults + 1)); }
bytes() {
  printf "$(awk -v h="$1" 'BEGIN { d = "0123456789abcdef"; for (i = 1; i <= length(h); i += 2) printf "\\%03o", (index(d, substr(h, i, 1)) - 1) * 16 + index(d, substr(h, i + 1, 1)) - 1 }')"
}
hash() { sha256sum | cut -c1-64; }
seconds() {
  echo "$1" | awk '{ m = index("JanFebMarAprMayJunJulAugSepOctNovDec", $1); split($3, t, ":"); y = $4; mo = (m + 2) / 3
    if (mo <= 2) { y--; mo += 12 }
    print (365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * mo - 457) / 5) + $2 - 306 - 719163) * 86400 + t[1] * 3600 + t[2] * 60 + int(t[3]) }'
}
sha256sum --quiet -c manifest-sha256.txt || fault "files are not as they were put in"
sha256sum --quiet -c tagmanifest-sha256.txt || fault "the lists are not as they were put in"
find data -type f | sort >"$work/there"
sed 's/^[0-9a-f]*  //' manifest-sha256.txt | sort >"$work/listed"
comm -23 "$work/there" "$work/listed" | while IFS= read -r extra; do echo "$extra"; done >"$work/extra"
[ -s "$work/extra" ] && fault "not in the list: $(tr '\n' ' ' <"$work/extra")"
entries=0
for entry in data/provenance/entries/*/*.json; do
  [ -f "$entry" ] || continue
  entries=$((entries + 1))
  [ "$(hash <"$entry")" = "$(basename "$entry" .json)" ] || fault "$entry: its hash is not its name"
done
proofs=0
for proof in data/provenance/proofs/*.txt; do
  [ -f "$proof" ] || continue
  proofs=$((proofs + 1))
  entry=data/provenance/$(sed -n 's/^entry //p' "$proof")
  seal=data/provenance/$(sed -n 's/^seal //p' "$proof")
  node=$({ printf '\000'; cat "$entry"; } | hash)
  sed -n '/^left \|^right /p' "$proof" >"$work/steps"
  while read -r side other; do
    if [ "$side" = left ]; then node=$({ printf '\001'; bytes "$other"; bytes "$node"; } | hash)
    else node=$({ printf '\001'; bytes "$node"; bytes "$other"; } | hash); fi
  done <"$work/steps"
  grep -q "\"root\":\"$node\"" "$seal" || fault "$proof: the seal does not cover the entry"
done
times=0
if [ -n "$roots" ]; then set -- "$roots"; else set -- data/provenance/roots/*.pem; fi
for token in data/provenance/seals/*/*.tsr; do
  [ -f "$token" ] || continue
  seal=$(dirname "$token")
  [ "$(hash <"$token")" = "$(basename "$token" .tsr)" ] || fault "$token: its hash is not its name"
  [ "$(hash <"$seal/seal.json")" = "$(basename "$seal")" ] || fault "$seal/seal.json: its hash is not the name of its folder"
  time=$(openssl ts -reply -in "$token" -text 2>/dev/null | sed -n 's/^Time stamp: //p')
  vouched=
  for root in "$@"; do
    [ -f "$root" ] || continue
    openssl ts -verify -in "$token" -data "$seal/seal.json" -CAfile "$root" -attime "$(seconds "$time")" >/dev/null 2>&1 && vouched=$root
  done
  if [ -n "$vouched" ]; then times=$((times + 1)); echo "sealed at $time, by $vouched"
  else fault "$token: no root vouches for it"; fi
done
echo "$entries entries, $proofs proofs, $times times; $faults faults"
[ "$faults" -eq 0 ]
`;
