import { join } from 'node:path';
import { isMissingFile, readText } from '@listing-lint/core/plugin';
import type { LedgerFault } from '../ledger/read-ledger.ts';
import { SHELL_TIMES, SHELL_TOOLS } from './script-parts.ts';

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
${SHELL_TOOLS}
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
roots=$(whole "$roots") || exit 2
untrusted=$(whole "$untrusted") || exit 2
files=$(cd "$files" && pwd) || exit 2
cd "$here" || exit 2

# 1. Every entry is named by the SHA-256 of its bytes, is an entry, and nothing else lies among them. Links are not followed.
for top in entries seals objects; do
  if [ -L "$top" ] || { [ -e "$top" ] && [ ! -d "$top" ]; }; then fault "$top: it is no folder"; fi
done
find entries seals objects -name '.*' -prune -o -type l -print 2>/dev/null >"$work/faults"
sed 's/$/: it is a link, which is not followed here/' "$work/faults" >"$work/links"
faults_in "$work/links"
find entries -name '.*' -prune -o -type d -print 2>/dev/null | grep -v -x -e entries -e 'entries/[0-9a-f][0-9a-f]' | sed 's/$/: it is no folder of entries/' >"$work/faults"
faults_in "$work/faults"
find entries -name '.*' -prune -o ! -type d -print 2>/dev/null | sort >"$work/entries"
misnamed entries/ <"$work/entries" >"$work/faults"
faults_in "$work/faults"

# 2. Every archived copy is named by its SHA-256. The files that entries name are as they were archived: here, or kept in objects. A later version of a published picture may take its place.
if [ -n "$names" ]; then
  named <"$work/entries" | sort -u >"$work/named"
  (cd "$files" && cut -d ' ' -f 4- "$work/named" | sort -u | sums && sizes >"$work/sizes") >"$work/found"
  find objects -name '.*' -prune -o ! -type d -print 2>/dev/null | sort >"$work/copies"
  sums <"$work/copies" >"$work/objects"
  awk 'FILENAME == ARGV[1] { at[substr($0, 67)] = substr($0, 1, 64); next }
    $0 != "objects/" substr(at[$0], 1, 2) "/" at[$0] { print $0 ": it is damaged: its SHA-256 is not the one of its name" }
  ' "$work/objects" "$work/copies" >"$work/faults"
  faults_in "$work/faults"
  awk 'FILENAME == ARGV[1] { at[substr($0, 67)] = substr($0, 1, 64); held[substr($0, 1, 64)] = 1; next }
    FILENAME == ARGV[2] { sum = substr($0, 1, 64); if (substr($0, 67) == "objects/" substr(sum, 1, 2) "/" sum) held[sum] = 1; next }
    FILENAME == ARGV[3] { size = $1; sub(/^[0-9]* /, ""); bytes[$0] = size; next }
    { kind[FNR] = $1; hash[FNR] = $2; said[FNR] = $3; archived[$2] = 1; lines = FNR; sub(/^[^ ]* [^ ]* [^ ]* /, ""); path[FNR] = $0 }
    END { for (i = 1; i <= lines; i++) {
      if (kind[i] == "?") print path[i] ": this path has to be looked at by hand"
      else if (at[path[i]] == hash[i] && bytes[path[i]] != said[i]) print path[i] ": its entry says " said[i] " bytes, and it has " bytes[path[i]]
      else if (held[hash[i]] || (kind[i] == "~" && archived[at[path[i]]])) continue
      else if (at[path[i]] == "") print path[i] ": it is not there"
      else print path[i] ": it is not the file that was archived"
    } }
  ' "$work/found" "$work/objects" "$work/sizes" "$work/named" >"$work/faults"
  faults_in "$work/faults"
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
${SHELL_TIMES}
# 3. Every seal is named by the SHA-256 of its bytes, covers what it names, gives its root, and was signed by an authority.
seals=0
: >"$work/sealed"
for seal in seals/*; do
  [ -e "$seal" ] || [ -L "$seal" ] || continue
  seals=$((seals + 1))
  if [ -L "$seal" ] || [ ! -d "$seal" ]; then fault "$seal: it is no seal"; continue; fi
  if ! real "$seal/seal.json" || ! real "$seal/leaves.txt"; then fault "$seal: its seal.json or its leaves.txt is not there, or is no file"; continue; fi
  [ "$(sum <"$seal/seal.json" | cut -c 1-64)" = "$(basename "$seal")" ] || fault "$seal/seal.json: its SHA-256 is not the one of its folder"
  said=$(sed -n 's/.*"leaves":\([0-9]*\),"root":"\([0-9a-f]*\)","schemaVersion":1,"type":"seal"}$/\1 \2/p' "$seal/seal.json")
  cut -c 67- "$seal/leaves.txt" | sums >"$work/found"
  if awk '{ path = substr($0, 67); hash = substr($0, 1, 64)
      if (hash !~ /^[0-9a-f]+$/ || substr($0, 65, 2) != "  " || (NR > 1 && (path "") <= (before "")) ||
        !((path ~ /^entries\/[0-9a-f][0-9a-f]\/[0-9a-f]+\.json$/ && length(path) == 80) || path ~ /^seals\/[0-9a-f]+\/(seal\.json|leaves\.txt|[0-9a-f]+\.tsr|[0-9a-f]+\.[0-9a-f]+\.tsq)$/)) bad = 1
      before = path } END { exit bad }' "$seal/leaves.txt" && cmp -s "$work/found" "$seal/leaves.txt"; then
    cut -c 67- "$seal/leaves.txt" | while IFS= read -r file; do { printf '\000'; cat "$file"; } | sum; done | cut -c 1-64 >"$work/level"
    if [ "$said" = "$(wc -l <"$seal/leaves.txt" | tr -d ' ') $(tree)" ]; then cut -c 67- "$seal/leaves.txt" >>"$work/sealed"
    else fault "$seal: what it covers does not give its root"; fi
  else
    awk 'FILENAME == ARGV[1] { found[$0] = 1; next } !found[$0] { print substr($0, 67) ": it was sealed, and is gone or was changed" }' \
      "$work/found" "$seal/leaves.txt" >"$work/faults"
    [ -s "$work/faults" ] || echo "$seal/leaves.txt: it is not as it was written" >"$work/faults"
    faults_in "$work/faults"
  fi
  trusted=
  for token in "$seal"/*; do
    case $token in
      */seal.json | */leaves.txt) continue ;;
      *.tsq)
        if ! real "$token" || [ "$(sum <"$token" | cut -c 1-64)" != "$(basename "$token" .tsq | cut -c 66-)" ]; then fault "$token: its SHA-256 is not the one of its name"; fi
        [ -e "$seal/$(basename "$token" | cut -c 1-64).tsr" ] || fault "$token: the token that answers it is not there"
        continue ;;
      *.tsr) ;;
      *) fault "$token: it is no part of a seal"; continue ;;
    esac
    name=$(basename "$token" .tsr)
    if ! real "$token" || [ "$(sum <"$token" | cut -c 1-64)" != "$name" ]; then fault "$token: its SHA-256 is not the one of its name"; continue; fi
    judge "$token" "$seal"
  done
  [ -n "$trusted" ] || fault "$seal: no root that is given vouches for a time of it"
