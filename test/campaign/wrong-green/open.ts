/**
 * Damages after which a run is still greener, or does not say so, by name, with what is wanting. The campaign fails once one of them
 * holds: then it goes from here.
 */
export const OPEN: Readonly<Record<string, string>> = {
  'listings/mug/listing.yaml is called Listing.yaml': 'nothing is said of what stands where a listing.yaml would',
  'listings/mug/listing.yaml is a folder': 'nothing is said of what stands where a listing.yaml would',
  'cases/2026-001.yaml: an event that there is not': 'the finding does not quote the word',
  'cases/2026-001.yaml is a folder': 'nothing is said of the folder',
  'originals/mug is a socket': 'what is neither file nor folder is passed over',
  'originals/mug is a FIFO': 'what is neither file nor folder is passed over',
};
