// Enhancement only: every page and every action works without this.
import { watchAppearance } from "./appearance.js";
import { enhanceGrid } from "./grid.js";
import { enhanceImport } from "./import.js";
import { watchKeys } from "./keys.js";
import { watchMenus } from "./menus.js";
import { followOperations } from "./operation.js";
import { enhancePhoto } from "./photo.js";
import { retryPictures } from "./pictures.js";
import { showKeptToasts } from "./toast.js";
import { enhanceUpload } from "./upload.js";
import { watchWaiting } from "./waiting.js";

watchAppearance();
watchMenus();
showKeptToasts();
retryPictures();
const grid = document.querySelector("[data-grid]");
const photo = document.querySelector("[data-photo]");
if (grid) enhanceGrid(grid);
if (photo) enhancePhoto(photo);
const newImport = document.querySelector("[data-import-page]");
if (newImport) enhanceImport(newImport);
if (newImport?.matches("[data-upload-page]")) enhanceUpload(newImport);
watchKeys(photo ? "photo" : grid ? "grid" : "page");
followOperations();
watchWaiting();
