import type { CommandContext, PluginCommand } from '../model/command.ts';
import { WrongResult } from './call.ts';
import type { Deadline } from './deadline.ts';
import { frozen } from './frozen.ts';
import type { Owner } from './owner.ts';

/** A command of a third-party plugin under guard: its time runs only while it does nothing of the host's, and starts again with each report of progress. */
export const guardCommand = (command: PluginCommand, owner: Owner): PluginCommand => {
  const { name, summary } = command;
  return {
    name,
    summary,
    ...(command.arguments && { arguments: structuredClone(command.arguments) }),
    ...(command.options && { options: structuredClone(command.options) }),
    run: (input, context) =>
      owner.measure(`command "${name}"`, undefined, async (deadline) => {
        const code: unknown = await command.run(frozen(input), guardContext(context, deadline));
        if (code === 0 || code === 1) return code;
        throw new WrongResult('an exit code that is neither 0 nor 1');
      }),
  };
};

const guardContext = (context: CommandContext, deadline: Deadline): CommandContext => ({
  ...context,
  project: {
    ...context.project,
    findSubjects: async (scope) => frozen(await deadline.during(context.project.findSubjects(scope))),
  },
  print: (text) => context.print(String(text)),
  notice: (message) => context.notice(String(message)),
  progress: (done, total) => {
    deadline.renew();
    context.progress(Number(done), Number(total));
  },
  writeReport: (file, text) => deadline.during(context.writeReport(String(file), String(text))),
});
