// The places above an address that is not there, nearest first: the folder of a file, and no home page.

export function near(path) {
  const steps = path.replace(/[^/]+\.\w+$/, "").split("/").filter(Boolean);
  const places = [];
  for (let length = steps.length; length > 0; length -= 1) {
    const place = `/${steps.slice(0, length).join("/")}/`;
    if (place !== path) places.push(place);
  }
  return places;
}
