/**
 * What the scripts that verify without Node share: POSIX sh with what busybox has, too. Paths come one a line; `sums` gives `<SHA-256>  <path>` of those that
 * are files, `shapes` those that look like entries of this version, `misnamed` what is wrong with entries, `named` what entries name, `faults_in` tells each line of a file.
 */
export const SHELL_TOOLS = String.raw`LC_ALL=C
export LC_ALL
unset CDPATH
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
if command -v sha256sum >/dev/null 2>&1; then sha=sha256sum; else sha='shasum -a 256'; fi
for tool in "${'$'}{sha%% *}" awk openssl xargs find sed; do
  command -v "$tool" >/dev/null 2>&1 || { echo "$tool is not here, which this needs" >&2; exit 2; }
done
sum() { $sha; }
faults=0
fault() {
  printf '%s\n' "$1"
  faults=$((faults + 1))
}
faults_in() { while IFS= read -r line; do fault "$line"; done <"$1"; }
# A file, and no link to one, no pipe that would be waited for.
real() { [ -f "$1" ] && [ ! -L "$1" ]; }
whole() {
  [ -z "$1" ] && return
  [ -f "$1" ] && [ -r "$1" ] || { echo "$1 cannot be read" >&2; return 1; }
  echo "$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
}
# What lies at a path never reads as an option.
sums() {
  while IFS= read -r path; do [ -f "./$path" ] && printf './%s\n' "$path"; done >"$work/paths"
  [ -s "$work/paths" ] || return 0
  tr '\n' '\0' <"$work/paths" | xargs -0 $sha 2>/dev/null | sed 's|^\(.\{66\}\)\./|\1|'
}
# Bytes and path of the files that sums has looked at last.
sizes() {
  [ -s "$work/paths" ] || return 0
  tr '\n' '\0' <"$work/paths" | xargs -0 wc -c 2>/dev/null | sed -n 's|^ *\([0-9]*\) \./|\1 |p'
}
shapes() {
  while IFS= read -r path; do real "$path" && printf '%s\n' "$path"; done >"$work/real"
  [ -s "$work/real" ] || return 0
  tr '\n' '\0' <"$work/real" | xargs -0 wc -l 2>/dev/null | sed -n 's|^ *0 ||p' >"$work/one-line"
  tr '\n' '\0' <"$work/real" | xargs -0 awk 'length($0) <= 262144 &&
    /^[{]("about":\[.*\],)?"at":"[0-9TZ:-]*","by":.*,"schemaVersion":1,("stage":"[a-z]*",)?"type":"(picture|document)"[}]$/ { print FILENAME }' >"$work/shaped" 2>/dev/null
  awk 'FILENAME == ARGV[1] { one[$0] = 1; next } one[$0]' "$work/one-line" "$work/shaped"
}
# What is wrong with entries below a folder (with / at its end), whose paths come one a line: each is named by the SHA-256 of its bytes.
misnamed() {
  cat >"$work/given"
  sums <"$work/given" >"$work/found"
  shapes <"$work/given" >"$work/shapes"
  awk -v below="$1" 'FILENAME == ARGV[1] { at[substr($0, 67)] = substr($0, 1, 64); next }
    FILENAME == ARGV[2] { shaped[$0] = 1; next }
    { hash = at[$0]
      if (hash == "" || $0 != below substr(hash, 1, 2) "/" hash ".json") print $0 ": its SHA-256 is not the one of its name"
      else if (!shaped[$0]) print $0 ": it is no entry, or one of a later version" }
  ' "$work/found" "$work/shapes" "$work/given"
}
# A number with its word.
counted() {
  if [ "$1" -eq 1 ]; then echo "1 $2"; else echo "$1 $3"; fi
}
# Of each file that an entry names: = where it stays as it is, ~ where a later version may take its place, ? where its path cannot be read here; hash, bytes, path.
named() {
  while IFS= read -r path; do real "$path" && printf '%s\n' "$path"; done >"$work/real"
  [ -s "$work/real" ] || return 0
  tr '\n' '\0' <"$work/real" | xargs -0 awk '{
    parts = split($0, part, /[{]"bytes":/)
    for (i = 2; i <= parts; i++) {
      if (!match(part[i], /"path":"([^"\\]|\\.)*","sha256":"[0-9a-f]*"/)) continue
      found = substr(part[i], RSTART + 8, RLENGTH - 8)
      path = substr(found, 1, length(found) - 77)
      hash = substr(found, length(found) - 64, 64)
      gsub(/\\"/, "\"", path)
      match(part[i], /^[0-9]*/)
      bytes = substr(part[i], 1, RLENGTH)
      print (index(path, "\\") ? "?" : index($0, "\"stage\":\"original\"") || part[i] ~ /^[0-9]*,"from"/ ? "=" : "~") " " hash " " bytes " " path
    }
  }' 2>/dev/null
}`;

/** Judges tokens by openssl: `judge TOKEN SEAL` tells what is wrong, or says when it was sealed and notes that in `trusted` and `at`. */
export const SHELL_TIMES = String.raw`# Seconds since 1970 of a time as openssl prints it: Nov 26 03:10:00 2026 GMT.
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
# A certificate that is given vouches by itself, whether it is a root or not.
check() {
  set -- -in "$1" -CAfile "$roots" -partial_chain -attime "$2" "$3" "$4"
  if [ -n "$untrusted" ]; then openssl ts -verify "$@" -untrusted "$untrusted" >/dev/null 2>&1
  else openssl ts -verify "$@" >/dev/null 2>&1; fi
}
judge() {
  token=$1
  seal=$2
  name=$(basename "$token" .tsr)
  time=$(openssl ts -reply -in "$token" -text 2>/dev/null | sed -n 's/^Time stamp: //p')
  at=$(printf '%s\n' "$time" | seconds)
  query=$(find "$seal" -name "$name.*.tsq")
  # A token says one time: what it says beside its signature may not add another.
  case $at in *[!0-9]* | '') fault "$token: it is no time-stamp token"; return ;; esac
  # A day, as the clock or the time zone of this machine may be wrong.
  if [ "$at" -gt "$(($(date +%s) + 86400))" ]; then fault "$token: it says $time, which is still to come"
  elif ! real "$query"; then fault "$token: the request that it answers is not there"
  elif [ -z "$roots" ]; then echo "$token: says $time; no root is given that vouches for it"
  elif ! check "$token" "$at" -data "$seal/seal.json"; then echo "$token: not vouched for: $(openssl ts -verify -data "$seal/seal.json" -in "$token" -CAfile "$roots" -partial_chain -attime "$at" 2>&1 | sed -n 's/.*:\([^:]*\):[^:]*:[0-9]*:.*/\1/p' | head -n 1)"
  elif ! openssl ts -query -in "$query" -text 2>/dev/null | grep -q '^Nonce: 0x' || ! check "$token" "$at" -queryfile "$query"; then fault "$token: it does not answer the request that lies beside it"
  else
    echo "$seal: sealed at $time"
    trusted=$at
  fi
}`;
