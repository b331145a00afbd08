// JSON Schemas of the documents that people write, for their editors.
import { importSources } from '../bundle.mjs';

const draft7 = (z, title, schema) => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
};

export const documentSchemas = async () => {
  const { core, builtinPlugin, z, ...schemas } = await importSources();
  const registry = core.createRegistry([builtinPlugin], { builtIn: builtinPlugin.name });
  return [
    {
      folder: 'config',
      pattern:
        /\/(config|listing|case|channel|monitoring|profile|rule|rule-test|report|exceptions|ai-labels)\.schema\.json$/,
      files: new Map([
        ['config/config.schema.json', draft7(z, 'listing-lint config', core.configSchema(builtinPlugin))],
        [
          'config/report.schema.json',
          draft7(z, 'listing-lint JSON report, schemaVersion 1', await core.loadReportSchema(builtinPlugin.attributes)),
        ],
        ['config/exceptions.schema.json', draft7(z, 'listing-lint.exceptions.yaml', core.exceptionsSchema)],
        ['config/listing.schema.json', draft7(z, 'listing.yaml', schemas.listingFileSchema)],
        ['config/ai-labels.schema.json', draft7(z, 'config/figures/ai-labels.yaml', schemas.aiLabelsSchema)],
        ['config/channel.schema.json', draft7(z, 'a file of config/figures/channels', schemas.channelSchema)],
        ['config/case.schema.json', draft7(z, 'listing-lint case file', schemas.caseFileSchema)],
        ['config/profile.schema.json', draft7(z, 'a file of config/profiles', schemas.profileSchema)],
        ['config/monitoring.schema.json', draft7(z, 'listing-lint monitoring log', schemas.monitoringFileSchema)],
        ['config/rule.schema.json', `${JSON.stringify(core.ruleJsonSchema(registry), null, 2)}\n`],
        ['config/rule-test.schema.json', draft7(z, 'listing-lint tests of a rule', core.ruleTestSchema)],
      ]),
    },
  ];
};
