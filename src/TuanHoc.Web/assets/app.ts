import "./live";
import "./sheet";

document.documentElement.classList.add("scripted");
