/* English texts of the console. */
import type { viConsole } from "./vi_console";

export const enConsole: Record<keyof typeof viConsole, string> = {};
