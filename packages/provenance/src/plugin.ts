import { join } from 'node:path';
import { documents as rules } from 'virtual:documents/rules/provenance';
import { leadsOut, type Plugin } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { c2paFact } from './c2pa/c2pa-fact.ts';
import { credentialSettings } from './c2pa/credential-settings.ts';
import { casePictureFacts } from './case-pictures/case-picture-facts.ts';
import { caseTokensFact } from './case-tokens/case-tokens-fact.ts';
import { facts } from './facts.ts';
import { provenanceInputs, provenancePackages } from './inputs.ts';
import { LEDGER_FOLDER, provenanceSettings } from './provenance-settings.ts';
import { ledgerSubjects } from './subjects.ts';

/** The ledger of archived pictures, seals, Content Credentials, time-stamp tokens of cases, and what a case says of pictures. */
export const provenancePlugin: Plugin = {
  name: 'provenance',
  version: '1',
  settings: z.object({ ...provenanceSettings.schema.shape, ...credentialSettings.schema.shape }),
  ignores: (settings) => {
    const { provenance } = provenanceSettings.of({ settings });
    return provenance === undefined ? [] : [`${provenance.folder ?? LEDGER_FOLDER}/**`];
  },
  checkSettings: (settings, root) => {
    const { provenance } = provenanceSettings.of({ settings });
    // A folder that the config names is held to its bound as every path of it; this is the one that it does not name.
    if (provenance === undefined || provenance.folder !== undefined || !leadsOut(root, join(root, LEDGER_FOLDER)))
      return [];
    const message = `the ledger's folder ${LEDGER_FOLDER} is a link that leads out of the folder of the config`;
    return [{ path: ['provenance'], message, hint: 'keep the ledger in the folder of the config' }];
  },
  files: provenanceInputs,
  packages: provenancePackages,
  subjects: ledgerSubjects,
  facts: [...facts, c2paFact, caseTokensFact, ...casePictureFacts],
  rules,
};
