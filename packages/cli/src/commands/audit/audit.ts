import { addConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { VerifyFlags } from './audit-action.ts';

export const registerAudit: RegisterCommand = (program, io, exit) => {
  const audit = program.command('audit').description('Verify audit reports (made by -f audit:FILE.html or .pdf)');
  const verify = audit
    .command('verify')
    .description('Check that an audit report is intact, and list files, rules and options changed since')
    .argument('<report>', 'the audit report, an HTML file')
    .argument('[folder]', 'the folder of the shop (default: the working directory)');
  verify
    .option('--digest <sha256>', 'the digest that was signed; a report with another digest is reported')
    .option('--json', 'the changes as JSON');
  addConfigOptions(verify).action(async (report: string, folder: string | undefined, flags: VerifyFlags) => {
    const { verifyAction } = await import('./audit-action.ts');
    exit(await verifyAction(report, folder, flags, io));
  });
};
