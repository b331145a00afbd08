import { SHELL_TIMES, SHELL_TOOLS } from '../seal/script-parts.ts';

/** Verifies a bundle without listing-lint and without Node: POSIX sh, awk, sha256sum and openssl. It says of itself how it is called. */
export const EVIDENCE_SCRIPT = String.raw`#!/bin/sh
# Verifies this bundle by sha256sum (or shasum) and openssl alone. Nothing is contacted.
#
#   sh data/verify.sh [roots.pem]
#
# roots.pem: certificates of the time-stamp authorities, from whom you know that they are theirs. Without it those are taken that lie in the
# bundle, and whoever made the bundle chose those. Ends with 0 where every file is as it was put in, there is an entry of the ledger, and every
# entry names files that are here and has a time that a certificate vouches for; else with 1, having said what is not so.
${SHELL_TOOLS}
here=$(cd "$(dirname "$0")" && pwd) || exit 2
roots=$(whole "$1") || exit 2
untrusted=
cd "$here/.." || exit 2

# 1. Every file is as it was put in, and none lies beside them.
for list in manifest-sha256.txt tagmanifest-sha256.txt; do
  if ! real "$list"; then fault "$list: it is not there"; continue; fi
  cut -c 67- "$list" | sums | sort >"$work/found"
  sort "$list" | awk 'FILENAME == ARGV[1] { found[$0] = 1; next } !found[$0] { print substr($0, 67) ": it is gone, or is not as it was put in" }' "$work/found" - >"$work/faults"
  faults_in "$work/faults"
done
[ "$(cut -c 67- tagmanifest-sha256.txt 2>/dev/null | sort | tr '\n' ' ')" = 'bag-info.txt bagit.txt manifest-sha256.txt ' ] || fault 'tagmanifest-sha256.txt: it does not name the lists'
for file in bagit.txt bag-info.txt; do real "$file" || fault "$file: it is not there, or is no file"; done
find . -name '*
*' | tr '\n' ' ' >"$work/torn"
[ ! -s "$work/torn" ] || fault "A name has a line break, which no list can hold: $(cat "$work/torn")"
find . -type l | sed 's|^\./||' >"$work/links"
sed 's/$/: it is a link/' "$work/links" >"$work/faults"
faults_in "$work/faults"
cut -c 67- manifest-sha256.txt 2>/dev/null >"$work/listed"
{ cat "$work/listed"; printf '%s\n' bagit.txt bag-info.txt manifest-sha256.txt tagmanifest-sha256.txt "${'$'}{roots#"$(pwd)"/}"; } >"$work/known"
find . ! -type d | sed 's|^\./||' | sort | awk 'FILENAME == ARGV[1] { known[$0] = 1; next } !known[$0] { print $0 ": it is not in the list" }' "$work/known" - >"$work/faults"
faults_in "$work/faults"
awk '!/^data\// || /(^|\/)\.\.(\/|$)/ { print $0 ": the list names it, and it is no part of the bundle" }' "$work/listed" >"$work/faults"
faults_in "$work/faults"

# 2. Every entry is named by the SHA-256 of its bytes, and the files that it names are here.
find data/provenance/entries ! -type d 2>/dev/null | sort >"$work/entries"
misnamed data/provenance/entries/ <"$work/entries" >"$work/faults"
faults_in "$work/faults"
: >"$work/held"
while IFS= read -r entry; do
  printf '%s\n' "$entry" | named | while read -r kind hash bytes path; do printf '%s %s %s\n' "$hash" "$(basename "$entry" .json)" "$path"; done
done <"$work/entries" >"$work/names"
awk 'FILENAME == ARGV[1] { if (substr($0, 67) ~ /^data\/files\//) here[substr($0, 1, 64)] = substr($0, 67); next }
  { path = $0; sub(/^[^ ]* [^ ]* /, "", path)
    if (here[$1] == "") print "! entry " substr($2, 1, 16) " names " path ", which is not in the bundle as it was archived"
    else print $2 " " here[$1] }' manifest-sha256.txt "$work/names" >"$work/matched"
sed -n 's/^! //p' "$work/matched" >"$work/faults"
faults_in "$work/faults"
sed '/^! /d' "$work/matched" >"$work/held"


# No entry was taken out: bag-info.txt counts them, with the SHA-256 of their names, and what an entry was made from has one where its file is here.
entry_count=$(wc -l <"$work/entries" | tr -d ' ')
entry_names=$(sed 's|.*/||; s|\.json$||' "$work/entries" | sort | sum | cut -c 1-64)
[ "$(sed -n 's/^Ledger-Entries: //p' bag-info.txt 2>/dev/null)" = "$entry_count $entry_names" ] || fault 'bag-info.txt: the entries of the ledger here are others than it says'
while IFS= read -r entry; do real "$entry" && printf '%s\n' "$entry"; done <"$work/entries" | tr '\n' '\0' | xargs -0 awk '{
  parts = split($0, part, /[{]"certainty":/)
  for (i = 2; i <= parts; i++) if (match(part[i], /"sha256":"[0-9a-f]*"[}]/)) print substr(part[i], RSTART + 10, RLENGTH - 12) " " FILENAME
}' /dev/null 2>/dev/null >"$work/parents"
awk 'FILENAME == ARGV[1] { named[$1] = 1; next } FILENAME == ARGV[2] { if (substr($0, 67) ~ /^data\/files\//) here[substr($0, 1, 64)] = substr($0, 67); next }
  here[$1] != "" && !named[$1] { print here[$1] ": its entry of the ledger is gone: " $2 " was made from it" }' "$work/names" manifest-sha256.txt "$work/parents" >"$work/faults"
faults_in "$work/faults"

bytes() {
  printf "$(awk -v h="$1" 'BEGIN { d = "0123456789abcdef"; for (i = 1; i <= length(h); i += 2) printf "\\%03o", (index(d, substr(h, i, 1)) - 1) * 16 + index(d, substr(h, i + 1, 1)) - 1 }')"
}
hash() { sum | cut -c 1-64; }
${SHELL_TIMES}
# 3. Every seal is named by the SHA-256 of its bytes, and an authority that a certificate vouches for has signed it.
if [ -z "$roots" ]; then
  cat data/provenance/roots/*.pem >"$work/roots.pem" 2>/dev/null
  [ ! -s "$work/roots.pem" ] || roots=$work/roots.pem
fi
: >"$work/times"
for seal in data/provenance/seals/*; do
  [ -d "$seal" ] && [ ! -L "$seal" ] || continue
  if ! real "$seal/seal.json" || [ "$(hash <"$seal/seal.json")" != "$(basename "$seal")" ]; then fault "$seal/seal.json: its SHA-256 is not the one of its folder"; continue; fi
  trusted=
  first=
  for token in "$seal"/*.tsr; do
    real "$token" || continue
    if [ "$(hash <"$token")" != "$(basename "$token" .tsr)" ]; then fault "$token: its SHA-256 is not the one of its name"; continue; fi
    trusted=
    judge "$token" "$seal"
    if [ -n "$trusted" ] && { [ -z "$first" ] || [ "$trusted" -lt "$first" ]; }; then first=$trusted; said=$time; fi
  done
  if [ -n "$first" ]; then printf '%s %s %s\n' "$(basename "$seal")" "$first" "$said" >>"$work/times"
  else fault "$seal: no certificate vouches for a time of it"; fi
done

# 4. Every entry gives the root of such a seal, by the hashes of its proof.
: >"$work/proved"
for proof in data/provenance/proofs/*.txt; do
  real "$proof" || continue
  entry=$(sed -n 's/^entry //p' "$proof")
  seal=$(sed -n 's/^seal seals\/\([0-9a-f]*\)\/seal\.json$/\1/p' "$proof")
  if ! grep -q -x -F "data/provenance/$entry" "$work/entries" || ! real "data/provenance/$entry"; then fault "$proof: there is no such entry"; continue; fi
  node=$({ printf '\000'; cat "data/provenance/$entry"; } | hash)
  sed -n '/^left [0-9a-f]*$/p;/^right [0-9a-f]*$/p' "$proof" >"$work/steps"
  while read -r side other; do
    if [ "$side" = left ]; then node=$({ printf '\001'; bytes "$other"; bytes "$node"; } | hash)
    else node=$({ printf '\001'; bytes "$node"; bytes "$other"; } | hash); fi
  done <"$work/steps"
  if real "data/provenance/seals/$seal/seal.json" && grep -q "\"root\":\"$node\"" "data/provenance/seals/$seal/seal.json"; then
    awk -v seal="$seal" -v entry="$(basename "$entry" .json)" '$1 == seal { sub(/^[^ ]* /, ""); print entry " " $0 }' "$work/times" >>"$work/proved"
  else fault "$proof: the seal does not cover the entry"; fi
done
# The earliest time of each entry, and of the files that it names.
sort -k 2 -n "$work/proved" | awk '!seen[$1]++' >"$work/first"
awk 'FILENAME == ARGV[1] { proved[$1] = 1; next } { entry = $0; sub(/^.*\//, "", entry); sub(/\.json$/, "", entry)
  if (!proved[entry]) print "entry " substr(entry, 1, 16) ": no seal here says when it was written" }' "$work/first" "$work/entries" >"$work/faults"
faults_in "$work/faults"
awk 'FILENAME == ARGV[1] { when = $0; sub(/^[^ ]* [^ ]* /, "", when); at[$1] = when; next }
  at[$1] != "" { path = $0; sub(/^[^ ]* /, "", path); print path ": was there at " at[$1] }' "$work/first" "$work/held" | sort -u
awk 'FILENAME == ARGV[1] { proved[$1] = 1; next } FILENAME == ARGV[2] { path = $0; sub(/^[^ ]* /, "", path); if (proved[$1]) sealed[path] = 1; next }
  /^data\/files\// && !sealed[$0] { print $0 ": under no seal, so nothing says since when it is as it is" }' "$work/first" "$work/held" "$work/listed"
[ "$entry_count" -gt 0 ] || fault 'There is no entry of a ledger here: nothing says since when the files are as they are.'
echo "$(counted "$(wc -l <"$work/listed" | tr -d ' ')" file files), $(counted "$entry_count" entry entries), $(wc -l <"$work/first" | tr -d ' ') of them under a seal; $(counted "$faults" fault faults)"
[ "$faults" -eq 0 ]
`;
