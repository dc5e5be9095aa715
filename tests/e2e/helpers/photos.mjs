// Photos as phones take them, and files that somebody has damaged.

/** 4000×3000 pixels as a JPEG file, held upright: its EXIF says that it has to be turned by a quarter. Encoded by the browser. */
export async function phonePhoto(page) {
  const encode = () => {
    const canvas = new OffscreenCanvas(4000, 3000);
    const context = canvas.getContext("2d");
    const sky = context.createLinearGradient(0, 0, 4000, 3000);
    sky.addColorStop(0, "#3478b8");
    sky.addColorStop(1, "#e0b060");
    context.fillStyle = sky;
    context.fillRect(0, 0, 4000, 3000);
    for (let i = 0; i < 400; i += 1) {
      context.fillStyle = `hsl(${i * 47} 60% ${30 + (i % 5) * 10}%)`;
      context.fillRect((i * 977) % 4000, (i * 613) % 3000, 150 + (i % 7) * 40, 90 + (i % 11) * 30);
    }
    const read = (blob) => new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result.split(",")[1]);
      reader.readAsDataURL(blob);
    });
    return canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 }).then(read);
  };
  const jpeg = Buffer.from(await page.evaluate(encode), "base64");
  const tiff = Buffer.from("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0", "latin1");
  const exif = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const length = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), length, exif, jpeg.subarray(2)]);
}

/** A copy some bytes of which are others, the same ones for the same seed. */
export function scrambled(bytes, seed) {
  const copy = Buffer.from(bytes);
  let state = seed * 2654435761;
  for (let i = 0; i < 20; i += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    copy[8 + (state % (copy.length - 8))] = state >>> 24;
  }
  return copy;
}
