import type { Command } from 'commander';
import type { Io } from '../output/io.ts';

/** What a command's file exports: it adds itself to the program, and says by `exit` how it went (0 where it does not). */
export type RegisterCommand = (program: Command, io: Io, exit: (code: number) => void) => void;
