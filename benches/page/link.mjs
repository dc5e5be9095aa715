// A slow link in front of a server on this machine: all that comes back shares its bits a second, and everything takes its time.
import { once } from "node:events";
import { connect, createServer } from "node:net";

/** Bytes that one connection sends before the next one's turn. */
const PIECE = 16_384;
/** Timers come late: milliseconds of an idle link that are made up for. */
const LATE = 10;

/** The address at the far end of a link of so many megabits a second and milliseconds there and back, and how many bytes have come back. */
export async function link(origin, megabits, milliseconds) {
  const bytesPerMillisecond = (megabits * 1e6) / 8 / 1e3;
  let [free, bytes] = [0, 0];
  /** When a piece has left, if it leaves as soon as the link is free. */
  const leaves = (length) => {
    bytes += length;
    free = Math.max(free, performance.now() - LATE) + length / bytesPerMillisecond;
    return free;
  };
  const server = createServer({ noDelay: true }, (client) => join(client, Number(new URL(origin).port), leaves, milliseconds));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${server.address().port}`, bytes: () => bytes, close: () => server.close() };
}

function join(client, port, leaves, milliseconds) {
  // Before its first request a connection goes there and back once.
  const opened = performance.now() + milliseconds;
  const back = [];
  const take = (length, buffer) => {
    back.push(Buffer.from(buffer.subarray(0, length)));
    const wait = leaves(length) - performance.now();
    setTimeout(() => server.resume(), wait);
    setTimeout(() => client.write(back.shift()), wait + milliseconds / 2);
    return false;
  };
  const server = connect({ port, host: "127.0.0.1", onread: { buffer: Buffer.alloc(PIECE), callback: take } });
  client.on("data", (piece) => setTimeout(() => server.write(piece), Math.max(0, opened - performance.now()) + milliseconds / 2));
  for (const [one, other] of [[client, server], [server, client]]) {
    one.on("close", () => setTimeout(() => other.destroy(), 2 * milliseconds));
    one.on("error", () => other.destroy());
  }
}
