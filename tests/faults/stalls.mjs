/** An answer of the test server in the place of a file: the first half of it, and nothing more. */
export const stalls = (bytes) => (_, response) => {
  response.writeHead(200, { "content-length": bytes.length });
  response.write(bytes.subarray(0, bytes.length >> 1));
};
