// Hands bytes to the browser's download; nothing is sent anywhere.
export function save(name: string, content: BlobPart, type = "application/octet-stream") {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name.replace(/[^\w.@+-]+/g, "_");
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
