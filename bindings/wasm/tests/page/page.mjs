// What runs in the page: prices a call and checks a file, and writes both into the document.
import init, { Book, checkCallFile } from "switchhook";

await init();
const book = Book.fromText(
  'name = "page"\ncurrency = "EUR"\nzone = "Europe/Paris"',
  "prefix,destination,price,per,first,next\n+33,France,0.05,60,60,1\n",
);
const outcome = book.rate("+33123456789", new Date("2026-01-05T09:00:00Z"), 90);
const report = checkCallFile("Channel: PJSIP/100\nTimeout: 1\nApplication: Echo\n");
const findings = report.findings.map(({ line, code }) => `${line} ${code}`);
document.body.textContent = [outcome.text, report.verdict, ...findings].join(" | ");
