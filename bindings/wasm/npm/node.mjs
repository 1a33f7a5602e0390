// Node has the module from `require`, ready when it is imported: one copy for both kinds of import.
import switchhook from "./switchhook.cjs";

export const { Book, checkCallFile } = switchhook;

/** A page has to wait for its module; that the same program runs here, there is something to wait for. */
export default async function init() {}