done
entries=$(wc -l <"$work/entries" | tr -d ' ')
open=$(awk 'FILENAME == ARGV[1] { sealed[$0] = 1; next } !sealed[$0]' "$work/sealed" "$work/entries" | wc -l | tr -d ' ')
echo "$(counted "$entries" entry entries), $(counted "$seals" seal seals); $(counted "$open" 'entry is' 'entries are') not sealed: if one of those were deleted, nothing here would show it"
[ "$faults" -eq 0 ] || { counted "$faults" fault faults; exit 1; }
`;

const MOST_SCRIPT_BYTES = 100_000;

/** The file of that name in a ledger (absolute folder): null where there is none, empty where it cannot be read as one. */
export const scriptIn = (folder: string): Promise<string | null> =>
  readText(join(folder, VERIFY_SCRIPT_FILE), { maxBytes: MOST_SCRIPT_BYTES, within: folder, links: 'refuse' }).catch(
    (error: unknown) => (isMissingFile(error) ? null : ''),
  );

/** Others are asked to run that script, so a ledger with another one is not as it was written. */
export const scriptFaults = async (folder: string): Promise<readonly LedgerFault[]> => {
  const there = await scriptIn(folder);
  if (there === null || there === VERIFY_SCRIPT) return [];
  const message = 'it is not the script of this version of listing-lint: remove it, and `ledger seal` writes it anew';
  return [{ path: VERIFY_SCRIPT_FILE, message }];
};
