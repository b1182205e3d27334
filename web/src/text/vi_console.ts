/* Vietnamese texts of the console. */
export const viConsole = {};
