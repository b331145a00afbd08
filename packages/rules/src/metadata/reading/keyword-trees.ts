/** What catalogues call the branch of a tree of keywords below which people are named. */
const PEOPLE =
  'people|persons?|faces?|family|friends|leute|menschen|personen|gesichter|familie|freunde|personnes|visages|famille|amis|personas|gente|rostros|familia|amigos|persone|volti|famiglia|amici|pessoas|rostos|mensen|gezichten|人物|人们|家族|люди';
/** `People|Jane Doe`, `Places/Ulm/People/Jane Doe`. */
export const PERSON_BRANCH = new RegExp(String.raw`(?:^|[;,|/\\])\s*(?:${PEOPLE})\s*[|/\\]\s*[^|/\\;,\s]`, 'i');
/** The branch as a node of its own: of `mwg-kw:Keyword`, and in the XML of ACDSee. */
export const BRANCH_NODE = new RegExp(String.raw`(?:^|>)\s*(?:${PEOPLE})\s*(?:$|<)`, 'i');
/** Fields of XMP whose values may be branches of a tree of keywords. */
export const KEYWORD_TREES =
  /(?:^|\/)(?:lr:[hH]ierarchicalSubject|digiKam:TagsList|MicrosoftPhoto:LastKeyword(?:XMP|IPTC)|(?:mediapro|expressionmedia):CatalogSets|dc:subject|acdsee:[kK]eywords)$/;
