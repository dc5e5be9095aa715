// The camera, loaded when it is wanted. Its picture stays on this machine like any other.
"use strict";
/** Shows in `place` what the camera sees; a picture that is taken goes to `give` as a file. */
globalThis.camera = async (place, give) => {
  const button = (label, onclick) => Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: label, onclick });
  const video = Object.assign(document.createElement("video"), { autoplay: true, muted: true, playsInline: true });
  let stream;
  const end = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    place.replaceChildren();
  };
  const take = () => {
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    canvas.getContext("2d").drawImage(video, 0, 0);
    end();
    canvas.convertToBlob().then((blob) => give(new File([blob], "camera.png", { type: "image/png" })));
  };
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch (error) {
    const reasons = { NotAllowedError: "this page may not use it", NotFoundError: "there is none", NotReadableError: "another program uses it" };
    place.textContent = `The camera cannot be used: ${reasons[error?.name] ?? "this browser gives no page a camera here"}.`;
    return;
  }
  video.srcObject = stream;
  place.replaceChildren(video, button("Take it", take), button("Stop", end));
  place.closest("[popover]")?.addEventListener("toggle", (event) => event.newState === "closed" && end(), { once: true });
};
