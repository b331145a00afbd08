#!/bin/sh
# For a crontab: 17 5 * * 1 /path/to/monitor-cron.sh /path/to/your/repository
# package.json names the tarball of listing-lint (docs/ci.md), monitoring/addresses.txt the pages to look at, one a line. What is new is printed, which cron sends by mail;
# with MONITOR_ISSUES=1 an issue is opened by `gh`. The log, what was kept of others and drafted cases are committed.
set -eu
cd "${1:?which repository?}"
folder=$(mktemp -d)
trap 'rm -rf "$folder" crawl.warc.gz' EXIT
# 8 is an answer such as 404, which says that a copy is gone.
wget --quiet --input-file=monitoring/addresses.txt --page-requisites --span-hosts --wait=1 --timeout=30 --tries=2 \
  --warc-file=crawl --directory-prefix="$folder/pages" --delete-after || [ "$?" -eq 8 ]
status=0
npx --no-install listing-lint monitor crawl.warc.gz --draft-cases --format "markdown:$folder/monitoring.md" \
  --format html:monitoring.html || status=$?
# 1: something is new, or back. 2: it could not be done.
[ "$status" -le 1 ] || exit "$status"
for path in monitoring cases; do [ ! -e "$path" ] || git add -- "$path"; done
git diff --cached --quiet || git commit --quiet --message "Monitoring of $(date -u +%F)"
[ "$status" -eq 1 ] || exit 0
cat "$folder/monitoring.md"
[ "${MONITOR_ISSUES:-}" = 1 ] || exit 0
# An issue takes 65,536 characters.
head -c 60000 "$folder/monitoring.md" > "$folder/issue.md"
gh issue create --title "$(head -n 1 "$folder/monitoring.md" | sed 's/^#* *//')" --body-file "$folder/issue.md"
