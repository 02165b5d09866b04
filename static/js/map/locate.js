/** Where this device is: asked only on a tap, told to nobody. */

const PATIENCE = 15_000;
const REASONS = { 1: "denied", 2: "unavailable", 3: "late" };

/** `[latitude, longitude]`. Raises an Error whose message is "denied", "unavailable" or "late". */
export function locate() {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) {
      reject(new Error("unavailable"));
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve([coords.latitude, coords.longitude]),
      ({ code }) => reject(new Error(REASONS[code] ?? "unavailable")),
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 60_000 },
    );
  });
}
