export * from "./switchhook.cjs";

/** Nothing to wait for in Node; in a page, loads the module. */
export default function init(): Promise<void>;
