/** Its name in the folder of the ledger. */
export const VERIFY_SCRIPT_FILE = 'verify.sh';

/** How a script of ours begins, whatever its version. */
export const VERIFY_SCRIPT_HEAD = '#!/bin/sh\n# listing-lint: ';

/** A program that verifies a ledger without listing-lint and without Node: POSIX sh, awk, sha256sum and openssl. It says of itself how it is called. */
export const VERIFY_SCRIPT = String.raw`#!/bin/sh
# listing-lint: verifies this ledger and its seals without listing-lint, by sha256sum (or shasum) and openssl alone. Nothing is contacted.
#
#   sh verify.sh [-r roots.pem] [-u untrusted.pem] [-f folder] [-n]
#
#   -r  certificates of the time-stamp authorities (PEM), from whom you know that they are theirs; without it no time is vouched for, and it ends with 1
#   -u  further certificates (PEM) that lead from an authority to its root, where its tokens do not hold them
#   -f  the folder from which the entries name pictures and papers; by default the one above this one
#   -n  leave pictures and papers out
#
# Ends with 0 where all is as it was written and every seal has a time that a root vouches for; else with 1, having said what is not.
LC_ALL=C
export LC_ALL
unset CDPATH
here=$(cd "$(dirname "$0")" && pwd) || exit 2
roots=
untrusted=
files=$here/..
names=yes
while getopts r:u:f:n option; do
  case $option in
    r) roots=$OPTARG ;;
    u) untrusted=$OPTARG ;;
    f) files=$OPTARG ;;
    n) names= ;;
    *) exit 2 ;;
  esac
done
whole() {
  [ -z "$1" ] && return
  [ -r "$1" ] || { echo "$1 cannot be read" >&2; return 1; }
  echo "$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
}
roots=$(whole "$roots") || exit 2
untrusted=$(whole "$untrusted") || exit 2
files=$(cd "$files" && pwd) || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
if command -v sha256sum >/dev/null 2>&1; then sum() { sha256sum "$@"; }; else sum() { shasum -a 256 "$@"; }; fi
# Hash and path of every file whose path is read.
sums() {
  while IFS= read -r path; do [ -f "$path" ] && printf '%s\n' "$path"; done >"$work/paths"
  [ -s "$work/paths" ] || return 0
  if command -v sha256sum >/dev/null 2>&1; then tr '\n' '\0' <"$work/paths" | xargs -0 sha256sum 2>/dev/null
  else tr '\n' '\0' <"$work/paths" | xargs -0 shasum -a 256 2>/dev/null; fi
}
faults=0
fault() {
  printf '%s\n' "$1"
  faults=$((faults + 1))
}
# Every line of what is read is a fault.
all_faults() { while IFS= read -r line; do fault "$line"; done <"$work/faults"; }
cd "$here" || exit 2

# 1. Every entry is named by the SHA-256 of its bytes, and nothing else lies among them.
find entries ! -type d ! -name '.*' 2>/dev/null | sort >"$work/entries"
sums <"$work/entries" >"$work/found"
awk 'NR == FNR { at[substr($0, 67)] = substr($0, 1, 64); next }
  { hash = at[$0]; if (hash == "" || $0 != "entries/" substr(hash, 1, 2) "/" hash ".json") print $0 ": its SHA-256 is not the one of its name" }
' "$work/found" "$work/entries" >"$work/faults"
all_faults

# 2. The files that entries name are as they were archived: here, or kept in objects. A later version of a published picture may take its place.
if [ -n "$names" ]; then
  : >"$work/named"
  [ ! -s "$work/entries" ] || tr '\n' '\0' <"$work/entries" | xargs -0 awk '{
    parts = split($0, part, /[{]"bytes":/)
    for (i = 2; i <= parts; i++) {
      if (!match(part[i], /"path":"([^"\\]|\\.)*","sha256":"[0-9a-f]*"/)) continue
      found = substr(part[i], RSTART + 8, RLENGTH - 8)
      path = substr(found, 1, length(found) - 77)
      hash = substr(found, length(found) - 64, 64)
      print (index(path, "\\") ? "?" : index($0, "\"stage\":\"original\"") || part[i] ~ /^[0-9]*,"from"/ ? "=" : "~") hash path
    }
  }' 2>/dev/null | sort -u >"$work/named"
  (cd "$files" && cut -c 66- "$work/named" | sort -u | sums) >"$work/found"
  find objects -type f ! -name '.*' 2>/dev/null | sums >"$work/objects"
  awk 'FILENAME == ARGV[1] { at[substr($0, 67)] = substr($0, 1, 64); held[substr($0, 1, 64)] = 1; next }
    FILENAME == ARGV[2] { sum = substr($0, 1, 64); if (substr($0, 67) == "objects/" substr(sum, 1, 2) "/" sum) held[sum] = 1; next }
    { kind[FNR] = substr($0, 1, 1); hash[FNR] = substr($0, 2, 64); path[FNR] = substr($0, 66); archived[substr($0, 2, 64)] = 1; lines = FNR }
    END { for (i = 1; i <= lines; i++) {
      if (kind[i] == "?") print path[i] ": this path has to be looked at by hand"
      else if (held[hash[i]] || (kind[i] == "~" && archived[at[path[i]]])) continue
      else if (at[path[i]] == "") print path[i] ": it is not there"
      else print path[i] ": it is not the file that was archived"
    } }
  ' "$work/found" "$work/objects" "$work/named" >"$work/faults"
  all_faults
fi

# From lines of hashes, level by level, the root of the tree over them (RFC 6962, 2.1).
tree() {
  while [ "$(wc -l <"$work/level")" -gt 1 ]; do
    awk 'BEGIN { digits = "0123456789abcdef" }
      function octal(hex, text, i) {
        text = ""
        for (i = 1; i < 64; i += 2) text = text sprintf("\\%03o", (index(digits, substr(hex, i, 1)) - 1) * 16 + index(digits, substr(hex, i + 1, 1)) - 1)
        return text
      }
      { if (NR % 2) last = $0; else print "node \\001" octal(last) octal($0) }
      END { if (NR % 2) print "same " last }' "$work/level" |
      while read -r kind value; do
        if [ "$kind" = same ]; then printf '%s\n' "$value"; else printf "$value" | sum; fi
      done | cut -c 1-64 >"$work/next"
    mv "$work/next" "$work/level"
  done
  cat "$work/level"
}
# Seconds since 1970 of a time as openssl prints it: Nov 26 03:10:00 2026 GMT.
seconds() {
  awk '{
    month = index("JanFebMarAprMayJunJulAugSepOctNovDec", $1)
    if ($5 != "GMT" || month == 0) exit
    m = (month + 2) / 3; y = $4; split($3, clock, ":")
    if (m <= 2) { y -= 1; m += 12 }
    days = 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * m - 457) / 5) + $2 - 719469
    printf "%d\n", days * 86400 + clock[1] * 3600 + clock[2] * 60 + int(clock[3])
  }'
}
check() {
  set -- -in "$1" -CAfile "$roots" -attime "$2" "$3" "$4"
  if [ -n "$untrusted" ]; then openssl ts -verify "$@" -untrusted "$untrusted" >/dev/null 2>&1
  else openssl ts -verify "$@" >/dev/null 2>&1; fi
}

# 3. Every seal is named by the SHA-256 of its bytes, covers what it names, gives its root, and was signed by an authority.
seals=0
: >"$work/sealed"
for seal in seals/*; do
  [ -e "$seal" ] || continue
  seals=$((seals + 1))
  [ "$(sum <"$seal/seal.json" 2>/dev/null | cut -c 1-64)" = "$(basename "$seal")" ] || fault "$seal/seal.json: its SHA-256 is not the one of its folder"
  said=$(sed -n 's/.*"leaves":\([0-9]*\),"root":"\([0-9a-f]*\)","schemaVersion":1,"type":"seal"}$/\1 \2/p' "$seal/seal.json" 2>/dev/null)
  cut -c 67- "$seal/leaves.txt" 2>/dev/null | sums >"$work/found"
  if cmp -s "$work/found" "$seal/leaves.txt" && sort -c -k 2 "$seal/leaves.txt" 2>/dev/null; then
    cut -c 67- "$seal/leaves.txt" | tee -a "$work/sealed" | while IFS= read -r file; do { printf '\000'; cat "$file"; } | sum; done | cut -c 1-64 >"$work/level"
    [ "$said" = "$(wc -l <"$seal/leaves.txt" | tr -d ' ') $(tree)" ] || fault "$seal: what it covers does not give its root"
  else
    awk 'NR == FNR { found[$0] = 1; next } !found[$0] { print substr($0, 67) ": it was sealed, and is gone or was changed" }' \
      "$work/found" "$seal/leaves.txt" >"$work/faults" 2>/dev/null
    [ -s "$work/faults" ] || echo "$seal/leaves.txt: it is not as it was written" >"$work/faults"
    all_faults
  fi
  trusted=
  for token in "$seal"/*; do
    case $token in
      */seal.json | */leaves.txt) continue ;;
      *.tsq)
        [ "$(sum <"$token" | cut -c 1-64)" = "$(basename "$token" .tsq | cut -c 66-)" ] || fault "$token: its SHA-256 is not the one of its name"
        [ -e "$seal/$(basename "$token" | cut -c 1-64).tsr" ] || fault "$token: the token that answers it is not there"
        continue ;;
      *.tsr) ;;
      *) fault "$token: it is no part of a seal"; continue ;;
    esac
    name=$(basename "$token" .tsr)
    [ "$(sum <"$token" | cut -c 1-64)" = "$name" ] || { fault "$token: its SHA-256 is not the one of its name"; continue; }
    time=$(openssl ts -reply -in "$token" -text 2>/dev/null | sed -n 's/^Time stamp: //p')
    at=$(echo "$time" | seconds)
    query=$(find "$seal" -name "$name.*.tsq")
    if [ -z "$at" ]; then fault "$token: it is no time-stamp token"
    elif [ ! -f "$query" ]; then fault "$token: the request that it answers is not there"
    elif [ -z "$roots" ]; then echo "$token: says $time; no root is given that vouches for it"
    elif ! check "$token" "$at" -data "$seal/seal.json"; then echo "$token: not vouched for: $(openssl ts -verify -data "$seal/seal.json" -in "$token" -CAfile "$roots" -attime "$at" 2>&1 | sed -n 's/.*:\([^:]*\):[^:]*:[0-9]*:.*/\1/p' | head -n 1)"
    elif ! openssl ts -query -in "$query" -text 2>/dev/null | grep -q '^Nonce: 0x' || ! check "$token" "$at" -queryfile "$query"; then fault "$token: it does not answer the request that lies beside it"
    else
      echo "$seal: sealed at $time"
      trusted=yes
    fi
  done
  [ -n "$trusted" ] || fault "$seal: no root that is given vouches for a time of it"
done
sort -u "$work/sealed" >"$work/covered"
open=$(comm -23 "$work/entries" "$work/covered" | wc -l | tr -d ' ')
entries=$(wc -l <"$work/entries" | tr -d ' ')
echo "$entries entries, $seals seals; $open entries are not sealed: if one of those were deleted, nothing here would show it"
[ "$faults" -eq 0 ] || { echo "$faults faults"; exit 1; }
`;
