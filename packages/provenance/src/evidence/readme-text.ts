/** What a bundle says of itself, for somebody who has never heard of the program that made it. */
export const evidenceReadme = (title: string, asOf: string): string => `${title}
as of ${asOf}

cover.html           what is here, what is missing; open it in any browser, it loads nothing
files/               pictures, papers, captures and the case file, under the paths that they have in the shop's folder; a name that some system
                     would not take is replaced by one that every system takes: contents.json says which is which
checklist.json       what a dispute is asked for, whether it is there, and the rule that says so
compare/             pairs of pictures side by side: a page, and the same as JSON with the measurements on which each sentence rests
provenance/entries/  what the shop's ledger says of these pictures; each file is named by its own SHA-256
provenance/proofs/   the hashes with which an entry gives the root of a seal (RFC 6962), so that it can be checked without the other entries
provenance/seals/    seals, and the signatures of time-stamp authorities over them (RFC 3161)
provenance/roots/    certificates of those authorities as the shop has them: have them from the authority itself
timeline.txt         what happened, as the case file says it
verify.sh            checks all of this

HOW TO CHECK IT
In the folder above this one, with a shell, sha256sum and openssl; nothing is contacted:

  sha256sum -c manifest-sha256.txt
  sha256sum -c tagmanifest-sha256.txt
  sh data/verify.sh roots.pem

roots.pem is yours to bring: the certificates of the time-stamp authorities, from the authorities themselves. Without it verify.sh takes those in
provenance/roots, and whoever made the bundle chose those. On a Mac, "shasum -a 256" takes the place of "sha256sum".

verify.sh came with the bundle, too. It is short: read it, or do by hand what it does. For an entry in provenance/entries/ab/abcd….json:
its name is what sha256sum says of it, and it holds the SHA-256 of the picture. Its proof names a seal. With the token in the folder of that seal,

  openssl ts -reply -in TOKEN.tsr -text
  openssl ts -verify -data seal.json -in TOKEN.tsr -CAfile roots.pem -partial_chain -attime SECONDS

say when the authority signed seal.json, whose "root" the hashes of the proof lead to (RFC 6962, 2.1: SHA-256 of 0x00 and the entry, then of 0x01 and both hashes).
SECONDS is the "Time stamp" of the first command in seconds since 1970, as "date -u -d 'Nov 26 03:10:00 2026 GMT' +%s" says: by it the second command
verifies also when the certificate of the authority has ended since.

The folder is a bag (BagIt, RFC 8493). cover.pdf, where there is one, is the printed cover and in no list.

WHAT THIS SHOWS, AND WHAT IT DOES NOT
The lists show that nothing was changed since the bundle was put together; they do not show who did that. "Ledger-Entries" in bag-info.txt is the number of
entries and the SHA-256 of their names (without .json, sorted, one a line): none was taken out. An entry shows what the shop wrote down.
A seal shows that the entry, and with it the very file that it names, was there at the time that the authority signed. Nothing here shows who pressed the
shutter, or who holds the rights: for that look at the originals, the outtakes, the papers and the witnesses. Dates, names and cameras in a file are text
that anyone can write.
`;
