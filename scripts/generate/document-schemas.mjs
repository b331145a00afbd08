// JSON Schemas of the documents that people write, for their editors.
import { importSources } from '../bundle.mjs';

const draft7 = (z, title, schema) => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
};

export const documentSchemas = async () => {
  const { core, rules, z } = await importSources();
  const registry = core.createRegistry([rules.builtinPlugin], { builtIn: rules.builtinPlugin.name });
  return [
    {
      folder: 'config',
      pattern:
        /\/(config|listing|case|channel|monitoring|profile|rule|rule-test|report|exceptions|ai-labels)\.schema\.json$/,
      files: new Map([
        ['config/config.schema.json', draft7(z, 'listing-lint config', core.configSchema(rules.builtinPlugin))],
        [
          'config/report.schema.json',
          draft7(
            z,
            'listing-lint JSON report, schemaVersion 1',
            await core.loadReportSchema(rules.builtinPlugin.attributes),
          ),
        ],
        ['config/exceptions.schema.json', draft7(z, 'listing-lint.exceptions.yaml', core.exceptionsSchema)],
        ['config/listing.schema.json', draft7(z, 'listing.yaml', rules.listingFileSchema)],
        ['config/ai-labels.schema.json', draft7(z, 'config/figures/ai-labels.yaml', rules.aiLabelsSchema)],
        ['config/channel.schema.json', draft7(z, 'a file of config/figures/channels', rules.channelSchema)],
        ['config/case.schema.json', draft7(z, 'listing-lint case file', rules.caseFileSchema)],
        ['config/profile.schema.json', draft7(z, 'a file of config/profiles', rules.profileSchema)],
        ['config/monitoring.schema.json', draft7(z, 'listing-lint monitoring log', rules.monitoringFileSchema)],
        ['config/rule.schema.json', `${JSON.stringify(core.ruleJsonSchema(registry), null, 2)}\n`],
        ['config/rule-test.schema.json', draft7(z, 'listing-lint tests of a rule', core.ruleTestSchema)],
      ]),
    },
  ];
};
