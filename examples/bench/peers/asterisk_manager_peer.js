// How many events a second node's asterisk-manager gives to a callback: asterisk_manager_peer.js PORT EVENTS.
const connect = require("asterisk-manager");

const [port, events] = process.argv.slice(2).map(Number);
const manager = connect(port, "127.0.0.1", "bench", "secret", true);
let seen = 0;
let begun;
const timer = setTimeout(() => {
  console.error(`asterisk-manager: saw ${seen} of ${events} events in 60 s`);
  process.exit(1);
}, 60_000);

manager.on("managerevent", () => {
  seen += 1;
  if (seen === events) {
    const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
    console.log(`| asterisk-manager ${require("asterisk-manager/package.json").version} (Node) | ${Math.round(events / seconds)} |`);
    clearTimeout(timer);
    process.exit(0);
  }
});
manager.on("connect", () => {
  setTimeout(() => {
    begun = process.hrtime.bigint();
    manager.action({ action: "ping" });
  }, 200);
});
