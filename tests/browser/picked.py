"""A folder that Chromium is told somebody has picked: its own chooser cannot be driven."""

PICK = """
window.showDirectoryPicker = async () => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle("site", {create: true});
  const content = await folder.getDirectoryHandle("content", {create: true});
  for (const name of ["news", "documents", "reports", "pages"])
    await content.getDirectoryHandle(name, {create: true});
  await folder.getDirectoryHandle(".git", {create: true});
  return folder;
};
FileSystemHandle.prototype.requestPermission ??= async () => "granted";
FileSystemHandle.prototype.queryPermission ??= async () => "granted";
"""
"""Makes the browser's private file system the folder of a site."""
