import { addConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { VerifyFlags } from './audit-action.ts';

export const registerAudit: RegisterCommand = (program, io, exit) => {
  const audit = program.command('audit').description('Work with audit reports (made by -f audit:FILE.html or .pdf)');
  const verify = audit
    .command('verify')
    .description(
      'Tell whether an audit report is intact, and which files, rules and options have changed since it was made',
    )
    .argument('<report>', 'the audit report, as HTML')
    .argument('[folder]', 'the shop that it speaks of; the working directory without one');
  addConfigOptions(verify)
    .option('--digest <sha256>', 'the digest that was signed: another report is told as such')
    .option('--json', 'the changes as JSON')
    .action(async (report: string, folder: string | undefined, flags: VerifyFlags) => {
      const { verifyAction } = await import('./audit-action.ts');
      exit(await verifyAction(report, folder, flags, io));
    });
};
