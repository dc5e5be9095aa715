// The camera, loaded when it is wanted. Its picture stays on this machine like any other.
"use strict";
/** Shows in `place` what the camera sees; a picture that is taken goes to `give` as a file. */
globalThis.camera = async (place, give) => {
  /** What is said here, in the languages of the page (src/words). */
  const WORDS = {
    en: {
      forbidden: "this page may not use it",
      none: "there is none",
      busy: "another program uses it",
      nowhere: "this browser gives no page a camera here",
      unusable: (reason) => `The camera cannot be used: ${reason}.`,
      take: "Take it",
      stop: "Stop",
    },
    de: {
      forbidden: "diese Seite darf sie nicht benutzen",
      none: "es gibt keine",
      busy: "ein anderes Programm benutzt sie",
      nowhere: "dieser Browser gibt hier keiner Seite eine Kamera",
      unusable: (reason) => `Die Kamera kann nicht benutzt werden: ${reason}.`,
      take: "Aufnehmen",
      stop: "Beenden",
    },
  };
  const words = WORDS[document.documentElement.lang] ?? WORDS.en;
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
    const reasons = { NotAllowedError: words.forbidden, NotFoundError: words.none, NotReadableError: words.busy };
    place.textContent = words.unusable(reasons[error?.name] ?? words.nowhere);
    return;
  }
  video.srcObject = stream;
  place.replaceChildren(video, button(words.take, take), button(words.stop, end));
  place.closest("[popover]")?.addEventListener("toggle", (event) => event.newState === "closed" && end(), { once: true });
};
